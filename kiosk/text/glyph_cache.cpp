// SPDX-License-Identifier: EUPL-1.2
#include "kiosk/text/glyph_cache.h"

#include <fontconfig/fontconfig.h>
#include <freetype/freetype.h>
#include <freetype/ftoutln.h>
#include <freetype/tttables.h>
#include <ft2build.h>
#include <pango/pangofc-font.h>

#include <cmath>

namespace anlaufstelle::text {

GlyphCache::~GlyphCache() {
  for (const Face& face : faces_) {
    if (face.face) FT_Done_Face(face.face);
  }
  if (library_) FT_Done_FreeType(library_);
}

int GlyphCache::face(const char* file, int index) {
  for (std::size_t i = 0; i < faces_.size(); ++i) {
    if (faces_[i].index == index && faces_[i].file == file) return static_cast<int>(i);
  }
  if (!library_ && FT_Init_FreeType(&library_) != 0) return -1;
  FT_Face opened = nullptr;
  if (FT_New_Face(library_, file, index, &opened) != 0) return -1;
  faces_.push_back({file, index, opened, 0});
  return static_cast<int>(faces_.size()) - 1;
}

GlyphCache::Font GlyphCache::font(PangoFont* font) {
  if (!font || !PANGO_IS_FC_FONT(font)) return {};
  FcPattern* pattern = pango_fc_font_get_pattern(PANGO_FC_FONT(font));
  FcChar8* file = nullptr;
  int index = 0;
  double size = 0;
  if (FcPatternGetString(pattern, FC_FILE, 0, &file) != FcResultMatch ||
      FcPatternGetDouble(pattern, FC_PIXEL_SIZE, 0, &size) != FcResultMatch)
    return {};
  FcPatternGetInteger(pattern, FC_INDEX, 0, &index);
  return {face(reinterpret_cast<const char*>(file), index),
          static_cast<int>(std::lround(size * 64))};
}

const GlyphCache::Image* GlyphCache::image(Font font, std::uint32_t glyph, int quarter_x,
                                           int quarter_y) {
  const std::uint64_t key = static_cast<std::uint64_t>(font.face) << 56 |
                            static_cast<std::uint64_t>(font.size_26_6) << 32 |
                            static_cast<std::uint64_t>(glyph) << 4 |
                            static_cast<std::uint64_t>(quarter_y << 2 | quarter_x);
  const auto found = images_.find(key);
  if (found != images_.end()) return &found->second;
  Image made;
  if (!render(font, glyph, quarter_x, quarter_y, made)) return nullptr;
  return &images_.emplace(key, made).first->second;
}

// Returns false only if the atlas is full; a glyph that cannot be drawn is an empty image.
bool GlyphCache::render(Font font, std::uint32_t glyph, int quarter_x, int quarter_y,
                        Image& image) {
  Face& face = faces_[static_cast<std::size_t>(font.face)];
  if (face.size_26_6 != font.size_26_6) {
    if (FT_Set_Char_Size(face.face, 0, font.size_26_6, 72, 72) != 0) return true;
    face.size_26_6 = font.size_26_6;
  }
  // No hinting: positions are fractions of a pixel, and hinted stems would jump between them.
  if (FT_Load_Glyph(face.face, glyph, FT_LOAD_NO_HINTING | FT_LOAD_NO_BITMAP) != 0) return true;
  FT_GlyphSlot slot = face.face->glyph;
  if (slot->format != FT_GLYPH_FORMAT_OUTLINE) return true;
  FT_Outline_Translate(&slot->outline, quarter_x * 16, -quarter_y * 16);
  if (FT_Render_Glyph(slot, FT_RENDER_MODE_NORMAL) != 0) return true;
  const FT_Bitmap& bitmap = slot->bitmap;
  if (bitmap.width == 0 || bitmap.rows == 0) return true;
  const auto place = atlas_.add(static_cast<int>(bitmap.width), static_cast<int>(bitmap.rows),
                                bitmap.buffer, bitmap.pitch);
  if (!place) return false;
  image.left = static_cast<std::int16_t>(slot->bitmap_left);
  image.top = static_cast<std::int16_t>(-slot->bitmap_top);
  image.w = static_cast<std::int16_t>(bitmap.width);
  image.h = static_cast<std::int16_t>(bitmap.rows);
  image.x = static_cast<std::int16_t>(place->x);
  image.y = static_cast<std::int16_t>(place->y);
  return true;
}

float GlyphCache::cap_height_ratio(Font font) {
  if (font.face < 0) return 0;
  FT_Face face = faces_[static_cast<std::size_t>(font.face)].face;
  const auto* os2 = static_cast<const TT_OS2*>(FT_Get_Sfnt_Table(face, FT_SFNT_OS2));
  if (!os2 || os2->version < 2 || face->units_per_EM == 0) return 0;
  return static_cast<float>(os2->sCapHeight) / static_cast<float>(face->units_per_EM);
}

}  // namespace anlaufstelle::text
