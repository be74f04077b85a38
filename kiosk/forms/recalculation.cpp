// SPDX-License-Identifier: EUPL-1.2
#include "kiosk/forms/recalculation.h"

#include <algorithm>
#include <cmath>
#include <functional>

namespace anlaufstelle::forms {

Recalculation::Recalculation(const Form& form, Instance& instance,
                             xpath::Surroundings& surroundings)
    : form_(form),
      instance_(instance),
      surroundings_(surroundings),
      dirty_(form.dependencies.tasks.size()) {}

void Recalculation::run_all() {
  for (const Task& task : form_.dependencies.tasks) run_task(task);
  // What the tasks marked on their way has run, since readers come later in the order.
  std::fill(dirty_.begin(), dirty_.end(), false);
  heap_.clear();
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
  xpath::Evaluation evaluation(form_.expressions[expression].ast, surroundings_,
                               {&instance_.tree(), node});
  xpath::Value value = evaluation.run();
  if (!evaluation.failed()) return value;
  healthy_ = false;
  return std::string();
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
  }
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
