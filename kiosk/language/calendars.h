// SPDX-License-Identifier: EUPL-1.2
#pragma once

#include <chrono>
#include <optional>
#include <string>

#include "kiosk/language/language.h"

namespace anlaufstelle::language {

// The calendars in which clients know their dates: that of German papers, Solar Hijri (Iran,
// Afghanistan) and Ethiopia's. Whatever is stored is Gregorian. By ICU; a call takes tens of
// microseconds, except for the Gregorian calendar. Any thread.
enum class Calendar { kGregorian, kPersian, kEthiopic };

struct CalendarDay {
  int year = 0, month = 0, day = 0;  // months count from 1
  bool operator==(const CalendarDay&) const = default;
};

// That of languages.toml's "calendar"; kGregorian for a language without one.
Calendar second_calendar(const Language& reader);

CalendarDay in_calendar(Calendar calendar, std::chrono::year_month_day day);
// Nothing for a day that the calendar doesn't have.
std::optional<std::chrono::year_month_day> to_gregorian(Calendar calendar, const CalendarDay& day);
int months_in_year(Calendar calendar);
// `year` 0: as many as the month may have.
int days_in_month(Calendar calendar, int year, int month);

// In the reader's language, with Latin digits: "1 حمل 1405", "حمل 1405", "حمل".
std::string format_day(const Language& reader, Calendar calendar, const CalendarDay& day);
std::string format_month(const Language& reader, Calendar calendar, int year, int month);
std::string month_name(const Language& reader, Calendar calendar, int month);

}  // namespace anlaufstelle::language
