// SPDX-License-Identifier: EUPL-1.2
#include "kiosk/text/moved_spans.h"

#include <doctest/doctest.h>

#include <string>

#include "kiosk/language/language.h"

namespace anlaufstelle::text {

TEST_CASE("a span still covers its words when isolates have been put around others") {
  const std::string plain = "المادة § 25b AufenthG تقول: نعم أو لا";
  const std::string isolated = language::isolate_runs(plain, language::Direction::kRightToLeft);
  REQUIRE(isolated.size() > plain.size());
  const std::string words = "نعم", law = "25b";
  const std::vector<Span> spans{
      {plain.find(words), plain.find(words) + words.size(), true, false, -1},
      {plain.find(law), plain.find(law) + law.size(), false, false, 3}};
  const auto moved = move_spans(plain, isolated, spans);
  CHECK(isolated.substr(moved[0].begin, moved[0].end - moved[0].begin) == words);
  CHECK(isolated.substr(moved[1].begin, moved[1].end - moved[1].begin) == law);
  CHECK(moved[0].bold);
  CHECK(moved[1].link == 3);
}

TEST_CASE("a span to the very end doesn't take the closing isolate with it") {
  const std::string plain = "نص ab", isolated = "نص \u2066ab\u2069";
  const std::vector<Span> spans{{plain.size() - 2, plain.size(), false, false, 0}};
  const auto moved = move_spans(plain, isolated, spans);
  CHECK(isolated.substr(moved[0].begin, moved[0].end - moved[0].begin) == "ab");
}

TEST_CASE("a span still covers its words when spaces have become no-break spaces") {
  const std::string plain = "Nach § 25b Abs. 1 bis 19. August";
  std::string buffer;
  const std::string prepared(
      language::prepare_text(plain, language::Direction::kLeftToRight, buffer));
  REQUIRE(prepared.size() == plain.size() + 3);
  const auto covered = [&](std::size_t begin, std::size_t end) {
    const std::vector<Span> spans{{begin, end, true, false, -1}};
    const auto moved = move_spans(plain, prepared, spans);
    return prepared.substr(moved[0].begin, moved[0].end - moved[0].begin);
  };
  const std::size_t law = plain.find("§"), number = plain.find("25b"), month = plain.find("August");
  CHECK(covered(law, number + 3) == "§\u00A025b");
  CHECK(covered(number, number + 3) == "25b");
  CHECK(covered(law, number) == "§\u00A0");  // ends with the space itself
  CHECK(covered(month, plain.size()) == "August");
  CHECK(covered(month - 4, plain.size()) == "19.\u00A0August");
}

TEST_CASE("a span beyond the text is cut to it") {
  const std::vector<Span> spans{{1, 99, true, false, -1}};
  const auto moved = move_spans("abc", "abc", spans);
  CHECK(moved[0].begin == 1);
  CHECK(moved[0].end == 3);
}

}  // namespace anlaufstelle::text
