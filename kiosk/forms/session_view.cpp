// SPDX-License-Identifier: EUPL-1.2
// The side of a session that screens read: questions, choices, texts, in the current language.
#include <algorithm>

#include "kiosk/forms/import/references.h"
#include "kiosk/forms/session.h"

namespace anlaufstelle::forms {

namespace {

// A text whose outputs ask for texts whose outputs … ends here.
constexpr int kMaxItextDepth = 4;

}  // namespace

const Control* Session::control_of(NodeIx node) const {
  if (node >= form_->defs.size() || form_->defs[node].control == kAbsent) return nullptr;
  return &form_->controls[form_->defs[node].control];
}

std::string Session::evaluate_text(ExprIx expression, const xpath::NodeRef& at) const {
  xpath::Evaluation evaluation(form_->expressions[expression].ast, surroundings_, at);
  const xpath::Value value = evaluation.run();
  return evaluation.failed() ? std::string() : xpath::to_text(value, zone_);
}

std::string Session::text_of(const Label& label, NodeIx at) const {
  const Output output = [this](ExprIx expression, NodeIx node) {
    return evaluate_text(expression, {&instance_.tree(), node});
  };
  return label_in(*form_, language_, label, output, at);
}

std::optional<xpath::NodeRef> Session::instance(std::string_view id) const {
  const auto found = form_->instances.find(id);
  if (found != form_->instances.end()) return xpath::NodeRef{found->second.get(), 0};
  if (id == form_->primary_id) return xpath::NodeRef{&instance_.tree(), 0};
  return std::nullopt;
}

std::string Session::itext(std::string_view id) const {
  if (itext_depth_ >= kMaxItextDepth) return {};
  ++itext_depth_;
  const Output output = [this](ExprIx expression, NodeIx node) {
    return evaluate_text(expression, {&instance_.tree(), node});
  };
  auto text = itext_in(*form_, language_, id, output, form_->root);
  --itext_depth_;
  return text.value_or(std::string());
}

std::string Session::choice_label(std::string_view path, std::string_view value,
                                  const xpath::NodeRef& from) const {
  const NodeIx at = follow_names(instance_.tree(), path, from.ix & ~xpath::kTextBit);
  const Control* control = at == kNoNode ? nullptr : control_of(at);
  if (control == nullptr) return {};
  for (const Choice& choice : choices_of(*control, true))
    if (choice.value == value) return choice.label;
  return {};
}

std::vector<Choice> Session::choices_of(const Control& control, bool with_labels) const {
  std::vector<Choice> out;
  const auto add = [&](std::string value, std::string label) {
    if (label.empty()) label = value;
    out.push_back({std::move(value), std::move(label)});
  };
  for (const ChoiceDef& choice : control.choices)
    add(choice.value, with_labels ? text_of(choice.label, control.node) : std::string());
  if (!control.itemset) return out;
  xpath::Evaluation evaluation(form_->expressions[control.itemset->nodes].ast, surroundings_,
                               {&instance_.tree(), control.node});
  const xpath::Value items = evaluation.run();
  const auto* nodes = std::get_if<xpath::NodeSet>(&items);
  if (evaluation.failed() || nodes == nullptr) return out;
  for (const xpath::NodeRef& item : *nodes) {
    std::string label;
    if (with_labels && control.itemset->label != kAbsent)
      label = evaluate_text(control.itemset->label, item);
    add(evaluate_text(control.itemset->value, item), std::move(label));
  }
  return out;
}

std::vector<std::string> Session::offered_by(const Control& control) const {
  std::vector<std::string> out;
  for (Choice& choice : choices_of(control, false)) out.push_back(std::move(choice.value));
  return out;
}

Question Session::question(NodeId node) const {
  Question out;
  out.node = node;
  if (!instance_.is_element(node)) return out;
  give_fresh_budget();
  const NodeDef& def = form_->defs[node];
  const NodeState& state = instance_[node];
  out.ref = instance_.tree().path(node);
  out.name = instance_.tree().name(node);
  out.type = def.type;
  out.value = value(node);
  out.standing = state.standing;
  out.print_ticked = state.print_ticked;
  out.relevant = state.relevant;
  out.required = state.required;
  out.readonly = state.readonly;
  out.print = def.print;
  out.role = def.role;
  out.data_class = def.data_class;
  const Control* control = control_of(node);
  out.standing_offered = control != nullptr && def.standing_answers &&
                         control->kind != ControlKind::kNote && !state.readonly;
  if (control == nullptr) return out;
  out.kind = control->kind;
  out.label = text_of(control->label, node);
  // A label whose text is missing in every language; without any label the author wants none.
  if (out.label.empty() && !control->label.empty()) out.label = out.name;
  out.hint = text_of(control->hint, node);
  out.appearance = control->appearance;
  out.choices = choices_of(*control, true);
  out.violation = violation_of(*control);
  if (out.violation == Violation::kRequired) out.message = text_of(def.required_message, node);
  if (out.violation == Violation::kConstraint) out.message = text_of(def.constraint_message, node);
  return out;
}

std::vector<NodeId> Session::questions() const {
  std::vector<NodeId> out;
  for (const Control& control : form_->controls) out.push_back(control.node);
  return out;
}

std::optional<NodeId> Session::find(std::string_view ref) const {
  const auto found = form_->by_path.find(std::string(ref));
  if (found == form_->by_path.end()) return std::nullopt;
  return found->second;
}

std::string Session::value(NodeId node) const {
  return instance_.is_element(node) ? instance_.tree().string_value(node) : std::string();
}

std::vector<NodeId> Session::with_role(std::string_view role) const {
  std::vector<NodeId> out;
  for (NodeIx node = 1; node < form_->defs.size(); ++node)
    if (!role.empty() && form_->defs[node].role == role) out.push_back(node);
  return out;
}

const std::vector<Screen>& Session::screens() const {
  if (!titles_are_old_) return screens_;
  give_fresh_budget();
  titles_are_old_ = false;
  screens_.clear();
  for (const ScreenDef& def : form_->screens) {
    Screen& screen = screens_.emplace_back();
    if (def.group != kAbsent) {
      const Group& group = form_->groups[def.group];
      screen.title = text_of(group.label, group.node);
    }
    for (const ControlIx control : def.controls)
      screen.questions.push_back(form_->controls[control].node);
  }
  return screens_;
}

bool Session::screen_relevant(std::size_t screen) const {
  if (screen >= form_->screens.size()) return false;
  const auto& controls = form_->screens[screen].controls;
  return std::any_of(controls.begin(), controls.end(), [&](ControlIx control) {
    return instance_[form_->controls[control].node].relevant;
  });
}

void Session::set_language(std::string_view tag) {
  language_ = find_language(*form_, tag);
  titles_are_old_ = true;
}

std::string_view Session::language() const {
  return language_ < form_->language_names.size()
             ? std::string_view(form_->language_names[language_])
             : std::string_view();
}

}  // namespace anlaufstelle::forms
