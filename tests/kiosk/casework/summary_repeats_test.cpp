// SPDX-License-Identifier: EUPL-1.2
// Instances of repeats and standing answers on the counsellor's sheet and on the slip.
#include <doctest/doctest.h>

#include "kiosk/casework/summary.h"
#include "storage/base/file.h"
#include "tests/kiosk/casework/casework_fixture.h"

namespace anlaufstelle::casework {
namespace {

using forms::FormSession;
using forms::Standing;

// tests/data/forms/kinder.xml, filled in by somebody who reads Arabic: two children, the second
// with a paper, and one person.
struct Family {
  Family() {
    const auto bytes = read_file(SOURCE_DIR "/tests/data/forms/kinder.xml", 1u << 20);
    REQUIRE(bytes.ok());
    const auto imported = forms::import_xform(as_text(*bytes));
    REQUIRE(imported.ok());
    form = imported->form;
    environment.clock = &clock;
    environment.random = &random;
    environment.language = "ar";
    auto started = FormSession::start(form, environment);
    REQUIRE(started.ok());
    filled = std::move(*started);
    answer("/data/dringend", "none");
    answer("/data/datenschutz", "OK");
    for (int i = 0; i < 2; ++i) REQUIRE(filled->add_repeat("/data/kind").ok());
    answer("/data/kind[1]/name", "Mina");
    filled->set_print_ticked(node("/data/kind[1]/name"), true);
    answer("/data/kind[1]/alter", "7");
    answer("/data/kind[1]/schule/gern", "lesen ball");
    answer("/data/kind[2]/name", "سلمى");
    filled->set_standing(node("/data/kind[2]/latein"), Standing::kInPerson);
    filled->set_standing(node("/data/kind[2]/alter"), Standing::kUnknown);
    REQUIRE(filled->add_repeat("/data/kind[2]/papier").ok());
    answer("/data/kind[2]/papier[1]/art", "pass");
    answer("/data/anzahl", "1");
    answer("/data/person[1]/wer", "Oma");
  }

  [[nodiscard]] forms::NodeId node(std::string_view ref) const {
    const auto found = filled->find(ref);
    REQUIRE(found.has_value());
    return *found;
  }
  void answer(std::string_view ref, std::string_view value) const {
    REQUIRE(filled->answer(node(ref), value).ok());
  }
  // As the desk reads it.
  [[nodiscard]] Summary read(FormSession::Extent extent, const std::string& urgency = "") const {
    forms::SessionEnvironment desk = environment;
    desk.language = "de";
    auto session = FormSession::resume(form, desk, filled->submission(extent));
    REQUIRE(session.ok());
    records::RecordContent content;
    content.language = "ar";
    content.number = "B 27";
    content.urgency = urgency;
    return summarise(content, session->get());
  }

