// SPDX-License-Identifier: EUPL-1.2
#include <doctest/doctest.h>

#include <algorithm>
#include <cmath>
#include <set>

#include "kiosk/text/inspection.h"
#include "tests/kiosk/text/corpus.h"
#include "tests/kiosk/text/text_fixture.h"
#include "tests/kiosk/text/utf8_text.h"

namespace anlaufstelle::text {
namespace {

// Every index that the caret visits from `start` until it stays.
std::vector<std::size_t> visited(const Paragraph& paragraph, std::size_t start, std::size_t length,
                                 int direction) {
  std::vector<std::size_t> path = {start};
  for (;;) {
    const std::size_t next = paragraph.move_visually(path.back(), direction);
    if (next == path.back()) return path;
    path.push_back(next);
    REQUIRE(path.size() <= length + 1);
  }
}

bool same_carets(const Paragraph& paragraph, std::size_t a, std::size_t b) {
  const auto near = [](const Box& one, const Box& other) {
    return std::fabs(one.x - other.x) < 0.01f;
  };
  return near(paragraph.strong_caret(a), paragraph.strong_caret(b)) &&
         near(paragraph.weak_caret(a), paragraph.weak_caret(b));
}

// One line, from its left edge to its right and back: only places where a caret may stand, each
// step ahead and to be seen, the same places both ways, and none left out that can be told apart.
void walk(const Paragraph& paragraph, std::size_t length) {
  const std::size_t leftmost = visited(paragraph, 0, length, -1).back();
  auto to_right = visited(paragraph, leftmost, length, 1);
  auto to_left = visited(paragraph, to_right.back(), length, -1);
  std::reverse(to_left.begin(), to_left.end());
  CHECK(to_right == to_left);
  for (std::size_t i = 1; i < to_right.size(); ++i) {
    CHECK(paragraph.strong_caret(to_right[i]).x >= paragraph.strong_caret(to_right[i - 1]).x);
    CHECK_FALSE(same_carets(paragraph, to_right[i], to_right[i - 1]));
  }
  std::set<std::size_t> places = {0};
  for (std::size_t at = 0; at < length;) places.insert(at = paragraph.next_grapheme(at));
  for (const std::size_t at : to_right) CHECK(places.count(at) == 1);
  for (const std::size_t at : places) {
    CHECK(std::any_of(to_right.begin(), to_right.end(),
                      [&](std::size_t seen) { return same_carets(paragraph, at, seen); }));
  }
}

TEST_CASE("the caret walks every line of the corpus from edge to edge and back") {
  const auto engine = TextEngine::create(corpus_font_files()).value();
  for (const CorpusLine& line : corpus()) {
    if (line.text.find('\n') != std::string::npos) continue;
    CAPTURE(line.text);
    for (const auto direction : {BaseDirection::kLeftToRight, BaseDirection::kRightToLeft}) {
      auto spec = corpus_spec(line);
      spec.direction = direction;
      walk(*engine->layout(spec), line.text.size());
    }
  }
}

TEST_CASE("the caret goes on to the next line where a line ends, and back") {
  const TextFixture fixture;
  const std::string text = "Guten Tag und herzlich\nwillkommen in سلام";
  for (const float width : {0.0f, 110.0f}) {
    const auto paragraph = fixture.engine->layout(fixture.german(text, width));
    auto there = visited(*paragraph, 0, text.size(), 1);
    auto back = visited(*paragraph, text.size(), text.size(), -1);
    std::reverse(back.begin(), back.end());
    CHECK(there == back);
    CHECK(there.size() >= 35);
    CHECK(there.back() == text.size());
  }
  const std::string arabic = "واحد اثنان\nثلاثة";
  const auto paragraph = fixture.engine->layout(fixture.in_arabic(arabic, 300));
  CHECK(visited(*paragraph, 0, arabic.size(), -1).back() == arabic.size());
  CHECK(visited(*paragraph, arabic.size(), arabic.size(), 1).back() == 0);
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

TEST_CASE("a tap on either half of any letter of the corpus finds its nearer edge") {
  const auto engine = TextEngine::create(corpus_font_files()).value();
  int letters = 0;
  for (const CorpusLine& line : corpus()) {
    CAPTURE(line.text);
    const auto paragraph = engine->layout(corpus_spec(line));
    for (const ShapedRun& run : shaped_runs(*paragraph)) {
      for (std::size_t at = run.begin; at < run.end;) {
        const std::size_t letter = at, next = paragraph->next_grapheme(at);
        at = next;
        const auto boxes = paragraph->selection(letter, next);
        // Invisible characters and parts of a ligature have no room of their own.
        if (boxes.size() != 1 || boxes[0].w < 2 || next > run.end) continue;
        ++letters;
        Box box = boxes[0];
        // Of two graphemes in one cluster (Gurmukhi), the first one's box is that of both.
        if (next < run.end && run.level == 0)
          box.w = std::min(box.w, paragraph->strong_caret(next).x - box.x);
        const float y = box.y + box.h / 2, left = box.x + box.w / 4, right = left + box.w / 2;
        const bool from_right = run.level % 2 == 1;
        CHECK(paragraph->hit(from_right ? right : left, y) == letter);
        CHECK(paragraph->hit(from_right ? left : right, y) == next);
      }
    }
  }
  CHECK(letters > 5000);
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

TEST_CASE("backspace at any place of the corpus takes a whole grapheme or its last mark") {
  const auto engine = TextEngine::create(corpus_font_files()).value();
  int marks = 0;
  for (const CorpusLine& line : corpus()) {
    CAPTURE(line.text);
    const auto paragraph = engine->layout(corpus_spec(line));
    for (std::size_t at = line.text.size(); at > 0; at = paragraph->previous_grapheme(at)) {
      const std::size_t from = paragraph->backspace_from(at);
      const std::size_t grapheme = paragraph->previous_grapheme(at);
      const std::size_t character = character_starts(line.text.substr(0, at)).back();
      CHECK((from == grapheme || from == character));
      marks += from != grapheme;
    }
  }
  CHECK(marks > 200);
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
