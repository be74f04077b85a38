// SPDX-License-Identifier: EUPL-1.2
#include <doctest/doctest.h>

#include <iterator>
#include <string>

#include "kiosk/language/language.h"

namespace anlaufstelle::language {
namespace {

struct Pair {
  const char* one;
  const char* other;
};

constexpr Pair kSame[] = {
    // Latin: case, marks, letters without a decomposition
    {"MÜLLER", "muller"},
    {"\u2068Müller\u2069", "muller"},  // a label in another language than the reader's
    {"Straße", "STRASSE"},
    {"Straße", "strasse"},
    {"Łódź", "lodz"},
    {"İstanbul", "istanbul"},
    {"Iğdır", "igdir"},
    {"DİYARBAKIR", "diyarbakir"},
    {"ışık", "isik"},
    {"Şırnak", "sirnak"},
    {"Çorum", "corum"},
    {"Köln", "koln"},
    {"Tromsø", "tromso"},
    {"Đặng", "dang"},
    {"Việt Nam", "viet nam"},
    {"Viê\u0323t", "Việt"},
    {"Français", "francais"},
    {"cœur", "coeur"},
    {"Ærø", "aero"},
    {"España", "espana"},
    {"Shqipëria", "shqiperia"},
    {"Kurdistanê", "kurdistane"},
    {"ﬁnden", "finden"},
    {"ＡＢＣ", "abc"},
    // Punctuation and spaces
    {"Côte d’Ivoire", "cote d'ivoire"},
    {"Côte d’Ivoire", "Cote dIvoire"},
    {"Guinea-Bissau", "guinea bissau"},
    {"Guinea‑Bissau", "Guinea – Bissau"},
    {"Kongo-Kinshasa", "kongo - kinshasa"},
    {"Myanmar (Birma)", "myanmar birma"},
    {"  Sri\u00A0Lanka ", "sri lanka"},
    {"Aufent\u00ADhalt", "aufenthalt"},
    {"Вʼєтнам", "В'єтнам"},
    // Cyrillic, Greek, Georgian, Ethiopic
    {"ёлка", "елка"},
    {"ЁЛКА", "елка"},
    {"Королёв", "КОРОЛЕВ"},
    {"Чечня́", "чечня"},
    {"Нохчийн", "НОХЧИЙН"},
    {"Україна", "УКРАЇНА"},
    {"Αθήνα", "ΑΘΗΝΑ"},
    {"საქართველო", "ᲡᲐᲥᲐᲠᲗᲕᲔᲚᲝ"},
    {"ኅዳር", "ህዳር"},
    {"ሠላም", "ሰላም"},
    {"ዓዲስ", "ኣዲስ"},
    {"ፀሐይ", "ጸሀይ"},
    // Arabic: hamza, alef, yeh, teh marbuta, marks, tatweel
    {"إقامة", "اقامة"},
    {"إقامة", "اقامه"},
    {"أحمد", "احمد"},
    {"آمنة", "امنه"},
    {"مُقيم", "مقيم"},
    {"مُحَمَّد", "محمد"},
    {"محـــمد", "محمد"},
    {"مصطفى", "مصطفي"},
    {"مؤتمر", "موتمر"},
    {"جزائر", "جزاير"},
    {"شيء", "شي"},
    {"ٱلله", "الله"},
    {"ﷲ", "الله"},
    {"ﻣﺤﻤﺪ", "محمد"},
    {"رحمٰن", "رحمن"},
    // Persian, Dari, Urdu, Pashto
    {"ایران", "ايران"},
    {"کارت", "كارت"},
    {"علی کریم", "علي كريم"},
    {"می\u200cخواهم", "میخواهم"},
    {"خانهٔ", "خانه"},
    {"خانۀ", "خانه"},
    {"ہندوستان", "هندوستان"},
    {"پاکستان", "پاكستان"},
    {"سوئیڈن", "سويیڈن"},
    {"پنجابی", "پنجابى"},
    {"میں", "مین"},
    {"ډېر", "ډیر"},
    {"اګست", "اگست"},
    // Sorani: on an Arabic keyboard
    {"هەرێم", "ههريم"},
    {"ڕووسیا", "رووسیا"},
    {"کۆسۆڤۆ", "كوسوفو"},
    {"سلێمانی", "سليماني"},
    {"ھەولێر", "هەولێر"},
    {"گوڵ", "گول"},
    // Digits
    {"٢٠٢٦", "2026"},
    {"۱۴۰۵", "1405"},
    {"੨੦", "20"},
};

constexpr Pair kDifferent[] = {
    {"Haus", "Hans"},     {"Iran", "Irak"},  {"Niger", "Nigeria"},
    {"Guinea", "Guyana"}, {"Mali", "Malta"}, {"Österreich", "Ostern"},
    {"şal", "sel"},       {"Иран", "Ирак"},  {"шар", "сар"},
    {"мир", "мыр"},       {"пар", "бар"},    {"باب", "پاپ"},
    {"کل", "گل"},         {"جای", "چای"},    {"سیر", "شیر"},
    {"زنده", "ژنده"},     {"قلب", "كلب"},    {"حال", "خال"},
    {"طين", "تين"},       {"عراق", "إيران"}, {"صورة", "سورة"},
    {"ડ", "દ"},           {"ფარი", "პარი"},  {"თავი", "ტავი"},
    {"ਪਿਤਾ", "ਪੀਤਾ"},     {"ላም", "ለም"},      {"ጠላ", "ተላ"},
    {"2026", "2025"},     {"١٢", "٢١"},      {"", "a"},
};

TEST_CASE("spellings that a person would call the same fold to the same") {
  static_assert(std::size(kSame) >= 60);
  for (const Pair& pair : kSame) {
    CAPTURE(std::string(pair.one));
    CHECK(fold(pair.one) == fold(pair.other));
    CHECK_FALSE(fold(pair.one).empty());
  }
}

TEST_CASE("words that differ in a letter their writers tell apart stay apart") {
  static_assert(std::size(kDifferent) >= 20);
  for (const Pair& pair : kDifferent) {
    CAPTURE(std::string(pair.one));
    CHECK(fold(pair.one) != fold(pair.other));
  }
}

TEST_CASE("folding what is folded changes nothing") {
  for (const auto* table : {&kSame}) {
    for (const Pair& pair : *table) {
      CAPTURE(std::string(pair.one));
      CHECK(fold(fold(pair.one)) == fold(pair.one));
    }
  }
}

TEST_CASE("folding takes bytes that are not UTF-8") {
  CHECK_FALSE(fold("a\xFF").empty());
  CHECK(fold("").empty());
}

}  // namespace
}  // namespace anlaufstelle::language
