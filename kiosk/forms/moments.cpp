// SPDX-License-Identifier: EUPL-1.2
#include "kiosk/forms/moments.h"

#include <cmath>
#include <cstdio>

#include "kiosk/forms/xpath/dates.h"

namespace anlaufstelle::forms {

using std::chrono::days;
using std::chrono::seconds;

std::string write_time(TimeOfDay time) {
  char text[32];
  std::snprintf(text, sizeof text, "%02d:%02d:00.000", time.hour, time.minute);
  return text;
}

std::optional<TimeOfDay> read_time(std::string_view stored) {
  if (!xpath::is_plain_time(stored)) return std::nullopt;
  const auto two_digits = [&](std::size_t at) {
    return (stored[at] - '0') * 10 + (stored[at + 1] - '0');
  };
  return TimeOfDay{two_digits(0), two_digits(3)};
}

std::string write_date_time(const Moment& moment, const TimeZone& zone) {
  const seconds local = std::chrono::sys_days(moment.day).time_since_epoch() +
                        std::chrono::hours(moment.time.hour) +
                        std::chrono::minutes(moment.time.minute);
  const std::int64_t utc = zone.to_utc(local.count());
  return xpath::format_iso({static_cast<double>(utc) * 1000.0, true}, zone);
}

std::optional<UnixSeconds> read_date_time(std::string_view stored, const TimeZone& zone) {
  const auto date = xpath::parse_date(stored, zone, false);
  if (!date || !date->valid()) return std::nullopt;
  return UnixSeconds(seconds(static_cast<std::int64_t>(std::floor(date->ms / 1000.0))));
}

Moment moment_at(UnixSeconds time, const TimeZone& zone) {
  const seconds utc = time.time_since_epoch();
  const UnixSeconds local(utc + seconds(zone.offset_at(utc.count())));
  const auto day = std::chrono::floor<days>(local);
  const auto minutes = std::chrono::floor<std::chrono::minutes>(local - day).count();
  return {day, {static_cast<int>(minutes / 60), static_cast<int>(minutes % 60)}};
}

}  // namespace anlaufstelle::forms
