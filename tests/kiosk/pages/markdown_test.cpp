// SPDX-License-Identifier: EUPL-1.2
#include "kiosk/pages/markdown.h"

#include <doctest/doctest.h>

using namespace anlaufstelle;
using namespace anlaufstelle::pages;

TEST_CASE("a page's body splits into headings, paragraphs and list items with their lines") {
  const auto blocks = split_blocks(
      "# Eins\n\nErster Satz.\nZweiter Satz.\n\n- Punkt\n  geht weiter\n  - darunter\n2. Zweitens\n"
      "## Zwei\nDirekt danach.\n",
      7);
  REQUIRE(blocks.size() == 7);
  CHECK(blocks[0].kind == Block::Kind::kHeading);
  CHECK(blocks[0].markdown == "Eins");
  CHECK(blocks[0].line == 7);
  CHECK(blocks[1].kind == Block::Kind::kParagraph);
  CHECK(blocks[1].markdown == "Erster Satz. Zweiter Satz.");
  CHECK(blocks[1].line == 9);
  CHECK(blocks[2].kind == Block::Kind::kListItem);
  CHECK(blocks[2].markdown == "Punkt geht weiter");
  CHECK(blocks[2].level == 1);
  CHECK(blocks[3].level == 2);
  CHECK(blocks[4].ordinal == 2);
  CHECK(blocks[4].markdown == "Zweitens");
  CHECK(blocks[5].level == 2);
  CHECK(blocks[6].markdown == "Direkt danach.");
}

TEST_CASE("a backslash at a line's end keeps the line break inside a block") {
  const auto blocks = split_blocks("Hausnummer 3\\\n01067 Dresden\n", 1);
  REQUIRE(blocks.size() == 1);
  const auto inline_text = parse_inline(blocks[0].markdown);
  REQUIRE(inline_text);
  CHECK(inline_text->text == "Hausnummer 3\n01067 Dresden");
}

TEST_CASE("emphasis, strong words and links become spans over plain text") {
  const auto parsed =
      parse_inline("Sie dürfen **nicht** *allein* gehen: [Duldung](duldung.md) &amp; mehr");
  REQUIRE(parsed);
  CHECK(parsed->text == "Sie dürfen nicht allein gehen: Duldung & mehr");
  REQUIRE(parsed->spans.size() == 3);
  const auto piece = [&](std::size_t i) {
    return parsed->text.substr(parsed->spans[i].begin,
                               parsed->spans[i].end - parsed->spans[i].begin);
  };
  CHECK(piece(0) == "nicht");
  CHECK(parsed->spans[0].strong);
  CHECK(piece(1) == "allein");
  CHECK(parsed->spans[1].emphasis);
  CHECK_FALSE(parsed->spans[1].strong);
  CHECK(piece(2) == "Duldung");
  CHECK(parsed->spans[2].link == "duldung");
}

TEST_CASE("web addresses, pictures, code and quotes are refused in a page") {
  for (const std::string bad :
       {"[weg](https://example.org)", "![Bild](bild.png)", "`code`", "> Zitat", "[Amt](../amt)"}) {
    CAPTURE(bad);
    const auto parsed = parse_inline(bad);
    REQUIRE_FALSE(parsed);
    CHECK(parsed.error().code == ErrorCode::kInvalidInput);
  }
}

TEST_CASE("angle brackets stay words and never become HTML") {
  const auto parsed = parse_inline("Frist < 1 Woche <b>jetzt</b>");
  REQUIRE(parsed);
  CHECK(parsed->text == "Frist < 1 Woche <b>jetzt</b>");
}
