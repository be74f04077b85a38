// SPDX-License-Identifier: EUPL-1.2
#include "kiosk/casework/counsel_sheet.h"

#include <doctest/doctest.h>

#include "kiosk/casework/summary.h"
#include "tests/kiosk/casework/casework_fixture.h"

namespace anlaufstelle::casework {
namespace {

constexpr auto kToday = std::chrono::year_month_day(std::chrono::year(2026), std::chrono::November,
                                                    std::chrono::day(22));

class SheetFixture : public CaseworkFixture {
 public:
  printing::Sheet sheet(const Answers& answers, const std::string& urgency = "U3") {
    auto session = fill_in(answers);
    return counsel_sheet(content("B 27", {}, urgency), *session, kToday);
  }
  const language::Catalogue words =
      language::Catalogue::load(office.dir.path(), "kiosk", {}).value();
};

TEST_CASE_FIXTURE(SheetFixture, "a counsellor's sheet reads like this") {
  const printing::Sheet made = sheet(everything());
  CHECK(made.title ==
        "Gesprächsvorbereitung – Selbstauskunft, nicht geprüft, keine Rechtsauskunft");
  CHECK(flat(made.sections) ==
        "[Sprache und Sprachmittlung]\nGelesen in: Arabisch\n"
        "Brauchen Sie Sprachmittlung?: Ja, hier\n"
        "[Fristen und Termine]\n"
        "Fristen nach einem Brief können sehr kurz sein: manchmal nur 1 Woche.\n"
        "[Dringend]\nBrief vom BAMF oder vom Gericht bekommen.\n"
        "[Anliegen]\nWorum geht es?: Arbeit · Familie\nIhre Frage: " +
            kArabicQuestion +
            "\nIm Gespräch klären: Identität und Pass · Gesundheit · Strafsachen\n"
            "[Alle Antworten in der Reihenfolge des Formulars]\n"
            "[Über Sie]\nWie sollen wir Sie nennen?: " +
            kArabicName +
            "\nWie alt sind Sie?: 27 bis 59 Jahre\n"
            "Wann sind Sie gekommen?: März 2019\nWie viele Kinder haben Sie?: 3\n"
            "[Sprache im Gespräch]\nBrauchen Sie Sprachmittlung?: Ja, hier\n"
            "[Ihr Anliegen]\nWorum geht es?: Arbeit · Familie\nIhre Frage: " +
            kArabicQuestion + "\n[Geschützte Fragen]\nHaben Sie ein Attest?: Attest liegt vor\n");
}

TEST_CASE_FIXTURE(SheetFixture,
                  "what isn't for paper is in none of the sheets, not as a question") {
  Answers answers = everything();
  answers["/data/person/name"].ticked = false;
  auto session = fill_in(answers);
  const CounselSheets sheets =
      counsel_sheets(content("B 27", {}, "U13 U3"), *session, kToday, &words);
  REQUIRE(sheets.bilingual != nullptr);
  for (const printing::Sheet* made :
       {&sheets.german, sheets.bilingual.get(), sheets.clients.get(), sheets.clients_large.get()}) {
    std::string all = flat(made->sections);
    for (const auto& section : made->sections) {
      for (const auto& line : section.lines) all += line.other_question + line.other_text;
    }
    for (const std::string& hidden :
         {std::string("0351 123456"), std::string("Telefonnummer"), std::string("Noch nichts"),
          std::string("Wo stehen Sie"), std::string("Ja, gern"), std::string("schlecht"),
          std::string("U13"), kArabicName}) {
      CAPTURE(hidden);
      CHECK_FALSE(holds(all, hidden));
    }
    CHECK(holds(all, "Attest liegt vor"));
  }
}

TEST_CASE_FIXTURE(SheetFixture,
                  "a withheld answer to a question that isn't for paper stays off it") {
  const printing::Sheet made =
      sheet({{"/data/schutz/pass", {"", false, forms::Standing::kInPerson}},
             {"/data/person/telefon", {"", false, forms::Standing::kUnknown}},
             {"/data/person/alter", {"", false, forms::Standing::kInPerson}},
             {"/data/person/kinder", {"", false, forms::Standing::kUnknown}}});
  const std::string text = flat(made.sections);
  CHECK_FALSE(holds(text, "Wo stehen Sie"));
  CHECK_FALSE(holds(text, "Telefonnummer"));
  CHECK(holds(text, "Persönlich klären: Wie alt sind Sie?\n"));
  CHECK(holds(text, "Weiß die Person nicht: Wie viele Kinder haben Sie?\n"));
  CHECK(holds(text, "Wie alt sind Sie?: im Gespräch klären\n"));
}

TEST_CASE_FIXTURE(SheetFixture,
                  "what nobody answered is listed first and said again in its place") {
  const std::string text = flat(sheet({}, "").sections);
  CHECK(holds(text, "Nicht beantwortet: Wie alt sind Sie? · Wann sind Sie gekommen? · "));
  CHECK(holds(text, "Wie alt sind Sie?: nicht beantwortet\n"));
  CHECK_FALSE(holds(text, "[Dringend]"));
  CHECK_FALSE(holds(text, "[Fristen und Termine]"));
}

TEST_CASE_FIXTURE(SheetFixture, "beside the German stands what the client read, own words once") {
  auto session = fill_in(everything());
  const printing::Sheet made = bilingual_sheet(content("B 27", {}), *session, kToday, words);
  const printing::Line* age = nullptr;
  const printing::Line* question = nullptr;
  for (const auto& section : made.sections) {
    for (const auto& line : section.lines) {
      if (line.other_language.empty()) continue;
      if (line.question == "Wie alt sind Sie?") age = &line;
      if (line.question == "Ihre Frage") question = &line;
    }
  }
  REQUIRE(age != nullptr);
  CHECK(age->text == "27 bis 59 Jahre");
  CHECK(age->other_question == "كم عمرك؟");
  CHECK(age->other_text == "من 27 إلى 59 سنة");
  REQUIRE(question != nullptr);
  CHECK(question->kind == printing::Line::Kind::kOwnWords);
  CHECK(question->text == kArabicQuestion);
  CHECK(session->language() == "de");
}

TEST_CASE_FIXTURE(SheetFixture, "a client's copy is in their language and has nothing of ours") {
  auto session = fill_in(everything());
  const printing::Sheet made = clients_copy(content("B 27", {}), *session, Letters::kLarge, words);
  CHECK(made.language == "ar");
  CHECK(10.5 * made.scale == doctest::Approx(18));
  const std::string text = flat(made.sections);
  CHECK(holds(text, "كم عمرك؟: من 27 إلى 59 سنة\n"));
  CHECK_FALSE(holds(text, "Dringend"));
  CHECK_FALSE(holds(text, "Brief vom BAMF"));
  CHECK_FALSE(holds(text, "nicht beantwortet"));
  CHECK(session->language() == "de");
}

TEST_CASE_FIXTURE(SheetFixture, "a client who read German needs no second column") {
  auto session = fill_in(everything());
  records::RecordContent made = content("B 27", {});
  made.language = "de";
  CHECK(counsel_sheets(made, *session, kToday, &words).bilingual == nullptr);
  CHECK(counsel_sheets(made, *session, kToday, nullptr).clients == nullptr);
}

TEST_CASE_FIXTURE(SheetFixture, "the office gives the sheets to who opens the whole record alone") {
  const RecordId id = hand_over(content("B 27", everything()));
  auto desk = open_desk();
  REQUIRE(unlock(*desk, "reception words").ok());
  refreshed(*desk);
  CHECK(summary_of(*desk, id)->counsel == nullptr);
  desk->lock();
  REQUIRE(unlock(*desk, "counselling words").ok());
  refreshed(*desk);
  const auto opened = summary_of(*desk, id);
  REQUIRE(opened->counsel != nullptr);
  CHECK(holds(flat(opened->counsel->german.sections), "[Alle Antworten"));
  CHECK(opened->counsel->clients == nullptr);  // without words
}

}  // namespace
}  // namespace anlaufstelle::casework
