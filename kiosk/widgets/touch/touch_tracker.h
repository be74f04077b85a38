// SPDX-License-Identifier: EUPL-1.2
#pragma once

#include <chrono>
#include <cstdint>
#include <string_view>
#include <vector>

#include "kiosk/widgets/geometry.h"
#include "kiosk/widgets/touch/input_queue.h"

namespace anlaufstelle::widgets {

using ControlId = std::uint64_t;  // hash of a control's id; 0 is none
ControlId control_id(std::string_view id, std::uint64_t part = 0);

// What the finger does to one control in this frame.
struct Touch {
  bool held = false;    // down on it: draw it pressed
  bool tapped = false;  // released on it
};

// Who is under the finger. A press belongs to the control it came down on until it is released;
// a drag, or a double tap, spends it and nothing is tapped. UI thread.
class TouchTracker {
 public:
  void begin(const Pointer& pointer, std::chrono::milliseconds now);
  // One control, with the area in which it is touched. Call once a frame for each.
  Touch touch(ControlId id, const Rect& area, bool enabled);
  void finish();

  // The press does nothing more: the control under it lets go.
  void spend_press();
  [[nodiscard]] bool press_is_spent() const { return spent_; }
  [[nodiscard]] ControlId held() const { return held_; }

  // A button or choice did something: see Ui on double taps.
  void note_tap(ControlId id);
  [[nodiscard]] bool is_double_tap(ControlId id) const;
  void hold_off();  // a key that repeats: the 300 ms begin anew

 private:
  struct LastTap {
    ControlId id = 0;
    std::chrono::milliseconds time{0};
    std::vector<ControlId> beside;  // the controls of the screen it was made on
  };

  Pointer pointer_;
  std::chrono::milliseconds now_{0};
  ControlId held_ = 0;
  bool spent_ = false, tap_noted_ = false;
  LastTap last_tap_;
  std::vector<ControlId> controls_;  // of this frame
};

}  // namespace anlaufstelle::widgets
