// SPDX-License-Identifier: EUPL-1.2
#include "kiosk/pages/page_text.h"

#include <doctest/doctest.h>

using namespace anlaufstelle::pages;

namespace {

Block block(Block::Kind kind, std::string text, int ordinal = 0) {
  Block made;
  made.kind = kind;
  made.ordinal = ordinal;
  made.text = std::move(text);
  return made;
}

Page page() {
  Page made;
  made.title = "Briefe";
  made.blocks = {block(Block::Kind::kParagraph, "Eine Frist ist ein Tag."),
                 block(Block::Kind::kHeading, "Was tun?"),
                 block(Block::Kind::kListItem, "Den Umschlag aufheben"),
                 block(Block::Kind::kListItem, "Zum Empfang gehen", 2)};
  return made;
}

}  // namespace

TEST_CASE("a page that fits is whole") {
  const PageText text = as_text(page(), 1000, "…", "Stand: heute");
  CHECK_FALSE(text.cut);
  CHECK(text.text ==
        "Briefe\nEine Frist ist ein Tag.\n\nWas tun?\n- Den Umschlag aufheben\n"
        "2. Zum Empfang gehen\n\nStand: heute");
}

TEST_CASE("at every length the text ends at a paragraph, says so, and fits") {
  const std::string whole = as_text(page(), 1000, "Mehr am Gerät", "Stand: heute").text;
  for (std::size_t most = 60; most < whole.size(); ++most) {
    CAPTURE(most);
    const PageText text = as_text(page(), most, "Mehr am Gerät", "Stand: heute");
    CHECK(text.text.size() <= most);
    CHECK(text.cut);
    CHECK(text.text.ends_with("\nMehr am Gerät\n\nStand: heute"));
    // A heading never stands alone before the note.
    CHECK(text.text.find("Was tun?\nMehr") == std::string::npos);
  }
  CHECK(as_text(page(), whole.size(), "Mehr am Gerät", "Stand: heute").text == whole);
}
