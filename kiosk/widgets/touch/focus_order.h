// SPDX-License-Identifier: EUPL-1.2
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "kiosk/widgets/touch/touch_tracker.h"

namespace anlaufstelle::widgets {

// Which control the keyboard speaks to, and which one Tab brings next: the order in which the
// screen calls them. UI thread.
class FocusOrder {
 public:
  void begin();
  // The next control of this frame; true when it has the focus.
  bool add(std::string_view name);
  // Drops a focus whose control is no longer on the screen. True when it did.
  bool finish();

  void set(std::string_view name, bool by_key = false);
  void step(int direction);  // from the current one, round at the ends; call after the last add()
  void hide_ring() { by_key_ = false; }
  void show_ring() { by_key_ = true; }
  // Bring it into view during the next frames, e.g. because the keyboard has come up.
  void reveal() { reveal_frames_ = 3; }

  [[nodiscard]] const std::string& name() const { return name_; }
  [[nodiscard]] ControlId id() const { return id_; }
  [[nodiscard]] bool by_key() const { return by_key_; }  // shows the ring
  [[nodiscard]] bool revealing() const { return reveal_frames_ > 0; }

 private:
  std::string name_;
  std::string left_;  // what had the focus before nothing had it
  ControlId id_ = 0;
  bool by_key_ = false, seen_ = false, new_ = false;
  int reveal_frames_ = 0;
  std::vector<std::string> names_;  // reused: count_ of them are this frame's
  std::size_t count_ = 0;
};

}  // namespace anlaufstelle::widgets
