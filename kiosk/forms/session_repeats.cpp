// SPDX-License-Identifier: EUPL-1.2
// The side of a session that finds nodes by their paths, and makes and removes repeats.
#include <charconv>
#include <cmath>

#include "kiosk/forms/session.h"

namespace anlaufstelle::forms {

namespace {

// Hostile counts of repeats in repeats end here.
constexpr std::size_t kMaxNodes = 1'000'000;

struct Step {
  std::string_view name;
  std::size_t position = 0;  // 0: none given
};

// Takes "/name[2]" off the path.
std::optional<Step> next_step(std::string_view& path) {
  if (!path.starts_with('/')) return std::nullopt;
  path.remove_prefix(1);
  Step out;
  out.name = path.substr(0, path.find_first_of("/["));
  path.remove_prefix(out.name.size());
  if (path.starts_with('[')) {
    const char* end = path.data() + path.size();
    const auto [at, error] = std::from_chars(path.data() + 1, end, out.position);
    if (error != std::errc() || at == end || *at != ']' || out.position == 0) return std::nullopt;
    path.remove_prefix(static_cast<std::size_t>(at - path.data()) + 1);
  }
  if (const auto colon = out.name.find(':'); colon != std::string_view::npos)
    out.name.remove_prefix(colon + 1);
  return out.name.empty() ? std::nullopt : std::optional(out);
}

}  // namespace

Session::Place Session::place_of(std::string_view ref) const {
  const xpath::Tree& tree = instance_.tree();
  Place out{0, kNoNode, 0};
  while (!ref.empty()) {
    const auto step = next_step(ref);
    if (!step || out.node == kNoNode) return {};
    NodeIx def = form_->primary[out.def].first_child;
    while (def != kNoNode && form_->primary.name(def) != step->name) def = form_->primary[def].next;
    if (def == kNoNode) return {};
    out.parent = out.node;
    out.def = def;
    std::size_t left = step->position == 0 ? 1 : step->position;
    out.node = tree[out.parent].first_child;
    while (out.node != kNoNode && (tree[out.node].def != def || --left > 0))
      out.node = tree[out.node].next;
  }
  return out;
}

std::optional<NodeId> Session::find(std::string_view ref) const {
  const Place place = place_of(ref);
  if (place.node == kNoNode || place.node == 0) return std::nullopt;
  return place.node;
}

std::string Session::ref_of(NodeIx node) const {
  const xpath::Tree& tree = instance_.tree();
  std::string out;
  for (NodeIx at = node; at != 0 && at != kNoNode; at = tree[at].parent) {
    std::string step = "/";
    const std::string& prefix = tree.names().text(tree[at].prefix);
    if (!prefix.empty()) step += prefix + ":";
    step += tree.name(at);
    if (form_->defs[tree[at].def].is_repeat) {
      std::size_t position = 1;
      for (NodeIx other = tree[at].previous; other != kNoNode; other = tree[other].previous)
        if (tree[other].def == tree[at].def) ++position;
      step += "[" + std::to_string(position) + "]";
    }
    out.insert(0, step);
  }
  return out;
}

std::vector<NodeId> Session::nodes() const {
  std::vector<NodeId> out;
  const xpath::Tree& tree = instance_.tree();
  const NodeIx root = tree.document_element();
  NodeIx at = root == kNoNode ? kNoNode : tree[root].first_child;
  while (at != kNoNode) {
    if (tree[at].kind == xpath::NodeKind::kElement && tree[at].def != kNoNode) out.push_back(at);
    if (tree[at].first_child != kNoNode) {
      at = tree[at].first_child;
      continue;
    }
    while (at != root && tree[at].next == kNoNode) at = tree[at].parent;
    at = at == root ? kNoNode : tree[at].next;
  }
  return out;
}

NodeIx Session::insert_repeat(NodeIx repeat, NodeIx parent) {
  const NodeIx made = instance_.add_repeat(repeat, parent);
  const auto end = static_cast<NodeIx>(instance_.tree().size());
  for (NodeIx node = made; node < end; ++node)
    if (instance_.is_element(node)) preload(node);
  run_new_repeat_events(made);
  recalculation_.added(made);
  screens_are_old_ = true;
  return made;
}

void Session::drop_repeat(NodeIx instance) {
  const NodeIx repeat = instance_.def_of(instance), parent = instance_.tree()[instance].parent;
  const NodeIx next = instance_.tree()[instance].next;
  instance_.remove(instance);
  recalculation_.removed(repeat, parent, next);
  screens_are_old_ = true;
}

Result<NodeId> Session::add_repeat(std::string_view ref) {
  const Place place = place_of(ref);
  if (place.def == kNoNode || place.parent == kNoNode || !form_->defs[place.def].is_repeat)
    return Error{ErrorCode::kNotFound, "no repeat " + std::string(ref)};
  const NodeDef& def = form_->defs[place.def];
  if (def.fixed || def.count != kAbsent)
    return Error{ErrorCode::kRefused, "the form counts the repeat's instances itself"};
  if (is_full(place.def, place.parent))
    return Error{ErrorCode::kRefused, "the form has too many instances"};
  give_fresh_budget();
  const NodeIx made = insert_repeat(place.def, place.parent);
  follow_changes();
  return made;
}

Status Session::remove_repeat(NodeId instance) {
  if (!instance_.is_element(instance) || !form_->defs[instance_.def_of(instance)].is_repeat)
    return Error{ErrorCode::kNotFound, "no instance of a repeat"};
  const NodeDef& def = form_->defs[instance_.def_of(instance)];
  if (def.fixed || def.count != kAbsent)
    return Error{ErrorCode::kRefused, "the form counts the repeat's instances itself"};
  give_fresh_budget();
  drop_repeat(instance);
  follow_changes();
  return ok_status();
}

// Nobody can add to them, so there is one at least.
void Session::fill_fixed_repeats() {
  for (NodeIx def = 1; def < form_->defs.size(); ++def) {
    if (!form_->defs[def].fixed || form_->defs[def].count != kAbsent) continue;
    for (const NodeIx parent : instance_.instances_of(form_->primary[def].parent, 0))
      if (instance_.instances_of(def, parent).empty()) insert_repeat(def, parent);
  }
}

bool Session::is_full(NodeIx repeat, NodeIx parent) const {
  return instance_.tree().size() > kMaxNodes ||
         instance_.instances_of(repeat, parent).size() >= most_instances_;
}

void Session::set_count(NodeIx repeat, NodeIx parent, double count) {
  std::vector<NodeIx> present = instance_.instances_of(repeat, parent);
  const auto most = static_cast<double>(most_instances_);
  const double wanted = std::isnan(count) ? 0 : std::clamp(std::trunc(count), 0.0, most);
  while (static_cast<double>(present.size()) > wanted) {
    drop_repeat(present.back());
    present.pop_back();
  }
  while (static_cast<double>(present.size()) < wanted && instance_.tree().size() < kMaxNodes)
    present.push_back(insert_repeat(repeat, parent));
}

}  // namespace anlaufstelle::forms
