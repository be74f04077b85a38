// SPDX-License-Identifier: EUPL-1.2
#include <doctest/doctest.h>

#include <algorithm>
#include <cmath>

#include "tests/kiosk/text/text_fixture.h"

namespace anlaufstelle::text {
namespace {

const char* const kMixed[] = {
    "Hallo Welt",
    "مرحبا بالعالم",
    "Name: محمد aus حلب (Syrien)",
    "أسكن في Dresden منذ 2023 مع عائلتي",
    "مُحَمَّدٌ رَسُولٌ",
    "\u2066§ 25b AufenthG\u2069 هو القانون",
    "Тел. +49 351 123, спросить أحمد",
    "الله لا إله",
    "می\u200cخواهم",
    "é e\u0301 ẹ\u0301 n\u0303",
};

// Walks from one edge of the line to the other; each step must go on in the same direction for
// at least one of the two carets that stand at a boundary of directions.
void walk(const Paragraph& paragraph, std::size_t start, std::size_t length, int direction) {
  std::size_t at = start;
  float x = paragraph.strong_caret(at).x;
  std::size_t steps = 0;
  for (;; ++steps) {
    const std::size_t next = paragraph.move_visually(at, direction);
    if (next == at) break;
    REQUIRE(steps <= length);
    const float strong = paragraph.strong_caret(next).x, weak = paragraph.weak_caret(next).x;
    const auto ahead = [&](float to) { return (to - x) * static_cast<float>(direction) >= -0.6f; };
    CHECK((ahead(strong) || ahead(weak)));
    if (ahead(strong) && ahead(weak)) {
      x = std::fabs(strong - x) < std::fabs(weak - x) ? strong : weak;
    } else {
      x = ahead(strong) ? strong : weak;
    }
    at = next;
  }
  CHECK(steps > 4);
  CHECK(std::fabs(x - (direction > 0 ? paragraph.width() : 0)) < 1);
}

TEST_CASE("the caret walks mixed text from edge to edge without turning back") {
  const TextFixture fixture;
  for (const char* text : kMixed) {
    CAPTURE(std::string(text));
    const std::size_t length = std::string_view(text).size();
    const auto ltr = fixture.engine->layout(fixture.german(text));
    walk(*ltr, 0, length, 1);
    walk(*ltr, length, length, -1);
    const auto rtl = fixture.engine->layout(fixture.in_arabic(text));
    walk(*rtl, length, length, 1);
    walk(*rtl, 0, length, -1);
  }
}

TEST_CASE("a tap on either half of a letter with marks finds its nearer edge") {
  const TextFixture fixture;
  for (const char* text : {"مُحَمَّدٌ رَسُولٌ", "بِسْمِ", "é e\u0301x ẹ\u0301n\u0303", "Dresden"}) {
    CAPTURE(std::string(text));
    const auto paragraph = fixture.engine->layout(fixture.in_arabic(text));
    const std::size_t length = std::string_view(text).size();
    int letters = 0;
    for (std::size_t at = 0; at < length; at = paragraph->next_grapheme(at)) {
      const std::size_t next = paragraph->next_grapheme(at);
      // Both edges seen from inside the run: the box of the letter itself.
      const auto boxes = paragraph->selection(at, next);
      if (boxes.size() != 1 || boxes[0].w < 4 || text[at] == ' ') continue;
      ++letters;
      const auto lead = static_cast<unsigned char>(text[at]);
      const bool from_right = lead >= 0xD8 && lead <= 0xDF;  // Arabic in UTF-8
      const Box box = boxes[0];
      const float y = box.y + box.h / 2;
      const float left = box.x + box.w / 4, right = box.x + box.w * 3 / 4;
      CHECK(paragraph->hit(from_right ? right : left, y) == at);
      CHECK(paragraph->hit(from_right ? left : right, y) == next);
    }
    CHECK(letters >= 3);
  }
}

TEST_CASE("a tap beside the text finds the ends of its line") {
  const TextFixture fixture;
  const std::string text = "Guten Tag und herzlich willkommen";
  const auto paragraph = fixture.engine->layout(fixture.german(text, 250));
  REQUIRE(paragraph->line_count() == 2);
  CHECK(paragraph->hit(-20, 5) == 0);
  CHECK(paragraph->hit(900, 900) == text.size());
  const std::size_t end_of_first = paragraph->hit(900, 5);
  CHECK(paragraph->strong_caret(end_of_first).y == paragraph->strong_caret(0).y);
  const auto lines = fixture.engine->layout(fixture.german("ab\ncd"));
  CHECK(lines->hit(900, 5) == 2);
  CHECK(lines->hit(-5, 900) == 3);
}

TEST_CASE("backspace takes one mark, one letter or one whole sign") {
  const TextFixture fixture;
  const auto from = [&](const std::string& text) {
    const auto paragraph = fixture.engine->layout(fixture.in_arabic(text));
    return text.size() - paragraph->backspace_from(text.size());
  };
  CHECK(from("آ") == 2);  // the whole letter, not its madda only
  CHECK(from("أ") == 2);
  CHECK(from("بَ") == 2);  // the vowel mark, the letter stays
  CHECK(from("بَّ") == 2);
  CHECK(from("ä") == 2);
  CHECK(from("x") == 1);
  CHECK(from("й") == 2);
  CHECK(from("a\n") == 1);
  CHECK(from("") == 0);
}

TEST_CASE("steps by grapheme keep letters and their marks together") {
  const TextFixture fixture;
  const std::string text = "بَّä";
  const auto paragraph = fixture.engine->layout(fixture.german(text));
  CHECK(paragraph->next_grapheme(0) == 6);
  CHECK(paragraph->next_grapheme(6) == 8);
  CHECK(paragraph->next_grapheme(8) == 8);
  CHECK(paragraph->previous_grapheme(8) == 6);
  CHECK(paragraph->previous_grapheme(6) == 0);
  CHECK(paragraph->previous_grapheme(0) == 0);
  CHECK(paragraph->next_grapheme(999) == 8);
}

TEST_CASE("a selection across directions has a box for each piece") {
  const TextFixture fixture;
  const auto paragraph = fixture.engine->layout(fixture.german("abc سلام def"));
  const auto whole = paragraph->selection(0, 16);
  float sum = 0;
  for (const Box& box : whole) sum += box.w;
  CHECK(sum == doctest::Approx(paragraph->width()).epsilon(0.01));
  CHECK(paragraph->selection(2, 6).size() == 2);
  CHECK(paragraph->selection(4, 4).empty());
  const auto wrapped = fixture.engine->layout(fixture.german("eins zwei drei vier", 100));
  CHECK(wrapped->selection(0, 19).size() == static_cast<std::size_t>(wrapped->line_count()));
}

}  // namespace
}  // namespace anlaufstelle::text
