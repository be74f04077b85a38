// SPDX-License-Identifier: EUPL-1.2
#include <doctest/doctest.h>

#include <algorithm>
#include <fstream>
#include <set>
#include <sstream>

#include "kiosk/text/inspection.h"
#include "tests/kiosk/text/corpus.h"
#include "tests/kiosk/text/shaping_reference.h"
#include "tests/kiosk/text/text_fixture.h"
#include "tests/kiosk/text/utf8_text.h"

namespace anlaufstelle::text {
namespace {

// One line of a Unicode break test: a text, and for each place between two characters whether
// there is a break, between which classes and by which rule.
struct BreakCase {
  struct Place {
    std::size_t byte;
    bool breaks;
    std::string rule;  // "AL × [28.0] AL"
  };
  std::string text;
  std::vector<Place> places;
};

// The class in the last parentheses of "LATIN SMALL LETTER A (AL)".
std::string class_of(const std::string& description) {
  const auto open = description.rfind('('), close = description.rfind(')');
  if (open == std::string::npos || close == std::string::npos) return description;
  return description.substr(open + 1, close - open - 1);
}

BreakCase parse_case(const std::string& line) {
  BreakCase result;
  const std::size_t hash = line.find('#');
  std::istringstream words(line.substr(0, hash));
  std::vector<bool> breaks;
  std::vector<std::size_t> bytes;
  for (std::string word; words >> word;) {
    if (word == "÷" || word == "×") {
      breaks.push_back(word == "÷");
      bytes.push_back(result.text.size());
    } else {
      append_utf8(result.text, static_cast<char32_t>(std::stoul(word, nullptr, 16)));
    }
  }
  // "÷ [0.2] NAME (Class) × [9.0] NAME (Class) ÷ [0.3]"
  std::vector<std::string> rules, classes;
  const std::string comment = line.substr(hash + 1);
  for (std::size_t at = comment.find('['); at != std::string::npos;) {
    const std::size_t end = comment.find(']', at), next = comment.find(" [", end);
    rules.push_back(comment.substr(at, end - at + 1));
    classes.push_back(class_of(comment.substr(end + 1, next - end)));
    at = next == std::string::npos ? next : next + 1;
  }
  for (std::size_t i = 1; i + 1 < breaks.size(); ++i) {
    result.places.push_back(
        {bytes[i], breaks[i],
         classes.at(i - 1) + (breaks[i] ? " ÷ " : " × ") + rules.at(i) + " " + classes.at(i)});
  }
  return result;
}

std::vector<BreakCase> cases_of(const char* file) {
  std::ifstream lines(std::string("/usr/share/unicode/auxiliary/") + file);
  std::vector<BreakCase> cases;
  for (std::string line; std::getline(lines, line);) {
    if (line.starts_with("÷") || line.starts_with("×")) cases.push_back(parse_case(line));
  }
  return cases;
}

// Characters of the classes that UAX #29 never parts from what stands before them (GB9, GB9a),
// without the joiner of emoji.
std::set<char32_t> extending_characters() {
  std::ifstream lines("/usr/share/unicode/auxiliary/GraphemeBreakProperty.txt");
  std::set<char32_t> characters;
  for (std::string line; std::getline(lines, line);) {
    if (line.find("; Extend ") == std::string::npos &&
        line.find("; SpacingMark ") == std::string::npos)
      continue;
    std::size_t digits = 0;
    const auto first = static_cast<char32_t>(std::stoul(line, &digits, 16));
    auto last = first;
    if (line.compare(digits, 2, "..") == 0)
      last = static_cast<char32_t>(std::stoul(line.substr(digits + 2), nullptr, 16));
    for (char32_t c = first; c <= last; ++c) characters.insert(c);
  }
  return characters;
}

// Where the caret may stand, found by stepping forwards; the same must be found backwards.
std::set<std::size_t> caret_places(const Paragraph& paragraph, std::size_t size) {
  std::set<std::size_t> forwards = {0}, backwards = {size};
  for (std::size_t at = 0; at < size;) {
    const std::size_t next = paragraph.next_grapheme(at);
    REQUIRE(next > at);
    forwards.insert(at = next);
  }
  for (std::size_t at = size; at > 0;) {
    const std::size_t previous = paragraph.previous_grapheme(at);
    REQUIRE(previous < at);
    backwards.insert(at = previous);
  }
  CHECK(forwards == backwards);
  return forwards;
}

TEST_CASE("the caret stands at the grapheme boundaries of Unicode's own test, and only there") {
  const TextFixture fixture;
  const auto cases = cases_of("GraphemeBreakTest.txt");
  REQUIRE(cases.size() >= 602);  // of Unicode 15.0
  for (const char* language : {"de", "ar", "pa", "th"}) {
    for (const BreakCase& c : cases) {
      auto spec = fixture.german(c.text);
      spec.language = language;
      const auto places = caret_places(*fixture.engine->layout(spec), c.text.size());
      for (const BreakCase::Place& place : c.places)
        CHECK_MESSAGE(places.count(place.byte) == (place.breaks ? 1u : 0u),
                      code_points(c.text) << " " << place.rule);
    }
  }
}

TEST_CASE("lines break where Unicode's own test breaks them, apart from Thai") {
  const TextFixture fixture;
  const auto cases = cases_of("LineBreakTest.txt");
  REQUIRE(cases.size() == 7654);
  // Letters of class SA need a dictionary (UAX #14, LB1). The test has none and takes them for
  // ordinary letters; Pango has libthai's and also breaks where other text touches Thai. This is
  // the only difference; no language of the kiosk is written with such letters.
  int beside_thai = 0;
  for (const BreakCase& c : cases) {
    const auto ours = break_opportunities(*fixture.engine->layout(fixture.german(c.text)));
    for (const BreakCase::Place& place : c.places) {
      const bool breaks = std::binary_search(ours.begin(), ours.end(), place.byte);
      if (breaks == place.breaks) continue;
      const bool has_thai = c.text.find("\u0E01") != std::string::npos;
      CHECK_MESSAGE(has_thai, code_points(c.text) << " " << place.rule);
      beside_thai += has_thai;
    }
  }
  CHECK(beside_thai == 46);
}

TEST_CASE("no caret place in the corpus stands before a mark") {
  const auto extending = extending_characters();
  REQUIRE(extending.size() > 2000);
  const auto engine = TextEngine::create(corpus_font_files()).value();
  int marks = 0;
  for (const CorpusLine& line : corpus()) {
    const auto places = caret_places(*engine->layout(corpus_spec(line)), line.text.size());
    const auto starts = character_starts(line.text);
    const auto characters = characters_of(line.text);
    for (std::size_t i = 1; i < characters.size(); ++i) {
      if (extending.count(characters[i]) == 0 || line.text[starts[i - 1]] == '\n') continue;
      ++marks;
      CHECK_MESSAGE(places.count(starts[i]) == 0, line.text << " byte " << starts[i]);
    }
  }
  CHECK(marks > 200);
}

}  // namespace
}  // namespace anlaufstelle::text
