// SPDX-License-Identifier: EUPL-1.2
#pragma once

#include <cstdint>
#include <memory>
#include <vector>

#include "kiosk/text/text_engine.h"
#include "kiosk/widgets/frame.h"

union pixman_image;

namespace anlaufstelle::app {

// Paints frames into a picture in memory with the processor (pixman), and of each frame only the
// areas where it differs from the last one: a typed letter is a small part of a screen. Colours are
// blended as OpenGL blends them.
class PixelPainter {
 public:
  // `pixels`: 32 bits each, x8r8g8b8 in native byte order, rows without gaps. They belong to the
  // caller and must hold between two calls what was painted.
  PixelPainter(std::uint32_t* pixels, int width_px, int height_px);
  ~PixelPainter();
  PixelPainter(const PixelPainter&) = delete;
  PixelPainter& operator=(const PixelPainter&) = delete;

  // The areas that were painted, in pixels; valid until the next call.
  struct Area {
    int x, y, w, h;
  };
  const std::vector<Area>& paint(const widgets::Frame& frame, text::Atlas& atlas);
  // The next frame is painted whole.
  void forget();

 private:
  struct Image {
    void operator()(pixman_image* image) const;
  };
  using ImagePtr = std::unique_ptr<pixman_image, Image>;
  // A form's picture in the size that it is shown in, kept while frames show it.
  struct Scaled {
    const std::uint8_t* from;  // its pixels, which stay where they are
    int w, h;
    std::vector<std::uint32_t> pixels;
    ImagePtr image;
    bool shown = false;
  };
  struct Ink {
    std::uint32_t color;
    ImagePtr image;
  };

  void mark(const Area& area, std::uint64_t what);
  void mark(const widgets::Frame& frame, std::uint64_t epoch);
  [[nodiscard]] bool changed(const Area& area) const;
  void find_areas();
  void paint_fills(const widgets::Frame& frame);
  void paint_pictures(const widgets::Frame& frame);
  pixman_image* scaled(const widgets::PictureQuad& quad);
  void paint_quads(const widgets::Frame& frame, text::Atlas& atlas);
  pixman_image* ink(std::uint32_t color);

  int width_, height_, columns_, rows_;
  ImagePtr picture_;
  // For each cell of the screen what lies on it, as one number: of the frame that the picture
  // shows, and of the one that is to be painted.
  std::vector<std::uint64_t> shown_, wanted_;
  std::vector<Area> areas_;
  ImagePtr mask_;  // the atlas
  const std::uint8_t* mask_pixels_ = nullptr;
  int mask_side_ = 0;
  std::vector<Scaled> scaled_;
  std::vector<Ink> inks_;  // colours that text and shapes had lately
};

}  // namespace anlaufstelle::app
