// SPDX-License-Identifier: EUPL-1.2
#pragma once

#include <cstdint>
#include <span>

namespace anlaufstelle::widgets {

// A square mask of coverage that strokes are laid into: a pixel is covered by how far its middle
// lies inside the edge, and what overlaps doesn't add up. Coordinates in pixels from the top left.
class Mask {
 public:
  // REQUIRES: `coverage` has side × side bytes.
  Mask(std::span<std::uint8_t> coverage, int side) : coverage_(coverage), side_(side) {}

  void disc(float center_x, float center_y, float radius);
  // Between `radius` and `width` less than it.
  void ring(float center_x, float center_y, float radius, float width);
  // A line with round ends.
  struct Line {
    float x0, y0, x1, y1;
  };
  void stroke(const Line& line, float width);

 private:
  template <typename Inside>
  void lay(float left, float top, float right, float bottom, Inside inside);

  std::span<std::uint8_t> coverage_;
  int side_;
};

}  // namespace anlaufstelle::widgets
