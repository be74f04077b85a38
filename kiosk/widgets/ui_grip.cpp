// SPDX-License-Identifier: EUPL-1.2
// What a finger takes hold of and moves, and the line that it draws.
#include <algorithm>
#include <cmath>

#include "kiosk/widgets/ui_state.h"

namespace anlaufstelle::widgets {

Grip UiState::grip(std::string_view id, const Rect& rect, std::string_view name, NodeRole role,
                   std::string_view value) {
  const ControlId control = control_id(id);
  (void)touch(control, rect);
  if (SemanticNode* node = describe(role, id, name, rect)) node->value = value;
  // The press stays with what it came down on, wherever the finger goes.
  if (touches_.held() != control) return {};
  scroll_held_ = true;
  const Pointer& pointer = input_.pointer();
  return {.held = true,
          .let_go = pointer.released,
          .x = pointer.x,
          .y = pointer.y,
          .press_x = pointer.press_x,
          .press_y = pointer.press_y};
}

// As dots, which the list can hold: half a radius apart they make an even line.
void UiState::ink(const Rect& sheet, std::span<const InkPoint> line, float width_px, Color color) {
  if (line.empty()) return;
  const int radius = std::max(1, static_cast<int>(std::lround(width_px / 2)));
  const float step = std::max(1.0f, static_cast<float>(radius) / 2);
  canvas_.push_clip(sheet);
  canvas_.disc(line[0].x, line[0].y, radius, color);
  float to_next = step;
  for (std::size_t i = 1; i < line.size(); ++i) {
    const InkPoint& from = line[i - 1];
    const float dx = line[i].x - from.x, dy = line[i].y - from.y, length = std::hypot(dx, dy);
    for (; to_next <= length; to_next += step) {
      const float part = to_next / length;
      canvas_.disc(from.x + dx * part, from.y + dy * part, radius, color);
    }
    to_next -= length;
  }
  canvas_.pop_clip();
}

}  // namespace anlaufstelle::widgets
