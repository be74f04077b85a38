// SPDX-License-Identifier: EUPL-1.2
#include "kiosk/casework/record_export.h"

#include <doctest/doctest.h>

#include "tests/kiosk/casework/casework_fixture.h"

namespace anlaufstelle::casework {
namespace {

const ExportedAnswer* answer_to(const ExportedRecord& record, std::string_view ref) {
  for (const ExportedAnswer& one : record.answers) {
    if (one.ref == ref) return &one;
  }
  return nullptr;
}

TEST_CASE_FIXTURE(CaseworkFixture, "an export says in German what was answered, and what not") {
  Answers answers = everything();
  answers["/data/sprache/f09"] = {"", false, forms::Standing::kInPerson};
  const auto session = fill_in(answers);
  session->set_language("de");
  const ExportedRecord record = export_record(content("B 7", answers), session.get());
  CHECK(record.number == "B 7");
  CHECK(record.language == "ar");
  REQUIRE(answer_to(record, "/data/anliegen/f20") != nullptr);
  CHECK(answer_to(record, "/data/anliegen/f20")->value == "arbeit familie");
  CHECK(holds(answer_to(record, "/data/anliegen/f20")->answer, "Arbeit"));
  CHECK(answer_to(record, "/data/person/name")->answer == kArabicName);
  CHECK(answer_to(record, "/data/sprache/f09")->answer == "Nur im Gespräch");
  CHECK(answer_to(record, "/data/sprache/f09")->value.empty());
  CHECK(holds(record.submission, "<"));
  const ExportedRecord empty = export_record(content("B 8", {}), nullptr);
  CHECK(empty.answers.empty());
}

TEST_CASE("a cell of the export is quoted, and no formula of a spreadsheet") {
  std::vector<ExportedRecord> records(2);
  records[0].number = "B 7";
  records[0].answers.push_back({"/data/a", "Frage", "=HYPERLINK(\"http://x\")", "+49", {}});
  records[0].answers.push_back({"/data/b", "-Frage", "zwei\nZeilen, \"so\"", "@x", {}});
  records[1].number = "B 8";
  const std::string csv = to_csv(records);
  CHECK(csv.starts_with("\xEF\xBB\xBF\"number\",\"handed in\""));
  CHECK(holds(csv, "\"'=HYPERLINK(\"\"http://x\"\")\",\"'+49\"\r\n"));
  CHECK(holds(csv, "\"'-Frage\",\"zwei\nZeilen, \"\"so\"\"\",\"'@x\"\r\n"));
  CHECK(holds(csv, "\"B 8\""));
}

}  // namespace
}  // namespace anlaufstelle::casework
