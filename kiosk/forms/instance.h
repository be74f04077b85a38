// SPDX-License-Identifier: EUPL-1.2
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "kiosk/forms/form.h"
#include "kiosk/forms/form_session.h"
#include "storage/base/secret.h"

namespace anlaufstelle::forms {

// What a session knows of one node beside its value. `relevant` and `readonly` include the
// ancestors'.
struct NodeState {
  bool relevant = true, required = false, readonly = false;
  Standing standing = Standing::kNone;
  bool print_ticked = false;
  // The whole answer, while choices of it are off the list; it counts again when they are back.
  std::string withdrawn;
};

// The answers of one session: a copy of the form's primary instance and the state of its nodes.
// Names nodes like the template. Values are wiped when they are replaced and at the end.
class Instance {
 public:
  explicit Instance(const Form& form) : tree_(form.primary), states_(form.primary.size()) {}
  ~Instance() {
    for (NodeState& state : states_) wipe(state.withdrawn);
  }
  Instance(const Instance&) = delete;
  Instance& operator=(const Instance&) = delete;

  [[nodiscard]] const xpath::Tree& tree() const { return tree_; }
  [[nodiscard]] const NodeState& operator[](NodeIx node) const { return states_[node]; }
  NodeState& operator[](NodeIx node) { return states_[node]; }
  [[nodiscard]] bool is_element(NodeIx node) const {
    return node < tree_.size() && tree_[node].kind == xpath::NodeKind::kElement;
  }
  [[nodiscard]] bool is_leaf(NodeIx node) const {
    return is_element(node) && tree_[node].first_child == kNoNode;
  }

  // Also while it is irrelevant.
  [[nodiscard]] const std::string& held_value(NodeIx node) const { return tree_[node].value; }
  void set_value(NodeIx node, std::string_view value) { tree_.set_value(node, value); }
  void set_relevant(NodeIx node, bool relevant) {
    states_[node].relevant = relevant;
    tree_.set_hidden(node, !relevant);
  }

 private:
  xpath::Tree tree_;
  std::vector<NodeState> states_;
};

}  // namespace anlaufstelle::forms
