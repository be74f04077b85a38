// SPDX-License-Identifier: EUPL-1.2
#include "kiosk/printing/drawing.h"

#include <cairo.h>

#include "kiosk/printing/pixels.h"

namespace anlaufstelle::printing {
namespace {

// Through the middles between the points, so that a quick hand's line has no corners.
void draw_stroke(cairo_t* cr, const PenStroke& stroke, double width) {
  const auto x = [&](std::size_t i) { return stroke[i][0] * width; };
  const auto y = [&](std::size_t i) { return stroke[i][1] * width; };
  cairo_move_to(cr, x(0), y(0));
  double from_x = x(0), from_y = y(0);
  for (std::size_t i = 1; i + 1 < stroke.size(); ++i) {
    const double to_x = (x(i) + x(i + 1)) / 2, to_y = (y(i) + y(i + 1)) / 2;
    // A quadratic curve with its point at (x, y), as the cubic one that cairo draws.
    cairo_curve_to(cr, from_x + (x(i) - from_x) * 2 / 3, from_y + (y(i) - from_y) * 2 / 3,
                   to_x + (x(i) - to_x) * 2 / 3, to_y + (y(i) - to_y) * 2 / 3, to_x, to_y);
    from_x = to_x;
    from_y = to_y;
  }
  cairo_line_to(cr, x(stroke.size() - 1), y(stroke.size() - 1));  // a dot, where it is the first
  cairo_stroke(cr);
}

cairo_status_t append(void* to, const unsigned char* data, unsigned int size) {
  auto* bytes = static_cast<Bytes*>(to);
  bytes->insert(bytes->end(), data, data + size);
  return CAIRO_STATUS_SUCCESS;
}

}  // namespace

Result<Bytes> drawing_png(std::span<const PenStroke> strokes, float pen, int width_px,
                          int height_px, const Pixels& below) {
  PixelSurface sheet(width_px, height_px);
  cairo_t* cr = cairo_create(sheet.get());
  cairo_set_source_rgb(cr, 1, 1, 1);
  cairo_paint(cr);
  if (below.rgba != nullptr) paint_pixels(cr, below, {0, 0, double(width_px), double(height_px)});
  cairo_set_source_rgb(cr, 0, 0, 0);
  cairo_set_line_width(cr, static_cast<double>(pen) * width_px);
  cairo_set_line_cap(cr, CAIRO_LINE_CAP_ROUND);
  cairo_set_line_join(cr, CAIRO_LINE_JOIN_ROUND);
  for (const PenStroke& stroke : strokes) {
    if (!stroke.empty()) draw_stroke(cr, stroke, width_px);
  }
  cairo_status_t status = cairo_status(cr);
  cairo_destroy(cr);
  Bytes png;
  // A copy left behind by growing would be the drawing.
  png.reserve(static_cast<std::size_t>(width_px) * static_cast<std::size_t>(height_px));
  if (status == CAIRO_STATUS_SUCCESS)
    status = cairo_surface_write_to_png_stream(sheet.get(), append, &png);
  if (status != CAIRO_STATUS_SUCCESS) {
    wipe(png.data(), png.size());
    return Error{ErrorCode::kIo, std::string("cairo: ") + cairo_status_to_string(status)};
  }
  return png;
}

}  // namespace anlaufstelle::printing
