// SPDX-License-Identifier: EUPL-1.2
#include "kiosk/casework/german_answer.h"

#include <algorithm>
#include <charconv>
#include <chrono>
#include <optional>
#include <string_view>

#include "kiosk/forms/moments.h"
#include "kiosk/language/calendars.h"

namespace anlaufstelle::casework {
namespace {

using forms::ControlKind;
using forms::DataType;
using forms::Question;
using language::Calendar;

constexpr std::string_view kClock = " Uhr";

std::optional<int> number(std::string_view text) {
  int value = 0;
  const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), value);
  if (error != std::errc() || end != text.data() + text.size()) return std::nullopt;
  return value;
}

}  // namespace

bool looks(const Question& question, std::string_view token) {
  return std::find(question.appearance.begin(), question.appearance.end(), token) !=
         question.appearance.end();
}

std::optional<std::chrono::year_month_day> day_of(std::string_view iso) {
  if (iso.size() < 10 || iso[4] != '-' || iso[7] != '-') return std::nullopt;
  const auto y = number(iso.substr(0, 4)), m = number(iso.substr(5, 2)),
             d = number(iso.substr(8, 2));
  if (!y || !m || !d) return std::nullopt;
  return language::to_gregorian(Calendar::kGregorian, {*y, *m, *d});
}

namespace {

struct NamedCalendar {
  Calendar calendar;
  std::string_view german;
};
constexpr NamedCalendar kOtherCalendars[] = {{Calendar::kPersian, "iranischer Kalender"},
                                             {Calendar::kEthiopic, "äthiopischer Kalender"}};

enum class Part { kMonth, kYear };

// A month or a year that was picked in another calendar begins on a day on which no Gregorian one
// does, and no German month holds it: so its days are said.
std::optional<std::string> in_other_calendar(std::chrono::year_month_day day, Part part) {
  language::Language german;
  german.tag = "de";
  for (const auto& [calendar, name] : kOtherCalendars) {
    const language::CalendarDay there = language::in_calendar(calendar, day);
    if (there.day != 1 || (part == Part::kYear && there.month != 1)) continue;
    const int last_month = part == Part::kYear ? language::months_in_year(calendar) : there.month;
    const auto last = language::to_gregorian(
        calendar,
        {there.year, last_month, language::days_in_month(calendar, there.year, last_month)});
    if (!last) continue;
    std::string text = part == Part::kYear
                           ? std::to_string(there.year)
                           : language::format_month(german, calendar, there.year, there.month);
    return text + " (" + std::string(name) + "): " + language::format_day("de", day) + " bis " +
           language::format_day("de", *last);
  }
  return std::nullopt;
}

std::string german_date(const Question& question) {
  const auto day = day_of(question.value);
  if (!day) return question.value;
  if (looks(question, "year")) {
    return in_other_calendar(*day, Part::kYear)
        .value_or(std::to_string(static_cast<int>(day->year())));
  }
  if (looks(question, "month-year")) {
    return in_other_calendar(*day, Part::kMonth)
        .value_or(language::format_month("de", day->year() / day->month()));
  }
  return language::format_day("de", *day);
}

std::string german_time(const Question& question) {
  const auto time = forms::read_time(question.value);
  if (!time) return question.value;
  return question.value.substr(0, 5) + std::string(kClock);
}

// On the office's clock. A form may have written a moment without an offset: then what stands
// there is that clock's reading already.
std::string german_moment(const Question& question) {
  const auto time = forms::read_date_time(question.value, forms::TimeZone());
  if (!time) return question.value;
  const auto clock = question.value.find('T');
  const bool with_offset =
      clock != std::string::npos && question.value.find_first_of("Z+-", clock) != std::string::npos;
  return language::format_minute("de", *time, with_offset ? kOfficeTimeZone : "UTC") +
         std::string(kClock);
}

bool needs_no_translation(std::string_view text) {
  const bool ascii = std::all_of(text.begin(), text.end(), [](char c) { return (c & 0x80) == 0; });
  if (!ascii) return false;
  const bool letters = std::any_of(text.begin(), text.end(), [](char c) {
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
  });
  return !letters ||
         (text.find('@') != std::string_view::npos && text.find(' ') == std::string_view::npos);
}

}  // namespace

bool is_choice(const Question& question) {
  return question.kind == ControlKind::kSelect1 || question.kind == ControlKind::kSelect ||
         question.kind == ControlKind::kRank;
}

std::string choices_in_words(const Question& question) {
  std::string text;
  std::string_view left = question.value;
  int place = 0;
  while (!left.empty()) {
    // The value of a select1 may have spaces of its own.
    const auto end = question.kind == ControlKind::kSelect1 ? left.size()
                                                            : std::min(left.find(' '), left.size());
    const std::string_view value = left.substr(0, end);
    left.remove_prefix(std::min(end + 1, left.size()));
    if (value.empty()) continue;
    const auto choice = std::find_if(question.choices.begin(), question.choices.end(),
                                     [&](const forms::Choice& c) { return c.value == value; });
    if (!text.empty()) text += " · ";
    if (question.kind == ControlKind::kRank) text += std::to_string(++place) + ". ";
    // A code without a label is shown as it is: better than silence.
    text += choice == question.choices.end() ? value : choice->label;
  }
  return text;
}

std::string german_answer(const Question& question) {
  if (is_choice(question)) return choices_in_words(question);
  if (question.kind == ControlKind::kTrigger) return "ja";
  if (question.kind == ControlKind::kUpload)
    return looks(question, "signature")                   ? "Unterschrift"
           : forms::is_drawn_by_hand(question.appearance) ? "Zeichnung"
                                                          : "Foto";
  if (question.kind == ControlKind::kRange) return language::format_decimal("de", question.value);
  const bool number = question.type == DataType::kInt || question.type == DataType::kDecimal;
  if (number && looks(question, "thousands-sep"))
    return language::format_thousands("de", question.value);
  switch (question.type) {
    case DataType::kBoolean:
      return question.value == "true" || question.value == "1" ? "ja" : "nein";
    case DataType::kDate:
      return german_date(question);
    case DataType::kTime:
      return german_time(question);
    case DataType::kDateTime:
      return german_moment(question);
    default:
      return question.value;
  }
}

bool is_own_words(const Question& question) {
  return question.type == DataType::kString && !is_choice(question) &&
         question.kind != ControlKind::kTrigger && question.kind != ControlKind::kUpload &&
         !needs_no_translation(question.value);
}

}  // namespace anlaufstelle::casework
