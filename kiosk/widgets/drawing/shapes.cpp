// SPDX-License-Identifier: EUPL-1.2
#include "kiosk/widgets/drawing/shapes.h"

#include <algorithm>
#include <cmath>

namespace anlaufstelle::widgets {

// `inside` gives how far a point lies inside the shape, in pixels, negative outside.
template <typename Inside>
void Mask::lay(float left, float top, float right, float bottom, Inside inside) {
  const auto first = [](float edge) { return std::max(0, static_cast<int>(std::floor(edge)) - 1); };
  const auto last = [&](float edge) { return std::min(side_, static_cast<int>(edge) + 2); };
  for (int y = first(top); y < last(bottom); ++y) {
    for (int x = first(left); x < last(right); ++x) {
      const float covered = std::clamp(
          inside(static_cast<float>(x) + 0.5f, static_cast<float>(y) + 0.5f) + 0.5f, 0.0f, 1.0f);
      std::uint8_t& pixel =
          coverage_[static_cast<std::size_t>(y) * static_cast<std::size_t>(side_) +
                    static_cast<std::size_t>(x)];
      pixel = std::max(pixel, static_cast<std::uint8_t>(std::lround(covered * 255)));
    }
  }
}

void Mask::disc(float center_x, float center_y, float radius) {
  lay(center_x - radius, center_y - radius, center_x + radius, center_y + radius,
      [=](float x, float y) { return radius - std::hypot(x - center_x, y - center_y); });
}

void Mask::ring(float center_x, float center_y, float radius, float width) {
  lay(center_x - radius, center_y - radius, center_x + radius, center_y + radius,
      [=](float x, float y) {
        const float distance = std::hypot(x - center_x, y - center_y);
        return std::min(radius - distance, distance - (radius - width));
      });
}

void Mask::stroke(const Line& line, float width) {
  const float half = width / 2, dx = line.x1 - line.x0, dy = line.y1 - line.y0;
  const float squared = dx * dx + dy * dy;
  lay(std::min(line.x0, line.x1) - half, std::min(line.y0, line.y1) - half,
      std::max(line.x0, line.x1) + half, std::max(line.y0, line.y1) + half, [=](float x, float y) {
        const float along =
            squared > 0 ? ((x - line.x0) * dx + (y - line.y0) * dy) / squared : 0.0f;
        const float t = std::clamp(along, 0.0f, 1.0f);
        return half - std::hypot(x - line.x0 - t * dx, y - line.y0 - t * dy);
      });
}

}  // namespace anlaufstelle::widgets
