// SPDX-License-Identifier: EUPL-1.2
#pragma once

#include <algorithm>
#include <cstdint>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include "kiosk/text/text_engine.h"
#include "tests/support/shipped_languages.h"

namespace anlaufstelle::text {

// An engine with the program's own fonts, and short ways to say what a test is about.
class TextFixture {
 public:
  TextFixture() : engine(TextEngine::create(shipped_languages().font_files).value()) {
    engine->begin_frame();
  }

  const std::vector<std::string> latin = {"Noto Sans", "Noto Naskh Arabic"};
  const std::vector<std::string> arabic = {"Noto Naskh Arabic", "Noto Sans"};
  std::unique_ptr<TextEngine> engine;

  ParagraphSpec german(std::string_view words, float width = 0) const {
    return {.text = words,
            .language = "de",
            .families = &latin,
            .size_px = 22,
            .width_px = width,
            .spans = {}};
  }
  ParagraphSpec in_arabic(std::string_view words, float width = 0) const {
    return {.text = words,
            .language = "ar",
            .families = &arabic,
            .size_px = 22,
            .width_px = width,
            .direction = BaseDirection::kRightToLeft,
            .spans = {}};
  }

  std::vector<GlyphQuad> quads(const Paragraph& paragraph, float x = 0, float y = 0) const {
    std::vector<GlyphQuad> result;
    engine->emit(paragraph, x, y, result);
    return result;
  }

  // What a screen would show: the quads, sampled from the atlas. 8 bits per pixel.
  std::vector<std::uint8_t> picture(const Paragraph& paragraph, int width, int height) const {
    std::vector<std::uint8_t> result(static_cast<std::size_t>(width * height));
    const Atlas& atlas = engine->atlas();
    const auto scale = static_cast<float>(atlas.size());
    for (const GlyphQuad& quad : quads(paragraph)) {
      const int from_x = static_cast<int>(quad.u0 * scale + 0.5f);
      const int from_y = static_cast<int>(quad.v0 * scale + 0.5f);
      const int w = static_cast<int>(quad.x1 - quad.x0), h = static_cast<int>(quad.y1 - quad.y0);
      for (int y = 0; y < h; ++y) {
        for (int x = 0; x < w; ++x) {
          const int to_x = static_cast<int>(quad.x0) + x, to_y = static_cast<int>(quad.y0) + y;
          if (to_x < 0 || to_y < 0 || to_x >= width || to_y >= height) continue;
          auto& pixel = result[static_cast<std::size_t>(to_y * width + to_x)];
          pixel = std::max(pixel, atlas.pixels()[(from_y + y) * atlas.size() + from_x + x]);
        }
      }
    }
    return result;
  }
};

}  // namespace anlaufstelle::text
