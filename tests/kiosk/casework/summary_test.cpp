// SPDX-License-Identifier: EUPL-1.2
#include "kiosk/casework/summary.h"

#include <doctest/doctest.h>

#include <algorithm>

#include "tests/kiosk/casework/casework_fixture.h"

namespace anlaufstelle::casework {
namespace {

using printing::Line;

const Line* find(const std::vector<printing::Section>& sections, std::string_view question) {
  for (const auto& section : sections) {
    for (const auto& line : section.lines) {
      if (line.question == question) return &line;
    }
  }
  return nullptr;
}

TEST_CASE_FIXTURE(CaseworkFixture, "a summary says in German what was answered in Arabic") {
  auto session = fill_in(everything());
  const Summary summary = summarise(content("B 27", {}), session.get());
  const auto& sections = summary.sheet.sections;
  REQUIRE(find(sections, "Wie alt sind Sie?") != nullptr);
  CHECK(find(sections, "Wie alt sind Sie?")->text == "27 bis 59 Jahre");
  CHECK(find(sections, "Worum geht es?")->text == "Arbeit · Familie");
  CHECK(find(sections, "Wann sind Sie gekommen?")->text == "März 2019");
  CHECK(find(sections, "Wie viele Kinder haben Sie?")->text == "3");
  CHECK(find(sections, "Gelesen in")->text == "Arabisch");
}

TEST_CASE_FIXTURE(CaseworkFixture,
                  "a client's own words stay unchanged and are marked with their language") {
  auto session = fill_in(everything());
  const Summary summary = summarise(content("B 27", {}), session.get());
  const Line* words = find(summary.sheet.sections, "Ihre Frage");
  REQUIRE(words != nullptr);
  CHECK(words->kind == Line::Kind::kOwnWords);
  CHECK(words->text == kArabicQuestion);
  CHECK(words->language == "ar");
  CHECK(printing::own_words_mark("ar") == "Originaltext, nicht übersetzt (Arabisch)");
  CHECK(find(summary.not_for_paper, "Ihre Telefonnummer")->kind == Line::Kind::kAnswer);
}

TEST_CASE_FIXTURE(CaseworkFixture, "a sheet holds class P and ticked p and nothing else") {
  auto session = fill_in(everything());
  const Summary summary = summarise(content("B 27", {}), session.get());
  const std::string paper = flat(summary.sheet.sections), screen = flat(summary.not_for_paper);
  CHECK(holds(paper, kArabicName));         // p, ticked
  CHECK(holds(paper, "Attest liegt vor"));  // p, ticked
  for (const auto* hidden : {"0351 123456", "Noch nichts gemacht", "Ja, gern"}) {
    CAPTURE(hidden);
    CHECK_FALSE(holds(paper, hidden));
    CHECK(holds(screen, hidden));
  }
  CHECK_FALSE(holds(screen, kArabicName));
}

TEST_CASE_FIXTURE(CaseworkFixture, "unticking an answer takes it off the sheet") {
  Answers answers = everything();
  answers["/data/person/name"].ticked = false;
  auto session = fill_in(answers);
  const Summary summary = summarise(content("B 27", {}), session.get());
  CHECK_FALSE(holds(flat(summary.sheet.sections), kArabicName));
  CHECK(holds(flat(summary.not_for_paper), kArabicName));
}

TEST_CASE_FIXTURE(CaseworkFixture, "both standing answers read as German words, never as a blank") {
  auto session = fill_in({{"/data/person/alter", {"", false, forms::Standing::kUnknown}},
                          {"/data/anliegen/f20", {"", false, forms::Standing::kInPerson}}});
  const Summary summary = summarise(content("B 27", {}), session.get());
  CHECK(find(summary.sheet.sections, "Wie alt sind Sie?")->text == "weiß ich nicht");
  CHECK(find(summary.sheet.sections, "Worum geht es?")->text == "im Gespräch klären");
}

TEST_CASE_FIXTURE(CaseworkFixture,
                  "a sheet begins with what is urgent, then language, interpreter and topic") {
  auto session = fill_in(everything());
  const Summary summary = summarise(content("B 27", {}, "U7 U3"), session.get());
  CHECK(flat(summary.sheet.sections) ==
        "[Dringend]\n"
        "Brief vom BAMF oder vom Gericht bekommen.\n"
        "Ein anderes EU-Land soll zuständig sein.\n"
        "[Sprache am Gerät]\nGelesen in: Arabisch\n"
        "[Sprache im Gespräch]\nBrauchen Sie Sprachmittlung?: Ja, hier\n"
        "[Ihr Anliegen]\nWorum geht es?: Arbeit · Familie\nIhre Frage: " +
            kArabicQuestion +
            "\n"
            "[Über Sie]\nWie sollen wir Sie nennen?: " +
            kArabicName +
            "\nWie alt sind Sie?: 27 bis 59 Jahre\n"
            "Wann sind Sie gekommen?: März 2019\nWie viele Kinder haben Sie?: 3\n"
            "[Geschützte Fragen]\nHaben Sie ein Attest?: Attest liegt vor\n"
            "Im Gespräch klären: Identität und Pass · Gesundheit · Strafsachen\n");
  CHECK(summary.sheet.title ==
        "Gesprächsvorbereitung – Selbstauskunft, nicht geprüft, keine Rechtsauskunft");
  CHECK(summary.sheet.footer.find("Nicht an Behörden weitergeben") != std::string::npos);
}

TEST_CASE_FIXTURE(CaseworkFixture, "a call for help is on no sheet and in no list") {
  auto session = fill_in(everything());
  const Summary summary = summarise(content("B 27", {}, "U13 u3 U3"), session.get());
  const std::string all = flat(summary.sheet.sections) + flat(summary.not_for_paper);
  CHECK_FALSE(holds(all, "U13"));
  CHECK_FALSE(holds(all, "schlecht"));
  CHECK(urgency_codes("U13 u3 U3 none U1") == std::vector<std::string>{"U1", "U3"});
}

TEST_CASE_FIXTURE(CaseworkFixture, "two people's sheets end with the same fixed line") {
  auto much = fill_in(everything());
  auto nothing = fill_in({});
  const auto last = [&](forms::FormSession* session) {
    return summarise(content("B 1", {}), session).sheet.sections.back();
  };
  CHECK(last(much.get()) == last(nothing.get()));
  CHECK(last(nullptr) == last(nothing.get()));
}

TEST_CASE_FIXTURE(CaseworkFixture, "a sheet tells day and hour but not the minute") {
  const records::RecordContent made = content("B 27", {});  // 10:00 UTC in November
  records::RecordContent later = made;
  later.minute += 37;
  CHECK(summarise(later, nullptr).sheet.when == summarise(made, nullptr).sheet.when);
  CHECK(holds(summarise(made, nullptr).sheet.when, "22. November 2026"));
  CHECK(holds(summarise(made, nullptr).sheet.when, "11 Uhr"));  // Dresden is an hour ahead
  CHECK(summarise(made, nullptr).sheet.number == "B 27");
}

TEST_CASE_FIXTURE(CaseworkFixture, "a minimal urgent record has a sheet without a form") {
  const Summary summary = summarise(content("B 3", {}, "U1"), nullptr);
  const std::string text = flat(summary.sheet.sections);
  CHECK(holds(text, "Termin für Abschiebung"));
  CHECK(holds(text, "nicht ausgefüllt"));
  CHECK(summary.not_for_paper.empty());
}

TEST_CASE_FIXTURE(CaseworkFixture, "an interpreter is needed only by who asked for one") {
  CHECK(needs_interpreter(*fill_in({{"/data/sprache/f09", {"hier", false, {}}}})));
  CHECK_FALSE(needs_interpreter(*fill_in({{"/data/sprache/f09", {"nein", false, {}}}})));
  CHECK_FALSE(needs_interpreter(*fill_in({})));
}

}  // namespace
}  // namespace anlaufstelle::casework
