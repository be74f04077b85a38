// SPDX-License-Identifier: EUPL-1.2
#include "kiosk/visit/date_draft.h"

#include <algorithm>
#include <charconv>
#include <cstdio>

namespace anlaufstelle::visit {
namespace {

int number(std::string_view digits) {
  int value = 0;
  const auto [end, error] = std::from_chars(digits.data(), digits.data() + digits.size(), value);
  return error == std::errc{} && end == digits.data() + digits.size() ? value : 0;
}

}  // namespace

int DateDraft::days_in_month() const {
  if (month == 0) return 31;
  // Without a year 29 February stays possible.
  const std::chrono::year_month_day_last last{
      std::chrono::year(year == 0 ? 2000 : year),
      std::chrono::month_day_last(std::chrono::month(static_cast<unsigned>(month)))};
  return static_cast<int>(static_cast<unsigned>(last.day()));
}

void DateDraft::pick(DatePart part, int value) {
  int& target = part == DatePart::kDay ? day : part == DatePart::kMonth ? month : year;
  target = target == value ? 0 : value;
  if (day > days_in_month()) day = 0;
}

std::string DateDraft::iso(DateParts wanted) const {
  const int m = wanted == DateParts::kYear ? 1 : month;
  const int d = wanted == DateParts::kDayMonthYear ? day : 1;
  if (year == 0 || m == 0 || d == 0) return "";
  char text[32];
  std::snprintf(text, sizeof text, "%04d-%02d-%02d", year, m, d);
  return text;
}

DateDraft DateDraft::from_iso(std::string_view iso) {
  if (iso.size() < 10) return {};
  return {number(iso.substr(0, 4)), number(iso.substr(5, 2)), number(iso.substr(8, 2))};
}

std::chrono::year_month_day DateDraft::gregorian() const {
  return {std::chrono::year(year), std::chrono::month(static_cast<unsigned>(month)),
          std::chrono::day(static_cast<unsigned>(day))};
}

DateDraft DateDraft::of(std::chrono::year_month_day day) {
  return {static_cast<int>(day.year()), static_cast<int>(static_cast<unsigned>(day.month())),
          static_cast<int>(static_cast<unsigned>(day.day()))};
}

DateParts date_parts(const std::vector<std::string>& appearance) {
  const auto has = [&](std::string_view token) {
    return std::find(appearance.begin(), appearance.end(), token) != appearance.end();
  };
  if (has("year")) return DateParts::kYear;
  return has("month-year") ? DateParts::kMonthYear : DateParts::kDayMonthYear;
}

}  // namespace anlaufstelle::visit
