// SPDX-License-Identifier: EUPL-1.2
#include <doctest/doctest.h>

#include <cstdlib>
#include <fstream>
#include <random>
#include <sstream>

#include "kiosk/language/language.h"
#include "kiosk/language/mo_file.h"
#include "tests/support/temp_dir.h"

namespace anlaufstelle::language {
namespace {

const char* const kHeader =
    "msgid \"\"\nmsgstr \"\"\n\"Content-Type: text/plain; charset=UTF-8\\n\"\n"
    "\"Content-Transfer-Encoding: 8bit\\n\"\n";
const char* const kArabicForms =
    "\"Plural-Forms: nplurals=6; plural=(n==0 ? 0 : n==1 ? 1 : n==2 ? 2 : "
    "n%100>=3 && n%100<=10 ? 3 : n%100>=11 ? 4 : 5);\\n\"\n";

// A folder of catalogues made by the same msgfmt that makes the real ones.
class Catalogues {
 public:
  std::filesystem::path add(const std::string& tag, const std::string& entries,
                            const std::string& header_rest = "") {
    const auto folder = folder_.path() / tag / "LC_MESSAGES";
    std::filesystem::create_directories(folder);
    const auto po = folder / "kiosk.po", mo = folder / "kiosk.mo";
    std::ofstream(po) << kHeader << header_rest << "\n" << entries;
    const std::string command = "msgfmt -o '" + mo.string() + "' '" + po.string() + "'";
    REQUIRE(std::system(command.c_str()) == 0);
    return mo;
  }
  [[nodiscard]] Result<Catalogue> load() const {
    std::vector<Language> languages(5);
    languages[0].tag = "de";
    languages[1].tag = "ar";
    languages[1].fallback = {"en", "de"};
    languages[2].tag = "en";
    languages[2].fallback = {"de"};
    languages[3].tag = "de-x-simple";
    languages[3].fallback = {"de"};
    languages[4].tag = "ti";
    languages[4].fallback = {"de", "en"};
    return Catalogue::load(folder_.path(), "kiosk", languages);
  }