  FakeClock clock;
  SystemRandom random;
  forms::SessionEnvironment environment;
  std::shared_ptr<const forms::FormDef> form;
  std::unique_ptr<FormSession> filled;
};

// What follows the first line that says `from`.
std::string from(const std::string& text, const std::string& line) {
  const auto at = text.find(line);
  return at == std::string::npos ? "" : text.substr(at);
}

TEST_CASE_FIXTURE(Family,
                  "instances stand on the sheet grouped and numbered, in the form's order") {
  const Summary summary = read(FormSession::Extent::kFull);
  const std::string paper = flat(summary.sheet.sections);
  CHECK(holds(paper,
              "[Kinder 1]\nWie heißt das Kind?: Mina\nWie alt ist Mina?: 7\n[Kinder 1 · Schule]\n"
              "Was macht Mina gern?: Lesen · Ball spielen\n"
              "[Kinder 2 · Papiere des Kindes 1]\nWas für ein Papier ist es?: Pass\n"));
  CHECK(holds(paper, "Wie viele Personen wohnen noch bei Ihnen?: 1\n"));
}

TEST_CASE_FIXTURE(Family, "print classes hold inside instances, each for itself") {
  const Summary summary = read(FormSession::Extent::kFull);
  const std::string paper = flat(summary.sheet.sections), screen = flat(summary.not_for_paper);
  CHECK(holds(paper, "Wie heißt das Kind?: Mina"));
  CHECK_FALSE(holds(paper, "Wie heißt das Kind?: سلمى"));  // not ticked
  CHECK(holds(screen, "[Kinder 2]\nWie heißt das Kind?: سلمى"));
  CHECK(holds(screen, "[Personen 1]\nWer ist das?: Oma"));
  CHECK_FALSE(holds(paper, "Oma"));
}

TEST_CASE_FIXTURE(Family, "no label carries an answer onto paper that is not for paper itself") {
  answer("/data/kind[2]/papier[1]/bis", "2030-01-01");
  const Summary full = read(FormSession::Extent::kFull), slip = read(FormSession::Extent::kSlip);
  for (const Summary* summary : {&full, &slip}) {
    const std::string paper = flat(summary->sheet.sections);
    CHECK_FALSE(holds(paper, "سلمى"));
    CHECK(holds(paper, "Wie alt ist …?"));
    CHECK(holds(paper, "Wie alt ist Mina?: 7"));  // ticked
  }
  CHECK(full.sheet.sections == slip.sheet.sections);
  CHECK(holds(flat(full.not_for_paper), "سلمى"));
}

TEST_CASE_FIXTURE(Family,
                  "what was left open stands first, on paper and on the counsellor's screen") {
  const Summary summary = read(FormSession::Extent::kFull);
  REQUIRE_FALSE(summary.sheet.sections.empty());
  CHECK(flat({summary.sheet.sections.front()}) ==
        "[Offen geblieben]\nKinder 2: Wie alt ist …?: weiß ich nicht\n");
  REQUIRE_FALSE(summary.not_for_paper.empty());
  CHECK(flat({summary.not_for_paper.front()}) ==
        "[Offen geblieben]\nKinder 2: Name in lateinischer Schrift, wie im Ausweis: im Gespräch "
        "klären\n");
  CHECK(from(flat(summary.sheet.sections), "[Kinder 2").find("Wie alt") == std::string::npos);
}

TEST_CASE_FIXTURE(Family, "only what is urgent stands before what was left open") {
  const Summary summary = read(FormSession::Extent::kFull, "U3");
  REQUIRE(summary.sheet.sections.size() > 2);
  CHECK(summary.sheet.sections[0].title == "Dringend");
  CHECK(summary.sheet.sections[1].title == "Offen geblieben");
}

TEST_CASE_FIXTURE(Family, "a slip's sheet numbers the instances that have something on it") {
  const Summary summary = read(FormSession::Extent::kSlip);
  const std::string paper = flat(summary.sheet.sections);
  CHECK(holds(paper, "[Kinder 1]\nWie heißt das Kind?: Mina"));
  CHECK(holds(paper, "[Kinder 2 · Papiere des Kindes 1]"));
  CHECK_FALSE(holds(paper, "Oma"));
  CHECK(summary.not_for_paper.empty());
}

TEST_CASE_FIXTURE(Family, "a removed instance is in no submission and on no sheet") {
  const forms::NodeId gone = node("/data/kind[1]/name");
  REQUIRE(filled->remove_repeat(node("/data/kind[1]")).ok());
  CHECK(filled->value(gone) == "");
  CHECK_FALSE(holds(filled->submission(FormSession::Extent::kFull), "Mina"));
  const Summary summary = read(FormSession::Extent::kFull);
  CHECK_FALSE(holds(flat(summary.sheet.sections) + flat(summary.not_for_paper), "Mina"));
  CHECK(holds(flat(summary.sheet.sections), "[Kinder 1 · Papiere des Kindes 1]"));
}

TEST_CASE_FIXTURE(Family, "standing answers are attributes of the kiosk's own namespace") {
  const std::string xml = filled->submission(FormSession::Extent::kFull);
  CHECK(holds(xml, "xmlns:kiosk=\"urn:anlaufstelle:kiosk\""));
  CHECK(holds(xml, "<latein kiosk:standing=\"in_person\"/>"));
  CHECK(holds(xml, "<alter kiosk:standing=\"unknown\"/>"));
}

}  // namespace
}  // namespace anlaufstelle::casework
