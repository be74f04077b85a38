// SPDX-License-Identifier: EUPL-1.2
// gettext and ICU each have rules for plurals; a catalogue's header must part the numbers as ICU
// does for its language.
#include <doctest/doctest.h>
#include <unicode/plurrule.h>

#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <map>
#include <regex>
#include <sstream>

#include "kiosk/language/language.h"
#include "tests/support/temp_dir.h"

namespace anlaufstelle::language {
namespace {

// The line "Plural-Forms: …\n" of a catalogue's header, in quotes.
std::string plural_forms_of(const std::filesystem::path& po) {
  std::ifstream in(po);
  std::string line, rule;
  while (std::getline(in, line) && line.find("msgid \"\"") == std::string::npos) {
  }
  while (std::getline(in, line) && !line.empty()) {
    if (rule.empty() && line.find("Plural-Forms:") == std::string::npos) continue;
    rule += line.substr(1, line.size() - 2);
    if (rule.ends_with("\\n")) return rule;
  }
  return rule;
}

// The form that a rule chooses for 0…200, by the way that the program takes: msgfmt, catalogue.
std::vector<std::string> forms_by_gettext(const std::string& rule) {
  const TempDir folder;
  const auto messages = folder.path() / "xx/LC_MESSAGES";
  std::filesystem::create_directories(messages);
  std::smatch count;
  REQUIRE(std::regex_search(rule, count, std::regex("nplurals *= *([0-9]+)")));
  {
    std::ofstream po(messages / "p.po");
    po << "msgid \"\"\nmsgstr \"\"\n\"Content-Type: text/plain; charset=UTF-8\\n\"\n\"" << rule
       << "\"\n\nmsgid \"one\"\nmsgid_plural \"many\"\n";
    for (int i = 0; i < std::stoi(count[1]); ++i)
      po << "msgstr[" << i << "] \"form " << i << "\"\n";
  }
  const std::string command =
      "msgfmt -o '" + (messages / "p.mo").string() + "' '" + (messages / "p.po").string() + "'";
  REQUIRE(std::system(command.c_str()) == 0);
  std::vector<Language> languages(1);
  languages[0].tag = "xx";
  const auto catalogue = Catalogue::load(folder.path(), "p", languages);
  REQUIRE(catalogue);
  std::vector<std::string> forms;
  for (int n = 0; n <= 200; ++n) forms.push_back(catalogue->plural("xx", "one", "many", n));
  return forms;
}

std::vector<std::string> forms_by_icu(const std::string& tag) {
  UErrorCode status = U_ZERO_ERROR;
  const std::unique_ptr<icu::PluralRules> rules(icu::PluralRules::forLocale(
      icu::Locale::forLanguageTag(tag == "kmr" ? "ku" : tag, status), status));
  REQUIRE(U_SUCCESS(status));
  std::vector<std::string> forms;
  for (int n = 0; n <= 200; ++n) {
    std::string form;
    rules->select(static_cast<std::int32_t>(n)).toUTF8String(form);
    forms.push_back(form);
  }
  return forms;
}

// Whether the same numbers go together in both; the forms' names don't matter.
bool same_parts(const std::vector<std::string>& a, const std::vector<std::string>& b) {
  std::map<std::string, std::string> there, back;
  for (std::size_t n = 0; n < a.size(); ++n) {
    if (there.try_emplace(a[n], b[n]).first->second != b[n]) return false;
    if (back.try_emplace(b[n], a[n]).first->second != a[n]) return false;
  }
  return true;
}

TEST_CASE("every catalogue's plural rule parts the numbers as ICU does") {
  int seen = 0;
  for (const auto& file : std::filesystem::recursive_directory_iterator(SOURCE_DIR "/locales/po")) {
    if (file.path().extension() != ".po") continue;
    CAPTURE(file.path().string());
    const std::string rule = plural_forms_of(file.path());
    if (rule.empty()) continue;  // a catalogue without plurals needs no rule
    ++seen;
    CHECK(same_parts(forms_by_gettext(rule), forms_by_icu(file.path().stem().string())));
  }
  CHECK(seen >= 3);
}

TEST_CASE("a plural rule of another language is told from one's own") {
  const std::string english = "Plural-Forms: nplurals=2; plural=(n != 1);\\n";
  CHECK(same_parts(forms_by_gettext(english), forms_by_icu("en")));
  CHECK_FALSE(same_parts(forms_by_gettext(english), forms_by_icu("ru")));
  CHECK_FALSE(same_parts(forms_by_gettext(english), forms_by_icu("fa-AF")));
}

}  // namespace
}  // namespace anlaufstelle::language
