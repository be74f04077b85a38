// SPDX-License-Identifier: EUPL-1.2
#include <doctest/doctest.h>

#include <algorithm>

#include "kiosk/text/inspection.h"
#include "tests/kiosk/text/corpus.h"

namespace anlaufstelle::text {
namespace {

constexpr float kEm = 100;  // pixels

// The sign for "peace be upon him" is a word group in one glyph and hangs below any line of
// Debian's Nastaliq font.
bool has_ornament(const std::string& text) {
  return text.find("\uFDFA") != std::string::npos;
}

TEST_CASE("ink leaves a paragraph's box by no more than the overhang") {
  const auto engine = TextEngine::create(corpus_font_files()).value();
  float highest = 0;
  for (const CorpusLine& line : corpus()) {
    if (has_ornament(line.text)) continue;
    CAPTURE(line.text);
    for (const Weight weight : {Weight::kRegular, Weight::kBold}) {
      auto spec = corpus_spec(line);
      spec.size_px = kEm;
      spec.weight = weight;
      const auto paragraph = engine->layout(spec);
      const Box ink = paragraph->ink();
      if (ink.w == 0) continue;
      highest = std::max(highest, -ink.y);
      // Rows of one bold letter, which no word has, climb higher.
      CHECK((ink.y >= -kOverhang * kEm || (weight == Weight::kBold && line.tag == "letter-row")));
      CHECK(ink.x >= -kOverhang * kEm);
      CHECK(ink.x + ink.w <= paragraph->width() + kOverhang * kEm);
      CHECK(ink.y + ink.h <= paragraph->height() + 0.1f * kEm);
    }
  }
  // Nastaliq really does leave its box: callers must not clip at it.
  CHECK(highest > 0.4f * kEm);
}

// All lines of a language as one paragraph.
std::string words_of(const std::string& language, Weight weight) {
  std::string words;
  for (const CorpusLine& line : corpus()) {
    if (line.language != language || has_ornament(line.text)) continue;
    if (weight == Weight::kBold && line.tag == "letter-row") continue;
    words += line.text + " ";
  }
  std::erase(words, '\n');
  return words;
}

TEST_CASE("ink of neighbouring lines never meets, however a language's corpus wraps") {
  const auto engine = TextEngine::create(corpus_font_files()).value();
  for (const char* language : {"ur", "ar", "fa-AF", "ps", "ckb", "de", "vi", "ti", "pa"}) {
    CAPTURE(std::string(language));
    for (const Weight weight : {Weight::kRegular, Weight::kBold}) {
      const CorpusLine all{"", language, words_of(language, weight)};
      for (float width = 3 * kEm; width < 30 * kEm; width += 0.9f * kEm) {
        auto spec = corpus_spec(all, width);
        spec.size_px = kEm;
        spec.weight = weight;
        const auto lines = line_boxes(*engine->layout(spec));
        REQUIRE(lines.size() >= 3);
        for (std::size_t i = 1; i < lines.size(); ++i)
          CHECK(lines[i - 1].ink.y + lines[i - 1].ink.h <= lines[i].ink.y);
      }
    }
  }
}

}  // namespace
}  // namespace anlaufstelle::text
