// SPDX-License-Identifier: EUPL-1.2
#include "kiosk/visit/time_draft.h"

#include <doctest/doctest.h>

using namespace anlaufstelle::visit;

TEST_CASE("a time is whole with hour and minute, midnight too") {
  TimeDraft draft;
  CHECK(draft.empty());
  draft.pick(TimePart::kMinute, 0);
  CHECK_FALSE(draft.empty());
  CHECK_FALSE(draft.whole().has_value());
  draft.pick(TimePart::kHour, 0);
  REQUIRE(draft.whole().has_value());
  CHECK(*draft.whole() == anlaufstelle::forms::TimeOfDay{0, 0});
  draft.pick(TimePart::kHour, 0);
  CHECK_FALSE(draft.whole().has_value());
}
