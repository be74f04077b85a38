// SPDX-License-Identifier: EUPL-1.2
#include "kiosk/forms/xpath/axes.h"

#include <algorithm>

namespace anlaufstelle::forms::xpath {

namespace {

bool passes(const NodeRef& ref, Axis axis, const NodeTest& test) {
  const NodeKind kind = ref.kind();
  const bool principal =
      kind == (axis == Axis::kAttribute ? NodeKind::kAttribute : NodeKind::kElement);
  const Node& node = ref.node();
  switch (test.kind) {
    case TestKind::kNode:
      return true;
    case TestKind::kText:
      return kind == NodeKind::kText;
    case TestKind::kComment:
      return kind == NodeKind::kComment;
    case TestKind::kInstruction:
      return kind == NodeKind::kInstruction && (test.name == 0 || node.name == test.name);
    case TestKind::kAnyName:
      return principal;
    case TestKind::kAnyInNamespace:
      return principal && node.ns == test.ns;
    case TestKind::kName:
      // A name without prefix means elements written without one, whatever their default
      // namespace: forms differ in it, and their expressions never say so.
      return principal && node.name == test.name &&
             (test.prefixed ? node.ns == test.ns : node.prefix == 0);
  }
  return false;
}

class Collector {
 public:
  Collector(const Tree& tree, Axis axis, const NodeTest& test, NodeSet& out, std::size_t& visited)
      : tree_(tree), axis_(axis), test_(test), out_(out), visited_(visited) {}

  void take(NodeIx ix) {
    ++visited_;
    const NodeRef ref{&tree_, ix};
    if (passes(ref, axis_, test_)) out_.push_back(ref);
  }

  [[nodiscard]] static bool is_leaf_text(NodeIx ix) { return (ix & kTextBit) != 0; }

  // The text of a leaf element, which has no node of its own.
  [[nodiscard]] bool has_inner_text(NodeIx ix) const {
    const Node& node = tree_[ix];
    return !is_leaf_text(ix) && node.kind == NodeKind::kElement && !node.value.empty() &&
           !node.hidden;
  }

  void children(NodeIx of) {
    if (is_leaf_text(of)) return;
    if (has_inner_text(of)) take(of | kTextBit);
    for (NodeIx at = tree_[of].first_child; at != kNoNode; at = tree_[at].next) take(at);
  }

  // Document order; depth is bounded by the import's max_depth.
  void descendants(NodeIx of) {
    if (is_leaf_text(of)) return;
    if (has_inner_text(of)) take(of | kTextBit);
    for (NodeIx at = tree_[of].first_child; at != kNoNode; at = tree_[at].next) {
      take(at);
      descendants(at);
    }
  }

  void descendants_backwards(NodeIx of) {
    for (NodeIx at = tree_[of].last_child; at != kNoNode; at = tree_[at].previous) {
      descendants_backwards(at);
      take(at);
    }
    if (has_inner_text(of)) take(of | kTextBit);
  }

  [[nodiscard]] NodeIx parent(NodeIx of) const {
    return is_leaf_text(of) ? of & ~kTextBit : tree_[of].parent;
  }

  void ancestors(NodeIx of) {
    for (NodeIx at = parent(of); at != kNoNode; at = parent(at)) take(at);
  }

  void following(NodeIx of) {
    for (NodeIx at = of; at != kNoNode; at = parent(at)) {
      if (is_leaf_text(at) || tree_[at].kind == NodeKind::kAttribute) continue;
      for (NodeIx next = tree_[at].next; next != kNoNode; next = tree_[next].next) {
        take(next);
        descendants(next);
      }
    }
  }

  void preceding(NodeIx of) {
    for (NodeIx at = of; at != kNoNode; at = parent(at)) {
      if (is_leaf_text(at) || tree_[at].kind == NodeKind::kAttribute) continue;
      for (NodeIx before = tree_[at].previous; before != kNoNode; before = tree_[before].previous) {
        descendants_backwards(before);
        take(before);
      }
    }
  }

  void siblings(NodeIx of, NodeIx Node::*next) {
    if (is_leaf_text(of) || tree_[of].kind == NodeKind::kAttribute) return;
    for (NodeIx at = tree_[of].*next; at != kNoNode; at = tree_[at].*next) take(at);
  }

  void attributes(NodeIx of) {
    if (is_leaf_text(of)) return;
    for (NodeIx at = tree_[of].first_attribute; at != kNoNode; at = tree_[at].next) take(at);
  }

 private:
  const Tree& tree_;
  Axis axis_;
  const NodeTest& test_;
  NodeSet& out_;
  std::size_t& visited_;
};

}  // namespace

// Longer than others: one line for each of XPath's thirteen axes.
NodeSet nodes_on_axis(const NodeRef& from, Axis axis, const NodeTest& test, std::size_t& visited) {
  NodeSet out;
  Collector collect(*from.tree, axis, test, out, visited);
  switch (axis) {
    case Axis::kChild:
      if (const auto* named = test.kind == TestKind::kName && !from.is_inner_text()
                                  ? from.tree->children_named(from.ix, test.name)
                                  : nullptr) {
        for (const NodeIx child : *named) collect.take(child);
      } else {
        collect.children(from.ix);
      }
      break;
    case Axis::kParent:
      if (const NodeIx up = collect.parent(from.ix); up != kNoNode) collect.take(up);
      break;
    case Axis::kSelf:
      collect.take(from.ix);
      break;
    case Axis::kAttribute:
      collect.attributes(from.ix);
      break;
    case Axis::kDescendantOrSelf:
      collect.take(from.ix);
      [[fallthrough]];
    case Axis::kDescendant:
      collect.descendants(from.ix);
      break;
    case Axis::kAncestorOrSelf:
      collect.take(from.ix);
      [[fallthrough]];
    case Axis::kAncestor:
      collect.ancestors(from.ix);
      break;
    case Axis::kFollowing:
      collect.following(from.ix);
      break;
    case Axis::kFollowingSibling:
      collect.siblings(from.ix, &Node::next);
      break;
    case Axis::kPreceding:
      collect.preceding(from.ix);
      break;
    case Axis::kPrecedingSibling:
      collect.siblings(from.ix, &Node::previous);
      break;
    case Axis::kNamespace:
      break;  // forms have no use for namespace nodes
  }
  return out;
}

void order_nodes(NodeSet& nodes) {
  if (!std::is_sorted(nodes.begin(), nodes.end(), before))
    std::sort(nodes.begin(), nodes.end(), before);
  nodes.erase(std::unique(nodes.begin(), nodes.end()), nodes.end());
}

}  // namespace anlaufstelle::forms::xpath
