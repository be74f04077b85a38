// SPDX-License-Identifier: EUPL-1.2
#include "kiosk/visit/date_draft.h"

#include <algorithm>
#include <charconv>
#include <cstdio>

namespace anlaufstelle::visit {
namespace {

using language::Calendar;
using language::CalendarDay;
using std::chrono::year_month_day;

int number(std::string_view digits) {
  int value = 0;
  const auto [end, error] = std::from_chars(digits.data(), digits.data() + digits.size(), value);
  return error == std::errc{} && end == digits.data() + digits.size() ? value : 0;
}

std::optional<year_month_day> day_of(std::string_view iso) {
  if (iso.size() < 10) return std::nullopt;
  return language::to_gregorian(
      Calendar::kGregorian,
      {number(iso.substr(0, 4)), number(iso.substr(5, 2)), number(iso.substr(8, 2))});
}

bool has_token(const std::vector<std::string>& appearance, std::string_view token) {
  return std::find(appearance.begin(), appearance.end(), token) != appearance.end();
}

}  // namespace

int DateDraft::days_in_month() const {
  if (month != 0) return language::days_in_month(calendar, year, month);
  return language::days_in_month(calendar, 0, 1);  // no month of any calendar is longer
}

void DateDraft::pick(DatePart part, int value) {
  int& target = part == DatePart::kDay ? day : part == DatePart::kMonth ? month : year;
  target = target == value ? 0 : value;
  if (day > days_in_month()) day = 0;
}

std::optional<year_month_day> DateDraft::gregorian(DateParts wanted) const {
  const int m = wanted == DateParts::kYear ? 1 : month;
  const int d = wanted == DateParts::kDayMonthYear ? day : 1;
  if (year == 0 || m == 0 || d == 0) return std::nullopt;
  return language::to_gregorian(calendar, {year, m, d});
}

std::optional<year_month_day> DateDraft::last_gregorian(DateParts wanted) const {
  if (wanted == DateParts::kDayMonthYear) return gregorian(wanted);
  const int m = wanted == DateParts::kYear ? language::months_in_year(calendar) : month;
  if (year == 0 || m == 0) return std::nullopt;
  return language::to_gregorian(calendar, {year, m, language::days_in_month(calendar, year, m)});
}

std::string DateDraft::iso(DateParts wanted) const {
  const auto answer = gregorian(wanted);
  if (!answer) return "";
  char text[32];
  std::snprintf(text, sizeof text, "%04d-%02u-%02u", static_cast<int>(answer->year()),
                static_cast<unsigned>(answer->month()), static_cast<unsigned>(answer->day()));
  return text;
}

DateDraft DateDraft::from_iso(std::string_view iso, Calendar calendar) {
  const auto day = day_of(iso);
  if (!day) return {.calendar = calendar};
  return of(*day, calendar);
}

DateDraft DateDraft::of(year_month_day day, Calendar calendar) {
  const CalendarDay there = language::in_calendar(calendar, day);
  return {there.year, there.month, there.day, calendar};
}

DateParts date_parts(const std::vector<std::string>& appearance) {
  if (has_token(appearance, "year")) return DateParts::kYear;
  return has_token(appearance, "month-year") ? DateParts::kMonthYear : DateParts::kDayMonthYear;
}

Calendar calendar_asked(const std::vector<std::string>& appearance) {
  if (has_token(appearance, "persian")) return Calendar::kPersian;
  return has_token(appearance, "ethiopian") ? Calendar::kEthiopic : Calendar::kGregorian;
}

Calendar calendar_of(std::string_view iso, DateParts parts) {
  const auto day = day_of(iso);
  if (!day || parts == DateParts::kDayMonthYear) return Calendar::kGregorian;
  for (const Calendar calendar : {Calendar::kPersian, Calendar::kEthiopic}) {
    const CalendarDay there = language::in_calendar(calendar, *day);
    if (there.day == 1 && (there.month == 1 || parts == DateParts::kMonthYear)) return calendar;
  }
  return Calendar::kGregorian;
}

}  // namespace anlaufstelle::visit
