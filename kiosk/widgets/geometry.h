// SPDX-License-Identifier: EUPL-1.2
#pragma once

#include <cstdint>

#include "kiosk/language/language.h"

namespace anlaufstelle::widgets {

// Framebuffer pixels, origin top left. cut_… take a strip off this rectangle and return it;
// start and end follow the reading direction, so that one layout serves both.
struct Rect {
  float x = 0, y = 0, w = 0, h = 0;

  [[nodiscard]] float right() const { return x + w; }
  [[nodiscard]] float bottom() const { return y + h; }
  [[nodiscard]] bool contains(float px, float py) const {
    return px >= x && px < right() && py >= y && py < bottom();
  }
  // From a point to the nearest point of the rectangle; 0 inside. Squared pixels.
  [[nodiscard]] float squared_distance(float px, float py) const;
  [[nodiscard]] Rect inset(float dx, float dy) const {
    return {x + dx, y + dy, w - 2 * dx, h - 2 * dy};
  }
  [[nodiscard]] Rect inset(float d) const { return inset(d, d); }
  Rect cut_top(float height);
  Rect cut_bottom(float height);
  Rect cut_start(float width, language::Direction direction);
  Rect cut_end(float width, language::Direction direction);
};

struct Color {
  std::uint8_t r = 0, g = 0, b = 0, a = 255;
  bool operator==(const Color&) const = default;
};

}  // namespace anlaufstelle::widgets
