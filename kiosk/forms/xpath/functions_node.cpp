// SPDX-License-Identifier: EUPL-1.2
// XPath 1.0, 4.1 and 4.3, and what ODK XForms adds about nodes and truth.
#include <algorithm>
#include <array>
#include <cmath>
#include <optional>

#include "kiosk/forms/xpath/functions.h"

namespace anlaufstelle::forms::xpath {

namespace {

// The argument's first node, or the context node where there is no argument.
std::optional<NodeRef> node_or_context(const Call& call) {
  if (call.size() == 0) return call.context().node;
  const NodeSet nodes = call.nodes(0);
  if (nodes.empty()) return std::nullopt;
  return nodes.front();
}

std::string local_name(const NodeRef& ref) {
  return ref.is_inner_text() ? std::string() : ref.tree->name(ref.ix);
}

Value fn_last(const Call& call) {
  return static_cast<double>(call.context().size);
}

// With an argument: which of its like-named siblings a node is, counted from 1 (ODK).
Value fn_position(const Call& call) {
  if (call.size() == 0) return static_cast<double>(call.context().position);
  const auto ref = node_or_context(call);
  if (!ref) return std::nan("");
  const Node& node = ref->node();
  double position = 1;
  for (NodeIx at = node.previous; at != kNoNode; at = (*ref->tree)[at].previous) {
    const Node& other = (*ref->tree)[at];
    if (other.kind == node.kind && other.name == node.name && other.ns == node.ns) ++position;
  }
  return position;
}

Value fn_count(const Call& call) {
  return static_cast<double>(call.nodes(0).size());
}

Value fn_count_non_empty(const Call& call) {
  const NodeSet nodes = call.nodes(0);
  return static_cast<double>(std::count_if(nodes.begin(), nodes.end(), [](const NodeRef& ref) {
    return !ref.tree->string_value(ref.ix).empty();
  }));
}

Value fn_local_name(const Call& call) {
  const auto ref = node_or_context(call);
  return ref ? local_name(*ref) : std::string();
}

Value fn_name(const Call& call) {
  const auto ref = node_or_context(call);
  if (!ref || ref->is_inner_text()) return std::string();
  const std::string& prefix = ref->tree->names().text(ref->node().prefix);
  return prefix.empty() ? local_name(*ref) : prefix + ":" + local_name(*ref);
}

Value fn_namespace_uri(const Call& call) {
  const auto ref = node_or_context(call);
  if (!ref || ref->is_inner_text()) return std::string();
  return ref->tree->names().text(ref->node().ns);
}

Value fn_current(const Call& call) {
  return NodeSet{call.evaluation().origin()};
}

Value fn_boolean(const Call& call) {
  return call.boolean(0);
}
Value fn_not(const Call& call) {
  return !call.boolean(0);
}
Value fn_true(const Call&) {
  return true;
}
Value fn_false(const Call&) {
  return false;
}

Value fn_boolean_from_string(const Call& call) {
  const std::string text = call.text(0);
  return text == "true" || text == "1";
}

Value fn_if(const Call& call) {
  return call.value(call.boolean(0) ? 1 : 2);
}

// The first argument unless it is empty; a number that isn't one counts as empty.
Value fn_coalesce(const Call& call) {
  const std::string first = call.text(0);
  if (!first.empty() && first != "NaN") return first;
  return call.text(1);
}

// What the node holds already; the argument only while it is empty.
Value fn_once(const Call& call) {
  const NodeRef& node = call.context().node;
  std::string held = node.tree->string_value(node.ix);
  if (!held.empty()) return held;
  std::string fresh = call.text(0);
  if (fresh == "NaN") fresh.clear();
  return fresh;
}

// Counts what holds among the arguments, node by node for node-sets, each with its weight.
bool within(double count, const Call& call) {
  const double least = call.number(0), most = call.number(1);
  return (least < 0 || count >= least) && (most < 0 || count <= most);
}

std::vector<Value> spread(const Call& call, std::size_t i) {
  Value value = call.value(i);
  const auto* nodes = std::get_if<NodeSet>(&value);
  if (nodes == nullptr) return {std::move(value)};
  std::vector<Value> out;
  for (const NodeRef& ref : *nodes) out.emplace_back(ref.tree->string_value(ref.ix));
  return out;
}

Value fn_checklist(const Call& call) {
  double count = 0;
  for (std::size_t i = 2; i < call.size(); ++i)
    for (const Value& value : spread(call, i)) count += to_boolean(value) ? 1 : 0;
  return within(count, call);
}

Value fn_weighted_checklist(const Call& call) {
  double weight = 0;
  for (std::size_t i = 2; i + 1 < call.size(); i += 2) {
    const std::vector<Value> values = spread(call, i), weights = spread(call, i + 1);
    for (std::size_t k = 0; k < std::min(values.size(), weights.size()); ++k)
      if (to_boolean(values[k])) weight += call.evaluation().number(weights[k]);
  }
  return within(weight, call);
}

constexpr std::array kTable = {
    Function{"last", 0, 0, fn_last},
    Function{"position", 0, 1, fn_position},
    Function{"count", 1, 1, fn_count},
    Function{"count-non-empty", 1, 1, fn_count_non_empty},
    Function{"local-name", 0, 1, fn_local_name},
    Function{"name", 0, 1, fn_name},
    Function{"namespace-uri", 0, 1, fn_namespace_uri},
    Function{"current", 0, 0, fn_current},
    Function{"boolean", 1, 1, fn_boolean},
    Function{"not", 1, 1, fn_not},
    Function{"true", 0, 0, fn_true},
    Function{"false", 0, 0, fn_false},
    Function{"boolean-from-string", 1, 1, fn_boolean_from_string},
    Function{"if", 3, 3, fn_if},
    Function{"coalesce", 2, 2, fn_coalesce},
    Function{"once", 1, 1, fn_once},
    Function{"checklist", 2, kAnyNumber, fn_checklist},
    Function{"weighted-checklist", 4, kAnyNumber, fn_weighted_checklist},
};

}  // namespace

std::span<const Function> node_functions() {
  return kTable;
}

}  // namespace anlaufstelle::forms::xpath
