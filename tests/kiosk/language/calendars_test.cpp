// SPDX-License-Identifier: EUPL-1.2
#include "kiosk/language/calendars.h"

#include <doctest/doctest.h>

using namespace anlaufstelle::language;
using namespace std::chrono;

namespace {

constexpr Calendar kAll[] = {Calendar::kGregorian, Calendar::kPersian, Calendar::kEthiopic};

}  // namespace

TEST_CASE("days of Iran's and Ethiopia's calendars are the Gregorian days that they are") {
  struct Case {
    Calendar calendar;
    CalendarDay day;
    year_month_day gregorian;
  };
  // New Year of both, and the last day before it with and without a leap day.
  const Case cases[] = {
      {Calendar::kPersian, {1405, 1, 1}, 2026y / 3 / 21},
      {Calendar::kPersian, {1404, 12, 29}, 2026y / 3 / 20},
      {Calendar::kPersian, {1403, 12, 30}, 2025y / 3 / 20},
      {Calendar::kPersian, {1399, 12, 30}, 2021y / 3 / 20},
      {Calendar::kPersian, {1357, 11, 22}, 1979y / 2 / 11},
      {Calendar::kPersian, {1300, 1, 1}, 1921y / 3 / 21},
      {Calendar::kEthiopic, {2019, 1, 1}, 2026y / 9 / 11},
      {Calendar::kEthiopic, {2018, 13, 5}, 2026y / 9 / 10},
      {Calendar::kEthiopic, {2015, 13, 6}, 2023y / 9 / 11},
      {Calendar::kEthiopic, {2016, 1, 1}, 2023y / 9 / 12},
      {Calendar::kEthiopic, {1967, 1, 2}, 1974y / 9 / 12},
      {Calendar::kGregorian, {2028, 2, 29}, 2028y / 2 / 29},
  };
  for (const Case& c : cases) {
    CAPTURE(c.day.year);
    CAPTURE(c.day.month);
    CHECK(to_gregorian(c.calendar, c.day) == c.gregorian);
    CHECK(in_calendar(c.calendar, c.gregorian) == c.day);
  }
}

TEST_CASE("a day that a calendar doesn't have is no day") {
  CHECK_FALSE(to_gregorian(Calendar::kPersian, {1404, 12, 30}).has_value());
  CHECK_FALSE(to_gregorian(Calendar::kPersian, {1404, 7, 31}).has_value());
  CHECK_FALSE(to_gregorian(Calendar::kPersian, {1404, 13, 1}).has_value());
  CHECK_FALSE(to_gregorian(Calendar::kEthiopic, {2018, 13, 6}).has_value());
  CHECK_FALSE(to_gregorian(Calendar::kEthiopic, {2018, 1, 31}).has_value());
  CHECK_FALSE(to_gregorian(Calendar::kGregorian, {2027, 2, 29}).has_value());
  CHECK_FALSE(to_gregorian(Calendar::kGregorian, {2027, 0, 1}).has_value());
}

TEST_CASE("every day of a century goes to each calendar and back") {
  for (const Calendar calendar : kAll) {
    CalendarDay before;
    for (sys_days day = sys_days(1940y / 1 / 1); day < sys_days(2040y / 1 / 1); day += days(1)) {
      const CalendarDay there = in_calendar(calendar, day);
      REQUIRE(to_gregorian(calendar, there) == year_month_day(day));
      // It follows the day before by one day, one month or one year.
      if (before.year != 0) {
        const int last = days_in_month(calendar, before.year, before.month);
        if (before.day < last)
          REQUIRE(there == CalendarDay{before.year, before.month, before.day + 1});
        else if (before.month < months_in_year(calendar))
          REQUIRE(there == CalendarDay{before.year, before.month + 1, 1});
        else
          REQUIRE(there == CalendarDay{before.year + 1, 1, 1});
      }
      before = there;
    }
  }
}

TEST_CASE("without a year a month has as many days as it ever has") {
  CHECK(days_in_month(Calendar::kGregorian, 0, 2) == 29);
  CHECK(days_in_month(Calendar::kPersian, 0, 12) == 30);
  CHECK(days_in_month(Calendar::kEthiopic, 0, 13) == 6);
  CHECK(days_in_month(Calendar::kPersian, 1404, 12) == 29);
  CHECK(days_in_month(Calendar::kEthiopic, 2015, 13) == 6);
}

TEST_CASE("a reader meets every calendar's months in the own script or in Latin letters") {
  Language dari;
  dari.tag = "fa-AF";
  dari.second_calendar = "persian";
  CHECK(second_calendar(dari) == Calendar::kPersian);
  CHECK(month_name(dari, Calendar::kPersian, 1) == "حمل");
  CHECK(format_month(dari, Calendar::kPersian, 1405, 12) == "حوت 1405");
  CHECK(month_name(dari, Calendar::kGregorian, 1) == month_name("fa-AF", 1));
  Language german;
  german.tag = "de";
  CHECK(second_calendar(german) == Calendar::kGregorian);
  CHECK(format_day(german, Calendar::kPersian, {1405, 1, 1}) == "1 Farwardin 1405");
  CHECK(format_month(german, Calendar::kEthiopic, 2018, 13) == "Ṗagumen 2018");
  CHECK(format_day(german, Calendar::kGregorian, {2026, 3, 21}) == "21. März 2026");
  for (const Calendar calendar : kAll) CHECK(month_name(german, calendar, 14).empty());
}
