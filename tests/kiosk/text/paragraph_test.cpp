// SPDX-License-Identifier: EUPL-1.2
#include <doctest/doctest.h>

#include <cmath>

#include "tests/kiosk/text/text_fixture.h"

namespace anlaufstelle::text {
namespace {

TEST_CASE("Arabic letters join instead of standing alone") {
  const TextFixture fixture;
  const auto width = [&](const char* text) {
    return fixture.engine->layout(fixture.in_arabic(text))->width();
  };
  const float alone = width("ب");
  CHECK(width("ببب") < 3 * alone - 5);
  // Zero-width non-joiners take the letters apart again.
  CHECK(width("ب\u200cب\u200cب") == doctest::Approx(3 * alone).epsilon(0.01));
  // Lam and alef make one ligature.
  CHECK(width("لا") < width("ل\u200cا") - 3);
  // Vowel marks take no room of their own.
  CHECK(width("بَ") == doctest::Approx(alone).epsilon(0.01));
}

TEST_CASE("right-to-left text starts at the right edge and left-to-right text at the left") {
  const TextFixture fixture;
  struct Case {
    bool rtl;
    Align align;
    bool at_right;
  };
  for (const Case& c : {Case{true, Align::kStart, true}, Case{true, Align::kEnd, false},
                        Case{false, Align::kStart, false}, Case{false, Align::kEnd, true}}) {
    CAPTURE(c.rtl);
    auto spec = c.rtl ? fixture.in_arabic("سلام", 300) : fixture.german("Hallo", 300);
    spec.align = c.align;
    const Box ink = fixture.engine->layout(spec)->ink();
    CHECK((ink.x + ink.w > 295) == c.at_right);
    CHECK((ink.x < 5) == !c.at_right);
  }
  auto spec = fixture.german("Hallo", 300);
  spec.align = Align::kCenter;
  const Box ink = fixture.engine->layout(spec)->ink();
  CHECK(ink.x + ink.w / 2 == doctest::Approx(150).epsilon(0.02));
}

TEST_CASE("automatic direction follows the words, and without words the language") {
  const TextFixture fixture;
  const auto left_of_ink = [&](ParagraphSpec spec) {
    spec.direction = BaseDirection::kAuto;
    return fixture.engine->layout(spec)->ink().x;
  };
  CHECK(left_of_ink(fixture.german("سلام", 300)) > 200);
  CHECK(left_of_ink(fixture.german("Hallo", 300)) < 5);
  CHECK(left_of_ink(fixture.in_arabic("Hallo", 300)) < 5);
  CHECK(left_of_ink(fixture.in_arabic("سلام", 300)) > 200);
  CHECK(left_of_ink(fixture.german("123", 300)) < 5);
  CHECK(left_of_ink(fixture.in_arabic("123", 300)) > 200);
}

TEST_CASE("a paragraph wraps at its width and breaks at line feeds") {
  const TextFixture fixture;
  const char* text = "Sie müssen diese Frage nicht beantworten, wenn Sie nicht wollen.";
  const auto one = fixture.engine->layout(fixture.german(text));
  CHECK(one->line_count() == 1);
  const auto wrapped = fixture.engine->layout(fixture.german(text, 200));
  CHECK(wrapped->line_count() >= 3);
  CHECK(wrapped->width() <= 200);
  CHECK(wrapped->height() > 2.5f * one->height());
  CHECK(fixture.engine->layout(fixture.german("eins\nzwei\n\ndrei"))->line_count() == 4);
  const auto word = fixture.engine->layout(
      fixture.german("Aufenthaltsgestattungsverlängerungsantragsformular", 120));
  CHECK(word->width() <= 120);
  CHECK(word->line_count() > 3);
}

TEST_CASE("a word breaks without a hyphen unless it brings a soft one") {
  const TextFixture fixture;
  const auto drawn = [&](const char* text) {
    const auto paragraph = fixture.engine->layout(fixture.german(text, 90));
    REQUIRE(paragraph->line_count() == 2);
    return fixture.quads(*paragraph).size();
  };
  CHECK(drawn("hilfe@anlauf.de") == 15);
  CHECK(drawn("0123456789012") == 13);
  CHECK(drawn("Aufent\u00ADhalts") == 11 + 1);
}

TEST_CASE("line spacing stretches the distance of baselines") {
  const TextFixture fixture;
  auto spec = fixture.german("eins\nzwei\ndrei");
  spec.line_spacing = 1.0f;
  const auto tight = fixture.engine->layout(spec);
  spec.line_spacing = 2.0f;
  const auto wide = fixture.engine->layout(spec);
  const auto step = [](const Paragraph& paragraph) {
    return paragraph.strong_caret(5).y - paragraph.strong_caret(0).y;
  };
  CHECK(step(*wide) == doctest::Approx(2 * step(*tight)).epsilon(0.05));
}

TEST_CASE("a seven has the shape that readers of Dari and Pashto know, and the Urdu one in Urdu") {
  TextFixture text;
  const auto drawn = [&](std::string_view digit, std::string_view language) {
    ParagraphSpec spec = text.in_arabic(digit);
    spec.language = language;
    return text.picture(*text.engine->layout(spec), 40, 40);
  };
  const auto arabic_seven = drawn("\u0667", "ar");  // the same shape as the Persian one
  CHECK(drawn("\u06F7", "fa-AF") == arabic_seven);
  CHECK(drawn("\u06F7", "ps") == arabic_seven);
  CHECK(drawn("\u06F7", "ur") != arabic_seven);
}

TEST_CASE("however many lines of whatever size, a height is a number") {
  TextFixture text;
  const std::string lines(kMaxParagraphBytes, '\n');
  ParagraphSpec spec = text.german(lines);
  spec.size_px = kMaxSizePx;
  spec.line_spacing = 4;
  const auto paragraph = text.engine->layout(spec);
  CHECK(paragraph->height() > 0);
  CHECK(paragraph->line_count() > 16'000);
}

TEST_CASE("an empty paragraph has the height of a line and a caret") {
  const TextFixture fixture;
  const auto empty = fixture.engine->layout(fixture.german("", 100));
  CHECK(empty->line_count() == 1);
  CHECK(empty->height() > 20);
  CHECK(empty->strong_caret(0).h > 20);
  CHECK(empty->strong_caret(0).x == 0);
  CHECK(fixture.engine->layout(fixture.in_arabic("", 100))->strong_caret(0).x ==
        doctest::Approx(100));
  CHECK(empty->hit(50, 10) == 0);
  CHECK(fixture.quads(*empty).empty());
}

TEST_CASE("four thousand characters lay out and draw") {
  const TextFixture fixture;
  std::string text;
  while (text.size() < 8000) text += "أحتاج إلى مساعدة في طلب اللجوء، ";
  const auto paragraph = fixture.engine->layout(fixture.in_arabic(text, 900));
  CHECK(paragraph->line_count() > 20);
  CHECK(paragraph->unknown_glyphs() == 0);
  CHECK(fixture.quads(*paragraph).size() > 3000);
}

TEST_CASE("a link is found on every line it stands on and nowhere else") {
  const TextFixture fixture;
  const std::string text = "Mehr dazu: Hilfe bei der Wohnungssuche in Dresden und Umgebung.";
  const std::size_t begin = text.find("Hilfe"), end = text.find(" und");
  const Span span{.begin = begin, .end = end, .link = 7};
  auto spec = fixture.german(text, 260);
  spec.spans = {&span, 1};
  const auto paragraph = fixture.engine->layout(spec);
  const auto boxes = paragraph->link_boxes(7);
  REQUIRE(boxes.size() >= 2);
  for (const Box& box : boxes) {
    CHECK(paragraph->link_at(box.x + box.w / 2, box.y + box.h / 2) == 7);
    CHECK(box.x + box.w <= 260);
  }
  CHECK(boxes[1].y > boxes[0].y);
  CHECK_FALSE(paragraph->link_at(2, 5).has_value());
  CHECK_FALSE(paragraph->link_at(boxes[0].x + 2, -5).has_value());
  CHECK(paragraph->link_boxes(3).empty());
  int linked = 0;
  for (const GlyphQuad& quad : fixture.quads(*paragraph)) {
    REQUIRE((quad.link == -1 || quad.link == 7));
    linked += quad.link == 7;
  }
  CHECK(linked == 33);  // letters of the link without its spaces
}

TEST_CASE("quads stand at whole pixels and move with the paragraph") {
  const TextFixture fixture;
  const auto paragraph = fixture.engine->layout(fixture.german("Grüße\naus Dresden"));
  const auto here = fixture.quads(*paragraph, 0, 0);
  const auto there = fixture.quads(*paragraph, 100.3f, 49.8f);
  REQUIRE(here.size() == there.size());
  for (std::size_t i = 0; i < here.size(); ++i) {
    CHECK(here[i].x0 == std::floor(here[i].x0));
    CHECK(here[i].y0 == std::floor(here[i].y0));
    CHECK(there[i].x0 - here[i].x0 == 100);
    CHECK(there[i].y1 - here[i].y1 == 50);
  }
}

}  // namespace
}  // namespace anlaufstelle::text
