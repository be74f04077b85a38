// SPDX-License-Identifier: EUPL-1.2
#include "kiosk/forms/session.h"

#include <algorithm>

#include "kiosk/forms/answers.h"
#include "kiosk/forms/submission.h"
#include "kiosk/forms/uuid.h"
#include "kiosk/forms/xpath/dates.h"

namespace anlaufstelle::forms {

namespace {

// Enough for any form a person fills in; a hostile one ends after a second or so.
constexpr std::size_t kStepsPerCall = 5'000'000;

Status check_environment(const std::shared_ptr<const FormDef>& form,
                         const SessionEnvironment& environment) {
  if (form == nullptr || environment.clock == nullptr || environment.random == nullptr)
    return Error{ErrorCode::kInvalidInput, "a session needs form, clock and random"};
  return ok_status();
}

// Every FormDef is one of ours: import_xform() alone makes them.
Result<std::unique_ptr<Session>> make_session(const std::shared_ptr<const FormDef>& form,
                                              const SessionEnvironment& environment) {
  TRY(check_environment(form, environment));
  auto own = std::dynamic_pointer_cast<const Form>(form);
  if (own == nullptr) return Error{ErrorCode::kInvalidInput, "not an imported form"};
  TRY_ASSIGN(TimeZone zone, TimeZone::load(environment.time_zone));
  return std::make_unique<Session>(std::move(own), environment, std::move(zone));
}

}  // namespace

Result<std::unique_ptr<FormSession>> FormSession::start(std::shared_ptr<const FormDef> form,
                                                        const SessionEnvironment& environment) {
  TRY_ASSIGN(auto session, make_session(form, environment));
  TRY(session->begin());
  return std::unique_ptr<FormSession>(std::move(session));
}

Result<std::unique_ptr<FormSession>> FormSession::resume(std::shared_ptr<const FormDef> form,
                                                         const SessionEnvironment& environment,
                                                         std::string_view submission_xml) {
  TRY_ASSIGN(auto session, make_session(form, environment));
  TRY(session->begin_from(submission_xml));
  return std::unique_ptr<FormSession>(std::move(session));
}

Session::Session(std::shared_ptr<const Form> form, const SessionEnvironment& environment,
                 TimeZone zone)
    : form_(std::move(form)),
      zone_(std::move(zone)),
      clock_(environment.clock),
      random_(environment.random),
      instance_(*form_),
      surroundings_{{&instance_.tree(), 0}, this, clock_, random_, &zone_, kStepsPerCall},
      recalculation_(*form_, instance_, surroundings_, *this),
      language_(environment.language.empty() ? 0 : find_language(*form_, environment.language)),
      foreign_(is_foreign(*form_, environment.language)),
      most_instances_(environment.most_instances),
      outputs_(environment.outputs) {}

void Session::give_fresh_budget() const {
  surroundings_.steps_left = kStepsPerCall;
}

Status Session::begin() {
  for (NodeIx node = 1; node < instance_.tree().size(); ++node)
    if (instance_.is_element(node)) preload(node);
  fill_fixed_repeats();
  run_load_events();
  recalculation_.run_all();
  recalculation_.take_changed();  // nobody has changed anything yet
  if (const NodeIx id = own_instance_id(); id != kNoNode && instance_.held_value(id).empty())
    instance_.set_value(id, "uuid:" + make_uuid(*random_));
  if (surroundings_.steps_left == 0)
    return Error{ErrorCode::kRefused, "the form's formulas need too many steps"};
  return ok_status();
}

NodeIx Session::own_instance_id() const {
  if (form_->instance_id == kNoNode) return kNoNode;
  return instance_.nearest(form_->instance_id, 0);
}

// What was handed in stays as it was handed in: relevance and calculated values come from the
// record, not from today's date. They follow again once an answer changes.
Status Session::begin_from(std::string_view submission_xml) {
  TRY(read_submission(*form_, submission_xml, instance_));
  recalculation_.run_permissions();
  return ok_status();
}

std::string Session::moment_text(bool with_time) const {
  const auto seconds = static_cast<double>(clock_->now().time_since_epoch().count());
  const xpath::DateValue now{seconds * 1000.0, with_time};
  return with_time ? xpath::format_iso(now, zone_) : xpath::format_day(now, zone_);
}

void Session::preload(NodeIx node) {
  const NodeIx def = instance_.def_of(node);
  if (def == kNoNode) return;
  switch (form_->defs[def].preload) {
    case Preload::kNone:
    case Preload::kEnd:
      break;  // submission() stamps the end
    case Preload::kUid:
      instance_.set_value(node, "uuid:" + make_uuid(*random_));
      break;
    case Preload::kStart:
      instance_.set_value(node, moment_text(true));
      break;
    case Preload::kToday:
      instance_.set_value(node, moment_text(false));
      break;
  }
}

// --- Answers -------------------------------------------------------------------------------

void Session::store(NodeIx node, std::string_view value) {
  give_fresh_budget();
  screens_are_old_ = true;
  wipe(instance_[node].withdrawn);
  const bool same = instance_.held_value(node) == value;
  if (!same && is_upload(node))
    std::erase_if(files_, [&](const auto& f) { return f.name == instance_.held_value(node); });
  if (!same) instance_.set_value(node, value);
  // Also for the same answer again: what is worded in a language follows it here.
  recalculation_.touch(node);
  recalculation_.run();
  if (same) return;
  // Actions see the values that follow from the answer.
  run_change_events(node, 0);
  follow_changes();
}

Status Session::answer(NodeId node, std::string_view value) {
  if (!instance_.is_leaf(node)) return Error{ErrorCode::kInvalidInput, "no such question"};
  if (instance_[node].readonly) return Error{ErrorCode::kRefused, "the question is readonly"};
  const Control* control = control_of(node);
  std::vector<std::string> offered;
  if (control != nullptr) offered = offered_by(*control, node);
  const NodeDef& def = form_->defs[instance_.def_of(node)];
  TRY_ASSIGN(std::string stored, cast_answer(value, def.type, control, offered));
  instance_[node].standing = Standing::kNone;
  store(node, stored);
  wipe(stored);
  return ok_status();
}

void Session::set_standing(NodeId node, Standing standing) {
  if (control_of(node) == nullptr) return;
  if (!form_->defs[instance_.def_of(node)].standing_answers) return;
  if (instance_[node].readonly) return;
  instance_[node].standing = standing;
  if (standing != Standing::kNone) store(node, "");
}

void Session::set_print_ticked(NodeId node, bool ticked) {
  if (!instance_.is_leaf(node)) return;
  if (form_->defs[instance_.def_of(node)].print != PrintClass::kIfTicked) return;
  instance_[node].print_ticked = ticked;
}

Violation Session::violation_of(NodeIx node) const {
  const NodeState& state = instance_[node];
  if (!state.relevant) return Violation::kNone;
  const std::string& value = instance_.held_value(node);
  if (value.empty()) {
    const bool missing = state.required && state.standing == Standing::kNone;
    return missing ? Violation::kRequired : Violation::kNone;
  }
  const ExprIx constraint = form_->defs[instance_.def_of(node)].constraint;
  if (constraint == kAbsent) return Violation::kNone;
  xpath::Evaluation evaluation(form_->expressions[constraint].ast, surroundings_,
                               {&instance_.tree(), node});
  const xpath::Value holds = evaluation.run();
  // A constraint that can't be evaluated must not keep anybody from going on.
  if (evaluation.failed() || xpath::to_boolean(holds)) return Violation::kNone;
  return Violation::kConstraint;
}

std::optional<NodeId> Session::first_violation() {
  for (const NodeIx node : questions()) {
    give_fresh_budget();
    if (violation_of(node) != Violation::kNone) return node;
  }
  return std::nullopt;
}

std::string Session::submission(Extent extent) const {
  std::map<NodeIx, std::string> stamps;
  for (NodeIx def = 1; def < form_->defs.size(); ++def)
    if (form_->defs[def].preload == Preload::kEnd)
      for (const NodeIx node : instance_.instances_of(def, 0)) stamps[node] = moment_text(true);
  return write_submission(*form_, instance_, extent, stamps);
}

}  // namespace anlaufstelle::forms
