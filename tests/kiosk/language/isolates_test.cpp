// SPDX-License-Identifier: EUPL-1.2
#include <doctest/doctest.h>

#include <string>

#include "kiosk/language/language.h"

namespace anlaufstelle::language {
namespace {

// Isolates made visible: "<" for LRI, "[" for FSI, ">" for PDI.
std::string shown(std::string text) {
  const auto replace = [&](const char* sign, const char* by) {
    for (auto at = text.find(sign); at != std::string::npos; at = text.find(sign))
      text.replace(at, 3, by);
  };
  replace("\u2066", "<");
  replace("\u2068", "[");
  replace("\u2069", ">");
  return text;
}

TEST_CASE("runs of Latin letters and digits are isolated on a right-to-left screen") {
  struct Case {
    const char* text;
    const char* expected;
  };
  const Case cases[] = {
      // Citations
      {"حسب § 25b Abs. 1 AufenthG يحق", "حسب <§ 25b Abs. 1 AufenthG> يحق"},
      {"§§ 53, 54 AufenthG", "<§§ 53, 54 AufenthG>"},
      {"(§ 60a Abs. 2 Satz 1 AufenthG)", "(<§ 60a Abs. 2 Satz 1 AufenthG>)"},
      {"وفق Art. 16a GG.", "وفق <Art. 16a GG>."},
      {"§ 3 (2) Nr. 1 AsylG و", "<§ 3 (2) Nr. 1 AsylG> و"},
      {"§ 25 (2) و", "<§ 25 (2)> و"},
      {"§\u00A025b Abs.\u00A01 ثم", "<§\u00A025b Abs.\u00A01> ثم"},
      // Telephone numbers, addresses, files
      {"اتصل +49 (0)30 123-456 الآن", "اتصل <+49 (0)30 123-456> الآن"},
      {"اتصل (030) 123-456 الآن", "اتصل <(030) 123-456> الآن"},
      {"10115 Berlin، ألمانيا", "<10115 Berlin>، ألمانيا"},
      {"رقم 12/345-A:", "رقم <12/345-A>:"},
      {"شارع Prager Straße 12a، الطابق 3", "شارع <Prager Straße 12a>، الطابق <3>"},
      // Dates, times, amounts
      {"من 01.02.2026–03.04.2026 فقط", "من <01.02.2026–03.04.2026> فقط"},
      {"01.02.2026 - 03.04.2026", "<01.02.2026 - 03.04.2026>"},
      {"يوم 5. März 2026.", "يوم <5. März 2026>."},
      {"الساعة 9:30–12:00؟", "الساعة <9:30–12:00>؟"},
      {"المبلغ 563,00 € شهريا", "المبلغ <563,00 €> شهريا"},
      {"نسبة 50 %، تقريبا", "نسبة <50 %>، تقريبا"},
      {"2024. Dresden هي", "<2024>. <Dresden> هي"},
      // Mail and web
      {"اكتب إلى hilfe.dd@example.de.", "اكتب إلى <hilfe.dd@example.de>."},
      {"https://example.org/asyl?a=1#b ثم", "<https://example.org/asyl?a=1#b> ثم"},
      {"انظر https://example.org/.", "انظر <https://example.org/>."},
      {"Dresden/لايبزيغ", "<Dresden>/لايبزيغ"},
      // German words and their punctuation
      {"تسمى „Duldung“ بالألمانية", "تسمى „<Duldung>“ بالألمانية"},
      {"اطلب Antrag „Duldung“ stellen الآن", "اطلب <Antrag „Duldung“ stellen> الآن"},
      {"اطلب Antrag auf „Duldung“.", "اطلب <Antrag auf „Duldung“>."},
      {"كلمة \"Duldung\" هنا", "كلمة \"<Duldung>\" هنا"},
      {"كلمة «Duldung» هنا", "كلمة «<Duldung>» هنا"},
      {"هل لديك Aufenthaltsgestattung؟", "هل لديك <Aufenthaltsgestattung>؟"},
      {"Sozialamt!", "<Sozialamt>!"},
      {"Tel.: 0351", "<Tel>.: <0351>"},
      {"Wer? Wo?", "<Wer>? <Wo>?"},
      {"(Dresden) مدينة", "(<Dresden>) مدينة"},
      {"(انظر Dresden) ثم", "(انظر <Dresden>) ثم"},
      {"Dresden (01067 و", "<Dresden> (<01067> و"},
      {"Landesdirektion Sachsen (LDS) هي", "<Landesdirektion Sachsen (LDS)> هي"},
      {"u\u0308ber سلام", "<u\u0308ber> سلام"},
      // Dari, Urdu, Pashto, Sorani
      {"مطابق § 25b Abs. 1 AufenthG شما می‌توانید",
       "مطابق <§ 25b Abs. 1 AufenthG> شما می‌توانید"},
      {"به 0351 123456-78 زنگ بزنید.", "به <0351 123456-78> زنگ بزنید."},
      {"تا تاریخ 1.2.2026 – 3.4.2026 است", "تا تاریخ <1.2.2026 – 3.4.2026> است"},
      {"§ 60a کے تحت Duldung، یعنی", "<§ 60a> کے تحت <Duldung>، یعنی"},
      {"ای میل: info@example.de پر لکھیں۔", "ای میل: <info@example.de> پر لکھیں۔"},
      {"د § 25b Abs. 1 AufenthG له مخې", "د <§ 25b Abs. 1 AufenthG> له مخې"},
      {"وګورئ www.example.org/a-b (انګلیسي)", "وګورئ <www.example.org/a-b> (انګلیسي)"},
      {"21ی ئازاری 2026", "<21>ی ئازاری <2026>"},
      {"بەپێی § 104c AufenthG، مۆڵەت", "بەپێی <§ 104c AufenthG>، مۆڵەت"},
      {"لەگەڵ Anna Müller-Özdemir قسە بکە", "لەگەڵ <Anna Müller-Özdemir> قسە بکە"},
      // Nothing to do
      {"سلام عليكم.", "سلام عليكم."},
      {"", ""},
      {"§ ثم + ثم", "§ ثم + ثم"},
      {"٣٤٥ ريال", "٣٤٥ ريال"},
      // Placeholders keep their names
      {"لديك {n} رسالة من {name}.", "لديك {n} رسالة من {name}."},
      {"رقم Nr. {number} هنا", "رقم <Nr>. {number} هنا"},
      // Lines
      {"Dresden\nLeipzig", "<Dresden>\n<Leipzig>"},
      // Isolates that are there
      {"من \u2066§ 25b AufenthG\u2069 ثم Dresden", "من <§ 25b AufenthG> ثم <Dresden>"},
      {"\u2068Ali 12\u2069", "[Ali 12>"},
      {"\u2067ab \u2066cd\u2069 ef\u2069 gh", "\u2067ab <cd> ef> <gh>"},
  };
  for (const Case& c : cases) {
    CAPTURE(std::string(c.text));
    CHECK(shown(isolate_runs(c.text, Direction::kRightToLeft)) == c.expected);
  }
}

TEST_CASE("isolating a second time changes nothing") {
  for (const char* text : {"حسب § 25b Abs. 1 AufenthG يحق", "(030) 123 و {name} و \"Duldung\"",
                           "a\nb (c", "\u2067ab\u2069 cd"}) {
    const std::string once = isolate_runs(text, Direction::kRightToLeft);
    CHECK(isolate_runs(once, Direction::kRightToLeft) == once);
  }
}

TEST_CASE("left-to-right text gets no isolates") {
  CHECK(isolate_runs("§ 25b AufenthG سلام", Direction::kLeftToRight) == "§ 25b AufenthG سلام");
}

TEST_CASE("bytes that are not UTF-8 pass through the isolates") {
  const std::string broken =
      "\xC3(\xFF"
      "a\xE2\x82";
  std::string result = isolate_runs(broken, Direction::kRightToLeft);
  CHECK(shown(result) ==
        "\xC3(\xFF<"
        "a>\xE2\x82");
}

TEST_CASE("a client's words are isolated line by line") {
  CHECK(shown(isolate_user_text("Ali حسن")) == "[Ali حسن>");
  CHECK(shown(isolate_user_text("Ali\n\nحسن")) == "[Ali>\n\n[حسن>");
  CHECK(isolate_user_text("").empty());
}

TEST_CASE("a placeholder is filled in everywhere and its value is not read again") {
  CHECK(shown(fill_in("{name}, hallo {name}!", "name", "Ali")) == "[Ali>, hallo [Ali>!");
  CHECK(shown(fill_in("{name} {other}", "name", "{name}")) == "[{name}> {other}");
  CHECK(fill_in("nichts", "name", "Ali") == "nichts");
}

}  // namespace
}  // namespace anlaufstelle::language
