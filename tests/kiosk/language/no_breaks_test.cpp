// SPDX-License-Identifier: EUPL-1.2
#include <doctest/doctest.h>

#include <string>

#include "kiosk/language/language.h"

namespace anlaufstelle::language {
namespace {

// No-break spaces made visible.
std::string shown(std::string_view prepared) {
  std::string text(prepared);
  for (auto at = text.find("\u00A0"); at != std::string::npos; at = text.find("\u00A0", at))
    text.replace(at, 2, 1, '_');
  return text;
}

TEST_CASE("citations, dates and amounts are kept on one line") {
  struct Case {
    const char* text;
    const char* expected;
  };
  for (const Case& c : std::initializer_list<Case>{
           {"§ 25b Abs. 1 Satz 2 Nr. 3 AufenthG", "§_25b Abs._1 Satz_2 Nr._3 AufenthG"},
           {"§§ 53, 54 AufenthG", "§§_53, 54 AufenthG"},
           {"(§ 60a Absatz 2)", "(§_60a Absatz_2)"},
           {"nach Art. 16a GG, Artikel 3", "nach Art._16a GG, Artikel_3"},
           {"Paragraf 25b", "Paragraf_25b"},
           {"Buchst. a und Buchstabe b)", "Buchst._a und Buchstabe_b)"},
           {"Buchst. an", "Buchst. an"},
           {"BGBl. I S. 2847", "BGBl. I S._2847"},
           {"563,00 € im Monat, 50 % davon", "563,00_€ im Monat, 50_% davon"},
           {"um 9:30 Uhr, 12 km, 3 Kinder", "um 9:30_Uhr, 12_km, 3 Kinder"},
           {"100 Euro und 5 Eurozonen", "100_Euro und 5 Eurozonen"},
           {"3 m weit, 3 mal", "3_m weit, 3 mal"},
           {"3 mögliche, 2 häufige, 3 gültige", "3 mögliche, 2 häufige, 3 gültige"},
           {"nur „3 m“, 5 kg، 2 h, 9 Uhr…", "nur „3_m“, 5_kg، 2_h, 9_Uhr…"},
           {"5 mөң", "5 mөң"},
           {"am 19. August 2026", "am 19._August 2026"},
           {"bis 5. März, 1. Mai.", "bis 5._März, 1._Mai."},
           {"2026. Januar", "2026. Januar"},
           {"1.2. Mai", "1.2. Mai"},
           {"19. Augustiner", "19. Augustiner"},
           {"3. Punkt", "3. Punkt"},
           {"z. B. Zeugnisse, d. h. Papiere, i. d. R. ja",
            "z._B. Zeugnisse, d._h. Papiere, i._d._R. ja"},
           {"Plan A. B ist gut", "Plan A. B ist gut"},
           {"№ 5", "№_5"},
           // In other languages around the paper's own words
           {"حسب § 25b Abs. 1 ثم", "حسب §_25b Abs._1 ثم"},
           {"\u2066§ 25b\u2069 و „Abs. 2“", "\u2066§_25b\u2069 و „Abs._2“"},
           {"по § 25b Abs. 1", "по §_25b Abs._1"},
           // What is held already, and what is not meant
           {"§\u00A025b Abs.\u00A01", "§_25b Abs._1"},
           {"Ein Satz. 3 Wörter", "Ein Satz. 3 Wörter"},
           {"Ersatz 3", "Ersatz 3"},
           {"§ allein", "§ allein"},
           {" 5", " 5"},
           {"5 ", "5 "},
           {"", ""},
       }) {
    CAPTURE(std::string(c.text));
    CHECK(shown(keep_together(c.text)) == c.expected);
    CHECK(keep_together(keep_together(c.text)) == keep_together(c.text));
  }
}

TEST_CASE("text that needs nothing is prepared without a copy") {
  std::string buffer = "untouched";
  const std::string plain = "Sie dürfen nicht arbeiten.";
  const std::string_view prepared = prepare_text(plain, Direction::kLeftToRight, buffer);
  CHECK(prepared.data() == plain.data());
  CHECK(buffer == "untouched");
}

TEST_CASE("text is kept together first and isolated then") {
  std::string buffer;
  CHECK(prepare_text("حسب § 25b Abs. 1 ثم", Direction::kRightToLeft, buffer) ==
        "حسب \u2066§\u00A025b Abs.\u00A01\u2069 ثم");
  CHECK(prepare_text("نعم", Direction::kRightToLeft, buffer) == "نعم");
  CHECK(prepare_text("§ 25b", Direction::kLeftToRight, buffer) == "§\u00A025b");
}

TEST_CASE("text of any bytes can be kept together") {
  for (const char* text :
       {"\xFF 5", "§\xC2 5", "\xE2\x84 5", "a\xC2 %", " ", "3 m\xC3", "3 m\xFF"}) {
    CAPTURE(std::string(text));
    CHECK(keep_together(text).size() >= std::string_view(text).size());
  }
}

}  // namespace
}  // namespace anlaufstelle::language
