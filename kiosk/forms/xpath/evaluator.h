// SPDX-License-Identifier: EUPL-1.2
#pragma once

#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <tuple>
#include <unordered_map>
#include <vector>

#include "kiosk/forms/xpath/ast.h"
#include "kiosk/forms/xpath/value.h"
#include "storage/base/clock.h"
#include "storage/base/id.h"

namespace anlaufstelle::forms::xpath {

// What an expression asks of the form around it. All calls come from the evaluating thread.
class Host {
 public:
  virtual ~Host() = default;
  // The node that instance(id) stands for; nothing if there is no such instance.
  [[nodiscard]] virtual std::optional<NodeRef> instance(std::string_view id) const = 0;
  // jr:itext(id) in the current language.
  [[nodiscard]] virtual std::string itext(std::string_view id) const = 0;
  // The label of a choice of the question at `path`, as jr:choice-name() wants it.
  [[nodiscard]] virtual std::string choice_label(std::string_view path, std::string_view value,
                                                 const NodeRef& from) const = 0;
};

// Where rows of a table stand, by what one of their columns holds. Made when a predicate first
// asks `column = value` of a table with many rows; tables don't change.
struct TableIndex {
  using Key = std::tuple<const Tree*, NodeIx, NameId, NameId>;  // table: tree, parent, row, column
  using Rows = std::unordered_map<std::string, std::vector<NodeIx>>;  // by a cell's text
  std::map<Key, Rows> tables;
};

// Everything an expression may see. Non-owning; `steps_left` ends hostile expressions.
struct Surroundings {
  NodeRef root;  // where absolute paths start
  const Host* host = nullptr;
  const Clock* clock = nullptr;
  Random* random = nullptr;
  const TimeZone* zone = nullptr;
  std::size_t steps_left = 5'000'000;  // visited nodes and evaluated subexpressions
  TableIndex index = {};
};

// Where a (sub)expression stands.
struct Context {
  NodeRef node;
  std::size_t position = 1, size = 1;
};

// One run of one expression. After a failure (a budget spent, a broken regular expression) every
// value is meaningless and error() says why.
class Evaluation {
 public:
  // `origin` is what current() means; evaluation starts there too.
  Evaluation(const Expression& expression, Surroundings& surroundings, NodeRef origin)
      : expression_(expression), surroundings_(surroundings), origin_(origin) {}

  Value run() { return evaluate(expression_.root, Context{origin_}); }

  Value evaluate(AstIx ix, const Context& context);
  [[nodiscard]] double number(const Value& value) const;
  [[nodiscard]] std::string text(const Value& value) const;

  // Takes from the budget; false once it is spent.
  bool spend(std::size_t steps);
  void fail(std::string_view why);
  [[nodiscard]] bool failed() const { return !error_.empty(); }
  [[nodiscard]] const std::string& error() const { return error_; }

  [[nodiscard]] const Expression& expression() const { return expression_; }
  [[nodiscard]] Surroundings& surroundings() const { return surroundings_; }
  [[nodiscard]] const NodeRef& origin() const { return origin_; }

 private:
  Value binary(const AstNode& node, const Context& context);
  Value unite(const AstNode& node, const Context& context);
  Value path(const AstNode& node, const Context& context);
  NodeSet step(const Step& step, const NodeSet& from);
  std::optional<NodeSet> indexed(const Step& step, const NodeRef& from);
  void filter(NodeSet& nodes, AstIx predicate);
  NodeSet node_set(Value value);

  const Expression& expression_;
  Surroundings& surroundings_;
  NodeRef origin_;
  std::string error_;
};

// A function's view of its call.
class Call {
 public:
  Call(Evaluation& evaluation, const AstNode& node, const Context& context)
      : evaluation_(evaluation), node_(node), context_(context) {}

  [[nodiscard]] std::size_t size() const { return node_.args.size(); }
  [[nodiscard]] Value value(std::size_t i) const {
    return evaluation_.evaluate(node_.args[i], context_);
  }
  [[nodiscard]] std::string text(std::size_t i) const { return evaluation_.text(value(i)); }
  [[nodiscard]] double number(std::size_t i) const { return evaluation_.number(value(i)); }
  [[nodiscard]] bool boolean(std::size_t i) const { return to_boolean(value(i)); }
  // Fails the evaluation if the argument isn't a node-set.
  [[nodiscard]] NodeSet nodes(std::size_t i) const;
  // Every argument from `first` on as text, node-sets as the texts of their nodes.
  [[nodiscard]] std::vector<std::string> flat_texts(std::size_t first) const;

  [[nodiscard]] const Context& context() const { return context_; }
  [[nodiscard]] Evaluation& evaluation() const { return evaluation_; }
  [[nodiscard]] const Surroundings& surroundings() const { return evaluation_.surroundings(); }
  [[nodiscard]] const TimeZone& zone() const { return *surroundings().zone; }

 private:
  Evaluation& evaluation_;
  const AstNode& node_;
  const Context& context_;
};

}  // namespace anlaufstelle::forms::xpath
