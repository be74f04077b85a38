// SPDX-License-Identifier: EUPL-1.2
#pragma once

#include <cstdint>
#include <memory>
#include <string>
#include <unordered_map>
#include <vector>

#include "kiosk/text/atlas.h"

using FT_Library = struct FT_LibraryRec_*;
using FT_Face = struct FT_FaceRec_*;
using PangoFont = struct _PangoFont;

namespace anlaufstelle::text {

// Rasterises glyphs with FreeType into the atlas, each once per epoch. It opens the font files
// itself (own FT_Face): pixels are the same as with Pango's, and no lock on Pango's is needed.
// UI thread.
class GlyphCache {
 public:
  struct Font {
    int face = -1;      // -1: the file cannot be opened
    int size_26_6 = 0;  // 1/64 pixel
  };
  struct Image {
    std::int16_t left = 0, top = 0;  // pixels from the pen to the mask's top left, y down
    std::int16_t w = 0, h = 0;       // 0: nothing to draw
    std::int16_t x = 0, y = 0;       // in the atlas
  };

  explicit GlyphCache(GlyphAtlas& atlas) : atlas_(atlas) {}
  ~GlyphCache();
  GlyphCache(const GlyphCache&) = delete;
  GlyphCache& operator=(const GlyphCache&) = delete;

  // The file and size that Pango has chosen.
  Font font(PangoFont* font);
  // `quarter_x`, `quarter_y`: 0..3 quarters of a pixel right and down. Null if the atlas is full;
  // otherwise valid until the next call.
  const Image* image(Font font, std::uint32_t glyph, int quarter_x, int quarter_y);
  // Height of a capital over the em; 0 if the font doesn't say.
  float cap_height_ratio(Font font);
  // The atlas has started a new epoch.
  void clear() { images_.clear(); }

 private:
  struct Face {
    std::string file;
    int index;
    FT_Face face;
    int size_26_6;
  };
  int face(const char* file, int index);
  bool render(Font font, std::uint32_t glyph, int quarter_x, int quarter_y, Image& image);

  GlyphAtlas& atlas_;
  FT_Library library_ = nullptr;
  std::vector<Face> faces_;
  std::unordered_map<std::uint64_t, Image> images_;
};

}  // namespace anlaufstelle::text
