// SPDX-License-Identifier: EUPL-1.2
#include "kiosk/visit/date_draft.h"

#include <doctest/doctest.h>

using namespace anlaufstelle::visit;
using anlaufstelle::language::Calendar;

TEST_CASE("a date is picked in any order and is whole only with every part") {
  DateDraft draft;
  CHECK(draft.empty());
  draft.pick(DatePart::kYear, 2027);
  draft.pick(DatePart::kDay, 5);
  CHECK(draft.iso(DateParts::kDayMonthYear).empty());
  draft.pick(DatePart::kMonth, 2);
  CHECK(draft.iso(DateParts::kDayMonthYear) == "2027-02-05");
  CHECK(draft.iso(DateParts::kMonthYear) == "2027-02-01");
  CHECK(draft.iso(DateParts::kYear) == "2027-01-01");
}

TEST_CASE("a day that the chosen month doesn't have goes away") {
  DateDraft draft;
  draft.pick(DatePart::kDay, 31);
  draft.pick(DatePart::kMonth, 4);
  CHECK(draft.day == 0);
  CHECK(draft.days_in_month() == 30);
  draft.pick(DatePart::kMonth, 2);
  CHECK(draft.days_in_month() == 29);
  draft.pick(DatePart::kDay, 29);
  draft.pick(DatePart::kYear, 2027);
  CHECK(draft.day == 0);
  CHECK(draft.days_in_month() == 28);
}

TEST_CASE("picking the same part again takes it back") {
  DateDraft draft = DateDraft::from_iso("2027-02-28");
  CHECK(draft.day == 28);
  draft.pick(DatePart::kMonth, 2);
  CHECK(draft.month == 0);
  CHECK(draft.iso(DateParts::kMonthYear).empty());
}

TEST_CASE("what is picked in another calendar is the Gregorian day that it is") {
  DateDraft draft{.calendar = Calendar::kPersian};
  draft.pick(DatePart::kDay, 30);
  draft.pick(DatePart::kMonth, 12);
  CHECK(draft.day == 30);
  draft.pick(DatePart::kYear, 1403);
  CHECK(draft.iso(DateParts::kDayMonthYear) == "2025-03-20");
  CHECK(draft.iso(DateParts::kMonthYear) == "2025-02-19");
  CHECK(draft.iso(DateParts::kYear) == "2024-03-20");
  // 1404 is no leap year: its last month has 29 days.
  draft.pick(DatePart::kYear, 1404);
  CHECK(draft.day == 0);
  CHECK(draft.days_in_month() == 29);
}

TEST_CASE("the thirteenth month of Ethiopia has five days, in a leap year six") {
  DateDraft draft{.calendar = Calendar::kEthiopic};
  draft.pick(DatePart::kDay, 6);
  draft.pick(DatePart::kMonth, 13);
  CHECK(draft.days_in_month() == 6);
  draft.pick(DatePart::kYear, 2015);
  CHECK(draft.iso(DateParts::kDayMonthYear) == "2023-09-11");
  CHECK(draft.iso(DateParts::kMonthYear) == "2023-09-06");
  CHECK(draft.last_gregorian(DateParts::kMonthYear) ==
        std::chrono::year(2023) / std::chrono::September / 11);
  draft.pick(DatePart::kYear, 2018);
  CHECK(draft.day == 0);
  CHECK(draft.iso(DateParts::kMonthYear) == "2026-09-06");
  CHECK(draft.last_gregorian(DateParts::kYear) ==
        std::chrono::year(2026) / std::chrono::September / 10);
}

TEST_CASE("a stored month or year tells its calendar by its first day, a whole date doesn't") {
  CHECK(calendar_of("2026-03-21", DateParts::kMonthYear) == Calendar::kPersian);
  CHECK(calendar_of("2026-03-21", DateParts::kYear) == Calendar::kPersian);
  CHECK(calendar_of("2026-04-21", DateParts::kMonthYear) == Calendar::kPersian);
  CHECK(calendar_of("2026-04-21", DateParts::kYear) == Calendar::kGregorian);
  CHECK(calendar_of("2026-09-11", DateParts::kYear) == Calendar::kEthiopic);
  CHECK(calendar_of("2026-09-06", DateParts::kMonthYear) == Calendar::kEthiopic);
  CHECK(calendar_of("2026-03-21", DateParts::kDayMonthYear) == Calendar::kGregorian);
  // The first day of a Gregorian month is never the first of another calendar's.
  for (int year = 1900; year <= 2100; ++year) {
    for (unsigned month = 1; month <= 12; ++month) {
      const DateDraft first{.year = year, .month = static_cast<int>(month)};
      const std::string iso = first.iso(DateParts::kMonthYear);
      REQUIRE(calendar_of(iso, DateParts::kMonthYear) == Calendar::kGregorian);
    }
  }
}
