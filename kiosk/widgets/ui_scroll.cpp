// SPDX-License-Identifier: EUPL-1.2
// Scroll areas of UiState: a finger with slop, a glide behind it, the wheel, and the focus that
// is brought into view.
#include <algorithm>
#include <cmath>

#include "kiosk/widgets/ui_state.h"

namespace anlaufstelle::widgets {

namespace {

using std::chrono::milliseconds;

constexpr float kSlopMm = 6;
constexpr float kWheelMm = 15;  // one step
constexpr float kDecaySeconds = 0.325f;
constexpr float kSlowestMm = 12;      // a second; slower than that stands still
constexpr float kRevealMarginMm = 8;  // a field above the keys of the keyboard
constexpr float kBarMm = 1.2f, kBarGapMm = 1.6f, kShortestBarMm = 10;
constexpr milliseconds kFrame{16};
constexpr float kUnknown = -1;
constexpr float kRingInsetMm = 1.5f, kRingRadiusMm = 1;

}  // namespace

// The height of an area's content when it was last drawn.
float& UiState::content_height(ControlId id) {
  for (auto& [known, height] : content_heights_) {
    if (known == id) return height;
  }
  return content_heights_.emplace_back(id, kUnknown).second;
}

void UiState::scroll(std::string_view id, const Rect& view, ScrollState& state,
                     const std::function<float(const Rect& origin)>& content) {
  const ControlId control = control_id(id);
  const float known = content_height(control);
  const float known_limit = known == kUnknown ? 0 : std::max(0.0f, known - view.h);
  const bool has_focus = known_limit > 0 && focusable(id, view);
  describe(NodeRole::kScroll, id, {}, view, {.focused = has_focus});
  if (known != kUnknown) {
    follow_finger(control, view, state, known_limit);
    glide(state, known_limit);
  }
  if (has_focus) scroll_by_key(view, state, known_limit);
  canvas_.push_clip(view);
  const auto outer = std::exchange(scroll_, ScrollArea{view, {}});
  const float height = content({view.x, view.y - std::round(state.offset_px), view.w, view.h});
  const auto inner = std::exchange(scroll_, outer);
  canvas_.pop_clip();
  content_height(control) = height;
  const float limit = std::max(0.0f, height - view.h);
  const float drawn_at = state.offset_px;
  state.offset_px = std::clamp(state.offset_px, 0.0f, limit);
  if (inner->reveal) bring_into_view(view, *inner->reveal, state, limit);
  if (std::round(state.offset_px) != std::round(drawn_at)) ask_again(milliseconds{0});
  draw_scroll_bar(view, state, height);
  if (has_focus) focus_ring(view.inset(mm(kRingInsetMm)), kRingRadiusMm);
}

// A long text is read without a finger: the area is a stop of its own, and up and down move it
// until its end; only then they move on.
void UiState::scroll_by_key(const Rect& view, ScrollState& state, float limit_px) {
  constexpr float kPart = 0.6f;  // of the view: what was at the edge stays in sight
  for (InputEvent& event : input_.keys()) {
    if (event.key != Key::kDown && event.key != Key::kUp) continue;
    const float step = std::floor(view.h * kPart) * (event.key == Key::kDown ? 1.0f : -1.0f);
    const float wanted = std::clamp(state.offset_px + step, 0.0f, limit_px);
    if (wanted == state.offset_px) continue;
    state.offset_px = wanted;
    event.key = Key::kNone;
    focus_.show_ring();
    ask_again(milliseconds{0});
  }
}

void UiState::follow_finger(ControlId id, const Rect& view, ScrollState& state, float limit_px) {
  const Pointer& pointer = input_.pointer();
  const Rect area = intersection(reach(view), {0, view.y, shape_.width_px, view.h});
  if (pointer.pressed && !finger_on_keyboard_ && area.contains(pointer.press_x, pointer.press_y)) {
    scroll_under_finger_ = id;
    dragging_ = false;
    // A tap on what glides by stops it, and means nothing else.
    if (state.velocity_px_s != 0) touches_.spend_press();
    state.velocity_px_s = 0;
  }
  if (scroll_under_finger_ == id && !scroll_held_) {
    const float slop = mm(kSlopMm);
    if (!dragging_ && pointer.strayed_px > slop) {
      dragging_ = true;
      touches_.spend_press();
      drag_start_px_ = state.offset_px;
    }
    if (dragging_) {
      // The content starts from where it was, not from where the slop has ended.
      const float pulled = pointer.y - pointer.press_y;
      const float moved = std::copysign(std::max(0.0f, std::fabs(pulled) - slop), pulled);
      state.offset_px = std::clamp(drag_start_px_ - moved, 0.0f, limit_px);
      if (pointer.released) state.velocity_px_s = -pointer.velocity_px_s;
    }
  }
  if (pointer.wheel_steps != 0 && view.contains(pointer.x, pointer.y)) {
    const float offset = state.offset_px - pointer.wheel_steps * mm(kWheelMm);
    state.offset_px = std::clamp(offset, 0.0f, limit_px);
  }
}

void UiState::glide(ScrollState& state, float limit_px) {
  if (std::fabs(state.velocity_px_s) < mm(kSlowestMm)) state.velocity_px_s = 0;
  if (state.velocity_px_s == 0) return;
  // After a long pause the glide goes on, it doesn't jump.
  const float seconds = std::min(0.05f, std::chrono::duration<float>(elapsed_).count());
  const float wanted = state.offset_px + state.velocity_px_s * seconds;
  state.offset_px = std::clamp(wanted, 0.0f, limit_px);
  state.velocity_px_s *= std::exp(-seconds / kDecaySeconds);
  if (state.offset_px != wanted) state.velocity_px_s = 0;  // arrived at an end
  if (state.velocity_px_s != 0) ask_again(kFrame);
}

void UiState::bring_into_view(const Rect& view, const Rect& wanted, ScrollState& state,
                              float limit_px) {
  if (dragging_) return;
  const float margin = std::min(mm(kRevealMarginMm), std::max(0.0f, (view.h - wanted.h) / 2));
  float move = 0;
  if (wanted.bottom() + margin > view.bottom()) move = wanted.bottom() + margin - view.bottom();
  if (wanted.y - margin - move < view.y) move = wanted.y - margin - view.y;
  state.offset_px = std::clamp(state.offset_px + move, 0.0f, limit_px);
}

// Beside the content if the screen has room there, else over its end. Always shown when there
// is more than fits: a hidden bar hides the rest of a form.
void UiState::draw_scroll_bar(const Rect& view, const ScrollState& state, float content_px) {
  if (content_px <= view.h + 0.5f) return;
  const bool at_left = direction() == language::Direction::kRightToLeft;
  const float width = mm(kBarMm), gap = mm(kBarGapMm);
  float x = at_left ? view.x - gap - width : view.right() + gap;
  if (x < 0 || x + width > shape_.width_px) x = at_left ? view.x : view.right() - width;
  const float length = std::max(mm(kShortestBarMm), view.h * view.h / content_px);
  const float travel = (view.h - length) * state.offset_px / (content_px - view.h);
  canvas_.card({x, view.y + travel, width, length}, px(kBarMm / 2), theme_.outline);
}

}  // namespace anlaufstelle::widgets
