// SPDX-License-Identifier: EUPL-1.2
#include "kiosk/widgets/touch/touch_tracker.h"

#include <doctest/doctest.h>

namespace anlaufstelle::widgets {

namespace {

using std::chrono::milliseconds;

constexpr Rect kLeft{0, 0, 100, 100}, kRight{100, 0, 100, 100};

Pointer tap_at(float x) {
  return {.pressed = true,
          .released = true,
          .down = false,
          .x = x,
          .y = 50,
          .press_x = x,
          .press_y = 50};
}

// One frame with two controls; which of them was tapped, or 0.
ControlId frame(TouchTracker& tracker, const Pointer& pointer, milliseconds now, ControlId left = 1,
                ControlId right = 2) {
  tracker.begin(pointer, now);
  ControlId tapped = 0;
  if (tracker.touch(left, kLeft, true).tapped) tapped = left;
  if (tracker.touch(right, kRight, true).tapped) tapped = right;
  if (tapped != 0) tracker.note_tap(tapped);
  tracker.finish();
  return tapped;
}

}  // namespace

TEST_CASE("a control is tapped when press and release are inside it") {
  TouchTracker tracker;
  CHECK(frame(tracker, tap_at(50), milliseconds{0}) == 1);
}

TEST_CASE("a press that slides off to a neighbour taps neither") {
  TouchTracker tracker;
  Pointer pointer = tap_at(50);
  pointer.x = 150;
  CHECK(frame(tracker, pointer, milliseconds{0}) == 0);
}

TEST_CASE("a disabled control keeps the press from what lies under it") {
  TouchTracker tracker;
  tracker.begin(tap_at(50), milliseconds{0});
  CHECK_FALSE(tracker.touch(1, kLeft, false).tapped);
  CHECK_FALSE(tracker.touch(2, kLeft, true).tapped);
}

TEST_CASE("the same control is not tapped twice within 300 ms") {
  TouchTracker tracker;
  CHECK(frame(tracker, tap_at(50), milliseconds{1000}) == 1);
  CHECK(frame(tracker, tap_at(50), milliseconds{1200}) == 0);
  CHECK(frame(tracker, tap_at(50), milliseconds{1400}) == 1);
}

TEST_CASE("a neighbour on the same screen is tapped at once") {
  TouchTracker tracker;
  CHECK(frame(tracker, tap_at(50), milliseconds{1000}) == 1);
  CHECK(frame(tracker, tap_at(150), milliseconds{1050}) == 2);
}

TEST_CASE("a double tap doesn't press what has just appeared") {
  TouchTracker tracker;
  CHECK(frame(tracker, tap_at(50), milliseconds{1000}) == 1);
  CHECK(frame(tracker, tap_at(50), milliseconds{1150}, 7, 8) == 0);
  CHECK(frame(tracker, tap_at(50), milliseconds{1350}, 7, 8) == 7);
}

TEST_CASE("a spent press taps nothing until the next press") {
  TouchTracker tracker;
  Pointer pointer = tap_at(50);
  pointer.released = false;
  pointer.down = true;
  tracker.begin(pointer, milliseconds{0});
  CHECK(tracker.touch(1, kLeft, true).held);
  tracker.spend_press();
  tracker.finish();
  pointer.pressed = false;
  pointer.down = false;
  pointer.released = true;
  CHECK(frame(tracker, pointer, milliseconds{16}) == 0);
  CHECK(frame(tracker, tap_at(50), milliseconds{32}) == 1);
}

}  // namespace anlaufstelle::widgets
