// SPDX-License-Identifier: EUPL-1.2
#include <doctest/doctest.h>

#include "kiosk/language/language.h"

namespace anlaufstelle::language {
namespace {

using namespace std::chrono;

Language reader(const char* tag, const char* calendar) {
  Language language;
  language.tag = tag;
  language.second_calendar = calendar;
  return language;
}

TEST_CASE("a day is shown in the Solar Hijri calendar with the names of the country") {
  const Language dari = reader("fa-AF", "persian"), farsi = reader("fa", "persian"),
                 pashto = reader("ps", "persian");
  CHECK(second_calendar_day(dari, 2026y / March / 21) == "1 حمل 1405");
  CHECK(second_calendar_day(farsi, 2026y / March / 21) == "1 فروردین 1405");
  CHECK(second_calendar_day(pashto, 2026y / March / 21) == "1 وری 1405");
  // Nowruz is on the 20th in a leap year of the Gregorian calendar, and the year before it on the
  // 30th of its last month.
  CHECK(second_calendar_day(dari, 2025y / March / 20) == "30 حوت 1403");
  CHECK(second_calendar_day(dari, 2025y / March / 21) == "1 حمل 1404");
  CHECK(second_calendar_day(dari, 2024y / March / 20) == "1 حمل 1403");
  CHECK(second_calendar_day(dari, 1990y / January / 1) == "11 جدی 1368");
  CHECK(second_calendar_day(dari, 2026y / November / 22) == "1 قوس 1405");
}

TEST_CASE("a day is shown in Ethiopia's calendar with thirteen months") {
  const Language amharic = reader("am", "ethiopic");
  CHECK(second_calendar_day(amharic, 2026y / September / 11) == "1 መስከረም 2019");
  CHECK(second_calendar_day(amharic, 2026y / September / 10) == "5 ጳጉሜን 2018");
  CHECK(second_calendar_day(amharic, 2023y / September / 11) == "6 ጳጉሜን 2015");
  CHECK(second_calendar_day(amharic, 2023y / September / 12) == "1 መስከረም 2016");
}

TEST_CASE("the names of the entry come before those of ICU") {
  Language tigrinya = reader("ti", "ethiopic");
  tigrinya.second_calendar_months = {"መስከረም", "ጥቅምቲ", "ሕዳር", "ታሕሳስ", "ጥሪ",  "ለካቲት", "መጋቢት",
                                     "ሚያዝያ",  "ግንቦት", "ሰነ",  "ሓምለ",  "ነሓሰ", "ጳጉሜን"};
  CHECK(second_calendar_day(tigrinya, 2026y / March / 21) == "12 መጋቢት 2018");
  CHECK(second_calendar_day(tigrinya, 2026y / September / 10) == "5 ጳጉሜን 2018");
}

TEST_CASE("a Gregorian month and year name all that they touch") {
  const Language dari = reader("fa-AF", "persian");
  CHECK(second_calendar_month(dari, 2026y / May) == "ثور – جوزا 1405");
  CHECK(second_calendar_month(dari, 2026y / March) == "حوت 1404 – حمل 1405");
  CHECK(second_calendar_year(dari, 2026y) == "1404/1405");
  CHECK(second_calendar_month(reader("am", "ethiopic"), 2026y / September) ==
        "ነሐሴ 2018 – መስከረም 2019");
}

TEST_CASE("a language without a second calendar shows none") {
  const Language german = reader("de", "");
  CHECK(second_calendar_day(german, 2026y / March / 21).empty());
  CHECK(second_calendar_month(german, 2026y / March).empty());
  CHECK(second_calendar_year(german, 2026y).empty());
}

}  // namespace
}  // namespace anlaufstelle::language
