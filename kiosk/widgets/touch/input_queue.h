// SPDX-License-Identifier: EUPL-1.2
#pragma once

#include <chrono>
#include <cstddef>
#include <deque>
#include <span>
#include <vector>

#include "kiosk/widgets/geometry.h"
#include "kiosk/widgets/input.h"

namespace anlaufstelle::widgets {

// What one frame sees of the finger. Pixels; x and y are where it is, or was last.
struct Pointer {
  bool pressed = false, released = false;  // in this frame; both for a quick tap
  bool down = false;                       // after this frame's events
  float x = 0, y = 0;
  float press_x = 0, press_y = 0;
  float wheel_steps = 0;
  // The farthest that the finger has been from the press, upwards or downwards.
  float strayed_px = 0;
  float velocity_px_s = 0;  // downwards, over the last tenth of a second
};

// Cuts the stream of events into frames: the part that one layout of the screen may answer. A
// frame ends behind a release, and behind a key that moves the focus, because what follows was
// meant for a screen that has not been laid out yet. UI thread.
class InputQueue {
 public:
  void push(std::span<const InputEvent> events);
  void take_frame(const Rect& screen, std::chrono::milliseconds now);

  [[nodiscard]] const Pointer& pointer() const { return pointer_; }
  // Keys and typed text of this frame, in order.
  std::vector<InputEvent>& keys() { return keys_; }
  [[nodiscard]] bool waiting() const { return !queue_.empty(); }

 private:
  struct Sample {
    float y;
    std::chrono::milliseconds time;
  };
  // False when the event belongs to the next frame.
  bool take(InputEvent& event, const Rect& screen, std::chrono::milliseconds now);
  bool take_pointer(const InputEvent& event, const Rect& screen, std::chrono::milliseconds now);
  void move_to(const InputEvent& event, const Rect& screen, std::chrono::milliseconds now);

  std::deque<InputEvent> queue_;
  std::vector<InputEvent> keys_;
  std::vector<Sample> track_;
  Pointer pointer_;
};

}  // namespace anlaufstelle::widgets
