// SPDX-License-Identifier: EUPL-1.2
#include "kiosk/forms/xpath/parser.h"

#include <algorithm>
#include <array>
#include <optional>

#include "kiosk/forms/xpath/functions.h"
#include "kiosk/forms/xpath/lexer.h"

namespace anlaufstelle::forms::xpath {

namespace {

struct Infix {
  std::string_view text;
  Op op;
  int power;
};
constexpr int kUnaryPower = 7;
constexpr std::array<Infix, 14> kInfixes = {{
    {"or", Op::kOr, 1},
    {"and", Op::kAnd, 2},
    {"=", Op::kEqual, 3},
    {"!=", Op::kUnequal, 3},
    {"<", Op::kLess, 4},
    {"<=", Op::kLessEqual, 4},
    {">", Op::kMore, 4},
    {">=", Op::kMoreEqual, 4},
    {"+", Op::kAdd, 5},
    {"-", Op::kSubtract, 5},
    {"*", Op::kMultiply, 6},
    {"div", Op::kDivide, 6},
    {"mod", Op::kModulo, 6},
    {"|", Op::kUnion, 8},
}};

constexpr std::array<std::pair<std::string_view, Axis>, 13> kAxes = {{
    {"child", Axis::kChild},
    {"parent", Axis::kParent},
    {"self", Axis::kSelf},
    {"attribute", Axis::kAttribute},
    {"descendant", Axis::kDescendant},
    {"descendant-or-self", Axis::kDescendantOrSelf},
    {"ancestor", Axis::kAncestor},
    {"ancestor-or-self", Axis::kAncestorOrSelf},
    {"following", Axis::kFollowing},
    {"following-sibling", Axis::kFollowingSibling},
    {"preceding", Axis::kPreceding},
    {"preceding-sibling", Axis::kPrecedingSibling},
    {"namespace", Axis::kNamespace},
}};

constexpr std::array<std::pair<std::string_view, TestKind>, 4> kNodeTypes = {{
    {"node", TestKind::kNode},
    {"text", TestKind::kText},
    {"comment", TestKind::kComment},
    {"processing-instruction", TestKind::kInstruction},
}};

template <typename Table>
auto look_up(const Table& table, std::string_view name)
    -> std::optional<typename Table::value_type::second_type> {
  for (const auto& [text, value] : table)
    if (text == name) return value;
  return std::nullopt;
}

class Parser {
 public:
  Parser(std::vector<Token> tokens, const NameScope& scope)
      : tokens_(std::move(tokens)), scope_(scope) {}

  Result<Expression> run() {
    TRY_ASSIGN(out_.root, expression(0));
    if (peek().kind != TokenKind::kEnd) return syntax("something is left over");
    return std::move(out_);
  }

 private:
  [[nodiscard]] const Token& peek(std::size_t ahead = 0) const {
    return tokens_[std::min(at_ + ahead, tokens_.size() - 1)];
  }
  bool eat(TokenKind kind) {
    if (peek().kind != kind) return false;
    ++at_;
    return true;
  }
  bool eat_operator(std::string_view text) {
    if (peek().kind != TokenKind::kOperator || peek().text != text) return false;
    ++at_;
    return true;
  }
  [[nodiscard]] Error syntax(std::string_view what) const {
    return {ErrorCode::kInvalidInput,
            "syntax: " + std::string(what) + " at character " + std::to_string(peek().at + 1)};
  }
  void note_problem(std::string what) {
    if (out_.problem.empty()) out_.problem = std::move(what);
  }

  Result<AstIx> add(AstNode node) {
    int height = 0;
    const auto count = [&](AstIx child) {
      height = std::max<int>(height, out_.nodes[child].height);
    };
    for (const AstIx child : node.args) count(child);
    for (const Step& step : node.steps)
      for (const AstIx child : step.predicates) count(child);
    if (height + 1 > kMaxHeight) return syntax("nested too deeply");
    node.height = static_cast<std::uint16_t>(height + 1);
    out_.nodes.push_back(std::move(node));
    return static_cast<AstIx>(out_.nodes.size() - 1);
  }

