// SPDX-License-Identifier: EUPL-1.2
// Every string that the program ships, in the language and the fonts it is read in: shaped as
// HarfBuzz shapes it, in FriBidi's order once isolated, and with a glyph for every character.
#include <doctest/doctest.h>

#include <fstream>
#include <map>
#include <set>

#include "kiosk/app/languages_file.h"
#include "kiosk/text/text_engine.h"
#include "storage/base/file.h"
#include "tests/kiosk/text/shaping_reference.h"

using namespace anlaufstelle;
namespace fs = std::filesystem;

namespace {

const fs::path kLocales = fs::path(SOURCE_DIR) / "locales";

std::string read(const fs::path& file) {
  const auto bytes = read_file(file, 8u << 20);
  REQUIRE_MESSAGE(bytes.ok(), file.string());
  return std::string(as_text(*bytes));
}

// What stands between the quotes of a line of a .po file.
std::string unquoted(const std::string& line) {
  std::string text;
  for (std::size_t i = line.find('"') + 1; i < line.size() && line[i] != '"'; ++i) {
    if (line[i] == '\\' && i + 1 < line.size()) {
      ++i;
      text += line[i] == 'n' ? '\n' : line[i] == 't' ? '\t' : line[i];
    } else {
      text += line[i];
    }
  }
  return text;
}

struct Texts {
  std::set<std::string> german, translated;
};

// msgid and msgstr of every entry but the head, whose msgid is empty.
Texts texts_of_po(const fs::path& file) {
  Texts texts;
  std::ifstream lines(file);
  std::string current;
  bool german = false, head = false;
  const auto finish = [&] {
    if (german) head = current.empty();
    if (!current.empty() && !head) (german ? texts.german : texts.translated).insert(current);
    current.clear();
  };
  for (std::string line; std::getline(lines, line);) {
    if (line.starts_with("msgid") || line.starts_with("msgstr")) {
      finish();
      german = line.starts_with("msgid");
    }
    if (!line.starts_with("#") && line.find('"') != std::string::npos) current += unquoted(line);
  }
  finish();
  return texts;
}

// The <value>s of each <translation lang="…"> of a form.
std::map<std::string, std::set<std::string>> texts_of_form(const std::string& xml) {
  std::map<std::string, std::set<std::string>> texts;
  std::string tag;
  for (std::size_t at = 0; (at = xml.find('<', at)) != std::string::npos; ++at) {
    if (xml.compare(at, 12, "<translation") == 0) {
      const std::size_t begin = xml.find("lang=\"", at) + 6;
      tag = xml.substr(begin, xml.find('"', begin) - begin);
    } else if (xml.compare(at, 7, "<value>") == 0) {
      texts[tag].insert(xml.substr(at + 7, xml.find("</value>", at) - at - 7));
    }
  }
  return texts;
}

// By language tag.
std::map<std::string, std::set<std::string>> every_text(
    const std::vector<language::Language>& languages) {
  std::map<std::string, std::set<std::string>> texts;
  for (const auto& entry : fs::recursive_directory_iterator(kLocales / "po")) {
    if (entry.path().extension() != ".po") continue;
    Texts found = texts_of_po(entry.path());
    CHECK_MESSAGE(!found.german.empty(), entry.path().string());
    texts["de"].merge(found.german);
    texts[entry.path().stem().string()].merge(found.translated);
  }
  for (const auto& entry : fs::directory_iterator(kLocales / "forms")) {
    if (entry.path().extension() != ".xml") continue;
    for (auto& [tag, found] : texts_of_form(read(entry.path()))) texts[tag].merge(found);
  }
  // The start screen shows every autonym whatever the language, in the language's own fonts.
  for (const auto& language : languages) texts[language.tag].insert(language.autonym);
  return texts;
}

}  // namespace

TEST_CASE("every text of every language is whole, well shaped and in order") {
  const auto offered = app::load_languages(kLocales / "languages.toml", {});
  REQUIRE(offered.ok());
  const auto texts = every_text(offered->languages);
  const auto engine = text::TextEngine::create(offered->font_files).value();
  text::ShapingComparison comparison;
  std::vector<std::string> wrong;
  std::size_t seen = 0;
  for (const language::Language& language : offered->languages) {
    const auto found = texts.find(language.tag);
    REQUIRE_MESSAGE(found != texts.end(), language.tag);
    const auto direction = language.direction == language::Direction::kRightToLeft
                               ? text::BaseDirection::kRightToLeft
                               : text::BaseDirection::kLeftToRight;
    for (const std::string& plain : found->second) {
      const std::string words = language::isolate_runs(plain, language.direction);
      const auto paragraph = engine->layout({.text = words,
                                             .language = language.tag,
                                             .families = &language.font_families,
                                             .size_px = 22,
                                             .direction = direction,
                                             .spans = {}});
      ++seen;
      if (paragraph->unknown_glyphs() > 0) wrong.push_back(language.tag + " no glyph: " + plain);
      if (text::visual_order(*paragraph, words) !=
          text::fribidi_order(*paragraph, words, direction, direction))
        wrong.push_back(language.tag + " order: " + plain);
      comparison.add(*paragraph, words);
    }
  }
  CHECK(seen > 1000);
  for (std::string& difference : comparison.differences()) wrong.push_back(std::move(difference));
  CHECK(wrong.empty());
  for (std::size_t i = 0; i < wrong.size() && i < 10; ++i) MESSAGE(wrong[i]);
}
