// SPDX-License-Identifier: EUPL-1.2
#include "kiosk/text/sound_spec.h"

#include <doctest/doctest.h>

#include <cmath>

#include "tests/kiosk/text/text_fixture.h"

namespace anlaufstelle::text {
namespace {

TEST_CASE("bytes that are no UTF-8 become question marks and nothing moves") {
  CHECK_FALSE(mended("").has_value());
  CHECK_FALSE(mended("Straße سلام").has_value());
  CHECK(mended("a\xFF\xFE"
               "b") == "a??b");
  CHECK(mended("\xC3") == "?");
  CHECK(mended("\xED\xA0\x80") == "???");  // a surrogate
  CHECK(mended(std::string_view("a\0b", 3)) == "a?b");
  const TextFixture fixture;
  const auto paragraph =
      fixture.engine->layout(fixture.german("ab\xFF"
                                            "cd\xE2\x81"));
  CHECK(fixture.quads(*paragraph).size() == 7);
  CHECK(paragraph->next_grapheme(2) == 3);
  CHECK(fixture.engine->layout(fixture.german("ab\xFF"
                                              "cd\xE2\x81")) == paragraph);
}

TEST_CASE("a text beyond the limit is cut at a whole code point") {
  std::string text = "x";
  while (text.size() <= kMaxParagraphBytes) text += "ß";
  CHECK(layout_part(text).size() == kMaxParagraphBytes - 1);
  CHECK(layout_part("kurz") == "kurz");
  const TextFixture fixture;
  std::string million(1'000'000, 'a');
  const auto paragraph = fixture.engine->layout(fixture.german(million, 400));
  CHECK(paragraph->next_grapheme(million.size()) == kMaxParagraphBytes);
  CHECK(fixture.engine->layout(fixture.german(million, 400)) == paragraph);
}

TEST_CASE("lengths that are none become usable ones") {
  ParagraphSpec spec;
  spec.size_px = std::nanf("");
  spec.width_px = -3;
  spec.line_spacing = 0;
  const ParagraphSpec sound = bounded(spec);
  CHECK(sound.size_px == ParagraphSpec().size_px);
  CHECK(sound.width_px == 0);
  CHECK(sound.line_spacing == 0.5f);
  spec.size_px = 1e9f;
  spec.width_px = 2;
  CHECK(bounded(spec).size_px == kMaxSizePx);
  CHECK(bounded(spec).width_px == kMinWidthEm * kMaxSizePx);
}

TEST_CASE("a short text stays in the middle of a box that is too narrow to break lines in") {
  const TextFixture fixture;
  ParagraphSpec spec = fixture.german("ab", 40);  // less than the least width of a wrapped line
  spec.align = Align::kCenter;
  const Box ink = fixture.engine->layout(spec)->ink();
  CHECK(std::fabs(ink.x + ink.w / 2 - 20) < 3);
}

TEST_CASE("a place inside a code point stands for its beginning") {
  CHECK(code_point_start("aß", 2) == 1);
  CHECK(code_point_start("aß", 1) == 1);
  CHECK(code_point_start("aß", 99) == 3);
  const TextFixture fixture;
  const Span span{.begin = 2, .end = 99, .bold = true};
  auto spec = fixture.german("aßa");
  spec.spans = {&span, 1};
  CHECK(fixture.engine->layout(spec)->width() >
        fixture.engine->layout(fixture.german("aßa"))->width());
}

}  // namespace
}  // namespace anlaufstelle::text