  // Pratt: takes operators that bind tighter than `power`; all are left-associative.
  Result<AstIx> expression(int power) {
    if (++depth_ > kMaxHeight) return syntax("nested too deeply");
    TRY_ASSIGN(AstIx left, operand());
    while (true) {
      if (peek().kind != TokenKind::kOperator) break;
      const auto infix = std::find_if(kInfixes.begin(), kInfixes.end(),
                                      [&](const Infix& i) { return i.text == peek().text; });
      if (infix == kInfixes.end() || infix->power <= power) break;
      ++at_;
      AstNode node;
      node.kind = AstKind::kBinary;
      node.op = infix->op;
      TRY_ASSIGN(const AstIx right, expression(infix->power));
      node.args = {left, right};
      TRY_ASSIGN(left, add(std::move(node)));
    }
    --depth_;
    return left;
  }

  Result<AstIx> operand() {
    if (!eat_operator("-")) return path();
    AstNode node;
    node.kind = AstKind::kNegate;
    TRY_ASSIGN(const AstIx inner, expression(kUnaryPower));
    node.args = {inner};
    return add(std::move(node));
  }

  [[nodiscard]] bool starts_primary() const {
    switch (peek().kind) {
      case TokenKind::kNumber:
      case TokenKind::kLiteral:
      case TokenKind::kOpen:
      case TokenKind::kDollar:
        return true;
      case TokenKind::kName:
        return peek(1).kind == TokenKind::kOpen && !look_up(kNodeTypes, peek().text);
      default:
        return false;
    }
  }

  [[nodiscard]] bool starts_step() const {
    switch (peek().kind) {
      case TokenKind::kName:
      case TokenKind::kDot:
      case TokenKind::kDotDot:
      case TokenKind::kAt:
        return true;
      default:
        return false;
    }
  }

  Result<AstIx> path() {
    AstNode node;
    node.kind = AstKind::kPath;
    if (starts_primary()) {
      TRY_ASSIGN(AstIx start, filtered_primary());
      const bool goes_on =
          peek().kind == TokenKind::kOperator && (peek().text == "/" || peek().text == "//");
      if (!goes_on) return start;
      node.args = {start};
    } else if (eat_operator("/")) {
      node.absolute = true;
      if (!starts_step()) return add(std::move(node));
      TRY(step(node.steps));
    } else if (peek().kind == TokenKind::kOperator && peek().text == "//") {
      node.absolute = true;
    } else {
      TRY(step(node.steps));
    }
    while (true) {
      if (eat_operator("//")) {
        node.steps.push_back(Step{Axis::kDescendantOrSelf, {}, {}});
      } else if (!eat_operator("/")) {
        break;
      }
      TRY(step(node.steps));
    }
    return add(std::move(node));
  }

  Result<AstIx> filtered_primary() {
    TRY_ASSIGN(const AstIx inner, primary());
    AstNode node;
    node.kind = AstKind::kFilter;
    node.args = {inner};
    TRY(predicates(node.args));
    if (node.args.size() == 1) return inner;
    return add(std::move(node));
  }

  Result<AstIx> primary() {
    AstNode node;
    const Token token = peek();
    ++at_;
    switch (token.kind) {
      case TokenKind::kNumber:
        node.kind = AstKind::kNumber;
        node.number = token.number;
        return add(std::move(node));
      case TokenKind::kLiteral:
        node.kind = AstKind::kText;
        node.text = std::string(token.text);
        return add(std::move(node));
      case TokenKind::kOpen: {
        TRY_ASSIGN(const AstIx inner, expression(0));
        if (!eat(TokenKind::kClose)) return syntax("')' expected");
        return inner;
      }
      case TokenKind::kDollar:
        if (peek().kind != TokenKind::kName || peek().text.ends_with('*'))
          return syntax("name of a variable expected");
        ++at_;
        note_problem("variables don't exist in forms");
        node.kind = AstKind::kCall;
        return add(std::move(node));
      default:
        return call(token);
    }
  }

