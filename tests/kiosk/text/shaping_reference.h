// SPDX-License-Identifier: EUPL-1.2
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "kiosk/text/inspection.h"

namespace anlaufstelle::text {

// HarfBuzz's own command line, asked for all runs at once: `hb-shape --batch` takes a file of
// one job a line, so that thousands of runs cost one process.
class HbShape {
 public:
  // What the shaper is told must be what Pango tells it: font file and size (in Pango's units,
  // 1/1024 pixel), script, language, direction, the text around the run, clusters by character,
  // "beginning and end of text", and Pango's number for an invisible glyph. `text` is the whole
  // paragraph that the run stands in.
  void add(const ShapedRun& run, std::string_view text);
  // The glyphs of every job, in order. Empty if hb-shape (libharfbuzz-bin) doesn't run.
  [[nodiscard]] std::vector<std::vector<ShapedGlyph>> shape() const;

 private:
  std::string jobs_;
  std::vector<std::size_t> begins_;               // of each run in its paragraph
  std::vector<std::vector<std::size_t>> starts_;  // of each character in its run
};

// Compares the runs of many paragraphs with hb-shape. Tabs are left out, because a tab stop is
// Pango's and no glyph. Where a line wraps, Pango makes the space there invisible, with no width.
class ShapingComparison {
 public:
  void add(const Paragraph& paragraph, std::string_view text);
  // A line for each run that differs; "no hb-shape" if it is missing.
  [[nodiscard]] std::vector<std::string> differences() const;
  [[nodiscard]] std::size_t runs() const { return runs_.size(); }

 private:
  struct Run {
    ShapedRun ours;
    std::string words;
    bool wraps;  // ends a line that goes on in the next
  };
  HbShape peer_;
  std::vector<Run> runs_;
};

// The characters of each line (byte offsets into `text`) as they stand from left to right.
using VisualLines = std::vector<std::vector<std::size_t>>;
VisualLines visual_order(const Paragraph& paragraph, std::string_view text);
// The same lines as FriBidi's own reordering puts them (UAX #9), apart from Pango.
// `direction` is the base direction; with kAuto `otherwise` is that of text without letters.
VisualLines fribidi_order(const Paragraph& paragraph, std::string_view text,
                          BaseDirection direction, BaseDirection otherwise);

// Code points as U+0041 U+0301, for a message that shows what cannot be seen.
std::string code_points(std::string_view text);

}  // namespace anlaufstelle::text
