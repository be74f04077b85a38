// SPDX-License-Identifier: EUPL-1.2
#include "kiosk/forms/xpath/tree.h"

#include <algorithm>
#include <functional>

#include "storage/base/secret.h"

namespace anlaufstelle::forms::xpath {

NameTable::NameTable() {
  intern("");
}

NameId NameTable::intern(std::string_view name) {
  const auto [at, is_new] = ids_.try_emplace(std::string(name), static_cast<NameId>(texts_.size()));
  if (is_new) texts_.emplace_back(name);
  return at->second;
}

Tree::Tree(const NameTable* names) : names_(names) {
  nodes_.emplace_back();
  nodes_[0].kind = NodeKind::kRoot;
}

Tree::~Tree() {
  for (Node& node : nodes_) wipe(node.value);
}

// A vector that grows by itself would leave short answers behind in the memory it gives back.
void Tree::grow() {
  std::vector<Node> bigger;
  bigger.reserve(std::max<std::size_t>(64, nodes_.size() * 2));
  for (Node& node : nodes_) {
    bigger.push_back(node);
    wipe(node.value);
  }
  nodes_.swap(bigger);
}

NodeIx Tree::add(NodeKind kind, NodeIx parent, NameId name, NameId prefix, NameId ns) {
  const auto ix = static_cast<NodeIx>(nodes_.size());
  if (nodes_.size() == nodes_.capacity()) grow();
  Node node;
  node.kind = kind;
  node.name = name;
  node.prefix = prefix;
  node.ns = ns;
  node.parent = parent;
  node.order = ix;
  Node& above = nodes_[parent];
  if (kind == NodeKind::kAttribute) {
    NodeIx* last = &above.first_attribute;
    while (*last != kNoNode) last = &nodes_[*last].next;
    *last = ix;
  } else {
    node.previous = above.last_child;
    if (above.last_child == kNoNode) {
      above.first_child = ix;
    } else {
      nodes_[above.last_child].next = ix;
    }
    above.last_child = ix;
    ++above.children;
    if (above.children >= kManyChildren) by_name_.erase(parent);
  }
  nodes_.push_back(std::move(node));
  return ix;
}

void Tree::copy_into(const Tree& from, NodeIx node, NodeIx parent) {
  const Node source = from.nodes_[node];  // a copy: `from` may be this tree, which grows
  const NodeIx ix = add(source.kind, parent, source.name, source.prefix, source.ns);
  nodes_[ix].value = source.value;
  nodes_[ix].def = source.def;
  for (NodeIx at = source.first_attribute; at != kNoNode; at = from.nodes_[at].next)
    copy_into(from, at, ix);
  for (NodeIx at = source.first_child; at != kNoNode; at = from.nodes_[at].next)
    copy_into(from, at, ix);
}

NodeIx Tree::insert_copy(const Tree& from, NodeIx node, NodeIx parent, NodeIx after) {
  const auto ix = static_cast<NodeIx>(nodes_.size());
  copy_into(from, node, parent);
  const NodeIx previous = nodes_[ix].previous;
  if (previous == after) return ix;
  // It was added at the end: unlink it there and put it behind `after`.
  nodes_[previous].next = kNoNode;
  nodes_[parent].last_child = previous;
  const NodeIx next = after == kNoNode ? nodes_[parent].first_child : nodes_[after].next;
  nodes_[ix].previous = after;
  nodes_[ix].next = next;
  nodes_[next].previous = ix;
  by_name_.erase(parent);
  (after == kNoNode ? nodes_[parent].first_child : nodes_[after].next) = ix;
  order_is_old_ = true;
  return ix;
}

void Tree::remove(NodeIx node) {
  Node& gone = nodes_[node];
  if (gone.parent != kNoNode) {
    Node& above = nodes_[gone.parent];
    --above.children;
    by_name_.erase(gone.parent);
    (gone.previous == kNoNode ? above.first_child : nodes_[gone.previous].next) = gone.next;
    (gone.next == kNoNode ? above.last_child : nodes_[gone.next].previous) = gone.previous;
  }
  gone.parent = gone.previous = gone.next = kNoNode;
  wipe(gone.value);
  while (nodes_[node].first_child != kNoNode) remove(nodes_[node].first_child);
}

const std::vector<NodeIx>* Tree::find_children(NodeIx parent, NameId name) const {
  auto known = by_name_.find(parent & ~kTextBit);
  if (known == by_name_.end()) {
    if (frozen_) return nullptr;
    known = by_name_.try_emplace(parent & ~kTextBit).first;
    for (NodeIx at = (*this)[parent].first_child; at != kNoNode; at = nodes_[at].next)
      if (nodes_[at].kind == NodeKind::kElement) known->second[nodes_[at].name].push_back(at);
  }
  static const std::vector<NodeIx> kNone;
  const auto found = known->second.find(name);
  return found == known->second.end() ? &kNone : &found->second;
}

void Tree::freeze() {
  for (NodeIx node = 0; node < nodes_.size(); ++node) static_cast<void>(children_named(node, 0));
  if (order_is_old_) renumber();
  frozen_ = true;
}

void Tree::renumber() const {
  order_is_old_ = false;
  std::uint32_t order = 0;
  NodeIx at = 0;
  while (at != kNoNode) {
    nodes_[at].order = order++;
    for (NodeIx attribute = nodes_[at].first_attribute; attribute != kNoNode;
         attribute = nodes_[attribute].next)
      nodes_[attribute].order = order++;
    if (nodes_[at].first_child != kNoNode) {
      at = nodes_[at].first_child;
      continue;
    }
    while (at != kNoNode && nodes_[at].next == kNoNode) at = nodes_[at].parent;
    if (at != kNoNode) at = nodes_[at].next;
  }
}

void Tree::set_value(NodeIx node, std::string_view value) {
  std::string& held = nodes_[node].value;
  wipe(held);
  // Growing would free the old buffer, which is wiped by now.
  held.assign(value);
}

NodeIx Tree::document_element() const {
  for (NodeIx at = nodes_[0].first_child; at != kNoNode; at = nodes_[at].next)
    if (nodes_[at].kind == NodeKind::kElement) return at;
  return kNoNode;
}

void Tree::append_text(NodeIx node, std::string& out) const {
  const Node& at = nodes_[node];
  if (at.hidden) return;
  out += at.value;
  for (NodeIx child = at.first_child; child != kNoNode; child = nodes_[child].next) {
    const NodeKind kind = nodes_[child].kind;
    if (kind == NodeKind::kElement || kind == NodeKind::kText) append_text(child, out);
  }
}

std::string Tree::string_value(NodeIx node) const {
  const Node& at = (*this)[node];
  if (at.hidden) return {};
  if (at.first_child == kNoNode) return at.value;
  std::string out;
  append_text(node & ~kTextBit, out);
  return out;
}

std::string Tree::path(NodeIx node) const {
  std::string out;
  for (NodeIx at = node & ~kTextBit; at != kNoNode && nodes_[at].kind != NodeKind::kRoot;
       at = nodes_[at].parent) {
    const std::string& prefix = names_->text(nodes_[at].prefix);
    out = "/" + (prefix.empty() ? "" : prefix + ":") + name(at) + out;
  }
  return out.empty() ? "/" : out;
}

bool before(const NodeRef& a, const NodeRef& b) {
  if (a.tree != b.tree) return std::less<>{}(a.tree, b.tree);
  if (const auto x = a.tree->order(a.ix), y = b.tree->order(b.ix); x != y) return x < y;
  return !a.is_inner_text() && b.is_inner_text();
}

}  // namespace anlaufstelle::forms::xpath
