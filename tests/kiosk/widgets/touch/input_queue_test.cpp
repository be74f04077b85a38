// SPDX-License-Identifier: EUPL-1.2
#include "kiosk/widgets/touch/input_queue.h"

#include <doctest/doctest.h>

#include "tests/kiosk/widgets/ui_fixture.h"

namespace anlaufstelle::widgets {

namespace {

using Kind = InputEvent::Kind;
using std::chrono::milliseconds;

constexpr Rect kScreen{0, 0, 1000, 500};

InputEvent at(Kind kind, float x, float y) {
  return pointer_event(kind, x, y);
}

}  // namespace

TEST_CASE("a press and a release that come together are both seen") {
  InputQueue queue;
  queue.push(std::vector{at(Kind::kPress, 10, 20), at(Kind::kRelease, 12, 22)});
  queue.take_frame(kScreen, milliseconds{0});
  CHECK(queue.pointer().pressed);
  CHECK(queue.pointer().released);
  CHECK_FALSE(queue.pointer().down);
  CHECK(queue.pointer().press_x == 10);
  CHECK(queue.pointer().x == 12);
  CHECK_FALSE(queue.waiting());
}

TEST_CASE("a second tap of one batch waits for the next frame") {
  InputQueue queue;
  for (int i = 0; i < 2; ++i)
    queue.push(std::vector{at(Kind::kPress, 10, 20), at(Kind::kRelease, 10, 20)});
  queue.take_frame(kScreen, milliseconds{0});
  CHECK(queue.pointer().released);
  CHECK(queue.waiting());
  queue.take_frame(kScreen, milliseconds{1});
  CHECK(queue.pointer().pressed);
  CHECK(queue.pointer().released);
  CHECK_FALSE(queue.waiting());
}

TEST_CASE("a second press while one is held changes nothing") {
  InputQueue queue;
  queue.push(std::vector{at(Kind::kPress, 10, 20), at(Kind::kPress, 500, 20)});
  queue.take_frame(kScreen, milliseconds{0});
  CHECK(queue.pointer().down);
  CHECK(queue.pointer().press_x == 10);
  CHECK(queue.pointer().x == 10);
}

TEST_CASE("a release without a press is nothing") {
  InputQueue queue;
  queue.push(std::vector{at(Kind::kRelease, 10, 20)});
  queue.take_frame(kScreen, milliseconds{0});
  CHECK_FALSE(queue.pointer().released);
}

TEST_CASE("a touch on the bezel means the edge of the screen") {
  InputQueue queue;
  queue.push(std::vector{at(Kind::kPress, 1000, -3)});
  queue.take_frame(kScreen, milliseconds{0});
  CHECK(queue.pointer().press_x == 999);
  CHECK(queue.pointer().press_y == 0);
}

TEST_CASE("keys that come after a tap wait until the tap has been answered") {
  InputQueue queue;
  queue.push(std::vector{at(Kind::kPress, 1, 1), at(Kind::kRelease, 1, 1), typed("a")});
  queue.take_frame(kScreen, milliseconds{0});
  CHECK(queue.keys().empty());
  queue.take_frame(kScreen, milliseconds{1});
  CHECK(queue.keys().size() == 1);
  CHECK(queue.keys().front().text == "a");
}

TEST_CASE("what is typed behind Tab waits for the field that Tab reaches") {
  InputQueue queue;
  queue.push(std::vector{typed("a"), key_event(Key::kTab), typed("b")});
  queue.take_frame(kScreen, milliseconds{0});
  CHECK(queue.keys().size() == 2);
  CHECK(queue.waiting());
  queue.take_frame(kScreen, milliseconds{1});
  CHECK(queue.keys().size() == 1);
}

TEST_CASE("the farthest way from the press counts even when the finger comes back") {
  InputQueue queue;
  queue.push(
      std::vector{at(Kind::kPress, 10, 100), at(Kind::kMove, 10, 40), at(Kind::kRelease, 10, 100)});
  queue.take_frame(kScreen, milliseconds{0});
  CHECK(queue.pointer().strayed_px == 60);
}

TEST_CASE("a finger that rests before it is lifted has no speed") {
  InputQueue queue;
  queue.push(std::vector{at(Kind::kPress, 10, 100)});
  queue.take_frame(kScreen, milliseconds{0});
  for (int i = 1; i <= 4; ++i) {
    queue.push(std::vector{at(Kind::kMove, 10, 100.0f + 10.0f * static_cast<float>(i))});
    queue.take_frame(kScreen, milliseconds{i * 10});
  }
  CHECK(queue.pointer().velocity_px_s == doctest::Approx(1000));
  queue.push(std::vector{at(Kind::kRelease, 10, 140)});
  queue.take_frame(kScreen, milliseconds{400});
  CHECK(queue.pointer().velocity_px_s == 0);
}

}  // namespace anlaufstelle::widgets
