// SPDX-License-Identifier: EUPL-1.2
#include "kiosk/app/languages_file.h"

#include <doctest/doctest.h>

#include <algorithm>
#include <fstream>

#include "kiosk/text/text_engine.h"
#include "storage/base/file.h"
#include "tests/support/temp_dir.h"

using namespace anlaufstelle;
using namespace std::chrono_literals;

namespace {

const std::filesystem::path kFile = std::filesystem::path(SOURCE_DIR) / "locales/languages.toml";

constexpr const char* kHead = "order = [\"de\"]\n";  // line 1
constexpr const char* kFont = "[font.\"Noto Sans\"]\npackage = \"p\"\nfiles = [\"/dev/null\"]\n";
constexpr const char* kGerman =  // from line 5 on
    "[language.de]\nautonym = \"Deutsch\"\nscript = \"Latn\"\ndirection = \"ltr\"\n"
    "fonts = [\"Noto Sans\"]\nkeyboards = [\"de\"]\n";
constexpr const char* kDraft = "status = \"draft\"\n";  // line 11

Result<app::OfferedLanguages> load_text(const std::string& text) {
  const TempDir folder;
  const std::filesystem::path file = folder.path() / "languages.toml";
  std::ofstream(file) << text;
  return app::load_languages(file, {});
}

const language::Language& named(const app::OfferedLanguages& offered, const std::string& tag) {
  const auto found = std::find_if(offered.languages.begin(), offered.languages.end(),
                                  [&](const language::Language& one) { return one.tag == tag; });
  REQUIRE(found != offered.languages.end());
  return *found;
}

bool has_font(const app::OfferedLanguages& offered, std::string_view name) {
  return std::any_of(offered.font_files.begin(), offered.font_files.end(),
                     [&](const auto& file) { return file.filename() == name; });
}

// The shipped file with one more language.
std::string shipped_with(const std::string& tag, const std::string& entry) {
  std::string text(as_text(read_file(kFile, 1u << 20).value()));
  const std::string order = "order = [";
  text.insert(text.find(order) + order.size(), "\"" + tag + "\", ");
  return text + "\n[language." + tag + "]\nstatus = \"draft\"\n" + entry;
}

// Whether the language's own fonts have every letter of its name.
int unknown_glyphs(text::TextEngine& engine, const language::Language& one,
                   std::string_view words) {
  return engine
      .layout({.text = words,
               .language = one.tag,
               .families = &one.font_families,
               .size_px = 20,
               .spans = {}})
      ->unknown_glyphs();
}

}  // namespace

TEST_CASE("the shipped languages load in their order with all that they need") {
  const auto offered = app::load_languages(kFile, {});
  REQUIRE_MESSAGE(offered.ok(), offered.error().context);
  std::vector<std::string> tags;
  for (const language::Language& one : offered->languages) tags.push_back(one.tag);
  CHECK(tags == std::vector<std::string>{"ar", "ru", "fr", "en", "fa-AF", "ur", "ckb", "ka", "tr",
                                         "ps", "kmr", "de-x-simple", "de"});
  for (const language::Language& one : offered->languages) {
    CAPTURE(one.tag);
    const bool from_right = one.direction == language::Direction::kRightToLeft;
    CHECK(from_right == (one.script == "Arab" || one.script == "Aran"));
    CHECK(one.keyboard_layouts.back() == "de");
    CHECK_FALSE(one.reviewed);  // until a native reader has signed
  }
  CHECK(named(*offered, "ur").font_families.front() == "Noto Nastaliq Urdu");
  CHECK(named(*offered, "fa-AF").second_calendar == "persian");
  CHECK(named(*offered, "ckb").voice.empty());
  CHECK(named(*offered, "kmr").names.at("YT") == "Mayotte");
}

TEST_CASE("every shipped language's name is drawn without an unknown glyph") {
  const auto offered = app::load_languages(kFile, {});
  REQUIRE(offered);
  const auto engine = text::TextEngine::create(offered->font_files);
  REQUIRE(engine);
  (*engine)->begin_frame();
  for (const language::Language& one : offered->languages) {
    CAPTURE(one.tag);
    CHECK(unknown_glyphs(**engine, one, one.autonym) == 0);
    for (const auto& [code, name] : one.names) CHECK(unknown_glyphs(**engine, one, name) == 0);
  }
}

