// SPDX-License-Identifier: EUPL-1.2
#include "kiosk/forms/recalculation.h"

#include <algorithm>
#include <cmath>
#include <functional>

#include "kiosk/forms/answers.h"

namespace anlaufstelle::forms {

Recalculation::Recalculation(const Form& form, Instance& instance,
                             xpath::Surroundings& surroundings)
    : form_(form),
      instance_(instance),
      surroundings_(surroundings),
      dirty_(form.dependencies.tasks.size()) {}

void Recalculation::run_all() {
  for (std::uint32_t task = 0; task < dirty_.size(); ++task) heap_.push_back(task);  // is a heap
  std::fill(dirty_.begin(), dirty_.end(), true);
  run();
}

void Recalculation::run_permissions() {
  for (const Task& task : form_.dependencies.tasks)
    if (task.kind == TaskKind::kRequired || task.kind == TaskKind::kReadonly) run_task(task);
}

void Recalculation::touch(NodeIx node) {
  mark(form_.dependencies.readers[node]);
}

void Recalculation::mark(const std::vector<std::uint32_t>& tasks) {
  for (const std::uint32_t task : tasks) {
    if (dirty_[task]) continue;
    dirty_[task] = true;
    heap_.push_back(task);
    std::push_heap(heap_.begin(), heap_.end(), std::greater<>{});
  }
}

void Recalculation::run() {
  while (!heap_.empty()) {
    std::pop_heap(heap_.begin(), heap_.end(), std::greater<>{});
    const std::uint32_t task = heap_.back();
    heap_.pop_back();
    dirty_[task] = false;
    run_task(form_.dependencies.tasks[task]);
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
  return parent == 0 ? above_root_ : instance_[parent];
}

void Recalculation::relevance_changed(NodeIx node) {
  mark(form_.dependencies.after_relevance[node]);
  mark(form_.dependencies.readers[node]);
}

void Recalculation::run_task(const Task& task) {
  const auto holds = [&] {
    return task.expression != kAbsent && xpath::to_boolean(evaluate(task.expression, task.node));
  };
  NodeState& state = instance_[task.node];
  switch (task.kind) {
    case TaskKind::kRelevant: {
      const bool relevant =
          parent_state(task.node).relevant && (task.expression == kAbsent || holds());
      if (relevant == state.relevant) return;
      instance_.set_relevant(task.node, relevant);
      return relevance_changed(task.node);
    }
    case TaskKind::kCalculate: {
      // What isn't relevant keeps what it had, unread, until it is relevant again.
      if (!state.relevant || !instance_.is_leaf(task.node)) return;
      std::string value = calculated_text(evaluate(task.expression, task.node),
                                          form_.defs[task.node].type, *surroundings_.zone);
      if (value != instance_.held_value(task.node)) {
        instance_.set_value(task.node, value);
        touch(task.node);
      }
      return wipe(value);
    }
    case TaskKind::kRequired:
      state.required = holds();
      return;
    case TaskKind::kReadonly: {
      const bool readonly = parent_state(task.node).readonly || holds();
      if (readonly == state.readonly) return;
      state.readonly = readonly;
      return mark(form_.dependencies.after_readonly[task.node]);
    }
    case TaskKind::kChoices:
      return withdraw_choices(task);
  }
}

// An answer that other answers took off the list is no answer, until it is on the list again.
void Recalculation::withdraw_choices(const Task& task) {
  NodeState& state = instance_[task.node];
  const std::string& chosen =
      state.withdrawn.empty() ? instance_.held_value(task.node) : state.withdrawn;
  if (!state.relevant || chosen.empty()) return;
  const Control& control = form_.controls[form_.defs[task.node].control];
  const xpath::Value items = evaluate(task.expression, task.node);
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
  const bool changed = kept != instance_.held_value(task.node);
  if (kept == chosen) {
    instance_.set_value(task.node, kept);
    wipe(state.withdrawn);
  } else {
    if (state.withdrawn.empty()) state.withdrawn = chosen;
    instance_.set_value(task.node, kept);
  }
  wipe(kept);
  if (changed) touch(task.node);
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