 private:
  TempDir folder_;
};

TEST_CASE("a translation is found, and a missing one reads along the fallback chain") {
  Catalogues files;
  files.add("ar", "msgid \"Weiter zur Prüfung\"\nmsgstr \"التالي\"\n");
  files.add("en",
            "msgid \"Weiter zur Prüfung\"\nmsgstr \"Next\"\n\nmsgid \"Zurück\"\nmsgstr \"Back\"\n");
  files.add("de-x-simple", "msgid \"Zurück\"\nmsgstr \"Einen Schritt zurück\"\n");
  const auto loaded = files.load();
  REQUIRE(loaded.ok());
  const Catalogue& catalogue = loaded.value();
  CHECK(catalogue.get("ar", "Weiter zur Prüfung") == "التالي");
  CHECK(catalogue.get("ar", "Zurück") == "Back");
  CHECK(catalogue.get("ar", "Fehlt überall") == "Fehlt überall");
  CHECK(catalogue.get("de", "Zurück") == "Zurück");
  CHECK(catalogue.get("de-x-simple", "Zurück") == "Einen Schritt zurück");
  CHECK(catalogue.get("de-x-simple", "Weiter zur Prüfung") == "Weiter zur Prüfung");
  // German stands in the chain before English: the search ends there.
  CHECK(catalogue.get("ti", "Zurück") == "Zurück");
  CHECK(catalogue.get("xx", "Zurück") == "Zurück");
  CHECK(catalogue.get("ar", "").empty());
  CHECK(catalogue.has("ar", "Weiter zur Prüfung"));
  CHECK_FALSE(catalogue.has("ar", "Zurück"));
  CHECK_FALSE(catalogue.has("ar", ""));
  CHECK(catalogue.has("de", "Zurück"));
  CHECK_FALSE(catalogue.has("xx", "Zurück"));
}

TEST_CASE("plural forms follow the language's own rule") {
  Catalogues files;
  files.add("ar",
            "msgid \"{n} Frage\"\nmsgid_plural \"{n} Fragen\"\nmsgstr[0] \"صفر\"\n"
            "msgstr[1] \"سؤال واحد\"\nmsgstr[2] \"سؤالان\"\nmsgstr[3] \"{n} أسئلة\"\n"
            "msgstr[4] \"{n} سؤالا\"\nmsgstr[5] \"{n} سؤال\"\n",
            kArabicForms);
  const auto loaded = files.load();
  REQUIRE(loaded.ok());
  const auto in = [&](const char* tag, long n) {
    return loaded->plural(tag, "{n} Frage", "{n} Fragen", n);
  };
  CHECK(in("ar", 0) == "صفر");
  CHECK(in("ar", 1) == "سؤال واحد");
  CHECK(in("ar", 2) == "سؤالان");
  CHECK(in("ar", 7) == "7 أسئلة");
  CHECK(in("ar", 25) == "25 سؤالا");
  CHECK(in("ar", 100) == "100 سؤال");
  CHECK(in("de", 1) == "1 Frage");
  CHECK(in("de", 0) == "0 Fragen");
  CHECK(in("en", 12) == "12 Fragen");
}

TEST_CASE("a catalogue folder that is not there is reported") {
  const auto loaded = Catalogue::load("/nowhere/mo", "kiosk", std::vector<Language>(1));
  REQUIRE_FALSE(loaded.ok());
  CHECK(loaded.error().code == ErrorCode::kNotFound);
}

std::string content_of(const std::filesystem::path& file) {
  std::ifstream in(file, std::ios::binary);
  std::ostringstream content;
  content << in.rdbuf();
  return content.str();
}

TEST_CASE("a damaged catalogue is an error that names its file") {
  Catalogues files;
  const auto mo = files.add("ar", "msgid \"Ja\"\nmsgstr \"نعم\"\n");
  const std::string whole = content_of(mo);
  for (const std::string& broken : {std::string(), std::string("no catalogue"),
                                    whole.substr(0, whole.size() - 1), whole.substr(0, 40)}) {
    std::ofstream(mo, std::ios::binary | std::ios::trunc) << broken;
    const auto loaded = files.load();
    REQUIRE_FALSE(loaded.ok());
    CHECK(loaded.error().code == ErrorCode::kCorrupt);
    CHECK(loaded.error().context.find("kiosk.mo") != std::string::npos);
  }
}

TEST_CASE("a catalogue with random wrong bytes never brings the program down") {
  Catalogues files;
  const auto mo = files.add("ar",
                            "msgid \"Ja\"\nmsgstr \"نعم\"\n\nmsgid \"Nein\"\nmsgstr \"لا\"\n\n"
                            "msgid \"{n} Tag\"\nmsgid_plural \"{n} Tage\"\nmsgstr[0] \"يوم\"\n"
                            "msgstr[1] \"أيام\"\n",
                            "\"Plural-Forms: nplurals=2; plural=(n!=1);\\n\"\n");
  const std::string whole = content_of(mo);
  std::mt19937 random(11);
  int refused = 0;
  for (int round = 0; round < 1500; ++round) {
    std::string bytes = whole;
    for (int i = 0; i < 2; ++i) bytes[random() % bytes.size()] = static_cast<char>(random());
    std::ofstream(mo, std::ios::binary | std::ios::trunc) << bytes;
    const auto loaded = files.load();
    if (!loaded) {
      ++refused;
      continue;
    }
    CHECK_FALSE(loaded->get("ar", "Ja").empty());
    (void)loaded->get("ar", "Nein");
    (void)loaded->plural("ar", "{n} Tag", "{n} Tage", 3);
  }
  CHECK(refused > 100);
}

TEST_CASE("a catalogue in another encoding is refused") {
  Catalogues files;
  const auto mo = files.add("ar", "msgid \"Ja\"\nmsgstr \"Si\"\n");
  std::string bytes = content_of(mo);
  CHECK(is_sound_mo_file(as_bytes(bytes)));
  bytes.replace(bytes.find("UTF-8"), 5, "UTF-7");
  CHECK_FALSE(is_sound_mo_file(as_bytes(bytes)));
}

}  // namespace
}  // namespace anlaufstelle::language
