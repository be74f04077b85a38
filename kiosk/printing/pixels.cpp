// SPDX-License-Identifier: EUPL-1.2
#include "kiosk/printing/pixels.h"

namespace anlaufstelle::printing {

PixelSurface::PixelSurface(int width, int height)
    : stride_(cairo_format_stride_for_width(CAIRO_FORMAT_ARGB32, width)),
      pixels_(static_cast<std::size_t>(stride_) * static_cast<std::size_t>(height)),
      surface_(cairo_image_surface_create_for_data(pixels_.data(), CAIRO_FORMAT_ARGB32, width,
                                                   height, stride_)) {}

PixelSurface::~PixelSurface() {
  cairo_surface_finish(surface_);
  cairo_surface_destroy(surface_);
  wipe(pixels_.data(), pixels_.size());
}

std::uint32_t* PixelSurface::row(int y) {
  return reinterpret_cast<std::uint32_t*>(pixels_.data() + static_cast<std::size_t>(stride_) *
                                                               static_cast<std::size_t>(y));
}

void paint_pixels(cairo_t* cr, const Pixels& picture, const PixelBox& box) {
  PixelSurface source(picture.width, picture.height);
  for (int y = 0; y < picture.height; ++y) {
    std::uint32_t* to = source.row(y);
    const std::uint8_t* from =
        picture.rgba + static_cast<std::size_t>(y) * static_cast<std::size_t>(picture.width) * 4;
    // cairo's pixels are multiplied by their alpha.
    for (int x = 0; x < picture.width; ++x, from += 4) {
      const std::uint32_t alpha = from[3];
      to[x] = alpha << 24 | from[0] * alpha / 255 << 16 | from[1] * alpha / 255 << 8 |
              from[2] * alpha / 255;
    }
  }
  cairo_surface_mark_dirty(source.get());
  cairo_save(cr);
  cairo_translate(cr, box.x, box.y);
  cairo_scale(cr, box.width / picture.width, box.height / picture.height);
  cairo_set_source_surface(cr, source.get(), 0, 0);
  cairo_paint(cr);
  cairo_restore(cr);
}

}  // namespace anlaufstelle::printing
