// SPDX-License-Identifier: EUPL-1.2
// ODK XForms' functions that pick from repeats, tables and lists.
#include <algorithm>
#include <array>
#include <cmath>

#include "kiosk/forms/xpath/digests.h"
#include "kiosk/forms/xpath/functions.h"

namespace anlaufstelle::forms::xpath {

namespace {

bool is_inside(const NodeRef& node, const NodeRef& around) {
  if (node.tree != around.tree) return false;
  for (NodeIx at = node.node().parent; at != kNoNode; at = (*node.tree)[at].parent)
    if (at == around.ix) return true;
  return false;
}

struct Picked {  // a repeat's instances and which of them is meant
  NodeSet instances;
  double index = 0;
};

bool is_outer(const Picked& a, const Picked& b) {
  return std::any_of(b.instances.begin(), b.instances.end(), [&](const NodeRef& inner) {
    return std::any_of(a.instances.begin(), a.instances.end(),
                       [&](const NodeRef& outer) { return is_inside(inner, outer); });
  });
}

// indexed-repeat(node, repeat, index[, repeat, index]…): the pairs may come in any order.
Value fn_indexed_repeat(const Call& call) {
  std::vector<Picked> pairs;
  if (call.size() % 2 == 0) {
    call.evaluation().fail("indexed-repeat() wants pairs of repeat and index");
    return NodeSet{};
  }
  for (std::size_t i = 1; i + 1 < call.size(); i += 2) {
    Picked pair{call.nodes(i), call.number(i + 1)};
    if (std::isnan(pair.index) || pair.instances.empty()) return NodeSet{};
    const auto place = std::find_if(pairs.begin(), pairs.end(),
                                    [&](const Picked& other) { return is_outer(pair, other); });
    pairs.insert(place, std::move(pair));
  }
  NodeRef around;
  for (Picked& pair : pairs) {
    if (around.tree != nullptr)
      std::erase_if(pair.instances, [&](const NodeRef& at) { return !is_inside(at, around); });
    const double at = pair.index - 1;
    if (!(at >= 0 && at < static_cast<double>(pair.instances.size())) || at != std::floor(at))
      return NodeSet{};
    around = pair.instances[static_cast<std::size_t>(at)];
  }
  NodeSet out = call.nodes(0);
  std::erase_if(out, [&](const NodeRef& at) { return !is_inside(at, around); });
  return out;
}

// The child element of that name; kNoNode if there is none.
NodeIx child_named(const Tree& tree, NodeIx of, std::string_view name) {
  for (NodeIx at = tree[of].first_child; at != kNoNode; at = tree[at].next)
    if (tree[at].kind == NodeKind::kElement && tree.name(at) == name) return at;
  return kNoNode;
}

// What a row holds in a column: a child element, or an attribute for "@name". kNoNode for neither.
NodeIx cell_of(const Tree& tree, NodeIx row, std::string_view column) {
  if (!column.starts_with('@')) return child_named(tree, row, column);
  for (NodeIx at = tree[row].first_attribute; at != kNoNode; at = tree[at].next)
    if (tree.name(at) == column.substr(1)) return at;
  return kNoNode;
}

// pulldata(table, wanted column, key column, key): from the first row that has the key.
Value fn_pulldata(const Call& call) {
  const std::string id = call.text(0), wanted = call.text(1), key = call.text(2);
  const std::string value = call.text(3);
  const auto top = call.surroundings().host->instance(id);
  if (!top) return std::string();
  const Tree& tree = *top->tree;
  const NodeIx root = top->ix == 0 ? tree.document_element() : child_named(tree, top->ix, "root");
  if (root == kNoNode) return std::string();
  for (NodeIx row = tree[root].first_child; row != kNoNode; row = tree[row].next) {
    if (!call.evaluation().spend(1)) return std::string();
    const NodeIx cell = cell_of(tree, row, key);
    if (cell == kNoNode || tree.string_value(cell) != value) continue;
    const NodeIx found = cell_of(tree, row, wanted);
    return found == kNoNode ? std::string() : tree.string_value(found);
  }
  return std::string();
}

constexpr std::int64_t kModulo = 2'147'483'647, kFactor = 16'807;  // Park and Miller's

// Text that is no number stands for the first eight bytes of its SHA-256, as in JavaRosa.
std::int64_t seed_of(const Call& call, const Value& value) {
  const double number = call.evaluation().number(value);
  if (!std::isnan(number)) {
    if (number >= 9.2233720368547758e18) return INT64_MAX;
    if (number <= -9.2233720368547758e18) return INT64_MIN;
    return static_cast<std::int64_t>(number);
  }
  const std::string text = call.evaluation().text(value);
  if (text.empty() || text == "NaN") return 0;
  const std::vector<std::uint8_t> hash = digest(DigestKind::kSha256, text);
  std::uint64_t bits = 0;
  for (std::size_t i = 0; i < 8; ++i) bits = bits << 8 | hash[i];
  return static_cast<std::int64_t>(bits);
}

// randomize(nodes[, seed]): the same seed gives the same order as in the other engines.
Value fn_randomize(const Call& call) {
  const NodeSet nodes = call.nodes(0);
  std::int64_t state = 0;
  if (call.size() > 1) {
    state = seed_of(call, call.value(1)) % kModulo;
    if (state <= 0) state += kModulo - 1;
  } else {
    std::array<std::uint8_t, 4> bytes{};
    call.surroundings().random->fill(bytes);
    for (const std::uint8_t byte : bytes) state = state << 8 | byte;
    state = state % (kModulo - 1) + 1;
  }
  NodeSet out(nodes.size());
  for (std::size_t i = 0; i < nodes.size(); ++i) {
    state = state * kFactor % kModulo;
    const double share = static_cast<double>(state - 1) / static_cast<double>(kModulo - 1);
    const auto k = static_cast<std::size_t>(share * static_cast<double>(i + 1));
    if (k != i) out[i] = out[k];
    out[k] = nodes[i];
  }
  return out;
}

constexpr std::array kTable = {
    Function{"indexed-repeat", 3, kAnyNumber, fn_indexed_repeat},
    Function{"pulldata", 4, 4, fn_pulldata},
    Function{"randomize", 1, 2, fn_randomize},
};

}  // namespace

std::span<const Function> repeat_functions() {
  return kTable;
}

}  // namespace anlaufstelle::forms::xpath
