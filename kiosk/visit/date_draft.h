// SPDX-License-Identifier: EUPL-1.2
#pragma once

#include <chrono>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "kiosk/language/calendars.h"

namespace anlaufstelle::visit {

enum class DateParts { kDayMonthYear, kMonthYear, kYear };
enum class DatePart { kDay, kMonth, kYear };

// A date that is being picked part by part in one calendar; 0 = not picked yet. The answer is
// always the Gregorian day, for parts that aren't asked the first one of the picked month or year
// (ODK's appearances "month-year" and "year").
struct DateDraft {
  int year = 0, month = 0, day = 0;
  language::Calendar calendar = language::Calendar::kGregorian;

  [[nodiscard]] bool empty() const { return year == 0 && month == 0 && day == 0; }
  // Days that the picked month may have: as many as any while it is unknown.
  [[nodiscard]] int days_in_month() const;
  // Sets a part; the same value again takes it back. A day that the new month doesn't have goes.
  void pick(DatePart part, int value);
  // ISO 8601 in the Gregorian calendar; "" while a part is missing.
  [[nodiscard]] std::string iso(DateParts wanted) const;
  // The same as a day; nothing while a part is missing.
  [[nodiscard]] std::optional<std::chrono::year_month_day> gregorian(DateParts wanted) const;
  // The last day of what has been picked: of the month or the year, or the day itself.
  [[nodiscard]] std::optional<std::chrono::year_month_day> last_gregorian(DateParts wanted) const;

  static DateDraft from_iso(std::string_view iso,
                            language::Calendar calendar = language::Calendar::kGregorian);
  static DateDraft of(std::chrono::year_month_day day,
                      language::Calendar calendar = language::Calendar::kGregorian);
};

// From the question's appearance tokens: "year", "month-year" or neither.
DateParts date_parts(const std::vector<std::string>& appearance);
// Likewise: "persian", "ethiopian" or neither. ODK's other calendars are picked in the Gregorian
// one: the answer is the same day.
language::Calendar calendar_asked(const std::vector<std::string>& appearance);
// A month or year was picked in the calendar in which its stored day is the first: no first day
// of one is the first of another. A whole date says nothing about its calendar.
language::Calendar calendar_of(std::string_view iso, DateParts parts);

}  // namespace anlaufstelle::visit
