// SPDX-License-Identifier: EUPL-1.2
// ODK XForms, "Actions": what <setvalue> does, and when.
#include "kiosk/forms/session.h"

namespace anlaufstelle::forms {

namespace {

// Actions that change what other actions wait for end here.
constexpr int kMaxChain = 16;

}  // namespace

void Session::run_action(const SetValue& action, NodeIx from, int depth) {
  NodeIx node = kNoNode;
  if (action.target == kAbsent) {
    node = instance_.nearest(action.node, from);
  } else {
    const xpath::Value found = recalculation_.evaluate(action.target, from);
    const auto* nodes = std::get_if<xpath::NodeSet>(&found);
    if (nodes != nullptr && !nodes->empty()) node = nodes->front().ix;
  }
  if (node == kNoNode || !instance_.is_leaf(node)) return;
  std::string value = action.words;
  if (action.value != kAbsent)
    value = calculated_text(recalculation_.evaluate(action.value, node),
                            form_->defs[instance_.def_of(node)].type, zone_);
  if (value != instance_.held_value(node)) {
    instance_.set_value(node, value);
    recalculation_.touch(node);
    run_change_events(node, depth + 1);
  }
  wipe(value);
}

void Session::run_load_events() {
  for (const SetValue& action : form_->actions) {
    if (!action.on_first_load && !action.on_load) continue;
    for (const NodeIx node : instance_.instances_of(action.node, 0)) run_action(action, node, 0);
  }
}

void Session::run_new_repeat_events(NodeIx instance) {
  const NodeIx repeat = instance_.def_of(instance);
  for (const SetValue& action : form_->actions) {
    if (!action.on_new_repeat) continue;
    // In the repeat itself, or in a question or group inside it.
    const bool inside = action.source != kNoNode && form_->defs[action.source].repeat == repeat;
    if (inside) run_action(action, instance, 0);
  }
}

void Session::follow_changes() {
  for (int round = 0; round < kMaxChain; ++round) {
    recalculation_.run();
    const std::vector<NodeIx> changed = recalculation_.take_changed();
    if (changed.empty()) return;
    for (const NodeIx node : changed)
      if (instance_.is_element(node)) run_change_events(node, 0);
  }
}

void Session::run_change_events(NodeIx node, int depth) {
  if (depth >= kMaxChain) return;
  for (const SetValue& action : form_->actions)
    if (action.on_change && action.source == instance_.def_of(node))
      run_action(action, node, depth);
}

}  // namespace anlaufstelle::forms
