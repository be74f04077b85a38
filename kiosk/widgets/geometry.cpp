// SPDX-License-Identifier: EUPL-1.2
#include "kiosk/widgets/geometry.h"

#include <algorithm>

namespace anlaufstelle::widgets {

namespace {

Rect cut_left(Rect& rect, float width) {
  width = std::clamp(width, 0.0f, std::max(rect.w, 0.0f));
  const Rect strip{rect.x, rect.y, width, rect.h};
  rect.x += width;
  rect.w -= width;
  return strip;
}

Rect cut_right(Rect& rect, float width) {
  width = std::clamp(width, 0.0f, std::max(rect.w, 0.0f));
  rect.w -= width;
  return {rect.x + rect.w, rect.y, width, rect.h};
}

}  // namespace

float Rect::squared_distance(float px, float py) const {
  const float dx = px - std::clamp(px, x, right());
  const float dy = py - std::clamp(py, y, bottom());
  return dx * dx + dy * dy;
}

Rect Rect::cut_top(float height) {
  height = std::clamp(height, 0.0f, std::max(h, 0.0f));
  const Rect strip{x, y, w, height};
  y += height;
  h -= height;
  return strip;
}

Rect Rect::cut_bottom(float height) {
  height = std::clamp(height, 0.0f, std::max(h, 0.0f));
  h -= height;
  return {x, y + h, w, height};
}

Rect Rect::cut_start(float width, language::Direction direction) {
  return direction == language::Direction::kRightToLeft ? cut_right(*this, width)
                                                        : cut_left(*this, width);
}

Rect Rect::cut_end(float width, language::Direction direction) {
  return direction == language::Direction::kRightToLeft ? cut_left(*this, width)
                                                        : cut_right(*this, width);
}

}  // namespace anlaufstelle::widgets
