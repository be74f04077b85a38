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
  CHECK(format_day("fr", day) == "5 mars 2026");
  CHECK(format_day("tr", day) == "5 Mart 2026");
  CHECK(format_day("ckb", day) == "5ی ئازاری 2026");
  CHECK(format_day("ka", day) == "5 მარტი, 2026");
  // Where ICU has the year first.
  CHECK(format_day("kmr", day) == "5 adarê 2026");
  CHECK(format_day("ps", day) == "5 مارچ 2026");
  // Iran's and Afghanistan's own calendar and digits stay out of German papers.
  CHECK(format_day("fa", day) == "5 مارس 2026");
  CHECK(format_day("fa-AF", day) == "5 مارچ 2026");
  CHECK(format_day("th", day).find("2026") != std::string::npos);
  CHECK(format_day("de", 1987y / December / 31) == "31. Dezember 1987");
  CHECK(format_day("de", 1901y / January / 1) == "1. Januar 1901");
}

TEST_CASE("months stand alone in the form that stands alone") {
  CHECK(format_month("de", 2026y / March) == "März 2026");
  CHECK(format_month("en", 2026y / March) == "March 2026");
  CHECK(format_month("ar", 2026y / March) == "مارس 2026");
  CHECK(format_month("ru", 2026y / March).starts_with("март 2026"));
  CHECK(format_month("ps", 2026y / March) == "مارچ 2026");
  CHECK(format_month("kmr", 2026y / March) == "adar 2026");
  CHECK(month_name("kmr", 1) == "rêbendan");
  CHECK(month_name("ckb", 3) == "ئازار");
  CHECK(month_name("fa-AF", 3) == "مارچ");
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
  CHECK(format_minute("ps", summer, "Europe/Berlin") == "1 جولای 2026, 14:05");
  CHECK(format_minute("ar", summer, "Europe/Berlin").find("14:05") != std::string::npos);
  CHECK(format_minute("ru", summer, "Europe/Berlin").find("14:05") != std::string::npos);
}

}  // namespace
}  // namespace anlaufstelle::language
