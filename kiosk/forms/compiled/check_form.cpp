// SPDX-License-Identifier: EUPL-1.2
#include "kiosk/forms/compiled/check_form.h"

#include <algorithm>

#include "kiosk/forms/xpath/functions.h"

namespace anlaufstelle::forms {

namespace {

using xpath::AstIx;
using xpath::AstKind;
using xpath::AstNode;

Error damaged(const char* what) {
  return {ErrorCode::kCorrupt, std::string("not a compiled form: ") + what};
}

Status settle_call(AstNode& call) {
  call.function = xpath::find_function(call.text);
  if (call.function == nullptr)
    return Error{ErrorCode::kRefused, "this program has no function " + call.text};
  if (call.args.size() < call.function->least || call.args.size() > call.function->most)
    return damaged("arguments");
  return ok_status();
}

bool has_its_parts(const AstNode& at) {
  switch (at.kind) {
    case AstKind::kNumber:
    case AstKind::kText:
      return at.args.empty();
    case AstKind::kNegate:
      return at.args.size() == 1;
    case AstKind::kBinary:
      return at.args.size() == 2;
    case AstKind::kFilter:
      return !at.args.empty();
    case AstKind::kPath:
      return at.args.size() <= 1;
    case AstKind::kCall:
      return true;  // settle_call() asks the function
  }
  return false;
}

// Children come before parents, so nothing is inside itself.
Status settle_expression(xpath::Expression& ast) {
  if (ast.root >= ast.nodes.size()) return damaged("an expression without a root");
  for (AstIx ix = 0; ix < ast.nodes.size(); ++ix) {
    AstNode& at = ast.nodes[ix];
    int height = 0;
    bool below = true;
    const auto count = [&](AstIx child) {
      below = below && child < ix;
      if (below) height = std::max<int>(height, ast.nodes[child].height);
    };
    for (const AstIx child : at.args) count(child);
    for (const xpath::Step& step : at.steps)
      for (const AstIx child : step.predicates) count(child);
    if (!below || !has_its_parts(at)) return damaged("an expression");
    if (height >= xpath::kMaxHeight) return damaged("an expression that is too deep");
    at.height = static_cast<std::uint16_t>(height + 1);
    if (at.kind == AstKind::kCall) TRY(settle_call(at));
  }
  return ok_status();
}

bool is_element(const xpath::Tree& tree, NodeIx node) {
  return node != kNoNode && tree[node].kind == xpath::NodeKind::kElement;
}

// The template names itself, and what a session starts with is built as the template is.
Status check_trees(const Form& form) {
  if (form.defs.size() != form.primary.size()) return damaged("binds");
  if (form.root != form.primary.document_element() || form.root == kNoNode)
    return damaged("no root");
  const NodeIx start = form.initial.document_element();
  if (start == kNoNode || form.initial[start].def != form.root) return damaged("no start");
  for (NodeIx node = 1; node < form.primary.size(); ++node)
    if (is_element(form.primary, node) != (form.primary[node].def == node))
      return damaged("the template");
  for (NodeIx node = 1; node < form.initial.size(); ++node) {
    const xpath::Node& at = form.initial[node];
    if (at.kind != xpath::NodeKind::kElement) continue;
    if (at.def >= form.primary.size() || !is_element(form.primary, at.def))
      return damaged("the start of a session");
    const NodeIx above = at.parent == 0 ? 0 : form.initial[at.parent].def;
    if (form.primary[at.def].parent != above) return damaged("the start of a session");
  }
  return ok_status();
}

Status check_body(const Form& form, const std::vector<BodyItem>& items) {
  for (const BodyItem& item : items) {
    if (item.kind == BodyItem::Kind::kControl && item.control == kAbsent)
      return damaged("a place without a question");
    if (item.kind == BodyItem::Kind::kRepeat &&
        (!is_element(form.primary, item.node) || !form.defs[item.node].is_repeat))
      return damaged("a repeat");
    TRY(check_body(form, item.children));
  }
  return ok_status();
}

Status check_questions(const Form& form) {
  for (const Control& control : form.controls)
    if (!is_element(form.primary, control.node) ||
        (control.itemset &&
         (control.itemset->nodes == kAbsent || control.itemset->value == kAbsent)))
      return damaged("a question");
  for (NodeIx node = 1; node < form.defs.size(); ++node) {
    if (!is_element(form.primary, node)) continue;
    const NodeDef& def = form.defs[node];
    const NodeIx parent = form.primary[node].parent;
    if (def.repeat != (def.is_repeat ? node : parent == 0 ? kNoNode : form.defs[parent].repeat))
      return damaged("repeats");
  }
  for (const SetValue& action : form.actions)
    if (!is_element(form.primary, action.node)) return damaged("an action");
  return check_body(form, form.body);
}

Status check_dependencies(const Form& form) {
  const Dependencies& all = form.dependencies;
  const auto is_task = [&](std::uint32_t task) { return task < all.tasks.size(); };
  if (all.readers.size() != form.primary.size() || all.on_relevance.size() != form.primary.size())
    return damaged("dependencies");
  for (const Task& task : all.tasks) {
    if (!is_element(form.primary, task.node) || task.expression == kAbsent)
      return damaged("a task");
    const ControlIx control = form.defs[task.node].control;
    if (task.kind == TaskKind::kChoices && (control == kAbsent || !form.controls[control].itemset))
      return damaged("a task without choices");
    if (task.kind == TaskKind::kCount && !form.defs[task.node].is_repeat)
      return damaged("a count of no repeat");
  }
  for (const std::vector<Reader>& readers : all.readers)
    for (const Reader& reader : readers)
      if (!is_task(reader.task) || reader.scope >= form.primary.size()) return damaged("a reader");
  for (const std::vector<std::uint32_t>& tasks : all.on_relevance)
    if (!std::all_of(tasks.begin(), tasks.end(), is_task)) return damaged("a task's number");
  return ok_status();
}

Status check_pictures(const Form& form) {
  constexpr int kMostSide = 10'000;
  for (const Picture& picture : form.pictures) {
    const auto fits = [](int side) { return side > 0 && side <= kMostSide; };
    if (!fits(picture.width) || !fits(picture.height) ||
        picture.rgba.size() !=
            4 * static_cast<std::size_t>(picture.width) * static_cast<std::size_t>(picture.height))
      return damaged("a picture");
  }
  return ok_status();
}

}  // namespace

Status check_form(Form& form) {
  for (FormExpression& expression : form.expressions) TRY(settle_expression(expression.ast));
  TRY(check_trees(form));
  TRY(check_questions(form));
  TRY(check_pictures(form));
  return check_dependencies(form);
}

}  // namespace anlaufstelle::forms
