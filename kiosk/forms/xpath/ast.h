// SPDX-License-Identifier: EUPL-1.2
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "kiosk/forms/xpath/tree.h"

namespace anlaufstelle::forms::xpath {

struct Function;

using AstIx = std::uint32_t;

// Levels of an expression. Bounds the stack of parser and evaluator; forms in the field stay below
// 100.
inline constexpr int kMaxHeight = 600;

enum class AstKind : std::uint8_t {
  kNumber,  // number
  kText,    // text
  kNegate,  // args[0]
  kBinary,  // op, args[0], args[1]
  kCall,    // function, args
  kFilter,  // args[0] filtered by the predicates args[1…]
  kPath,    // steps from the root (absolute), from args[0] if there is one, else from here
};

enum class Op : std::uint8_t {
  kOr,
  kAnd,
  kEqual,
  kUnequal,
  kLess,
  kLessEqual,
  kMore,
  kMoreEqual,
  kAdd,
  kSubtract,
  kMultiply,
  kDivide,
  kModulo,
  kUnion,
};

enum class Axis : std::uint8_t {
  kChild,
  kParent,
  kSelf,
  kAttribute,
  kDescendant,
  kDescendantOrSelf,
  kAncestor,
  kAncestorOrSelf,
  kFollowing,
  kFollowingSibling,
  kPreceding,
  kPrecedingSibling,
  kNamespace,
};

enum class TestKind : std::uint8_t {
  kName,
  kAnyName,
  kAnyInNamespace,
  kNode,
  kText,
  kComment,
  kInstruction
};

struct NodeTest {
  TestKind kind = TestKind::kNode;
  NameId name = 0;        // kName: local name; kInstruction: its target, 0 for any
  NameId ns = 0;          // with a prefix: what it stands for
  bool prefixed = false;  // without one, a name matches elements that have no prefix either
};

struct Step {
  Axis axis = Axis::kChild;
  NodeTest test;
  std::vector<AstIx> predicates;
};

struct AstNode {
  AstKind kind = AstKind::kNumber;
  Op op = Op::kOr;
  bool absolute = false;
  double number = 0;
  std::string text;                    // a literal; the name of a function
  const Function* function = nullptr;  // none where the call has a problem
  std::vector<AstIx> args;
  std::vector<Step> steps;
  std::uint16_t height = 1;  // levels below and with this node; bounds the evaluator's stack
};

// A parsed expression: its nodes, children before parents. Immutable; any thread.
struct Expression {
  std::vector<AstNode> nodes;
  AstIx root = 0;
  std::string source;
  // What parses and means nothing here: an unknown function, a wrong number of arguments, an
  // undeclared prefix. "" for none. A form with it is not imported; evaluated, it fails where it
  // is reached.
  std::string problem;
};

}  // namespace anlaufstelle::forms::xpath
