// SPDX-License-Identifier: EUPL-1.2
#include <algorithm>
#include <array>
#include <functional>
#include <queue>

#include "kiosk/forms/import/import_state.h"
#include "kiosk/forms/import/references.h"

namespace anlaufstelle::forms {

namespace {

constexpr std::array<std::string_view, 5> kKindNames = {"relevant", "calculate", "required",
                                                        "readonly", "itemset"};

// Builds the tasks, the edges between them ("must come before") and their order.
class GraphBuilder {
 public:
  explicit GraphBuilder(ImportState& state) : state_(state), form_(state.form) {}

  void run() {
    add_tasks();
    add_edges();
    const std::vector<std::uint32_t> order = sort();
    if (order.size() < tasks_.size()) return report_cycle(order);
    store(order);
  }

 private:
  using TaskIx = std::uint32_t;

  struct NodeTasks {
    std::array<TaskIx, kKindNames.size()> of = {kAbsent, kAbsent, kAbsent, kAbsent, kAbsent};
    [[nodiscard]] TaskIx operator[](TaskKind kind) const {
      return of[static_cast<std::size_t>(kind)];
    }
  };

  void add_task(NodeIx node, TaskKind kind, ExprIx expression) {
    by_node_[node].of[static_cast<std::size_t>(kind)] = static_cast<TaskIx>(tasks_.size());
    tasks_.push_back({node, kind, expression});
  }

  // Every element has tasks for what it inherits: relevant and readonly.
  void add_tasks() {
    by_node_.resize(form_.primary.size());
    for (NodeIx node = 1; node < form_.primary.size(); ++node) {
      if (form_.primary[node].kind != xpath::NodeKind::kElement) continue;
      const NodeDef& def = form_.defs[node];
      add_task(node, TaskKind::kRelevant, def.relevant);
      add_task(node, TaskKind::kReadonly, def.readonly);
      if (def.calculate != kAbsent) add_task(node, TaskKind::kCalculate, def.calculate);
      if (def.required != kAbsent) add_task(node, TaskKind::kRequired, def.required);
    }
    for (const Control& control : form_.controls)
      if (control.itemset) add_task(control.node, TaskKind::kChoices, control.itemset->nodes);
    after_.resize(tasks_.size());
    readers_.resize(form_.primary.size());
    after_relevance_.resize(form_.primary.size());
    after_readonly_.resize(form_.primary.size());
  }

  void edge(TaskIx first, TaskIx second) {
    if (first != kAbsent && second != kAbsent) after_[first].push_back(second);
  }

  void add_edges() {
    for (TaskIx ix = 0; ix < tasks_.size(); ++ix) {
      const Task& task = tasks_[ix];
      const NodeIx parent = form_.primary[task.node].parent;
      if (task.kind == TaskKind::kRelevant && parent != 0) {
        edge(by_node_[parent][TaskKind::kRelevant], ix);
        after_relevance_[parent].push_back(ix);
      } else if (task.kind == TaskKind::kReadonly && parent != 0) {
        edge(by_node_[parent][TaskKind::kReadonly], ix);
        after_readonly_[parent].push_back(ix);
      } else if (task.kind == TaskKind::kCalculate || task.kind == TaskKind::kChoices) {
        edge(by_node_[task.node][TaskKind::kRelevant], ix);
        after_relevance_[task.node].push_back(ix);
      }
      if (task.expression != kAbsent) add_readings(ix);
    }
  }

  void add_readings(TaskIx ix) {
    const Task& task = tasks_[ix];
    const FormExpression& expression = form_.expressions[task.expression];
    const References references = find_references(form_, expression);
    if (references.names_nothing)
      state_.warn(expression.line,
                  form_.primary.path(task.node) + " " + kind_name(task.kind) +
                      " names an element that the instance doesn't have",
                  "correct the path: it is always empty");
    for (const NodeIx read : references.nodes) {
      if (read == 0 || form_.primary[read].kind != xpath::NodeKind::kElement) continue;
      edge(by_node_[read][TaskKind::kRelevant], ix);
      edge(by_node_[read][TaskKind::kCalculate], ix);
      // Only a constraint may look at its own question; what decides about a value, or about
      // what may be done with it, can't wait for that value.
      if (read == task.node && task.kind != TaskKind::kChoices) edge(ix, ix);
      readers_[read].push_back(ix);
      warn_of_never_stored(read, task, expression.line);
    }
  }

