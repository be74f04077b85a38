// SPDX-License-Identifier: EUPL-1.2
// Whether a repeat without instances is offered at all: its `relevant` stands at an instance, and
// there is none. Seen from the parent, "../a" is "a".
#include "kiosk/forms/import/import_state.h"

namespace anlaufstelle::forms {

namespace {

using xpath::AstKind;
using xpath::AstNode;

class FromParent {
 public:
  explicit FromParent(xpath::Expression& ast) : ast_(ast) {}

  // False where the expression looks into the instance itself.
  bool run() { return rebase(ast_.root); }

 private:
  bool rebase(xpath::AstIx ix) {
    AstNode& node = ast_.nodes[ix];
    if (node.kind == AstKind::kCall && node.text == "current") return true;
    if (node.kind == AstKind::kPath) return path(node);
    if (node.kind == AstKind::kFilter) return rebase(node.args.front()) && !asks_here(node);
    for (const xpath::AstIx argument : node.args)
      if (!rebase(argument)) return false;
    return true;
  }

  bool path(AstNode& node) {
    bool from_here = node.args.empty();
    if (!from_here) {
      const AstNode& start = ast_.nodes[node.args.front()];
      from_here = start.kind == AstKind::kCall && start.text == "current";
      if (!from_here) return rebase(node.args.front());
    }
    for (const xpath::Step& step : node.steps)
      for (const xpath::AstIx predicate : step.predicates)
        if (reads_current(predicate)) return false;
    if (node.absolute) return true;
    const xpath::Step& first = node.steps.front();
    if (first.axis != xpath::Axis::kParent || !first.predicates.empty()) return false;
    node.steps.front().axis = xpath::Axis::kSelf;
    return true;
  }

  // A predicate has its own place; only current() still means the instance.
  [[nodiscard]] bool asks_here(const AstNode& filter) const {
    for (std::size_t i = 1; i < filter.args.size(); ++i)
      if (reads_current(filter.args[i])) return true;
    return false;
  }

  [[nodiscard]] bool reads_current(xpath::AstIx ix) const {
    const AstNode& node = ast_.nodes[ix];
    if (node.kind == AstKind::kCall && node.text == "current") return true;
    for (const xpath::AstIx argument : node.args)
      if (reads_current(argument)) return true;
    for (const xpath::Step& step : node.steps)
      for (const xpath::AstIx predicate : step.predicates)
        if (reads_current(predicate)) return true;
    return false;
  }

  xpath::Expression& ast_;
};

}  // namespace

void import_offers(ImportState& state) {
  Form& form = state.form;
  for (NodeIx node = 1; node < form.defs.size(); ++node) {
    NodeDef& def = form.defs[node];
    if (!def.is_repeat || def.relevant == kAbsent) continue;
    FormExpression seen = form.expressions[def.relevant];
    seen.node = form.primary[node].parent;
    if (!FromParent(seen.ast).run()) continue;  // offered, and asked when there is one
    def.offered = static_cast<ExprIx>(form.expressions.size());
    form.expressions.push_back(std::move(seen));
  }
}

}  // namespace anlaufstelle::forms
