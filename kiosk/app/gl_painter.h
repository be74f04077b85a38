// SPDX-License-Identifier: EUPL-1.2
#pragma once

#include <cstdint>
#include <functional>
#include <map>
#include <span>
#include <vector>

#include "kiosk/app/painter.h"

namespace anlaufstelle::app {

// Paints frames into the current OpenGL context (3.0, compatibility): the ground by clearing, all
// other opaque fills by one unblended draw call, each picture by one, the rest as one list on one
// texture. So most screens are two draw calls, and a software rasteriser writes hardly any pixel
// twice.
// REQUIRES: the context is current from construction to destruction; `swap` shows its back buffer.
class GlPainter final : public Painter {
 public:
  explicit GlPainter(std::function<void()> swap);
  ~GlPainter() override;
  GlPainter(const GlPainter&) = delete;
  GlPainter& operator=(const GlPainter&) = delete;

  void show(const widgets::Frame& frame, text::Atlas& atlas, int width_px, int height_px,
            bool everything) override;

 private:
  struct Corner {
    float x, y;  // framebuffer pixels
    std::uint8_t r, g, b, a;
  };
  void paint(const widgets::Frame& frame, text::Atlas& atlas, int width_px, int height_px);
  void upload(text::Atlas& atlas);
  void paint_pictures(std::span<const widgets::PictureQuad> pictures, int width_px, int height_px);
  std::uint32_t texture_of(const widgets::PictureView& picture);
  void paint_fills(std::span<const widgets::Fill> fills, int width_px, int height_px);

  std::function<void()> swap_;
  // A picture's texture is kept while frames show it; by its pixels, which stay where they are.
  struct PictureTexture {
    std::uint32_t name = 0;
    bool shown = false;
  };
  std::map<const std::uint8_t*, PictureTexture> pictures_;
  std::vector<Corner> corners_;  // of this frame's fills, four each
  std::uint32_t texture_ = 0;
  int texture_size_ = 0;
};

}  // namespace anlaufstelle::app
