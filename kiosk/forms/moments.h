// SPDX-License-Identifier: EUPL-1.2
#pragma once

#include <chrono>
#include <optional>
#include <string>
#include <string_view>

#include "kiosk/forms/time_zone.h"
#include "storage/base/clock.h"

namespace anlaufstelle::forms {

// Answers of type time and dateTime as a person reads them off a clock, and as they are stored
// (XML Schema; ODK XForms, "Data types"). A time is stored without an offset, because it belongs
// to no day; a dateTime with the one that its day has at `zone`.

struct TimeOfDay {
  int hour = 0, minute = 0;  // 0..23, 0..59
  bool operator==(const TimeOfDay&) const = default;
};
struct Moment {
  std::chrono::year_month_day day;
  TimeOfDay time;
};

// "14:30:00.000". What stands there is the time, whatever offset a form may have written behind it.
std::string write_time(TimeOfDay time);
std::optional<TimeOfDay> read_time(std::string_view stored);

// "2026-03-21T14:30:00.000+01:00". A time that a change to summer time skips is the hour after it.
std::string write_date_time(const Moment& moment, const TimeZone& zone);
std::optional<UnixSeconds> read_date_time(std::string_view stored, const TimeZone& zone);
// The wall clock of `zone` at that second.
Moment moment_at(UnixSeconds time, const TimeZone& zone);

}  // namespace anlaufstelle::forms
