// SPDX-License-Identifier: EUPL-1.2
#pragma once

#include <string>
#include <utility>
#include <vector>

#include "kiosk/forms/instance.h"
#include "kiosk/forms/xpath/evaluator.h"

namespace anlaufstelle::forms {

// Runs the binds' expressions in the order that the import found, and only those that something
// changed for. Lives with its session; one thread.
class Recalculation {
 public:
  // Makes and unmakes instances of repeats when a count asks for it.
  class Repeats {
   public:
    virtual ~Repeats() = default;
    virtual void set_count(NodeIx repeat, NodeIx parent, double count) = 0;
  };

  Recalculation(const Form& form, Instance& instance, xpath::Surroundings& surroundings,
                Repeats& repeats);

  // Everything: a session begins.
  void run_all();
  // Required and readonly alone: values and relevance came from a submission.
  void run_permissions();
  // Notes that a value changed; run() then does what follows from it.
  void touch(NodeIx node);
  // Notes that a repeat got an instance.
  void added(NodeIx node);
  // Notes that a repeat lost the instance that stood before `next` (kNoNode: the last one).
  void removed(NodeIx repeat, NodeIx parent, NodeIx next);
  void run();

  // The nodes whose calculated value changed and that an action waits for.
  std::vector<NodeIx> take_changed() { return std::exchange(changed_, {}); }

  // "" where the evaluation fails: a budget spent, a broken regular expression.
  xpath::Value evaluate(ExprIx expression, NodeIx node);

 private:
  xpath::Value evaluate_at(ExprIx expression, const xpath::NodeRef& at);
  // A task at one node; first in order on top of the heap.
  struct Waiting {
    std::uint32_t task = 0, order = 0;
    NodeIx node = kNoNode;
    bool operator>(const Waiting& other) const {
      return task != other.task ? task > other.task : order > other.order;
    }
  };

  void withdraw_choices(const Task& task, NodeIx node);
  void wait(std::uint32_t task, NodeIx node);
  void mark_readers(NodeIx def, NodeIx from, bool outside_only);
  void mark_subtree(NodeIx node);
  void run_task(const Task& task, NodeIx node);
  void run_count(const Task& task, NodeIx parent);
  void spread_relevance(NodeIx node);
  void spread_readonly(NodeIx node);
  [[nodiscard]] const NodeState& parent_state(NodeIx node) const;

  const Form& form_;
  Instance& instance_;
  xpath::Surroundings& surroundings_;
  Repeats& repeats_;
  std::vector<Waiting> heap_;
  std::vector<NodeIx> changed_;
  std::vector<std::vector<std::uint32_t>> by_def_;  // every task of a template node
  NodeState above_root_;
};

// What a calculated value looks like in a node of this type. No number and no date become "".
std::string calculated_text(const xpath::Value& value, DataType type, const TimeZone& zone);

}  // namespace anlaufstelle::forms
