// SPDX-License-Identifier: EUPL-1.2
#include "kiosk/text/inspection.h"

#include <fontconfig/fontconfig.h>
#include <pango/pango.h>
#include <pango/pangofc-font.h>

#include "kiosk/text/paragraph.h"

namespace anlaufstelle::text {
namespace {

PangoLayout* layout_of(const Paragraph& paragraph) {
  // The paragraph is one of ours: TextEngine::layout() is the only thing that makes them.
  return static_cast<const PangoParagraph&>(paragraph).pango_layout();
}

std::string iso_15924(gint8 script) {
  const guint32 tag = g_unicode_script_to_iso15924(static_cast<GUnicodeScript>(script));
  std::string letters;
  for (int shift = 24; shift >= 0; shift -= 8) letters += static_cast<char>(tag >> shift & 0xFF);
  return letters;
}

void describe_font(PangoFont* font, ShapedRun& run) {
  if (!font || !PANGO_IS_FC_FONT(font)) return;
  FcPattern* pattern = pango_fc_font_get_pattern(PANGO_FC_FONT(font));
  FcChar8* file = nullptr;
  double size = 0;
  if (FcPatternGetString(pattern, FC_FILE, 0, &file) == FcResultMatch)
    run.font_file = reinterpret_cast<const char*>(file);
  FcPatternGetInteger(pattern, FC_INDEX, 0, &run.face_index);
  if (FcPatternGetDouble(pattern, FC_PIXEL_SIZE, 0, &size) == FcResultMatch)
    run.size_px = static_cast<float>(size);
}

ShapedRun describe(const PangoLayoutRun& piece, int line) {
  const PangoItem& item = *piece.item;
  ShapedRun run;
  run.line = line;
  describe_font(item.analysis.font, run);
  run.begin = static_cast<std::size_t>(item.offset);
  run.end = static_cast<std::size_t>(item.offset + item.length);
  run.level = item.analysis.level;
  run.script = iso_15924(static_cast<gint8>(item.analysis.script));
  run.language = pango_language_to_string(item.analysis.language);
  for (int i = 0; i < piece.glyphs->num_glyphs; ++i) {
    const PangoGlyphInfo& info = piece.glyphs->glyphs[i];
    run.glyphs.push_back({info.glyph,
                          static_cast<std::size_t>(item.offset + piece.glyphs->log_clusters[i]),
                          info.geometry.width, info.geometry.x_offset, info.geometry.y_offset});
  }
  return run;
}

Box box_of(const PangoRectangle& units) {
  const auto px = [](int value) { return static_cast<float>(value) / PANGO_SCALE; };
  return {px(units.x), px(units.y), px(units.width), px(units.height)};
}

}  // namespace

std::vector<ShapedRun> shaped_runs(const Paragraph& paragraph) {
  std::vector<ShapedRun> runs;
  int number = 0;
  for (GSList* line = pango_layout_get_lines_readonly(layout_of(paragraph)); line;
       line = line->next, ++number) {
    for (GSList* run = static_cast<PangoLayoutLine*>(line->data)->runs; run; run = run->next)
      runs.push_back(describe(*static_cast<PangoLayoutRun*>(run->data), number));
  }
  return runs;
}

std::vector<LineBoxes> line_boxes(const Paragraph& paragraph) {
  std::vector<LineBoxes> lines;
  PangoLayoutIter* iter = pango_layout_get_iter(layout_of(paragraph));
  do {
    PangoRectangle ink, logical;
    pango_layout_iter_get_line_extents(iter, &ink, &logical);
    lines.push_back({box_of(logical), box_of(ink)});
  } while (pango_layout_iter_next_line(iter));
  pango_layout_iter_free(iter);
  return lines;
}

std::vector<std::size_t> break_opportunities(const Paragraph& paragraph) {
  PangoLayout* layout = layout_of(paragraph);
  const char* text = pango_layout_get_text(layout);
  int count = 0;
  const PangoLogAttr* attributes = pango_layout_get_log_attrs_readonly(layout, &count);
  std::vector<std::size_t> bytes;
  const char* here = text;
  for (int i = 1; i + 1 < count; ++i) {
    here = g_utf8_next_char(here);
    if (attributes[i].is_line_break) bytes.push_back(static_cast<std::size_t>(here - text));
  }
  return bytes;
}

}  // namespace anlaufstelle::text
