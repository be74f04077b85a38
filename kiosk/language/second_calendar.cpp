// SPDX-License-Identifier: EUPL-1.2
// Days in the calendar that a client may have grown up with. Papers are Gregorian; this only ever
// stands beside them.
#include "kiosk/language/calendars.h"

namespace anlaufstelle::language {
namespace {

// Nothing for a language without a second calendar.
std::optional<CalendarDay> second_date(const Language& language, std::chrono::year_month_day day) {
  const Calendar calendar = second_calendar(language);
  if (calendar == Calendar::kGregorian) return std::nullopt;
  const CalendarDay date = in_calendar(calendar, day);
  return date == CalendarDay{} ? std::nullopt : std::optional(date);
}

}  // namespace

std::string second_calendar_day(const Language& language, std::chrono::year_month_day day) {
  const auto date = second_date(language, day);
  return date ? format_day(language, second_calendar(language), *date) : std::string();
}

std::string second_calendar_month(const Language& language, std::chrono::year_month month) {
  const auto first = second_date(language, month / 1);
  const auto last = second_date(language, std::chrono::sys_days(month / std::chrono::last));
  if (!first || !last) return {};
  const Calendar calendar = second_calendar(language);
  std::string text = month_name(language, calendar, first->month);
  if (first->year != last->year) text += " " + std::to_string(first->year);
  return text + " – " + format_month(language, calendar, last->year, last->month);
}

std::string second_calendar_year(const Language& language, std::chrono::year year) {
  const auto first = second_date(language, year / 1 / 1),
             last = second_date(language, year / 12 / 31);
  if (!first || !last) return {};
  return std::to_string(first->year) + "/" + std::to_string(last->year);
}

}  // namespace anlaufstelle::language