  void warn_of_never_stored(NodeIx read, const Task& task, int line) {
    if (form_.defs[read].never_store.empty() || task.kind != TaskKind::kCalculate) return;
    state_.warn(line,
                form_.primary.path(task.node) + " is calculated from " + form_.primary.path(read) +
                    ", which has choices that are never stored",
                "make sure that the result doesn't give them away: it is stored");
  }

  static std::string kind_name(TaskKind kind) {
    return std::string(kKindNames[static_cast<std::size_t>(kind)]);
  }

  // Kahn's algorithm; of the tasks that are free, the first in the document comes first.
  std::vector<TaskIx> sort() {
    std::vector<std::size_t> waits_for(tasks_.size());
    for (const auto& list : after_)
      for (const TaskIx next : list) ++waits_for[next];
    std::priority_queue<TaskIx, std::vector<TaskIx>, std::greater<>> free;
    for (TaskIx ix = 0; ix < tasks_.size(); ++ix)
      if (waits_for[ix] == 0) free.push(ix);
    std::vector<TaskIx> order;
    while (!free.empty()) {
      const TaskIx ix = free.top();
      free.pop();
      order.push_back(ix);
      for (const TaskIx next : after_[ix])
        if (--waits_for[next] == 0) free.push(next);
    }
    return order;
  }

  // Every task left over has a predecessor that is left over: going back finds a circle.
  void report_cycle(const std::vector<TaskIx>& order) {
    std::vector<bool> sorted(tasks_.size());
    for (const TaskIx ix : order) sorted[ix] = true;
    std::vector<TaskIx> before(tasks_.size(), kAbsent);
    for (TaskIx ix = 0; ix < tasks_.size(); ++ix)
      for (const TaskIx next : after_[ix])
        if (!sorted[ix] && !sorted[next]) before[next] = ix;
    TaskIx at = 0;
    while (sorted[at]) ++at;
    std::vector<bool> seen(tasks_.size());
    while (!seen[at]) {
      seen[at] = true;
      at = before[at];
    }
    std::string circle;
    const TaskIx first = at;
    do {
      circle = " → " + name(at) + circle;
      at = before[at];
    } while (at != first);
    const ExprIx expression = tasks_[first].expression;
    const int line = expression == kAbsent ? 0 : form_.expressions[expression].line;
    state_.error(line, "these wait for each other: " + name(first) + circle,
                 "break the circle in one of the binds");
  }

  [[nodiscard]] std::string name(TaskIx ix) const {
    return form_.primary.path(tasks_[ix].node) + " (" + kind_name(tasks_[ix].kind) + ")";
  }

  // Renumbers everything by the order found.
  void store(std::vector<TaskIx> order) {
    std::stable_partition(order.begin(), order.end(),
                          [&](TaskIx ix) { return tasks_[ix].kind != TaskKind::kChoices; });
    std::vector<TaskIx> rank(tasks_.size());
    for (TaskIx i = 0; i < order.size(); ++i) rank[order[i]] = i;
    Dependencies& out = form_.dependencies;
    out.tasks.resize(tasks_.size());
    for (TaskIx ix = 0; ix < tasks_.size(); ++ix) out.tasks[rank[ix]] = tasks_[ix];
    const auto renumber = [&](std::vector<std::vector<TaskIx>>& lists) {
      for (auto& list : lists) {
        for (TaskIx& ix : list) ix = rank[ix];
        std::sort(list.begin(), list.end());
        list.erase(std::unique(list.begin(), list.end()), list.end());
      }
      return std::move(lists);
    };
    out.readers = renumber(readers_);
    out.after_relevance = renumber(after_relevance_);
    out.after_readonly = renumber(after_readonly_);
  }

  ImportState& state_;
  Form& form_;
  std::vector<Task> tasks_;
  std::vector<NodeTasks> by_node_;
  std::vector<std::vector<TaskIx>> after_;
  std::vector<std::vector<TaskIx>> readers_, after_relevance_, after_readonly_;
};

}  // namespace

void build_dependencies(ImportState& state) {
  GraphBuilder(state).run();
}

}  // namespace anlaufstelle::forms
