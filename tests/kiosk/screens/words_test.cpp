// SPDX-License-Identifier: EUPL-1.2
#include <doctest/doctest.h>

#include <filesystem>
#include <regex>
#include <set>

#include "kiosk/language/language.h"
#include "storage/base/file.h"
#include "tests/support/shipped_languages.h"

using namespace anlaufstelle;

namespace {

// Literals of one argument, put together: "a" "b" is one text.
std::string joined(const std::string& literals) {
  static const std::regex kLiteral(R"re("((?:[^"\\]|\\.)*)")re");
  std::string text;
  for (std::sregex_iterator it(literals.begin(), literals.end(), kLiteral), end; it != end; ++it) {
    text += (*it)[1];
  }
  return text;
}

std::set<std::string> words_in_screens() {
  static const std::regex kCall(R"re(\btr\(\s*((?:"(?:[^"\\]|\\.)*"\s*)+)\))re");
  std::set<std::string> words;
  for (const auto& file : std::filesystem::directory_iterator(SOURCE_DIR "/kiosk/screens")) {
    if (file.path().extension() != ".cpp") continue;
    const auto bytes = read_file(file.path(), 1u << 20);
    REQUIRE(bytes);
    const std::string source(as_text(*bytes));
    for (std::sregex_iterator it(source.begin(), source.end(), kCall), end; it != end; ++it) {
      words.insert(joined((*it)[1]));
    }
  }
  return words;
}

}  // namespace

TEST_CASE("everything that the screens say is translated") {
  const std::vector<language::Language>& languages = shipped_languages().languages;
  const auto catalogue =
      language::Catalogue::load(BINARY_DIR "/locales/mo", "interface", languages);
  REQUIRE(catalogue);
  const auto words = words_in_screens();
  CHECK(words.size() > 50);
  for (const std::string& german : words) {
    for (const auto& language : languages) {
      CAPTURE(language.tag);
      CAPTURE(german);
      CHECK(catalogue->has(language.tag, german));
    }
  }
  CHECK(catalogue
            ->plural("ru", "In {n} Sekunde endet der Besuch.", "In {n} Sekunden endet der Besuch.",
                     22)
            .find("22 секунды") != std::string::npos);
}