TEST_CASE("no shipped language lacks a country's name or mixes up the Kurdish ones") {
  const auto offered = app::load_languages(kFile, {});
  REQUIRE(offered);
  // Every code that has a name in German; not islands without people, groups of states, test codes.
  constexpr std::string_view kNoCountries = "AC AN CP EZ QO TA XA XB ZZ";
  const language::Names german(named(*offered, "de"));
  std::vector<std::string> countries;
  for (char a = 'A'; a <= 'Z'; ++a) {
    for (char b = 'A'; b <= 'Z'; ++b) {
      const std::string code{a, b};
      const bool is_country = kNoCountries.find(code) == std::string_view::npos;
      if (is_country && !german.country(code).empty()) countries.push_back(code);
    }
  }
  CHECK(countries.size() > 240);
  for (const language::Language& one : offered->languages) {
    CAPTURE(one.tag);
    const language::Names names(one);
    for (const std::string& code : countries) {
      CAPTURE(code);
      CHECK_FALSE(names.country(code).empty());
    }
    for (const char* tag : {"ar", "ce", "ckb", "emk", "fa", "fuf", "kmr", "pa", "prs", "sus"}) {
      CAPTURE(std::string(tag));
      CHECK_FALSE(names.language(tag).empty());
    }
    CHECK(names.language("kmr") != names.language("ckb"));
    CHECK(names.language("prs") != names.language("fa"));
  }
}

TEST_CASE("the settings choose languages and their order, and only their fonts are loaded") {
  const auto offered = app::load_languages(kFile, {"de", "ka"});
  REQUIRE(offered.ok());
  REQUIRE(offered->languages.size() == 2);
  CHECK(offered->languages[1].tag == "ka");
  CHECK(has_font(*offered, "NotoSans-Regular.ttf"));
  CHECK(has_font(*offered, "NotoSansGeorgian-Regular.ttf"));
  CHECK_FALSE(has_font(*offered, "NotoNastaliqUrdu-Regular.ttf"));
  CHECK_FALSE(has_font(*offered, "NotoSansEthiopic-Regular.ttf"));
}

TEST_CASE("an office may offer only German and what a native reader has signed") {
  auto offered = app::load_languages(kFile, {"ar", "de", "ka"});
  REQUIRE(offered.ok());
  offered->languages[2].reviewed = true;
  app::keep_reviewed(*offered);
  REQUIRE(offered->languages.size() == 2);
  CHECK(offered->languages[0].tag == "de");
  CHECK(offered->languages[1].tag == "ka");
}

TEST_CASE("a language that has no entry is named") {
  const auto languages = app::load_languages(kFile, {"de", "xx"});
  REQUIRE_FALSE(languages.ok());
  CHECK(languages.error().code == ErrorCode::kNotFound);
  CHECK(languages.error().context.find("xx") != std::string::npos);
}

TEST_CASE("a font that is not installed is named with its package") {
  const auto languages =
      load_text(std::string(kHead) +
                "[font.\"Noto Sans\"]\npackage = \"fonts-x\"\nfiles = [\"/no/font.ttf\"]\n" +
                kGerman + kDraft);
  REQUIRE_FALSE(languages.ok());
  CHECK(languages.error().code == ErrorCode::kNotFound);
  CHECK(languages.error().context == "font /no/font.ttf (Debian package fonts-x)");
}

