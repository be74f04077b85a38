// SPDX-License-Identifier: EUPL-1.2
#include "kiosk/forms/xpath/tree.h"

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

NodeIx Tree::add(NodeKind kind, NodeIx parent, NameId name, NameId prefix, NameId ns) {
  const auto ix = static_cast<NodeIx>(nodes_.size());
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
  }
  nodes_.push_back(std::move(node));
  return ix;
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
  if (a.node().order != b.node().order) return a.node().order < b.node().order;
  return !a.is_inner_text() && b.is_inner_text();
}

}  // namespace anlaufstelle::forms::xpath
