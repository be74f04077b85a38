// SPDX-License-Identifier: EUPL-1.2
// The part of a visit that fills in the form and hands it in.
#include "kiosk/visit/urgency.h"
#include "kiosk/visit/visit.h"

namespace anlaufstelle::visit {
namespace {

// A second tap of an impatient finger must not answer what has just appeared.
constexpr std::chrono::milliseconds kSettle{300};
// Handing in stands where "next" stood and can't be taken back.
constexpr std::chrono::milliseconds kSettleBeforeHandIn{600};

}  // namespace

forms::SessionEnvironment Visit::environment() const {
  return {.clock = &services_.clock,
          .random = &services_.random,
          .time_zone = "Europe/Berlin",
          .language = language_};
}

void Visit::open_form() {
  if (state_ != State::kHome || !form_offered()) return;
  if (walk_) return enter(form_state_);
  if (!services_.more_forms.empty()) return enter(State::kForms);
  begin(services_.form);
}

std::vector<std::shared_ptr<const forms::FormDef>> Visit::forms() const {
  std::vector<std::shared_ptr<const forms::FormDef>> all{services_.form};
  all.insert(all.end(), services_.more_forms.begin(), services_.more_forms.end());
  return all;
}

void Visit::choose_form(std::string_view id) {
  if (state_ != State::kForms || aside_ != Aside::kNone || too_soon(kSettle)) return;
  for (const auto& form : forms()) {
    if (form->id() == id) return begin(form);
  }
}

void Visit::begin(const std::shared_ptr<const forms::FormDef>& form) {
  auto walk = FormWalk::start(form, environment());
  if (!walk) {
    form_failed_ = true;
    return enter(State::kHome);
  }
  walk_ = std::move(walk).value();
  enter_screen();
}

void Visit::open_check() {
  if (state_ != State::kHome || !check_offered()) return;
  edited_level_.reset();
  const bool begun = check_ != nullptr;
  if (!begun) {
    auto walk = FormWalk::start(services_.check, environment());
    if (!walk || !(*walk)->is_check()) {
      check_failed_ = true;
      return;
    }
    check_ = std::move(walk).value();
  }
  checking_ = true;
  if (begun) return enter(check_state_);
  enter_screen();
}

std::vector<CheckedWay> Visit::ways(std::string_view tag) const {
  // Labels are those of a language; nothing that the client sees changes.
  check_->set_language(tag);
  auto found = perspective(check_->session(), services_.pages, tag, services_.clock.now());
  check_->set_language(language_);
  return found;
}

void Visit::enter_screen() {
  enter(form().at_gate() ? State::kNotice : State::kQuestions);
}

void Visit::leave_notice() {
  if (form().backward()) {
    enter(State::kQuestions);
  } else {
    enter(State::kHome);
    (checking_ ? check_state_ : form_state_) =
        form().at_gate() ? State::kNotice : State::kQuestions;
    leave_check();
  }
}

void Visit::next() {
  if (aside_ != Aside::kNone || too_soon(kSettle)) return;
  if (state_ == State::kNotice) return enter(State::kQuestions);
  if (state_ == State::kQuestions) leave_screen();
}

bool Visit::editing() const {
  return edited_level_ && form().level_holds(*edited_level_);
}

void Visit::leave_screen() {
  using Forward = FormWalk::Forward;
  const forms::ScreenId here = form().place();
  if (!form().may_leave()) {
    if (form().place() != here) enter_screen();
    return;
  }
  if (urgency_of(form().session()).any()) return enter(State::kUrgent);
  if (form().forward(editing() ? Forward::kOnlyNew : Forward::kNext)) return enter_screen();
  // What has become relevant behind the client's back is asked before the review.
  if (form().forward(Forward::kOnlyNew)) {
    edited_level_ = form().level();
    return enter_screen();
  }
  edited_level_.reset();
  enter(checking_ ? State::kResult : State::kReview);
}

void Visit::edit(forms::ScreenId screen) {
  if (state_ != State::kReview) return;
  form().go_to(screen);
  edited_level_ = form().level();
  enter(State::kQuestions);
}

void Visit::open_card(forms::NodeId instance) {
  if (state_ != State::kQuestions || aside_ != Aside::kNone || too_soon(kSettle)) return;
  form().open_card(instance);
  enter_screen();
}

void Visit::add_card() {
  if (state_ != State::kQuestions || aside_ != Aside::kNone || too_soon(kSettle)) return;
  if (form().add_card()) enter_screen();
}

void Visit::ask_to_remove(forms::NodeId instance) {
  if (state_ != State::kQuestions || aside_ != Aside::kNone || too_soon(kSettle)) return;
  if (form().answered_in(instance).empty()) {
    form().remove_card(instance);
    return enter_screen();
  }
  enter(State::kQuestions);
  aside_ = Aside::kConfirmRemove;
  to_remove_ = instance;
}

void Visit::remove_card() {
  if (aside_ != Aside::kConfirmRemove || too_soon(kSettle)) return;
  form().remove_card(to_remove_);
  enter_screen();
}

records::RecordContent Visit::record() const {
  const forms::FormDef& form = walk_->session().form();
  records::RecordContent content;
  content.form_id = form.id();
  content.form_version = form.version();
  content.language = language_;
  content.minute =
      std::chrono::floor<std::chrono::minutes>(services_.clock.now()).time_since_epoch().count();
  content.urgency = urgency_of(walk_->session()).to_store();
  return content;
}

void Visit::add_answers(records::RecordContent& content) const {
  const forms::FormSession& session = walk_->session();
  content.full_xml = session.submission(forms::FormSession::Extent::kFull);
  for (const forms::AnswerFile* file : session.files()) {
    const ByteView bytes = file->bytes.view();
    content.files.push_back({file->name, Bytes(bytes.begin(), bytes.end())});
  }
}

void Visit::hand_in() {
  if (state_ != State::kReview || aside_ != Aside::kNone || too_soon(kSettleBeforeHandIn)) return;
  if (urgency_of(walk_->session()).any()) return enter(State::kUrgent);
  if (walk_->session().form().ephemeral()) {
    walk_.reset();
    return enter(State::kHome);
  }
  if (const auto obstacle = walk_->first_obstacle()) {
    walk_->go_to_obstacle(*obstacle);
    edited_level_ = walk_->level();
    return enter_screen();
  }
  records::RecordContent content = record();
  content.slip_xml = walk_->session().submission(forms::FormSession::Extent::kSlip);
  add_answers(content);
  send(std::move(content), What::kWhole);
}

void Visit::hand_in_minimal() {
  if (state_ != State::kUrgent || checking_ || aside_ != Aside::kNone || too_soon(kSettle)) return;
  send(record(), What::kMinimal);
}

void Visit::send(records::RecordContent content, What what) {
  handing_in_ = what;
  hand_in_from_ = state_;
  hand_in_failed_ = false;
  enter(State::kHandingIn);
  hand_in_.start(*services_.writer, std::move(content), services_.wake);
}

void Visit::take_outcome() {
  auto outcome = hand_in_.take_outcome();
  if (!outcome || state_ != State::kHandingIn) return;
  idle_.restart();
  if (!*outcome) {
    hand_in_failed_ = true;
    return enter(hand_in_from_);
  }
  number_ = std::move(*outcome).value();
  walk_.reset();                                    // the record is safe; nothing of it stays here
  if (handing_in_ == What::kWhole) keeper_.drop();  // a minimal one holds no answers
  enter(State::kReceipt);
}

}  // namespace anlaufstelle::visit
