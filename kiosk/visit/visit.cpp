// SPDX-License-Identifier: EUPL-1.2
#include "kiosk/visit/visit.h"

#include <algorithm>

namespace anlaufstelle::visit {
namespace {

constexpr std::chrono::seconds kReceiptShown{60};

bool in_form(State state) {
  return state == State::kNotice || state == State::kQuestions || state == State::kUrgent ||
         state == State::kReview || state == State::kResult;
}

}  // namespace

Visit::Visit(VisitServices services)
    : services_(std::move(services)),
      idle_(services_.clock, services_.idle_warning, services_.idle_end),
      entered_(services_.clock.monotonic()),
      keeper_(services_.drafts, services_.wake) {}

bool Visit::form_offered() const {
  if (!services_.form || services_.writer == nullptr || form_failed_) return false;
  // Said before the first answer; who has begun may finish.
  if (walk_ == nullptr && !services_.writer->has_room()) return false;
  // Nobody is asked for anything on the word of a notice that is missing or out of date.
  const auto notice = services_.pages.page(kNoticePage, language_, services_.clock.now());
  return notice.ok() && !notice->expired;
}

bool Visit::too_soon(std::chrono::milliseconds least) const {
  return services_.clock.monotonic() - entered_ < least;
}

void Visit::enter(State state) {
  if (in_form(state_) && !checking_) keep_answers();
  state_ = state;
  aside_ = Aside::kNone;
  entered_ = services_.clock.monotonic();
  if (in_form(state)) (checking_ ? check_state_ : form_state_) = state;
}

void Visit::update() {
  take_outcome();
  take_draft();
  if (state_ == State::kReceipt && !too_soon(kReceiptShown)) end();
  const bool may_end = state_ != State::kStart && state_ != State::kHandingIn;
  if (may_end && idle_.phase() == IdleClock::Phase::kOver) end();
}

void Visit::touched() {
  if (idle_.phase() == IdleClock::Phase::kQuiet || state_ == State::kStart) idle_.restart();
}

void Visit::stay() {
  if (idle_.phase() == IdleClock::Phase::kWarning) idle_.restart();
}

std::optional<std::chrono::milliseconds> Visit::next_change() const {
  // The storage thread wakes the UI when a hand-in is done.
  if (state_ == State::kStart || state_ == State::kHandingIn || state_ == State::kEnded) {
    return std::nullopt;
  }
  auto next = idle_.next_change().value_or(std::chrono::milliseconds(0));
  if (state_ == State::kReceipt) {
    const auto rest = entered_ + kReceiptShown - services_.clock.monotonic();
    next = std::min(next, std::max(rest, std::chrono::milliseconds(0)));
  }
  return next;
}

void Visit::show_languages() {
  if (state_ != State::kStart && state_ != State::kEnded) aside_ = Aside::kLanguages;
}

void Visit::choose_language(std::string_view tag) {
  if (state_ == State::kEnded) return;
  language_ = tag;
  for (const auto& walk : {walk_.get(), check_.get()}) {
    if (walk != nullptr) walk->set_language(tag);
  }
  if (state_ == State::kStart) {
    idle_.restart();
    enter(State::kHome);
  }
  aside_ = Aside::kNone;
}

void Visit::ask_to_end() {
  if (state_ == State::kStart || state_ == State::kHandingIn || state_ == State::kEnded) return;
  const bool answers = (walk_ && walk_->any_answer()) || (check_ && check_->any_answer());
  if (state_ != State::kReceipt && answers) {
    aside_ = Aside::kConfirmEnd;
  } else {
    end();
  }
}

void Visit::close_aside() {
  aside_ = Aside::kNone;
}

bool Visit::answers_would_go() const {
  if (check_ && check_->any_answer()) return true;
  return walk_ != nullptr && walk_->any_answer() && !keeper_.keeps();
}

void Visit::end() {
  if (in_form(state_) && !checking_) keep_answers();
  checking_ = false;
  walk_.reset();
  check_.reset();
  opened_pages_.clear();
  number_.clear();
  enter(State::kEnded);
}

void Visit::end_and_delete() {
  walk_.reset();
  keeper_.drop();
  end();
}

void Visit::go_home() {
  if (state_ == State::kStart || state_ == State::kHandingIn || state_ == State::kReceipt ||
      state_ == State::kEnded) {
    return;
  }
  opened_pages_.clear();
  enter(State::kHome);
  leave_check();
}

// What was edited there is no place in the form.
void Visit::leave_check() {
  if (checking_) edited_level_.reset();
  checking_ = false;
}

void Visit::back() {
  switch (state_) {
    case State::kCodeEntry:
    case State::kForms:
    case State::kPages:
      return enter(State::kHome);
    case State::kPage:
      opened_pages_.pop_back();
      return enter(opened_pages_.empty() ? page_from_ : State::kPage);
    case State::kNotice:
      return leave_notice();
    case State::kQuestions:
      if (editing()) return enter(State::kReview);
      if (form().at_gate()) return enter(State::kNotice);
      return leave_notice();
    case State::kUrgent:
      return enter(State::kQuestions);
    case State::kReview:
    case State::kResult:
      form().go_to_last();
      edited_level_.reset();
      return enter(State::kQuestions);
    default:
      return;
  }
}

void Visit::show_pages() {
  if (state_ == State::kHome) enter(State::kPages);
}

void Visit::open_page(std::string_view id) {
  if (state_ != State::kPages && state_ != State::kPage && state_ != State::kNotice &&
      state_ != State::kResult)
    return;
  if (state_ != State::kPage) page_from_ = state_;
  opened_pages_.emplace_back(id);
  enter(State::kPage);
}

std::string_view Visit::page() const {
  return opened_pages_.empty() ? std::string_view() : opened_pages_.back();
}

}  // namespace anlaufstelle::visit
