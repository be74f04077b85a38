// SPDX-License-Identifier: EUPL-1.2
// The side of a session that screens read: questions, choices, texts, in the current language.
#include <algorithm>

#include "kiosk/forms/import/references.h"
#include "kiosk/forms/session.h"

namespace anlaufstelle::forms {

namespace {

// A text whose outputs ask for texts whose outputs … ends here.
constexpr int kMaxItextDepth = 4;

// `roles`: one or more words with spaces between.
bool names_role(std::string_view roles, std::string_view role) {
  while (!roles.empty()) {
    const std::size_t end = std::min(roles.find(' '), roles.size());
    if (roles.substr(0, end) == role) return true;
    roles.remove_prefix(std::min(end + 1, roles.size()));
  }
  return false;
}

}  // namespace

bool Question::has_role(std::string_view wanted) const {
  return names_role(role, wanted);
}

const Control* Session::control_of(NodeIx node) const {
  if (!instance_.is_element(node) || instance_.def_of(node) == kNoNode) return nullptr;
  const ControlIx control = form_->defs[instance_.def_of(node)].control;
  return control == kAbsent ? nullptr : &form_->controls[control];
}

std::string Session::evaluate_text(ExprIx expression, const xpath::NodeRef& at) const {
  xpath::Evaluation evaluation(form_->expressions[expression].ast, surroundings_, at);
  const xpath::Value value = evaluation.run();
  return evaluation.failed() ? std::string() : xpath::to_text(value, zone_);
}

std::string Session::text_of(const Label& label, NodeIx at) const {
  return text_or_none(label, at).value_or(std::string());
}

std::string Session::wording_of(const Itext& texts, const Label& label, NodeIx at) const {
  if (texts.empty() || label.itext_id.empty()) return {};
  const Output output = [this](ExprIx expression, NodeIx node) {
    std::string value = evaluate_text(expression, {&instance_.tree(), node});
    return audience_ == Audience::kPaper && value.empty() ? std::string("…") : value;
  };
  return itext_in(texts, language_, label.itext_id, {output, outputs_, foreign_}, at)
      .value_or(std::string());
}

std::optional<std::string> Session::text_or_none(const Label& label, NodeIx at) const {
  const Output output = [this](ExprIx expression, NodeIx node) {
    std::string value = evaluate_text(expression, {&instance_.tree(), node});
    return audience_ == Audience::kPaper && value.empty() ? std::string("…") : value;
  };
  return label_in(*form_, language_, label, {output, outputs_, foreign_}, at);
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
  // A formula's text is data, whatever labels show.
  auto text = itext_in(form_->itext, language_, id, {output, Outputs::kPlain},
                       instance_.tree().document_element());
  --itext_depth_;
  return text.value_or(std::string());
}

std::string Session::choice_label(std::string_view path, std::string_view value,
                                  const xpath::NodeRef& from) const {
  const NodeIx at = follow_names(instance_.tree(), path, from.ix & ~xpath::kTextBit);
  const Control* control = at == kNoNode ? nullptr : control_of(at);
  if (control == nullptr) return {};
  for (const Choice& choice : choices_of(*control, at, true))
    if (choice.value == value) return choice.label;
  return {};
}

std::vector<Choice> Session::choices_of(const Control& control, NodeIx node,
                                        bool with_labels) const {
  std::vector<Choice> out;
  const auto add = [&](std::string value, std::optional<std::string> label,
                       std::string_view text_id) {
    const bool missing = !label || label->empty();
    std::string shown = missing ? value : *std::move(label);
    const Picture* picture = picture_in(*form_, language_, text_id, PictureSize::kSmall);
    const Sound* sound = sound_in(*form_, language_, text_id);
    out.push_back({std::move(value), std::move(shown), missing, picture, sound});
  };
  for (const ChoiceDef& choice : control.choices)
    add(choice.value, with_labels ? text_or_none(choice.label, node) : std::nullopt,
        choice.label.itext_id);
  if (!control.itemset) return out;
  xpath::Evaluation evaluation(form_->expressions[control.itemset->nodes].ast, surroundings_,
                               {&instance_.tree(), node});
  const xpath::Value items = evaluation.run();
  const auto* nodes = std::get_if<xpath::NodeSet>(&items);
  if (evaluation.failed() || nodes == nullptr) return out;
  for (const xpath::NodeRef& item : *nodes) {
    std::string label, text_id;
    if (with_labels && control.itemset->label != kAbsent)
      label = evaluate_text(control.itemset->label, item);
    if (with_labels && control.itemset->text_id != kAbsent)
      text_id = evaluate_text(control.itemset->text_id, item);
    add(evaluate_text(control.itemset->value, item), std::move(label), text_id);
  }
  return out;
}

std::vector<std::string> Session::offered_by(const Control& control, NodeIx node) const {
  std::vector<std::string> out;
  for (Choice& choice : choices_of(control, node, false)) out.push_back(std::move(choice.value));
  return out;
}

Question Session::question(NodeId node) const {
  Question out;
  out.node = node;
  if (!instance_.is_element(node)) return out;
  give_fresh_budget();
  const NodeIx def_ix = instance_.def_of(node);
  if (def_ix == kNoNode) return out;
  const NodeDef& def = form_->defs[def_ix];
  const NodeState& state = instance_[node];
  out.ref = ref_of(node);
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
  if (control == nullptr) {
    if (form_->primary[def_ix].first_child != kNoNode) out.kind = ControlKind::kGroup;
    if (def.is_repeat) out.kind = ControlKind::kRepeat;
    if (def.group != kAbsent) out.label = text_of(form_->groups[def.group].label, node);
    return out;
  }
  out.kind = control->kind;
  const auto label = text_or_none(control->label, node);
  // A label whose text is missing in every language; without any label the author wants none.
  out.label_missing = !label && !control->label.empty();
  out.label = out.label_missing ? out.name : label.value_or(std::string());
  const std::string& text_id = control->label.itext_id;
  out.short_label = wording_of(form_->itext_short, control->label, node);
  out.picture = picture_in(*form_, language_, text_id, PictureSize::kSmall);
  out.big_picture = big_picture_in(*form_, language_, text_id);
  out.sound = sound_in(*form_, language_, text_id);
  out.hint = text_of(control->hint, node);
  out.guidance = wording_of(form_->itext_guidance, control->hint, node);
  out.appearance = control->appearance;
  out.choices = choices_of(*control, node, true);
  out.range = control->range;
  out.media_type = control->media_type;
  out.most_pixels = def.most_pixels;
  out.violation = violation_of(node);
  if (out.violation == Violation::kRequired) out.message = text_of(def.required_message, node);
  if (out.violation == Violation::kConstraint) out.message = text_of(def.constraint_message, node);
  return out;
}

std::string Session::value(NodeId node) const {
  return instance_.is_element(node) ? instance_.tree().string_value(node) : std::string();
}

std::vector<NodeId> Session::with_role(std::string_view role) const {
  std::vector<NodeId> out;
  if (role.empty()) return out;
  for (const NodeId node : nodes())
    if (names_role(form_->defs[instance_.def_of(node)].role, role)) out.push_back(node);
  return out;
}

std::vector<NodeId> Session::questions() const {
  std::vector<NodeId> out;
  for (const Screen& screen : screens())
    out.insert(out.end(), screen.questions.begin(), screen.questions.end());
  return out;
}

void Session::set_language(std::string_view tag) {
  language_ = find_language(*form_, tag);
  foreign_ = is_foreign(*form_, tag);
  screens_are_old_ = true;
}

void Session::word_for(Audience audience) {
  if (audience == audience_) return;
  audience_ = audience;
  screens_are_old_ = true;
  for (const NodeIx node : kept_from_paper_) instance_.hide(node, false);
  kept_from_paper_.clear();
  if (audience == Audience::kAll) return;
  for (const NodeIx node : nodes()) {
    const NodeState& state = instance_[node];
    if (!instance_.is_leaf(node) || !state.relevant) continue;
    if (is_for_paper(form_->defs[instance_.def_of(node)], state)) continue;
    instance_.hide(node, true);
    kept_from_paper_.push_back(node);
  }
}

std::string_view Session::language() const {
  return language_ < form_->language_names.size()
             ? std::string_view(form_->language_names[language_])
             : std::string_view();
}

}  // namespace anlaufstelle::forms
