// SPDX-License-Identifier: EUPL-1.2
#include "kiosk/widgets/touch/input_queue.h"

#include <algorithm>
#include <cmath>

#include "storage/base/secret.h"

namespace anlaufstelle::widgets {

namespace {

constexpr std::chrono::milliseconds kVelocityWindow{100};

bool is_key(const InputEvent& event) {
  return event.kind == InputEvent::Kind::kKey || event.kind == InputEvent::Kind::kText;
}

// Keys after which another control may have the focus, or another screen may show.
bool ends_frame(Key key) {
  return key == Key::kTab || key == Key::kBackTab || key == Key::kEnter || key == Key::kEscape;
}

}  // namespace

void InputQueue::push(std::span<const InputEvent> events) {
  queue_.insert(queue_.end(), events.begin(), events.end());
}

void InputQueue::take_frame(const Rect& screen, std::chrono::milliseconds now) {
  for (InputEvent& event : keys_) wipe(event.text);
  keys_.clear();
  pointer_.pressed = pointer_.released = false;
  pointer_.wheel_steps = 0;
  while (!queue_.empty() && take(queue_.front(), screen, now)) {
    wipe(queue_.front().text);
    queue_.pop_front();
  }
  std::erase_if(track_, [now](const Sample& s) { return s.time + kVelocityWindow < now; });
  pointer_.velocity_px_s = 0;
  if (track_.size() >= 2) {
    const std::chrono::duration<float> span = track_.back().time - track_.front().time;
    if (span.count() > 0)
      pointer_.velocity_px_s = (track_.back().y - track_.front().y) / span.count();
  }
}

bool InputQueue::take(InputEvent& event, const Rect& screen, std::chrono::milliseconds now) {
  if (is_key(event)) {
    const bool over = !keys_.empty() && ends_frame(keys_.back().key);
    if (over || pointer_.pressed || pointer_.released) return false;
    keys_.push_back(event);
    return true;
  }
  return take_pointer(event, screen, now);
}

bool InputQueue::take_pointer(const InputEvent& event, const Rect& screen,
                              std::chrono::milliseconds now) {
  switch (event.kind) {
    case InputEvent::Kind::kPress:
      if (pointer_.down) return true;  // a second finger while one is held
      if (pointer_.released || !keys_.empty()) return false;
      track_.clear();
      pointer_.pressed = pointer_.down = true;
      pointer_.strayed_px = 0;
      move_to(event, screen, now);
      pointer_.press_x = pointer_.x;
      pointer_.press_y = pointer_.y;
      return true;
    case InputEvent::Kind::kRelease:
      if (!pointer_.down) return true;
      if (!keys_.empty()) return false;
      move_to(event, screen, now);
      pointer_.down = false;
      pointer_.released = true;
      return true;
    case InputEvent::Kind::kScroll:
      pointer_.wheel_steps += event.y;
      return true;
    default:
      if (!pointer_.released) move_to(event, screen, now);
      return true;
  }
}

void InputQueue::move_to(const InputEvent& event, const Rect& screen,
                         std::chrono::milliseconds now) {
  // A finger on the bezel reports positions outside: they mean the edge.
  pointer_.x = std::clamp(event.x, screen.x, std::max(screen.x, screen.right() - 1));
  pointer_.y = std::clamp(event.y, screen.y, std::max(screen.y, screen.bottom() - 1));
  if (!pointer_.down) return;
  if (!pointer_.pressed || event.kind != InputEvent::Kind::kPress)
    pointer_.strayed_px = std::max(pointer_.strayed_px, std::fabs(pointer_.y - pointer_.press_y));
  track_.push_back({pointer_.y, now});
}

}  // namespace anlaufstelle::widgets
