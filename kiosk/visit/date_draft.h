// SPDX-License-Identifier: EUPL-1.2
#pragma once

#include <chrono>
#include <string>
#include <string_view>
#include <vector>

namespace anlaufstelle::visit {

enum class DateParts { kDayMonthYear, kMonthYear, kYear };
enum class DatePart { kDay, kMonth, kYear };

// A date that is being picked part by part; 0 = not picked yet. Gregorian.
struct DateDraft {
  int year = 0, month = 0, day = 0;

  [[nodiscard]] bool empty() const { return year == 0 && month == 0 && day == 0; }
  // Days that the picked month may have: 31 while it is unknown.
  [[nodiscard]] int days_in_month() const;
  // Sets a part; the same value again takes it back. A day that the new month doesn't have goes.
  void pick(DatePart part, int value);
  // ISO 8601 with the first day or month for parts that aren't asked; "" while one is missing.
  [[nodiscard]] std::string iso(DateParts wanted) const;
  static DateDraft from_iso(std::string_view iso);
  // REQUIRES: no part is missing.
  [[nodiscard]] std::chrono::year_month_day gregorian() const;
  static DateDraft of(std::chrono::year_month_day day);
};

// From the question's appearance tokens: "year", "month-year" or neither.
DateParts date_parts(const std::vector<std::string>& appearance);

}  // namespace anlaufstelle::visit
