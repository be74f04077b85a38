// SPDX-License-Identifier: EUPL-1.2
#include "kiosk/forms/instance.h"

#include <algorithm>

namespace anlaufstelle::forms {

Instance::Instance(const Form& form)
    : form_(form),
      tree_(form.initial),
      only_(form.primary.size(), kNoNode),
      many_(form.primary.size()) {
  tree_.thaw();
  only_[0] = 0;
  register_nodes(1);
}

Instance::~Instance() {
  for (NodeState& state : states_) wipe(state.withdrawn);
}

void Instance::register_nodes(NodeIx first) {
  states_.resize(tree_.size());
  for (NodeIx node = first; node < tree_.size(); ++node) {
    const NodeIx def = tree_[node].def;
    if (def == kNoNode || tree_[node].kind != xpath::NodeKind::kElement) continue;
    if (form_.defs[def].repeat == kNoNode) {
      only_[def] = node;
    } else {
      many_[def].push_back(node);
    }
  }
}

void Instance::descend(NodeIx node, const std::vector<NodeIx>& path, std::size_t level,
                       std::vector<NodeIx>& out) const {
  if (level == path.size()) return out.push_back(node);
  for (NodeIx child = tree_[node].first_child; child != kNoNode; child = tree_[child].next)
    if (tree_[child].def == path[level]) descend(child, path, level + 1, out);
}

std::vector<NodeIx> Instance::instances_of(NodeIx def, NodeIx below) const {
  if (form_.defs[def].repeat == kNoNode) return {only_[def]};
  std::vector<NodeIx> out;
  const NodeIx from = below == 0 ? 0 : def_of(below);
  if (from == 0 || form_.defs[from].repeat == kNoNode) {
    out = many_[def];
    std::sort(out.begin(), out.end(),
              [&](NodeIx a, NodeIx b) { return tree_.order(a) < tree_.order(b); });
    return out;
  }
  std::vector<NodeIx> path;
  for (NodeIx at = def; at != from; at = form_.primary[at].parent) {
    if (at == 0 || at == kNoNode) return out;  // `below` isn't above it
    path.push_back(at);
  }
  std::reverse(path.begin(), path.end());
  descend(below, path, 0, out);
  return out;
}

NodeIx Instance::ancestor(NodeIx node, NodeIx def) const {
  if (def == 0) return 0;
  while (node != kNoNode && tree_[node].def != def) node = tree_[node].parent;
  return node;
}

NodeIx Instance::nearest(NodeIx def, NodeIx from) const {
  if (form_.defs[def].repeat == kNoNode) return only_[def];
  for (NodeIx at = from; at != kNoNode; at = tree_[at].parent) {
    const NodeIx here = at == 0 ? 0 : def_of(at);
    NodeIx above = def;
    while (above != here && above != 0) above = form_.primary[above].parent;
    if (above != here) continue;
    const std::vector<NodeIx> found = instances_of(def, at);
    return found.empty() ? kNoNode : found.front();
  }
  return kNoNode;
}

NodeIx Instance::add_repeat(NodeIx def, NodeIx parent) {
  // Behind the last one; without any, behind the elements that come before it in the template.
  NodeIx after = kNoNode;
  NodeIx before_def = def;
  while (before_def != kNoNode && after == kNoNode) {
    for (NodeIx child = tree_[parent].last_child; child != kNoNode && after == kNoNode;
         child = tree_[child].previous)
      if (tree_[child].def == before_def) after = child;
    before_def = form_.primary[before_def].previous;
  }
  const NodeIx node = tree_.insert_copy(form_.primary, def, parent, after);
  register_nodes(node);
  // A template may hold templates of its own: no instance of them yet, unless the form has one.
  std::vector<NodeIx> inner;
  for (NodeIx at = node + 1; at < tree_.size(); ++at)
    if (tree_[at].kind == xpath::NodeKind::kElement && tree_[at].def != kNoNode &&
        form_.defs[tree_[at].def].is_template)
      inner.push_back(at);
  for (const NodeIx at : inner)
    if (is_element(at)) remove(at);
  return node;
}

void Instance::forget(NodeIx node) {
  const NodeIx def = tree_[node].def;
  if (def != kNoNode && tree_[node].kind == xpath::NodeKind::kElement) {
    std::erase(many_[def], node);
    wipe(states_[node].withdrawn);
  }
  for (NodeIx child = tree_[node].first_child; child != kNoNode; child = tree_[child].next)
    forget(child);
}

void Instance::remove(NodeIx node) {
  forget(node);
  tree_.remove(node);
}

void Instance::remove_all_repeats() {
  for (NodeIx def = 1; def < form_.defs.size(); ++def) {
    if (!form_.defs[def].is_repeat) continue;
    for (const NodeIx node : instances_of(def, 0)) remove(node);
  }
}

}  // namespace anlaufstelle::forms
