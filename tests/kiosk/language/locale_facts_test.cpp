// SPDX-License-Identifier: EUPL-1.2
#include <doctest/doctest.h>

#include "kiosk/language/language.h"

namespace anlaufstelle::language {
namespace {

using namespace std::chrono;

TEST_CASE("a day has its month as a word and Latin digits in every language") {
  const year_month_day day = 2026y / March / 5;
  CHECK(format_day("de", day) == "5. März 2026");
  CHECK(format_day("de-x-simple", day) == "5. März 2026");
  CHECK(format_day("en", day) == "5 March 2026");
  CHECK(format_day("ar", day) == "5 مارس 2026");
  CHECK(format_day("ru", day).starts_with("5 марта 2026"));
  // Iran's and Afghanistan's own calendar and digits stay out of German papers.
  CHECK(format_day("fa", day).find("2026") != std::string::npos);
  CHECK(format_day("th", day).find("2026") != std::string::npos);
  CHECK(format_day("de", 1987y / December / 31) == "31. Dezember 1987");
  CHECK(format_day("de", 1901y / January / 1) == "1. Januar 1901");
}

TEST_CASE("months stand alone in the form that stands alone") {
  CHECK(format_month("de", 2026y / March) == "März 2026");
  CHECK(format_month("en", 2026y / March) == "March 2026");
  CHECK(format_month("ar", 2026y / March) == "مارس 2026");
  CHECK(format_month("ru", 2026y / March).starts_with("март 2026"));
  CHECK(month_name("de", 3) == "März");
  CHECK(month_name("ru", 3) == "март");
  CHECK(month_name("ar", 12) == "ديسمبر");
  CHECK(month_name("en", 1) == "January");
  CHECK(month_name("de", 0).empty());
  CHECK(month_name("de", 13).empty());
}

TEST_CASE("a minute is shown in the office's time zone on a clock of 24 hours") {
  const UnixSeconds summer = sys_days(2026y / July / 1) + 12h + 5min;
  const UnixSeconds winter = sys_days(2026y / January / 1) + 23h + 30min;
  CHECK(format_minute("de", summer, "Europe/Berlin") == "1. Juli 2026 um 14:05");
  CHECK(format_minute("de", winter, "Europe/Berlin") == "2. Januar 2026 um 00:30");
  CHECK(format_minute("en", summer, "Europe/Berlin") == "1 July 2026 at 14:05");
  CHECK(format_minute("ar", summer, "Europe/Berlin").find("14:05") != std::string::npos);
  CHECK(format_minute("ru", summer, "Europe/Berlin").find("14:05") != std::string::npos);
}

TEST_CASE("languages have names in German and in each other") {
  CHECK(language_name("ar", "de") == "Arabisch");
  CHECK(language_name("ckb", "de") == "Zentralkurdisch");
  CHECK(language_name("de-x-simple", "de") == "Deutsch");
  CHECK(language_name("ru", "en") == "Russian");
  CHECK(language_name("de", "ar") == "الألمانية");
  CHECK(language_name("de", "ru") == "Немецкий");
}

TEST_CASE("folded words match however they are written") {
  CHECK(fold("MÜLLER") == "muller");
  CHECK(fold("Straße") == fold("STRASSE"));
  CHECK(fold("Łódź") == "lodz");
  CHECK(fold("İstanbul ışık") == fold("istanbul isik"));
  CHECK(fold("أحمد") == fold("احمد"));
  CHECK(fold("آمنة") == fold("امنه"));
  CHECK(fold("مُحَمَّد") == fold("محمد"));
  CHECK(fold("محـــمد") == fold("محمد"));
  CHECK(fold("علی کریم") == fold("علي كريم"));
  CHECK(fold("مصطفى") == fold("مصطفي"));
  CHECK(fold("٢٠٢٦") == "2026");
  CHECK(fold("ЁЛКА") == fold("елка"));
  CHECK(fold("می\u200cخواهم") == fold("میخواهم"));
  CHECK(fold("ﷲ") == fold("الله"));
  CHECK(fold("Haus") != fold("Hans"));
}

}  // namespace
}  // namespace anlaufstelle::language
