// SPDX-License-Identifier: EUPL-1.2
// What a layout came to, piece by piece: for tests and diagnostics, which compare it with other
// programs' results. Nothing on the screen is drawn or edited with it.
#pragma once

#include <cstddef>
#include <cstdint>
#include <string>
#include <vector>

#include "kiosk/text/text_engine.h"

namespace anlaufstelle::text {

struct ShapedGlyph {
  static constexpr std::uint32_t kInvisible = 0x0FFFFFFF;  // Pango's: takes room, has no ink

  std::uint32_t id = 0;                         // in the font file
  std::size_t cluster = 0;                      // first byte of the text that it stands for
  int advance = 0, x_offset = 0, y_offset = 0;  // 1/1024 pixel; y grows downwards
  bool operator==(const ShapedGlyph&) const = default;
};

// A piece of one line in one font, script, language and direction.
struct ShapedRun {
  int line = 0;
  std::string font_file;
  int face_index = 0;
  float size_px = 0;
  std::size_t begin = 0, end = 0;   // bytes of the text, [begin, end)
  int level = 0;                    // embedding level (UAX #9); odd runs from the right
  std::string script;               // ISO 15924
  std::string language;             // as told to the shaper; follows the script in foreign words
  std::vector<ShapedGlyph> glyphs;  // from left to right
};

// The lines from top to bottom, each from left to right. The paragraph is one of TextEngine's.
std::vector<ShapedRun> shaped_runs(const Paragraph& paragraph);

// A line as it takes part in the layout, and what is really black of it.
struct LineBoxes {
  Box logical, ink;
};
std::vector<LineBoxes> line_boxes(const Paragraph& paragraph);

// The bytes before which a line may break (UAX #14), without 0 and the end.
std::vector<std::size_t> break_opportunities(const Paragraph& paragraph);

}  // namespace anlaufstelle::text
