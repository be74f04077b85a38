// SPDX-License-Identifier: EUPL-1.2
#pragma once

#include <cstdint>
#include <limits>
#include <optional>
#include <string>
#include <string_view>

#include "kiosk/forms/time_zone.h"

namespace anlaufstelle::forms::xpath {

// A moment, with what it was meant as. As a number it is days since 1970-01-01T00:00Z
// (ODK XForms, Functions, date() and decimal-date-time()).
struct DateValue {
  double ms = std::numeric_limits<double>::quiet_NaN();  // since the epoch, UTC; NaN = no date
  bool with_time = false;  // now(): printed with the time of day even at midnight

  [[nodiscard]] bool valid() const { return ms == ms; }
  [[nodiscard]] double days() const { return ms / 86'400'000.0; }
};

// "2026-11-22", "2026-11-22T10:00[:00[.000]][Z|+01:00]"; without an offset local time. One-digit
// months and days are accepted only where `loose`.
std::optional<DateValue> parse_date(std::string_view text, const TimeZone& zone, bool loose);
// Whether the text is a calendar date "YYYY-MM-DD" and nothing else.
bool is_plain_date(std::string_view text);

// Whether the text is "HH:MM:SS", with a fraction and an offset where it has them.
bool is_plain_time(std::string_view text);

// date(number): a whole number is that UTC day; any other is taken as local and loses its time.
// The start of a local day may be an hour off after adding days across a change to or from
// summer time, so up to 90 minutes before midnight count as the day that follows.
DateValue date_of_days(double days, const TimeZone& zone);
// The local day in which a moment lies, at its first second.
DateValue start_of_local_day(const DateValue& date, const TimeZone& zone);

// ISO 8601 in local time: the day alone for a date at midnight, else with "T10:00:00.000+01:00".
std::string format_iso(const DateValue& date, const TimeZone& zone);
// The local day alone.
std::string format_day(const DateValue& date, const TimeZone& zone);
// ODK format-date(): %Y %y %m %n %b %B %d %e %H %h %M %S %3 %a %A and %%; English names.
std::optional<std::string> format_pattern(const DateValue& date, std::string_view pattern,
                                          const TimeZone& zone);
// The local time of day of "…T10:30:00" or "10:30:00" as a fraction of a day; with an offset it is
// local time on 1970-01-01.
std::optional<double> parse_time_of_day(std::string_view text, const TimeZone& zone);

}  // namespace anlaufstelle::forms::xpath