  Result<AstIx> call(const Token& name) {
    AstNode node;
    node.kind = AstKind::kCall;
    node.text = std::string(name.text);
    if (node.text.ends_with('*')) return syntax("name of a function expected");
    ++at_;  // the parenthesis that told a call
    if (!eat(TokenKind::kClose)) {
      do {
        TRY_ASSIGN(const AstIx argument, expression(0));
        node.args.push_back(argument);
      } while (eat(TokenKind::kComma));
      if (!eat(TokenKind::kClose)) return syntax("',' or ')' expected");
    }
    node.function = find_function(node.text);
    if (node.function == nullptr) {
      note_problem("unknown function " + node.text + "()");
    } else if (node.args.size() < node.function->least || node.args.size() > node.function->most) {
      note_problem("wrong number of arguments for " + node.text + "()");
      node.function = nullptr;
    }
    return add(std::move(node));
  }

  Status predicates(std::vector<AstIx>& out) {
    while (eat(TokenKind::kOpenPredicate)) {
      TRY_ASSIGN(const AstIx condition, expression(0));
      if (!eat(TokenKind::kClosePredicate)) return syntax("']' expected");
      out.push_back(condition);
    }
    return ok_status();
  }

  Status step(std::vector<Step>& steps) {
    Step out;
    // XPath 1.0, 2.5: "." and ".." take no predicates.
    if (eat(TokenKind::kDot)) {
      out.axis = Axis::kSelf;
    } else if (eat(TokenKind::kDotDot)) {
      out.axis = Axis::kParent;
    } else {
      if (eat(TokenKind::kAt)) {
        out.axis = Axis::kAttribute;
      } else if (peek().kind == TokenKind::kName && peek(1).kind == TokenKind::kColons) {
        const auto axis = look_up(kAxes, peek().text);
        if (!axis) return syntax("no such axis");
        out.axis = *axis;
        at_ += 2;
      }
      TRY(node_test(out.test));
      TRY(predicates(out.predicates));
    }
    steps.push_back(std::move(out));
    return ok_status();
  }

  Status node_test(NodeTest& test) {
    if (peek().kind != TokenKind::kName) return syntax("name expected");
    const std::string_view name = peek().text;
    ++at_;
    if (peek().kind == TokenKind::kOpen) return node_type_test(name, test);
    test.kind = TestKind::kName;
    if (name == "*") {
      test.kind = TestKind::kAnyName;
      return ok_status();
    }
    std::string_view local = name;
    if (const auto colon = name.find(':'); colon != std::string_view::npos) {
      local = name.substr(colon + 1);
      test.prefixed = true;
      const auto known = scope_.prefixes->find(name.substr(0, colon));
      if (known == scope_.prefixes->end()) {
        note_problem("unknown namespace prefix in " + std::string(name));
      } else {
        test.ns = scope_.names->intern(known->second);
      }
      if (local == "*") test.kind = TestKind::kAnyInNamespace;
    }
    if (test.kind == TestKind::kName) test.name = scope_.names->intern(local);
    return ok_status();
  }

  Status node_type_test(std::string_view name, NodeTest& test) {
    const auto type = look_up(kNodeTypes, name);
    if (!type) return syntax("a function can't be a step");
    test.kind = *type;
    ++at_;
    if (test.kind == TestKind::kInstruction && peek().kind == TokenKind::kLiteral) {
      test.name = scope_.names->intern(peek().text);
      ++at_;
    }
    if (!eat(TokenKind::kClose)) return syntax("')' expected");
    return ok_status();
  }

  std::vector<Token> tokens_;
  const NameScope& scope_;
  std::size_t at_ = 0;
  int depth_ = 0;
  Expression out_;
};

}  // namespace

Result<Expression> parse(std::string_view source, const NameScope& scope) {
  TRY_ASSIGN(std::vector<Token> tokens, tokenize(source));
  TRY_ASSIGN(Expression out, Parser(std::move(tokens), scope).run());
  out.source = std::string(source);
  return out;
}

}  // namespace anlaufstelle::forms::xpath
