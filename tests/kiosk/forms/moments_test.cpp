// SPDX-License-Identifier: EUPL-1.2
#include "kiosk/forms/moments.h"

#include <doctest/doctest.h>

namespace anlaufstelle::forms {

using namespace std::chrono_literals;

namespace {

const TimeZone& berlin() {
  static const TimeZone zone = TimeZone::load("Europe/Berlin").value();
  return zone;
}

std::string written(std::chrono::year_month_day day, TimeOfDay time) {
  return write_date_time({day, time}, berlin());
}

}  // namespace

TEST_CASE("a time of day is written with seconds and read as it stands") {
  CHECK(write_time({9, 5}) == "09:05:00.000");
  CHECK(read_time("09:05:00.000") == TimeOfDay{9, 5});
  CHECK(read_time("23:59:00.000+02:00") == TimeOfDay{23, 59});
  for (const char* bad : {"", "9:05", "09:05", "24:00:00", "12:60:00", "zwölf"})
    CHECK_FALSE(read_time(bad).has_value());
}

TEST_CASE("a moment has the offset of its day, in summer and in winter") {
  CHECK(written(2026y / 3 / 28, {14, 30}) == "2026-03-28T14:30:00.000+01:00");
  CHECK(written(2026y / 3 / 29, {14, 30}) == "2026-03-29T14:30:00.000+02:00");
  CHECK(written(2026y / 1 / 1, {0, 0}) == "2026-01-01T00:00:00.000+01:00");
  // 02:30 never was on the night when summer time began.
  CHECK(written(2026y / 3 / 29, {2, 30}) == "2026-03-29T03:30:00.000+02:00");
}

TEST_CASE("a moment that was written elsewhere reads on this clock") {
  const auto here = [](std::string_view stored) {
    const Moment moment = moment_at(read_date_time(stored, berlin()).value(), berlin());
    CHECK(moment.day == 2026y / 7 / 1);
    return moment.time;
  };
  CHECK(here("2026-07-01T00:15:00.000+02:00") == TimeOfDay{0, 15});
  CHECK(here("2026-06-30T22:15:00.000Z") == TimeOfDay{0, 15});
  CHECK(here("2026-07-01T00:15:00") == TimeOfDay{0, 15});
  CHECK_FALSE(read_date_time("morgen", berlin()).has_value());
}

}  // namespace anlaufstelle::forms
