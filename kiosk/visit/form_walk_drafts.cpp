// SPDX-License-Identifier: EUPL-1.2
// Answers of FormWalk that are picked part by part: dates and times.
#include <algorithm>

#include "kiosk/visit/form_walk.h"

namespace anlaufstelle::visit {
namespace {

using forms::DataType;
using forms::NodeId;
using forms::Question;

bool has_date(const Question& question) {
  return question.type == DataType::kDate || question.type == DataType::kDateTime;
}

bool has_time(const Question& question) {
  return question.type == DataType::kTime || question.type == DataType::kDateTime;
}

}  // namespace

void FormWalk::pick(NodeId node, DatePart part, int value) {
  DateDraft draft = date(node);
  draft.pick(part, value);
  dates_[node] = draft;
  store_picked(node);
}

void FormWalk::pick(NodeId node, TimePart part, int value) {
  TimeDraft draft = time(node);
  draft.pick(part, value);
  times_[node] = draft;
  store_picked(node);
}

void FormWalk::set_calendar(NodeId node, language::Calendar calendar) {
  const DateDraft old = date(node);
  if (old.calendar == calendar) return;
  const auto day = old.gregorian(DateParts::kDayMonthYear);
  const bool whole = date_parts(session_->question(node).appearance) == DateParts::kDayMonthYear;
  const auto waiting = other_dates_.find({node, calendar});
  DateDraft draft{.calendar = calendar};
  if (whole && day) {
    draft = DateDraft::of(*day, calendar);
  } else if (waiting != other_dates_.end()) {
    draft = waiting->second;
  }
  other_dates_[{node, old.calendar}] = old;
  dates_[node] = draft;
  store_picked(node);
}

void FormWalk::store_picked(NodeId node) {
  const Question question = session_->question(node);
  const DateDraft day = date(node);
  const auto clock = time(node).whole();
  // What a dateTime has of either part would be lost with its answer.
  if (question.type == DataType::kDateTime) {
    dates_[node] = day;
    times_[node] = time(node);
  }
  std::string answer =
      has_date(question) ? day.iso(date_parts(question.appearance)) : std::string();
  if (question.type == DataType::kTime && clock) answer = forms::write_time(*clock);
  if (question.type == DataType::kDateTime && !answer.empty())
    answer = clock ? forms::write_date_time(
                         {*day.gregorian(date_parts(question.appearance)), *clock}, zone_)
                   : std::string();
  (void)session_->answer(node, answer);
  changed(node);
}

DateDraft FormWalk::date(NodeId node) const {
  if (const auto begun = dates_.find(node); begun != dates_.end()) return begun->second;
  const Question question = session_->question(node);
  const language::Calendar asked = calendar_asked(question.appearance);
  if (question.type == DataType::kDateTime) {
    const auto at = forms::read_date_time(question.value, zone_);
    return at ? DateDraft::of(forms::moment_at(*at, zone_).day, asked)
              : DateDraft{.calendar = asked};
  }
  const DateParts parts = date_parts(question.appearance);
  const bool partial = parts != DateParts::kDayMonthYear && !question.value.empty();
  return DateDraft::from_iso(question.value, partial ? calendar_of(question.value, parts) : asked);
}

TimeDraft FormWalk::time(NodeId node) const {
  if (const auto begun = times_.find(node); begun != times_.end()) return begun->second;
  const Question question = session_->question(node);
  if (question.type == DataType::kTime) return TimeDraft::of(forms::read_time(question.value));
  if (question.type != DataType::kDateTime) return {};
  const auto at = forms::read_date_time(question.value, zone_);
  return at ? TimeDraft::of(forms::moment_at(*at, zone_).time) : TimeDraft();
}

bool FormWalk::any_begun() const {
  const auto begun = [](const auto& entry) { return !entry.second.empty(); };
  return std::any_of(dates_.begin(), dates_.end(), begun) ||
         std::any_of(times_.begin(), times_.end(), begun);
}

// What has been begun and is no answer yet.
std::optional<Complaint> FormWalk::unfinished(const Question& question) const {
  if (!question.value.empty()) return std::nullopt;
  const DateDraft day = dates_.count(question.node) != 0 ? date(question.node) : DateDraft();
  const TimeDraft clock = times_.count(question.node) != 0 ? time(question.node) : TimeDraft();
  if (day.empty() && clock.empty()) return std::nullopt;
  if (has_date(question) && day.iso(date_parts(question.appearance)).empty())
    return Complaint::kUnfinishedDate;
  return has_time(question) ? std::optional(Complaint::kUnfinishedTime) : std::nullopt;
}

}  // namespace anlaufstelle::visit
