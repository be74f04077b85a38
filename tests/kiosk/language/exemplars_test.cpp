// SPDX-License-Identifier: EUPL-1.2
#include <doctest/doctest.h>

#include <algorithm>

#include "kiosk/language/language.h"

using namespace anlaufstelle;

namespace {

bool has(const char* tag, const char* letter) {
  const std::vector<std::string> letters = language::exemplar_letters(tag);
  return std::find(letters.begin(), letters.end(), letter) != letters.end();
}

}  // namespace

TEST_CASE("exemplar letters are those of the language, with its capitals") {
  CHECK(has("de", "ß"));
  CHECK(has("de", "Ü"));
  CHECK_FALSE(has("de", "é"));
  CHECK_FALSE(has("de", "Ss"));
  CHECK(has("tr", "İ"));
  CHECK(has("tr", "ı"));
  CHECK(has("ckb", "ھ"));
  CHECK(has("kmr", "ş"));
  CHECK(has("de-x-simple", "Ä"));
  CHECK(has("fa-AF", "پ"));
}

TEST_CASE("Georgian and Ethiopic letters have no capitals") {
  CHECK(language::exemplar_letters("ka").size() == 33);
  CHECK(language::exemplar_letters("ti").size() == 301);
  CHECK(language::exemplar_letters("am").size() == 282);
}

TEST_CASE("a language that ICU doesn't know has no exemplar letters") {
  CHECK(language::exemplar_letters("qtx").empty());
  CHECK(language::exemplar_letters("").empty());
}

TEST_CASE("composing joins a letter and its mark where Unicode has one character for both") {
  CHECK(language::compose("e\u0301") == "é");
  CHECK(language::compose("ê\u0323") == "ệ");
  CHECK(language::compose("ا\u0653") == "آ");
  CHECK(language::compose("ب\u064E") == "ب\u064E");
  CHECK(language::compose("") == "");
}
