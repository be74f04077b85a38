// SPDX-License-Identifier: EUPL-1.2
#include <doctest/doctest.h>

#include "tests/kiosk/widgets/ui_fixture.h"

namespace anlaufstelle::widgets {

namespace {

constexpr Rect kView{100, 100, 600, 400};

// A handle inside a scroll area that has much to scroll.
struct HandleInScroll : UiFixture {
  HandleInScroll() {
    screen = [this](Ui& drawn) {
      drawn.scroll("s", kView, state, [&](const Rect& origin) {
        grip = drawn.grip("g", {origin.x, origin.y + 100, 100, 60}, "Griff", NodeRole::kHandle);
        return 2000.0f;
      });
    };
    draw();
  }
  ScrollState state;
  Grip grip;
};

}  // namespace

TEST_CASE("whoever takes hold of a handle moves it wherever the finger goes, and nothing scrolls") {
  HandleInScroll s;
  CHECK_FALSE(s.grip.held);
  s.press(150, 230);
  s.draw();
  CHECK(s.grip.held);
  s.move(400, 450);
  s.draw();
  CHECK(s.grip.held);
  CHECK(s.grip.x == 400);
  CHECK(s.grip.y == 450);
  CHECK(s.state.offset_px == 0);
  s.release(400, 450);
  s.one_frame();
  CHECK(s.grip.held);  // what it was moved to last counts
  s.one_frame();
  CHECK_FALSE(s.grip.held);
}

TEST_CASE("a finger beside a handle scrolls and doesn't move it") {
  HandleInScroll s;
  s.press(400, 400);
  s.draw();
  s.move(150, 230);
  s.draw();
  CHECK_FALSE(s.grip.held);
  CHECK(s.state.offset_px > 0);
}

}  // namespace anlaufstelle::widgets
