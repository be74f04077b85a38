// SPDX-License-Identifier: EUPL-1.2
#include "kiosk/forms/recalculation.h"

#include <algorithm>
#include <cmath>
#include <functional>

#include "kiosk/forms/answers.h"

namespace anlaufstelle::forms {

Recalculation::Recalculation(const Form& form, Instance& instance,
                             xpath::Surroundings& surroundings, Repeats& repeats)
    : form_(form),
      instance_(instance),
      surroundings_(surroundings),
      repeats_(repeats),
      by_def_(form.primary.size()) {
  const std::vector<Task>& tasks = form.dependencies.tasks;
  for (std::uint32_t ix = 0; ix < tasks.size(); ++ix) by_def_[tasks[ix].node].push_back(ix);
}

void Recalculation::run_all() {
  const std::vector<Task>& tasks = form_.dependencies.tasks;
  for (std::uint32_t ix = 0; ix < tasks.size(); ++ix) {
    const NodeIx def = tasks[ix].node;
    const bool counts = tasks[ix].kind == TaskKind::kCount;
    for (const NodeIx node : instance_.instances_of(counts ? form_.primary[def].parent : def, 0))
      wait(ix, node);
  }
  run();
}

void Recalculation::run_permissions() {
  for (const Task& task : form_.dependencies.tasks) {
    const bool permits = task.kind == TaskKind::kRequired || task.kind == TaskKind::kReadonly;
    if (!permits && task.kind != TaskKind::kRelevant) continue;
    for (const NodeIx node : instance_.instances_of(task.node, 0)) {
      if (permits) {
        run_task(task, node);
      } else {  // what the record lacks stays away until an answer changes
        instance_[node].own_relevant = xpath::to_boolean(evaluate(task.expression, node));
      }
    }
  }
}

void Recalculation::wait(std::uint32_t task, NodeIx node) {
  if (node == kNoNode) return;
  const TaskKind kind = form_.dependencies.tasks[task].kind;
  if (kind != TaskKind::kCount) {  // several repeats may count at one parent
    const auto bit = static_cast<std::uint8_t>(1u << static_cast<unsigned>(kind));
    if ((instance_[node].dirty & bit) != 0) return;
    instance_[node].dirty |= bit;
  }
  heap_.push_back({task, instance_.tree().order(node), node});
  std::push_heap(heap_.begin(), heap_.end(), std::greater<>{});
}

// The readers of a template node, as seen from one of its instances or, where that is gone, from
// the node that it was in. `outside_only`: not those that share the instance itself.
void Recalculation::mark_readers(NodeIx def, NodeIx from, bool outside_only) {
  for (const Reader& reader : form_.dependencies.readers[def]) {
    const NodeIx below = instance_.ancestor(from, reader.scope);
    if (below == kNoNode || (outside_only && below == from && reader.scope == def)) continue;
    const Task& task = form_.dependencies.tasks[reader.task];
    const NodeIx at = task.kind == TaskKind::kCount ? form_.primary[task.node].parent : task.node;
    for (const NodeIx node : instance_.instances_of(at, below)) wait(reader.task, node);
  }
}

void Recalculation::touch(NodeIx node) {
  mark_readers(instance_.def_of(node), node, false);
}

// Everything in a new instance, and everything that reads what is in it.
void Recalculation::mark_subtree(NodeIx node) {
  const NodeIx def = instance_.def_of(node);
  if (def == kNoNode) return;
  for (const std::uint32_t task : by_def_[def])
    if (form_.dependencies.tasks[task].kind != TaskKind::kCount) wait(task, node);
  mark_readers(def, node, false);
  for (NodeIx child = instance_.tree()[node].first_child; child != kNoNode;
       child = instance_.tree()[child].next)
    mark_subtree(child);
  for (NodeIx child = form_.primary[def].first_child; child != kNoNode;
       child = form_.primary[child].next)
    for (const std::uint32_t task : by_def_[child])
      if (form_.dependencies.tasks[task].kind == TaskKind::kCount) wait(task, node);
}

void Recalculation::added(NodeIx node) {
  mark_subtree(node);
  spread_relevance(node);
  spread_readonly(node);
}

void Recalculation::removed(NodeIx repeat, NodeIx parent, NodeIx next) {
  for (NodeIx def = repeat; def < form_.primary.size(); ++def) {
    NodeIx above = def;
    while (above != kNoNode && above != repeat) above = form_.primary[above].parent;
    if (above == repeat) mark_readers(def, parent, false);
  }
  // The ones behind it have another position now.
  for (; next != kNoNode; next = instance_.tree()[next].next)
    if (instance_.def_of(next) == repeat) touch(next);
}

void Recalculation::run() {
  while (!heap_.empty()) {
    std::pop_heap(heap_.begin(), heap_.end(), std::greater<>{});
    const Waiting next = heap_.back();
    heap_.pop_back();
    const Task& task = form_.dependencies.tasks[next.task];
    if (next.node != 0 && !instance_.is_element(next.node)) continue;  // its repeat is gone
    const auto bit = static_cast<std::uint8_t>(1u << static_cast<unsigned>(task.kind));
    instance_[next.node].dirty &= static_cast<std::uint8_t>(~bit);
    run_task(task, next.node);
  }
}

xpath::Value Recalculation::evaluate(ExprIx expression, NodeIx node) {
  return evaluate_at(expression, {&instance_.tree(), node});
}

xpath::Value Recalculation::evaluate_at(ExprIx expression, const xpath::NodeRef& at) {
  xpath::Evaluation evaluation(form_.expressions[expression].ast, surroundings_, at);
  xpath::Value value = evaluation.run();
  return evaluation.failed() ? xpath::Value(std::string()) : value;
}

const NodeState& Recalculation::parent_state(NodeIx node) const {
  const NodeIx parent = instance_.tree()[node].parent;
  return parent == 0 || parent == kNoNode ? above_root_ : instance_[parent];
}

// A node follows its own expression and what is around it; the depth is bounded by the import.
void Recalculation::spread_relevance(NodeIx node) {
  const bool relevant = parent_state(node).relevant && instance_[node].own_relevant;
  if (relevant == instance_[node].relevant) return;
  instance_.set_relevant(node, relevant);
  for (const std::uint32_t task : form_.dependencies.on_relevance[instance_.def_of(node)])
    wait(task, node);
  touch(node);
  for (NodeIx child = instance_.tree()[node].first_child; child != kNoNode;
       child = instance_.tree()[child].next)
    if (instance_.tree()[child].kind == xpath::NodeKind::kElement) spread_relevance(child);
}

void Recalculation::spread_readonly(NodeIx node) {
  const bool readonly = parent_state(node).readonly || instance_[node].own_readonly;
  if (readonly == instance_[node].readonly) return;
  instance_[node].readonly = readonly;
  for (NodeIx child = instance_.tree()[node].first_child; child != kNoNode;
       child = instance_.tree()[child].next)
    if (instance_.tree()[child].kind == xpath::NodeKind::kElement) spread_readonly(child);
}

void Recalculation::run_count(const Task& task, NodeIx parent) {
  const double count = xpath::to_number(evaluate(task.expression, parent), *surroundings_.zone);
  repeats_.set_count(task.node, parent, count);
}

void Recalculation::run_task(const Task& task, NodeIx node) {
  if (task.kind == TaskKind::kCount) return run_count(task, node);
  const auto holds = [&] { return xpath::to_boolean(evaluate(task.expression, node)); };
  NodeState& state = instance_[node];
  switch (task.kind) {
    case TaskKind::kCount:
      return;
    case TaskKind::kRelevant:
      state.own_relevant = holds();
      return spread_relevance(node);
    case TaskKind::kCalculate: {
      // What isn't relevant keeps what it had, unread, until it is relevant again.
      if (!state.relevant || !instance_.is_leaf(node)) return;
      std::string value = calculated_text(evaluate(task.expression, node),
                                          form_.defs[task.node].type, *surroundings_.zone);
      if (value != instance_.held_value(node)) {
        instance_.set_value(node, value);
        touch(node);
        if (form_.defs[task.node].starts_actions) changed_.push_back(node);
      }
      return wipe(value);
    }
    case TaskKind::kRequired:
      state.required = holds();
      return;
    case TaskKind::kReadonly:
      state.own_readonly = holds();
      return spread_readonly(node);
    case TaskKind::kChoices:
      return withdraw_choices(task, node);
  }
}

// An answer that other answers took off the list is no answer, until it is on the list again.
void Recalculation::withdraw_choices(const Task& task, NodeIx node) {
  NodeState& state = instance_[node];
  const std::string& chosen =
      state.withdrawn.empty() ? instance_.held_value(node) : state.withdrawn;
  if (!state.relevant || chosen.empty()) return;
  const Control& control = form_.controls[form_.defs[task.node].control];
  const xpath::Value items = evaluate(task.expression, node);
  const auto* nodes = std::get_if<xpath::NodeSet>(&items);
  if (nodes == nullptr) return;
  std::vector<std::string> offered;
  for (const ChoiceDef& choice : control.choices) offered.push_back(choice.value);
  for (const xpath::NodeRef& item : *nodes)
    offered.push_back(
        xpath::to_text(evaluate_at(control.itemset->value, item), *surroundings_.zone));
  std::string kept;
  for (const std::string_view word : chosen_values(control.kind, chosen)) {
    if (std::find(offered.begin(), offered.end(), word) == offered.end()) continue;
    if (!kept.empty()) kept += ' ';
    kept += word;
  }
  const bool changed = kept != instance_.held_value(node);
  if (kept == chosen) {
    instance_.set_value(node, kept);
    wipe(state.withdrawn);
  } else {
    if (state.withdrawn.empty()) state.withdrawn = chosen;
    instance_.set_value(node, kept);
  }
  wipe(kept);
  if (changed) touch(node);
}

std::string calculated_text(const xpath::Value& value, DataType type, const TimeZone& zone) {
  const auto* number = std::get_if<double>(&value);
  const auto* date = std::get_if<xpath::DateValue>(&value);
  if (number != nullptr && std::isnan(*number)) return {};
  if (date != nullptr && !date->valid()) return {};
  if (type == DataType::kDate || type == DataType::kDateTime) {
    xpath::DateValue moment;
    const std::string text = number || date ? std::string() : xpath::to_text(value, zone);
    if (number != nullptr) {
      moment = xpath::date_of_days(*number, zone);
    } else if (date != nullptr) {
      moment = *date;
    } else if (const auto parsed = xpath::parse_date(xpath::trim(text), zone, true)) {
      moment = *parsed;
    } else {
      return text;
    }
    if (type == DataType::kDate) return xpath::format_day(moment, zone);
    moment.with_time = true;
    return xpath::format_iso(moment, zone);
  }
  if (type == DataType::kInt && number != nullptr)
    return xpath::number_to_text(std::trunc(*number));
  return xpath::to_text(value, zone);
}

}  // namespace anlaufstelle::forms
