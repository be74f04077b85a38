// SPDX-License-Identifier: EUPL-1.2
#include "kiosk/widgets/touch/touch_tracker.h"

#include <algorithm>

namespace anlaufstelle::widgets {

namespace {

constexpr std::chrono::milliseconds kDoubleTap{300};

}  // namespace

// FNV-1a.
ControlId control_id(std::string_view id, std::uint64_t part) {
  std::uint64_t hash = 0xCBF29CE484222325ull ^ part;
  for (const char c : id) hash = (hash ^ static_cast<unsigned char>(c)) * 0x100000001B3ull;
  return hash != 0 ? hash : 1;
}

void TouchTracker::begin(const Pointer& pointer, std::chrono::milliseconds now) {
  pointer_ = pointer;
  now_ = now;
  controls_.clear();
  tap_noted_ = false;
  if (!pointer.pressed) return;
  held_ = 0;
  spent_ = false;
}

Touch TouchTracker::touch(ControlId id, const Rect& area, bool enabled) {
  if (area.w <= 0 || area.h <= 0) return {};
  controls_.push_back(id);
  const bool came_down = pointer_.pressed && held_ == 0 && !spent_ &&
                         area.contains(pointer_.press_x, pointer_.press_y);
  if (came_down && is_double_tap(id)) spend_press();
  if (came_down && !spent_) held_ = id;
  if (held_ != id || !enabled || !area.contains(pointer_.x, pointer_.y)) return {};
  return {.held = pointer_.down, .tapped = pointer_.released};
}

void TouchTracker::finish() {
  if (tap_noted_) last_tap_.beside.swap(controls_);
  if (!pointer_.released) return;
  held_ = 0;
  spent_ = false;
}

void TouchTracker::spend_press() {
  spent_ = true;
  held_ = 0;
}

void TouchTracker::note_tap(ControlId id) {
  last_tap_.id = id;
  last_tap_.time = now_;
  tap_noted_ = true;
}

bool TouchTracker::is_double_tap(ControlId id) const {
  if (last_tap_.id == 0 || now_ - last_tap_.time >= kDoubleTap) return false;
  const auto& beside = last_tap_.beside;
  return id == last_tap_.id || std::find(beside.begin(), beside.end(), id) == beside.end();
}

void TouchTracker::hold_off() {
  last_tap_.time = now_;
}

}  // namespace anlaufstelle::widgets
