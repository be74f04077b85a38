// SPDX-License-Identifier: EUPL-1.2
#include <algorithm>
#include <array>
#include <functional>
#include <queue>

#include "kiosk/forms/import/import_state.h"
#include "kiosk/forms/import/references.h"

namespace anlaufstelle::forms {

namespace {

constexpr std::array<std::string_view, 6> kKindNames = {"count",    "relevant", "calculate",
                                                        "required", "readonly", "itemset"};

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
    std::array<TaskIx, kKindNames.size()> of = {kAbsent, kAbsent, kAbsent,
                                                kAbsent, kAbsent, kAbsent};
    [[nodiscard]] TaskIx operator[](TaskKind kind) const {
      return of[static_cast<std::size_t>(kind)];
    }
  };

  void add_task(NodeIx node, TaskKind kind, ExprIx expression) {
    by_node_[node].of[static_cast<std::size_t>(kind)] = static_cast<TaskIx>(tasks_.size());
    tasks_.push_back({node, kind, expression});
  }

  void add_tasks() {
    by_node_.resize(form_.primary.size());
    for (NodeIx node = 1; node < form_.primary.size(); ++node) {
      if (form_.primary[node].kind != xpath::NodeKind::kElement) continue;
      const NodeDef& def = form_.defs[node];
      const auto add = [&](TaskKind kind, ExprIx expression) {
        if (expression != kAbsent) add_task(node, kind, expression);
      };
      add(TaskKind::kCount, def.count);
      add(TaskKind::kRelevant, def.relevant);
      add(TaskKind::kReadonly, def.readonly);
      add(TaskKind::kCalculate, def.calculate);
      add(TaskKind::kRequired, def.required);
    }
    for (const Control& control : form_.controls)
      if (control.itemset && by_node_[control.node][TaskKind::kChoices] == kAbsent)
        add_task(control.node, TaskKind::kChoices, control.itemset->nodes);
    after_.resize(tasks_.size());
    readers_.resize(form_.primary.size());
    on_relevance_.resize(form_.primary.size());
  }

  void edge(TaskIx first, TaskIx second) {
    if (first != kAbsent && second != kAbsent) after_[first].push_back(second);
  }

  // What decides whether a node counts comes before `task`: its own relevance and that of what is
  // around it. A repeat's count does not: forms let people add one by answering in the last one,
  // so it may read what it makes; what reads the instances runs again after it.
  void after_whatever_decides(NodeIx node, TaskIx task) {
    for (NodeIx at = node; at != 0 && at != kNoNode; at = form_.primary[at].parent)
      edge(by_node_[at][TaskKind::kRelevant], task);
  }

  void add_edges() {
    for (TaskIx ix = 0; ix < tasks_.size(); ++ix) {
      const Task& task = tasks_[ix];
      if (task.kind == TaskKind::kCalculate || task.kind == TaskKind::kChoices)
        on_relevance_[task.node].push_back(ix);
      const bool decides = task.kind == TaskKind::kRelevant || task.kind == TaskKind::kCount;
      after_whatever_decides(decides ? form_.primary[task.node].parent : task.node, ix);
      add_readings(ix);
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
    for (const References::Read& read : references.nodes) {
      if (read.node == 0 || form_.primary[read.node].kind != xpath::NodeKind::kElement) continue;
      const bool itself = read.node == task.node && task.kind != TaskKind::kChoices;
      // A repeat's other instances may be picked by their position: a running total does that.
      const bool neighbour = read.picked && form_.defs[read.node].repeat != kNoNode &&
                             form_.defs[read.node].repeat == form_.defs[task.node].repeat;
      readers_[read.node].push_back({ix, read.scope});
      warn_of_never_stored(read.node, task, expression.line);
      if (!neighbour) warn_of_all_instances(read, task, expression.line);
      if (neighbour || read.place_only) continue;
      after_whatever_decides(read.node, ix);
      edge(by_node_[read.node][TaskKind::kCalculate], ix);
      // Only a constraint may look at its own question; what decides about a value, or about
      // what may be done with it, can't wait for that value.
      if (itself) edge(ix, ix);
    }
  }

  // Some engines take an absolute path in a repeat for the own instance; XPath means all.
  void warn_of_all_instances(const References::Read& read, const Task& task, int line) {
    const NodeIx repeat = form_.defs[read.node].repeat;
    if (repeat == kNoNode || read.scope != 0 || read.gathered || read.place_only) return;
    if (form_.defs[task.node].repeat != repeat) return;
    state_.warn(line,
                form_.primary.path(task.node) + " " + kind_name(task.kind) + " reads " +
                    form_.primary.path(read.node) + " of all instances of their repeat",
                "write a relative path (../) for the same instance");
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
    for (auto& list : readers_) {
      for (Reader& reader : list) reader.task = rank[reader.task];
      std::sort(list.begin(), list.end());
      list.erase(std::unique(list.begin(), list.end()), list.end());
    }
    for (auto& list : on_relevance_)
      for (TaskIx& ix : list) ix = rank[ix];
    out.readers = std::move(readers_);
    out.on_relevance = std::move(on_relevance_);
  }

  ImportState& state_;
  Form& form_;
  std::vector<Task> tasks_;
  std::vector<NodeTasks> by_node_;
  std::vector<std::vector<TaskIx>> after_;
  std::vector<std::vector<Reader>> readers_;
  std::vector<std::vector<TaskIx>> on_relevance_;
};

}  // namespace

void build_dependencies(ImportState& state) {
  GraphBuilder(state).run();
}

}  // namespace anlaufstelle::forms
