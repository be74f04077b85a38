// SPDX-License-Identifier: EUPL-1.2
#pragma once

#include <cstdint>

#include "kiosk/text/text_engine.h"
#include "kiosk/widgets/ui.h"

namespace anlaufstelle::app {

// Paints frames into the current OpenGL context: opaque fills as scissored clears (a tenth of
// the cost of blended quads on a software rasteriser), the rest as one list on one texture.
// REQUIRES: the context is current from construction to destruction.
class GlPainter {
 public:
  GlPainter();
  ~GlPainter();
  GlPainter(const GlPainter&) = delete;
  GlPainter& operator=(const GlPainter&) = delete;

  void paint(const widgets::Frame& frame, text::Atlas& atlas, int width_px, int height_px);

 private:
  void upload(text::Atlas& atlas);
  std::uint32_t texture_ = 0;
  int texture_size_ = 0;
};

}  // namespace anlaufstelle::app
