// SPDX-License-Identifier: EUPL-1.2
#include "kiosk/widgets/geometry.h"

#include <doctest/doctest.h>

namespace anlaufstelle::widgets {

using language::Direction;

TEST_CASE("start is the left on a left-to-right screen and the right on the other") {
  Rect ltr{10, 0, 100, 50}, rtl = ltr;
  CHECK(ltr.cut_start(30, Direction::kLeftToRight).x == 10);
  CHECK(ltr.x == 40);
  CHECK(ltr.w == 70);
  CHECK(rtl.cut_start(30, Direction::kRightToLeft).x == 80);
  CHECK(rtl.x == 10);
  CHECK(rtl.cut_end(20, Direction::kRightToLeft).x == 10);
  CHECK(rtl.w == 50);
}

TEST_CASE("a strip is never larger than what it is cut from") {
  Rect rect{0, 0, 100, 50};
  const Rect top = rect.cut_top(80);
  CHECK(top.h == 50);
  CHECK(rect.h == 0);
  CHECK(rect.cut_bottom(10).h == 0);
  CHECK(rect.cut_start(-5, Direction::kLeftToRight).w == 0);
}

TEST_CASE("a cut from the bottom leaves the top in place") {
  Rect rect{5, 7, 100, 50};
  const Rect bottom = rect.cut_bottom(20);
  CHECK(bottom.y == 37);
  CHECK(rect.y == 7);
  CHECK(rect.bottom() == 37);
}

}  // namespace anlaufstelle::widgets
