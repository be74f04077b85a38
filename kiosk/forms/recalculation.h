// SPDX-License-Identifier: EUPL-1.2
#pragma once

#include <string>
#include <vector>

#include "kiosk/forms/instance.h"
#include "kiosk/forms/xpath/evaluator.h"

namespace anlaufstelle::forms {

// Runs the binds' expressions in the order that the import found, and only those that something
// changed for. Lives with its session; one thread.
class Recalculation {
 public:
  Recalculation(const Form& form, Instance& instance, xpath::Surroundings& surroundings);

  // Everything: a session begins.
  void run_all();
  // Required and readonly alone: values and relevance came from a submission.
  void run_permissions();
  // Notes that a value changed; run() then does what follows from it.
  void touch(NodeIx node);
  void run();

  // "" where the evaluation fails: a budget spent, a broken regular expression.
  xpath::Value evaluate(ExprIx expression, NodeIx node);

 private:
  xpath::Value evaluate_at(ExprIx expression, const xpath::NodeRef& at);
  void withdraw_choices(const Task& task);
  void mark(const std::vector<std::uint32_t>& tasks);
  void run_task(const Task& task);
  void relevance_changed(NodeIx node);
  [[nodiscard]] const NodeState& parent_state(NodeIx node) const;

  const Form& form_;
  Instance& instance_;
  xpath::Surroundings& surroundings_;
  std::vector<bool> dirty_;          // by task
  std::vector<std::uint32_t> heap_;  // the dirty tasks, first in order on top
  NodeState above_root_;
};

// What a calculated value looks like in a node of this type. No number and no date become "".
std::string calculated_text(const xpath::Value& value, DataType type, const TimeZone& zone);

}  // namespace anlaufstelle::forms
