// SPDX-License-Identifier: EUPL-1.2
#pragma once

#include <cairo.h>

#include "kiosk/printing/drawing.h"

namespace anlaufstelle::printing {

// A picture in memory for cairo, whose pixels are wiped when it dies.
class PixelSurface {
 public:
  PixelSurface(int width, int height);
  ~PixelSurface();
  PixelSurface(const PixelSurface&) = delete;
  PixelSurface& operator=(const PixelSurface&) = delete;

  [[nodiscard]] cairo_surface_t* get() const { return surface_; }
  [[nodiscard]] std::uint32_t* row(int y);

 private:
  int stride_;
  Bytes pixels_;
  cairo_surface_t* surface_;
};

struct PixelBox {
  double x = 0, y = 0, width = 0, height = 0;
};
// Fills the box with the picture. Into a PDF it goes as a picture of its own size.
void paint_pixels(cairo_t* cr, const Pixels& picture, const PixelBox& box);

}  // namespace anlaufstelle::printing