TEST_CASE("what is wrong in the languages' file is said with its line") {
  const std::string good = std::string(kHead) + kFont + kGerman + kDraft;
  REQUIRE(load_text(good));
  struct Case {
    const char* what;  // replaced …
    const char* by;    // … by this
    const char* complaint;
  };
  for (const Case& c : std::initializer_list<Case>{
           {"\"ltr\"", "\"up\"", ":8: de.direction: allowed are"},
           {"\"ltr\"", "3", ":8: de.direction: a text in quotes is expected"},
           {"autonym", "autonyme", ":6: de.autonyme: unknown key"},
           {"\"Deutsch\"", "\"\"", ":6: de.autonym: needed"},
           {"\"Latn\"", "\"latin\"", ":7: de.script: four letters"},
           {"fonts = [\"Noto Sans\"]", "fonts = []", ":9: de.fonts: at least one"},
           {"fonts = [\"Noto Sans\"]", "fonts = [\"Arial\"]", ":9: de.fonts: there is no [font."},
           {"fonts = [\"Noto Sans\"]", "fonts = \"Noto Sans\"", ":9: de.fonts: a list of texts"},
           {"keyboards = [\"de\"]", "keyboards = [3]", ":10: de.keyboards: a list of texts"},
           {"keyboards = [\"de\"]\n", "", ":5: de.keyboards: at least one"},
           {"\"draft\"", "\"done\"", ":11: de.status: allowed are"},
           {"status = \"draft\"", "", ":5: de.status: allowed are"},
           {"\"draft\"", "\"reviewed\"", ":5: de.reviewed_by: needed when reviewed"},
           {"\"draft\"\n", "\"reviewed\"\nreviewed_by = \"A. B.\"\n", "reviewed_on: needed"},
           {"\"draft\"\n", "\"reviewed\"\nreviewed_by = \"\"\nreviewed_on = 2026-11-22\n",
            ":12: de.reviewed_by: a name"},
           {"\"draft\"\n", "\"reviewed\"\nreviewed_by = \"A\"\nreviewed_on = \"2026\"\n",
            ":13: de.reviewed_on: a day without quotes"},
           {"\"draft\"\n", "\"draft\"\nreviewed_by = \"A. B.\"\n", ":12: de.reviewed_by: a draft"},
           {"\"draft\"\n", "\"draft\"\nreviewed_on = 2026-11-22\n", ":12: de.reviewed_on: a draft"},
           {"\"draft\"\n", "\"draft\"\nfont_scale = 7\n", ":12: de.font_scale: a number from"},
           {"\"draft\"\n", "\"draft\"\nfallback = [\"xx\"]\n", ":12: de.fallback: no other"},
           {"\"draft\"\n", "\"draft\"\nfallback = [\"de\"]\n", ":12: de.fallback: no other"},
           {"\"draft\"\n", "\"draft\"\ncalendar = \"maya\"\n", ":12: de.calendar: allowed are"},
           {"\"draft\"\n", "\"draft\"\ncalendar_months = [\"a\"]\n",
            ":12: de.calendar_months: one"},
           {"\"draft\"\n", "\"draft\"\nnames = { SY = 3 }\n", ":12: de.names: SY: no name"},
           {"order = [\"de\"]", "order = []", "order: de has an entry and is missing"},
           {"order = [\"de\"]", "order = [\"de\", \"de\"]", ":1: languages.toml.order: de stands"},
           {"order = [\"de\"]", "order = [\"ar\"]", ":1: languages.toml.order: there is no"},
           {"order = [\"de\"]\n", "order = [\"de\"]\nfonts = 1\n",
            ":2: languages.toml.fonts: unkn"},
           {"package = \"p\"\n", "", "Noto Sans.package: the Debian package is needed"},
           {"files = [\"/dev/null\"]", "file = [\"/dev/null\"]", ":4: Noto Sans.file: unknown key"},
           {"[language.de]", "[language.D]", ":6: D.autonym: \"D\" is no tag"},
           {"[language.de]", "[language", "languages.toml:"},
       }) {
    std::string text = good;
    const auto at = text.find(c.what);
    REQUIRE(at != std::string::npos);
    text.replace(at, std::string_view(c.what).size(), c.by);
    CAPTURE(text);
    const auto languages = load_text(text);
    REQUIRE_FALSE(languages.ok());
    CAPTURE(languages.error().context);
    CHECK(languages.error().code == ErrorCode::kInvalidInput);
    CHECK(languages.error().context.find(c.complaint) != std::string::npos);
  }
}

TEST_CASE("a reviewed language says by whom and when") {
  std::string text = std::string(kHead) + kFont + kGerman +
                     "status = \"reviewed\"\nreviewed_by = \"A. B.\"\nreviewed_on = 2026-11-22\n";
  const auto languages = load_text(text);
  REQUIRE_MESSAGE(languages.ok(), languages.error().context);
  CHECK(languages->languages[0].reviewed);
  CHECK(languages->languages[0].reviewed_by == "A. B.");
  CHECK(languages->languages[0].reviewed_on == 2026y / std::chrono::November / 22);
}

TEST_CASE("a language is added by an entry and a catalogue, and no code") {
  const TempDir folder;
  const auto file = folder.path() / "languages.toml";
  std::ofstream(file) << shipped_with(
      "ti",
      "autonym = \"ትግርኛ\"\nscript = \"Ethi\"\ndirection = \"ltr\"\n"
      "fonts = [\"Noto Sans Ethiopic\", \"Noto Sans\"]\nfont_scale = 1.1\n"
      "keyboards = [\"ethiopic:ti\", \"de\"]\nfallback = [\"de-x-simple\"]\n"
      "calendar = \"ethiopic\"\ncalendar_months = [\"መስከረም\", \"ጥቅምቲ\", \"ሕዳር\", \"ታሕሳስ\", \"ጥሪ\", "
      "\"ለካቲት\", \"መጋቢት\", \"ሚያዝያ\", \"ግንቦት\", \"ሰነ\", \"ሓምለ\", \"ነሓሰ\", \"ጳጉሜን\"]\n");
  const auto messages = folder.path() / "ti/LC_MESSAGES";
  std::filesystem::create_directories(messages);
  std::ofstream(messages / "kiosk.po")
      << "msgid \"\"\nmsgstr \"Content-Type: text/plain; charset=UTF-8\\n\"\n\n"
         "msgid \"Weiter\"\nmsgstr \"ቀጻሊ\"\n";
  const std::string compile = "msgfmt -o '" + (messages / "kiosk.mo").string() + "' '" +
                              (messages / "kiosk.po").string() + "'";
  REQUIRE(std::system(compile.c_str()) == 0);

  const auto offered = app::load_languages(file, {});
  REQUIRE_MESSAGE(offered.ok(), offered.error().context);
  const language::Language& ti = named(*offered, "ti");
  CHECK(offered->languages.size() == 14);
  CHECK(ti.direction == language::Direction::kLeftToRight);
  CHECK(ti.keyboard_layouts.front() == "ethiopic:ti");
  CHECK(has_font(*offered, "NotoSansEthiopic-Regular.ttf"));

  const auto words = language::Catalogue::load(folder.path(), "kiosk", offered->languages);
  REQUIRE(words);
  CHECK(words->get("ti", "Weiter") == "ቀጻሊ");
  CHECK(words->get("ti", "Zurück") == "Zurück");
  CHECK(language::Names(ti).country("ER") == "ኤርትራ");
  CHECK(language::language_name("ti", "de") == "Tigrinya");
  CHECK(language::format_day("ti", 2026y / std::chrono::September / 11) == "11 መስከረም 2026");
  CHECK(language::second_calendar_day(ti, 2026y / std::chrono::September / 11) == "1 መስከረም 2019");
  const auto engine = text::TextEngine::create(offered->font_files);
  REQUIRE(engine);
  (*engine)->begin_frame();
  CHECK(unknown_glyphs(**engine, ti, "ትግርኛ ቀጻሊ ኤርትራ") == 0);
}

