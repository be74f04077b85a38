// SPDX-License-Identifier: EUPL-1.2
#include <doctest/doctest.h>
#include <unicode/uloc.h>

#include "kiosk/language/language.h"

namespace anlaufstelle::language {
namespace {

Language reader(const char* tag) {
  Language language;
  language.tag = tag;
  return language;
}

TEST_CASE("languages have names in German and in each other") {
  CHECK(language_name("ar", "de") == "Arabisch");
  CHECK(language_name("ckb", "de") == "Kurdisch: Sorani");
  CHECK(language_name("kmr", "de") == "Kurdisch: Kurmandschi");
  CHECK(language_name("kmr", "de-x-simple") == "Kurdisch: Kurmandschi");
  CHECK(language_name("de-x-simple", "de") == "Deutsch – einfach");
  CHECK(language_name("de-x-simple", "en") == "German");
  CHECK(language_name("fa-AF", "de") == "Dari");
  CHECK(language_name("prs", "de") == "Dari");
  CHECK(language_name("ru", "en") == "Russian");
  CHECK(language_name("de", "ar") == "الألمانية");
  CHECK(language_name("de", "ru") == "Немецкий");
  CHECK(language_name("ar", "kmr") == "Erebî");
  CHECK(language_name("qqq", "de") == "qqq");
}

TEST_CASE("countries have names in the reader's language") {
  CHECK(Names(reader("de")).country("SY") == "Syrien");
  CHECK(Names(reader("de-x-simple")).country("SY") == "Syrien");
  CHECK(Names(reader("ar")).country("SY") == "سوريا");
  CHECK(Names(reader("fa-AF")).country("IR") == "ایران");
  CHECK(Names(reader("ckb")).country("DE") == "ئەڵمانیا");
  CHECK(Names(reader("kmr")).country("DE") == "Almanya");
  CHECK(Names(reader("ka")).country("GE") == "საქართველო");
}

TEST_CASE("a name of the entry comes before ICU's and fills what it lacks") {
  Language kurmanji = reader("kmr");
  CHECK(Names(kurmanji).country("YT").empty());
  CHECK(Names(kurmanji).language("kmr") == "Kurdî");
  kurmanji.names = {{"YT", "Mayotte"}, {"kmr", "Kurmancî"}};
  CHECK(Names(kurmanji).country("YT") == "Mayotte");
  CHECK(Names(kurmanji).language("kmr") == "Kurmancî");
}

TEST_CASE("what is no code has no name") {
  const Names german(reader("de"));
  CHECK(german.country("staatenlos").empty());
  CHECK(german.country("").empty());
  CHECK(german.country("ZZZ").empty());
  CHECK(german.language("andere").empty());
  CHECK(german.language("").empty());
}

TEST_CASE("a reader whose language ICU doesn't know reads German, whatever the machine speaks") {
  CHECK(Names(reader("fuf")).country("SY") == "Syrien");
  CHECK(language_name("ar", "fuf") == "Arabisch");
  CHECK(format_month("fuf", std::chrono::year(2026) / std::chrono::March) == "März 2026");
}

}  // namespace
}  // namespace anlaufstelle::language
