// SPDX-License-Identifier: EUPL-1.2
#include "kiosk/visit/date_draft.h"

#include <doctest/doctest.h>

using namespace anlaufstelle::visit;

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
