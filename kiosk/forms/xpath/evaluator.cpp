// SPDX-License-Identifier: EUPL-1.2
#include "kiosk/forms/xpath/evaluator.h"

#include <algorithm>
#include <cmath>

#include "kiosk/forms/xpath/axes.h"
#include "kiosk/forms/xpath/functions.h"

namespace anlaufstelle::forms::xpath {

namespace {

bool is_relational(Op op) {
  return op == Op::kLess || op == Op::kLessEqual || op == Op::kMore || op == Op::kMoreEqual;
}

template <typename T>
bool compare_as(Op op, const T& a, const T& b) {
  switch (op) {
    case Op::kEqual:
      return a == b;
    case Op::kUnequal:
      return a != b;
    case Op::kLess:
      return a < b;
    case Op::kLessEqual:
      return a <= b;
    case Op::kMore:
      return a > b;
    default:
      return a >= b;
  }
}

bool is_numeric(const Value& value) {
  return std::holds_alternative<double>(value) || std::holds_alternative<DateValue>(value);
}

// XPath 1.0, 3.4, for two values that are no node-sets; dates compare as numbers.
bool compare_plain(Op op, const Value& a, const Value& b, const TimeZone& zone) {
  if (!is_relational(op)) {
    if (std::holds_alternative<bool>(a) || std::holds_alternative<bool>(b))
      return compare_as(op, to_boolean(a), to_boolean(b));
    if (!is_numeric(a) && !is_numeric(b)) return compare_as(op, to_text(a, zone), to_text(b, zone));
  }
  return compare_as(op, to_number(a, zone), to_number(b, zone));
}

Op mirrored(Op op) {
  switch (op) {
    case Op::kLess:
      return Op::kMore;
    case Op::kLessEqual:
      return Op::kMoreEqual;
    case Op::kMore:
      return Op::kLess;
    case Op::kMoreEqual:
      return Op::kLessEqual;
    default:
      return op;
  }
}

double calculate(Op op, double a, double b) {
  switch (op) {
    case Op::kAdd:
      return a + b;
    case Op::kSubtract:
      return a - b;
    case Op::kMultiply:
      return a * b;
    case Op::kDivide:
      return a / b;
    default:
      return std::fmod(a, b);
  }
}

}  // namespace

double Evaluation::number(const Value& value) const {
  return to_number(value, *surroundings_.zone);
}

std::string Evaluation::text(const Value& value) const {
  return to_text(value, *surroundings_.zone);
}

bool Evaluation::spend(std::size_t steps) {
  if (failed()) return false;
  if (steps > surroundings_.steps_left) {
    surroundings_.steps_left = 0;
    fail("the form's formulas need too many steps");
    return false;
  }
  surroundings_.steps_left -= steps;
  return true;
}

void Evaluation::fail(std::string_view why) {
  if (error_.empty()) error_ = std::string(why);
}

Value Evaluation::evaluate(AstIx ix, const Context& context) {
  if (!spend(1)) return std::string();
  const AstNode& node = expression_.nodes[ix];
  switch (node.kind) {
    case AstKind::kNumber:
      return node.number;
    case AstKind::kText:
      return node.text;
    case AstKind::kNegate:
      return -number(evaluate(node.args[0], context));
    case AstKind::kBinary:
      return binary(node, context);
    case AstKind::kCall:
      if (node.function != nullptr) return node.function->apply(Call(*this, node, context));
      fail(expression_.problem);
      return std::string();
    case AstKind::kPath:
      return path(node, context);
    case AstKind::kFilter: {
      NodeSet nodes = node_set(evaluate(node.args[0], context));
      for (std::size_t i = 1; i < node.args.size(); ++i) filter(nodes, node.args[i]);
      return nodes;
    }
  }
  return std::string();
}

NodeSet Evaluation::node_set(Value value) {
  if (auto* nodes = std::get_if<NodeSet>(&value)) return std::move(*nodes);
  fail("a path goes on after something that isn't a node-set");
  return {};
}

Value Evaluation::binary(const AstNode& node, const Context& context) {
  // The right side of and/or is evaluated only where it matters.
  if (node.op == Op::kOr || node.op == Op::kAnd) {
    const bool left = to_boolean(evaluate(node.args[0], context));
    if (left == (node.op == Op::kOr)) return left;
    return to_boolean(evaluate(node.args[1], context));
  }
  if (node.op == Op::kUnion) return unite(node, context);
  const Value left = evaluate(node.args[0], context), right = evaluate(node.args[1], context);
  if (node.op >= Op::kAdd) return calculate(node.op, number(left), number(right));

  const TimeZone& zone = *surroundings_.zone;
  const auto* left_nodes = std::get_if<NodeSet>(&left);
  const auto* right_nodes = std::get_if<NodeSet>(&right);
  const auto text_of = [](const NodeRef& ref) { return Value(ref.tree->string_value(ref.ix)); };
  const auto any = [&](const NodeSet& nodes, Op op, const Value& other) {
    if (std::holds_alternative<bool>(other)) return compare_plain(op, !nodes.empty(), other, zone);
    return std::any_of(nodes.begin(), nodes.end(), [&](const NodeRef& ref) {
      return spend(1) && compare_plain(op, text_of(ref), other, zone);
    });
  };
  if (left_nodes != nullptr && right_nodes != nullptr)
    return std::any_of(left_nodes->begin(), left_nodes->end(), [&](const NodeRef& ref) {
      return any(*right_nodes, mirrored(node.op), text_of(ref));
    });
  if (left_nodes != nullptr) return any(*left_nodes, node.op, right);
  if (right_nodes != nullptr) return any(*right_nodes, mirrored(node.op), left);
  return compare_plain(node.op, left, right, zone);
}

Value Evaluation::unite(const AstNode& node, const Context& context) {
  NodeSet nodes = node_set(evaluate(node.args[0], context));
  const NodeSet more = node_set(evaluate(node.args[1], context));
  nodes.insert(nodes.end(), more.begin(), more.end());
  order_nodes(nodes);
  return nodes;
}

Value Evaluation::path(const AstNode& node, const Context& context) {
  NodeSet nodes;
  if (node.absolute) {
    nodes = {surroundings_.root};
  } else if (!node.args.empty()) {
    nodes = node_set(evaluate(node.args[0], context));
  } else {
    nodes = {context.node};
  }
  for (const Step& next : node.steps) {
    if (nodes.empty() || failed()) break;
    nodes = step(next, nodes);
  }
  return nodes;
}

namespace {

// Tables smaller than this are walked: an index costs more.
constexpr std::size_t kLeastRows = 32;

// The name in a predicate's side that is nothing but one child: "land" in "land = /data/land".
const NodeTest* column_of(const AstNode& side) {
  if (side.kind != AstKind::kPath || side.absolute || !side.args.empty()) return nullptr;
  if (side.steps.size() != 1) return nullptr;
  const Step& only = side.steps.front();
  const bool plain = only.axis == Axis::kChild && only.test.kind == TestKind::kName &&
                     !only.test.prefixed && only.predicates.empty();
  return plain ? &only.test : nullptr;
}

// Whether an expression means the same at every row.
bool is_same_everywhere(const Expression& expression, const AstNode& side) {
  if (side.kind == AstKind::kText) return true;
  if (side.kind != AstKind::kPath) return false;
  for (const Step& step : side.steps)
    if (!step.predicates.empty()) return false;
  if (side.absolute) return true;
  if (side.args.empty()) return false;
  const AstNode& start = expression.nodes[side.args.front()];
  return start.kind == AstKind::kCall && start.text == "current";
}

// "column = value" as the first predicate of a step; `value` means the same at every row.
struct Lookup {
  NameId column = 0;
  AstIx value = 0;
};

std::optional<Lookup> lookup_of(const Expression& expression, const Step& step) {
  if (step.predicates.empty() || step.axis != Axis::kChild) return std::nullopt;
  if (step.test.kind != TestKind::kName || step.test.prefixed) return std::nullopt;
  const AstNode& predicate = expression.nodes[step.predicates.front()];
  if (predicate.kind != AstKind::kBinary || predicate.op != Op::kEqual) return std::nullopt;
  for (const std::size_t i : {0u, 1u}) {
    const NodeTest* column = column_of(expression.nodes[predicate.args[i]]);
    const AstIx value = predicate.args[1 - i];
    if (column != nullptr && is_same_everywhere(expression, expression.nodes[value]))
      return Lookup{column->name, value};
  }
  return std::nullopt;
}

bool is_plain_element(const Node& node, NameId name) {
  return node.kind == NodeKind::kElement && node.name == name && node.prefix == 0;
}

TableIndex::Rows make_index(const Tree& tree, NodeIx table, NameId row_name, NameId column) {
  TableIndex::Rows out;
  for (NodeIx row = tree[table].first_child; row != kNoNode; row = tree[row].next) {
    if (!is_plain_element(tree[row], row_name)) continue;
    for (NodeIx cell = tree[row].first_child; cell != kNoNode; cell = tree[cell].next) {
      if (!is_plain_element(tree[cell], column)) continue;
      auto& rows = out[tree.string_value(cell)];
      if (rows.empty() || rows.back() != row) rows.push_back(row);
    }
  }
  return out;
}

}  // namespace

// The rows that pass a first predicate `column = value`, by the table's index. Nothing where the
// step isn't such a one; text compares with text, so that an index finds what a walk would.
std::optional<NodeSet> Evaluation::indexed(const Step& step, const NodeRef& from) {
  if (from.tree == surroundings_.root.tree || from.node().children < kLeastRows)
    return std::nullopt;
  const auto lookup = lookup_of(expression_, step);
  if (!lookup) return std::nullopt;
  const Value value = evaluate(lookup->value, Context{from});
  const auto* nodes = std::get_if<NodeSet>(&value);
  if (nodes != nullptr && nodes->size() > 1) return std::nullopt;
  if (nodes != nullptr && nodes->empty()) return NodeSet{};
  const Tree& tree = *from.tree;
  const TableIndex::Key key{&tree, from.ix, step.test.name, lookup->column};
  auto table = surroundings_.index.tables.find(key);
  if (table == surroundings_.index.tables.end())
    table = surroundings_.index.tables
                .emplace(key, make_index(tree, from.ix, step.test.name, lookup->column))
                .first;
  NodeSet out;
  const auto rows = table->second.find(text(value));
  if (rows != table->second.end())
    for (const NodeIx row : rows->second) out.push_back({&tree, row});
  if (!spend(out.size() + 1)) return NodeSet{};
  return out;
}

NodeSet Evaluation::step(const Step& step, const NodeSet& from) {
  NodeSet out;
  for (const NodeRef& ref : from) {
    if (step.axis == Axis::kParent && ref == surroundings_.root) continue;
    std::size_t visited = 1;
    auto rows = indexed(step, ref);
    const std::size_t done = rows ? 1 : 0;  // predicates that the index has answered
    NodeSet found = rows ? *std::move(rows) : nodes_on_axis(ref, step.axis, step.test, visited);
    if (!spend(visited)) return {};
    for (std::size_t i = done; i < step.predicates.size(); ++i) filter(found, step.predicates[i]);
    if (from.size() == 1) {
      out = std::move(found);
    } else {
      out.insert(out.end(), found.begin(), found.end());
    }
  }
  order_nodes(out);
  return out;
}

void Evaluation::filter(NodeSet& nodes, AstIx predicate) {
  NodeSet kept;
  Context context;
  context.size = nodes.size();
  for (std::size_t i = 0; i < nodes.size() && !failed(); ++i) {
    context.node = nodes[i];
    context.position = i + 1;
    const Value value = evaluate(predicate, context);
    const auto* number = std::get_if<double>(&value);
    if (number != nullptr ? *number == static_cast<double>(i + 1) : to_boolean(value))
      kept.push_back(nodes[i]);
  }
  nodes = std::move(kept);
}

NodeSet Call::nodes(std::size_t i) const {
  Value value = this->value(i);
  if (auto* nodes = std::get_if<NodeSet>(&value)) return std::move(*nodes);
  evaluation_.fail(std::string(node_.function->name) + "() wants a node-set");
  return {};
}

std::vector<std::string> Call::flat_texts(std::size_t first) const {
  std::vector<std::string> out;
  for (std::size_t i = first; i < size(); ++i) {
    const Value value = this->value(i);
    if (const auto* nodes = std::get_if<NodeSet>(&value)) {
      for (const NodeRef& ref : *nodes) out.push_back(ref.tree->string_value(ref.ix));
    } else {
      out.push_back(evaluation_.text(value));
    }
  }
  return out;
}

}  // namespace anlaufstelle::forms::xpath
