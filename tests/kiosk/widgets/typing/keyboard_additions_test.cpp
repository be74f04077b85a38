// SPDX-License-Identifier: EUPL-1.2
#include "kiosk/widgets/typing/keyboard_additions.h"

#include <doctest/doctest.h>

#include <algorithm>

#include "kiosk/widgets/typing/ethiopic.h"

namespace anlaufstelle::widgets {

namespace {

KeyboardAdditions parsed(std::string_view text) {
  const auto additions = parse_keyboard_additions(text);
  REQUIRE_MESSAGE(additions.ok(), additions.error().context);
  return *additions;
}

}  // namespace

TEST_CASE("additions replace rows, continue them and bring variants") {
  const KeyboardAdditions additions = parsed(
      "# a comment\n"
      "[us]\n"
      "row 2 = q/Q w/W\n"
      "row 4 + ;/: //?\n"
      "q/Q: œ/Œ ◌́\n");
  REQUIRE(additions.find("us") != nullptr);
  const KeyboardLayout layout = load_keyboard_layout("us", additions);
  REQUIRE(layout.rows[1].size() == 2);
  CHECK(layout.rows[1][1].shifted == "W");
  CHECK(layout.rows[3].back().plain == "/");
  CHECK(layout.rows[3].back().shifted == "?");
  REQUIRE(layout.variants_of("q") != nullptr);
  CHECK(layout.variants_of("q")->texts == std::vector<std::string>{"œ", "\u0301"});
  CHECK(layout.variants_of("Q")->texts == std::vector<std::string>{"Œ"});
}

TEST_CASE("a layout can be of additions alone, and still has its digits") {
  const KeyboardLayout layout =
      load_keyboard_layout("own", parsed("[own]\nrow 2 = ა ბ\nsyllables 3 = መ\n"));
  CHECK(layout.name == "own");
  CHECK_FALSE(layout.latin);
  CHECK(layout.rows[0].size() == 10);
  CHECK(layout.rows[1].size() == 2);
  REQUIRE(layout.variants_of("መ") != nullptr);
  CHECK(layout.variants_of("መ")->on_tap);
}

TEST_CASE("additions for Latin letters reach every Latin layout and no other") {
  const KeyboardAdditions additions = parsed("[latin]\na: ā\n[every]\n-: –\n");
  const KeyboardLayout german = load_keyboard_layout("de", additions);
  const auto& of_a = german.variants_of("a")->texts;
  CHECK(std::find(of_a.begin(), of_a.end(), "ā") != of_a.end());
  const KeyboardLayout russian = load_keyboard_layout("ru", additions);
  CHECK(russian.variants_of("a") == nullptr);
  CHECK(russian.variants_of("-") != nullptr);
}

TEST_CASE("variants come from dead keys, AltGr and the shift of scripts without capitals") {
  const auto offers = [](const char* name, const char* key, const char* variant) {
    const KeyboardLayout layout = load_keyboard_layout(name, {});
    const KeyVariants* variants = layout.variants_of(key);
    return variants && std::find(variants->texts.begin(), variants->texts.end(), variant) !=
                           variants->texts.end();
  };
  CHECK(offers("de", "e", "é"));
  CHECK(offers("de", "E", "Ê"));
  CHECK(offers("de", "o", "ø"));
  CHECK(offers("ara", "ب", "پ"));
  CHECK(offers("pk", "س", "ص"));
  CHECK(offers("ge", "წ", "ჭ"));
  CHECK_FALSE(offers("de", "u", "ü"));  // has a key
  CHECK_FALSE(offers("ru", "е", "Е"));  // its capital
}

TEST_CASE("a line that isn't understood is named by its number") {
  for (const char* text : {"[us]\nrow 5 = a\n", "[us]\nrow 2 a\n", "row 2 = a\n", "[us]\nabc\n",
                           "[us]\n[us]\n", "[us]\n\xFF: a\n"}) {
    CAPTURE(text);
    const auto additions = parse_keyboard_additions(text);
    REQUIRE_FALSE(additions.ok());
    CHECK(additions.error().code == ErrorCode::kInvalidInput);
  }
  CHECK(parse_keyboard_additions("\n[us]\n\nabc\n").error().context.starts_with("line 4"));
}

TEST_CASE("an Ethiopic consonant has seven or eight orders, some with w as well") {
  CHECK(syllables_of("ሀ").size() == 8);
  CHECK(syllables_of("የ").size() == 8);
  CHECK(syllables_of("ዐ").size() == 7);
  const std::vector<std::string> q = syllables_of("ቀ");
  CHECK(q.size() == 13);
  CHECK(q.front() == "ቀ");
  CHECK(std::find(q.begin(), q.end(), "ቋ") != q.end());
  CHECK(syllables_of("a") == std::vector<std::string>{"a"});
}

}  // namespace anlaufstelle::widgets