TEST_CASE("other languages that clients may need are added by data alone") {
  struct Case {
    const char* tag;
    const char* entry;
    const char* germany;  // as its readers call it
    const char* march;    // 21 March 2026
    const char* second;   // and in their second calendar
  };
  const std::string latin = "script = \"Latn\"\ndirection = \"ltr\"\nfonts = [\"Noto Sans\"]\n";
  for (const Case& c : std::initializer_list<Case>{
           {"fa",
            "autonym = \"فارسی\"\nscript = \"Arab\"\ndirection = \"rtl\"\n"
            "fonts = [\"Noto Naskh Arabic\"]\nkeyboards = [\"ir\", \"de\"]\ncalendar = "
            "\"persian\"\n",
            "آلمان", "21 مارس 2026", "1 فروردین 1405"},
           {"am",
            "autonym = \"አማርኛ\"\nscript = \"Ethi\"\ndirection = \"ltr\"\n"
            "fonts = [\"Noto Sans Ethiopic\"]\nkeyboards = [\"ethiopic:am\", \"de\"]\n"
            "calendar = \"ethiopic\"\n",
            "ጀርመን", "21 ማርች 2026", "12 መጋቢት 2018"},
           {"es", "autonym = \"Español\"\nkeyboards = [\"es\"]\n", "Alemania",
            "21 de marzo de 2026", ""},
           {"vi", "autonym = \"Tiếng Việt\"\nkeyboards = [\"vn\"]\n", "Đức", "21 tháng 3, 2026",
            ""},
           {"uk",
            "autonym = \"Українська\"\nscript = \"Cyrl\"\ndirection = \"ltr\"\n"
            "fonts = [\"Noto Sans\"]\nkeyboards = [\"ua\", \"de\"]\n",
            "Німеччина", "21 березня 2026\u202Fр.", ""},
           {"sq", "autonym = \"Shqip\"\nkeyboards = [\"al\"]\n", "Gjermani", "21 mars 2026", ""},
           {"so", "autonym = \"Soomaali\"\nkeyboards = [\"us\"]\n", "Jarmal",
            "21 Bisha Saddexaad 2026", ""},
           {"pa",
            "autonym = \"ਪੰਜਾਬੀ\"\nscript = \"Guru\"\ndirection = \"ltr\"\n"
            "fonts = [\"Noto Sans Gurmukhi\"]\nkeyboards = [\"in(guru)\", \"de\"]\n",
            "ਜਰਮਨੀ", "21 ਮਾਰਚ 2026", ""}}) {
    CAPTURE(std::string(c.tag));
    std::string entry = c.entry;
    if (entry.find("script") == std::string::npos) entry += latin;
    const auto offered = load_text(shipped_with(c.tag, entry));
    REQUIRE_MESSAGE(offered.ok(), offered.error().context);
    const language::Language& one = named(*offered, c.tag);
    const auto day = 2026y / std::chrono::March / 21;
    CHECK(language::Names(one).country("DE") == c.germany);
    CHECK(language::format_day(c.tag, day) == c.march);
    CHECK(language::second_calendar_day(one, day) == c.second);
    const auto engine = text::TextEngine::create(offered->font_files);
    REQUIRE(engine);
    (*engine)->begin_frame();
    for (const std::string& words : {one.autonym, std::string(c.germany), std::string(c.march)})
      CHECK(unknown_glyphs(**engine, one, words) == 0);
  }
}
