// SPDX-License-Identifier: EUPL-1.2
#pragma once

#include <deque>
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
  bool own_relevant = true, relevant = true, required = false;
  bool own_readonly = false, readonly = false;
  bool print_ticked = false;
  std::uint8_t dirty = 0;  // a bit for each TaskKind that waits for this node
  Standing standing = Standing::kNone;
  // The whole answer, while choices of it are off the list; it counts again when they are back.
  std::string withdrawn;
};

// Whether a slip holds the node: print class P, or p and ticked.
inline bool is_for_paper(const NodeDef& def, const NodeState& state) {
  return def.print == PrintClass::kAlways ||
         (def.print == PrintClass::kIfTicked && state.print_ticked);
}

// The answers of one session: a tree that starts as the form's initial instance and gets and
// loses instances of repeats. A node keeps its index while it lives; none is used again. Values
// are wiped when they are replaced, when their repeat goes and at the end. One thread.
class Instance {
 public:
  explicit Instance(const Form& form);
  ~Instance();
  Instance(const Instance&) = delete;
  Instance& operator=(const Instance&) = delete;

  [[nodiscard]] const xpath::Tree& tree() const { return tree_; }
  [[nodiscard]] const NodeState& operator[](NodeIx node) const { return states_[node]; }
  NodeState& operator[](NodeIx node) { return states_[node]; }

  // The node in the form's template that says what this one is; kNoNode for the root.
  [[nodiscard]] NodeIx def_of(NodeIx node) const { return tree_[node].def; }
  [[nodiscard]] bool is_element(NodeIx node) const {
    return node < tree_.size() && tree_[node].kind == xpath::NodeKind::kElement &&
           tree_[node].parent != kNoNode;
  }
  [[nodiscard]] bool is_leaf(NodeIx node) const {
    return is_element(node) && tree_[node].first_child == kNoNode &&
           form_.primary[def_of(node)].first_child == kNoNode;
  }

  // Also while it is irrelevant.
  [[nodiscard]] const std::string& held_value(NodeIx node) const { return tree_[node].value; }
  void set_value(NodeIx node, std::string_view value) { tree_.set_value(node, value); }
  void set_relevant(NodeIx node, bool relevant) {
    states_[node].relevant = relevant;
    hide(node, !relevant);
  }
  // What is hidden reads as '', relevant or not.
  void hide(NodeIx node, bool hidden) { tree_.set_hidden(node, hidden); }

  // The living instances of a template node. `below`: only those in this node, itself included;
  // 0 for all. Document order.
  [[nodiscard]] std::vector<NodeIx> instances_of(NodeIx def, NodeIx below) const;
  // The nearest instance seen from a node: the one in the same repeats as far as both are in
  // them, and the first where there are several. kNoNode if there is none.
  [[nodiscard]] NodeIx nearest(NodeIx def, NodeIx from) const;
  // The ancestor-or-self of `node` that is an instance of `def`; kNoNode if there is none.
  [[nodiscard]] NodeIx ancestor(NodeIx node, NodeIx def) const;

  // Appends an instance of a repeat below a node that is an instance of the repeat's parent.
  NodeIx add_repeat(NodeIx def, NodeIx parent);
  void remove(NodeIx node);
  void remove_all_repeats();

 private:
  void register_nodes(NodeIx first);
  void forget(NodeIx node);
  void descend(NodeIx node, const std::vector<NodeIx>& path, std::size_t level,
               std::vector<NodeIx>& out) const;

  const Form& form_;
  xpath::Tree tree_;
  std::deque<NodeState> states_;           // a vector would leave answers behind when it grows
  std::vector<NodeIx> only_;               // by def: its node, where no repeat is around it
  std::vector<std::vector<NodeIx>> many_;  // by def: its nodes, where one is
};

}  // namespace anlaufstelle::forms
