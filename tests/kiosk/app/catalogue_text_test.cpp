// SPDX-License-Identifier: EUPL-1.2
// Every string that the program ships, and the names and dates that ICU has for it, in the
// language and the fonts it is read in, prepared as the screens prepare it: shaped as HarfBuzz
// shapes it, in FriBidi's order, and with a glyph for every character, regular and bold.
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

// msgid and msgstr (no msgctxt) of every entry but the head, whose msgid is empty.
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
    if (line.starts_with("msgctxt")) {
      finish();
      continue;
    }
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

// The values of one list of a form: the <name> of each item of its instance.
std::vector<std::string> values_of_list(const std::string& xml, const std::string& list) {
  const std::size_t begin = xml.find("<instance id=\"" + list + "\">");
  const std::size_t end = xml.find("</instance>", begin);
  REQUIRE_MESSAGE(begin != std::string::npos, list);
  std::vector<std::string> values;
  for (std::size_t at = begin; (at = xml.find("<name>", at)) < end;) {
    at += 6;
    values.push_back(xml.substr(at, xml.find('<', at) - at));
  }
  CHECK_MESSAGE(values.size() > 20, list);
  return values;
}

// The names by code of the intake form's long lists.
void add_names(const language::Language& reader, std::set<std::string>& texts) {
  static const std::string form = read(kLocales / "forms" / "erstberatung.xml");
  static const auto countries = values_of_list(form, "staaten");
  static const auto languages = values_of_list(form, "sprachen");
  const language::Names names(reader);
  for (const std::string& code : countries) texts.insert(names.country(code));
  for (const std::string& tag : languages) texts.insert(names.language(tag));
}

// Months and days as a date question and a page show them.
void add_dates(const language::Language& reader, std::set<std::string>& texts) {
  for (unsigned number = 1; number <= 12; ++number) {
    const auto month = std::chrono::year(2026) / std::chrono::month(number);
    texts.insert(language::month_name(reader.tag, number));
    texts.insert(language::format_month(reader.tag, month));
    texts.insert(language::format_day(reader.tag, month / 28));
    texts.insert(language::second_calendar_month(reader, month));
    texts.insert(language::second_calendar_day(reader, month / 28));
  }
  texts.insert(language::second_calendar_year(reader, std::chrono::year(2026)));
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
  for (const auto& language : languages) {
    std::set<std::string>& own = texts[language.tag];
    own.insert(language.autonym);
    add_names(language, own);
    add_dates(language, own);
    own.erase("");  // what has no name, or no second calendar
  }
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
    std::string buffer;
    for (const std::string& plain : found->second) {
      const std::string_view words = language::prepare_text(plain, language.direction, buffer);
      for (const text::Weight weight : {text::Weight::kRegular, text::Weight::kBold}) {
        const auto paragraph = engine->layout({.text = words,
                                               .language = language.tag,
                                               .families = &language.font_families,
                                               .size_px = 22,
                                               .weight = weight,
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
  }
  CHECK(seen > 10000);
  for (std::string& difference : comparison.differences()) wrong.push_back(std::move(difference));
  CHECK(wrong.empty());
  for (std::size_t i = 0; i < wrong.size() && i < 10; ++i) MESSAGE(wrong[i]);
}
