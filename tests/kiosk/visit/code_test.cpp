// SPDX-License-Identifier: EUPL-1.2
// Going on later with a code.
#include <doctest/doctest.h>

#include "tests/kiosk/visit/visit_fixture.h"

using namespace anlaufstelle;
using namespace anlaufstelle::visit;

namespace {

std::string replaced(std::string text, std::string_view from, std::string_view to) {
  const std::size_t at = text.find(from);
  REQUIRE(at != std::string::npos);
  return text.replace(at, from.size(), to);
}

// Nothing that a visit has is written to a file while this lives.
struct BrokenDisk {
  explicit BrokenDisk(VisitFixture& kiosk) : kiosk_(kiosk) { kiosk_.break_store(); }
  ~BrokenDisk() { kiosk_.mend_store(); }
  BrokenDisk(const BrokenDisk&) = delete;
  BrokenDisk& operator=(const BrokenDisk&) = delete;

 private:
  VisitFixture& kiosk_;
};

}  // namespace

TEST_CASE("who took a code goes on in another visit behind the last answer") {
  VisitFixture f;
  std::string code;
  {
    Visit visit = f.begin("de");
    f.go_to_arbeit(visit);
    code = f.take_code(visit);
    CHECK(code.size() == 19);
    f.choose(visit, "arbeit", "nein");
    f.next(visit);
    CHECK(f.names(visit) == std::vector<std::string>{"seit"});
    visit.end();
  }
  Visit visit = f.begin_with_code(code);
  REQUIRE(visit.state() == State::kQuestions);
  CHECK(visit.language() == "ru");
  CHECK(f.names(visit) == std::vector<std::string>{"seit"});
  CHECK(visit.form().typed(f.node(visit, "rufname")) == "Mina");
  CHECK(visit.keeper().keeps());
  CHECK(visit.keeper().code().empty());
  visit.back();
  CHECK(f.names(visit) == std::vector<std::string>{"arbeit"});
}

TEST_CASE("without a code nothing of a visit is kept") {
  VisitFixture f;
  Visit visit = f.begin("de");
  f.go_to_review(visit);
  CHECK(visit.code_offered());
  CHECK(visit.answers_would_go());
  visit.end();
  CHECK(f.draft_count() == 0);
}

TEST_CASE("answers are kept from the moment that the code is on the screen") {
  VisitFixture f;
  std::string code;
  {
    Visit visit = f.begin("de");
    f.go_to_arbeit(visit);
    visit.show_code();
    visit.take_code();
    CHECK(visit.keeper().working());
    f.wait(visit);
    code = visit.keeper().code();
    CHECK_FALSE(visit.answers_would_go());
  }  // as when the power goes
  Visit visit = f.begin_with_code(code);
  REQUIRE(visit.state() == State::kQuestions);
  CHECK(visit.form().typed(f.node(visit, "rufname")) == "Mina");
}

TEST_CASE("the screen that is open when the visit ends is kept with the others") {
  VisitFixture f;
  std::string code;
  {
    Visit visit = f.begin("de");
    f.go_to_rufname(visit);
    code = f.take_code(visit);
    f.type(visit, "rufname", "Schirin");
    visit.end();
  }
  Visit visit = f.begin_with_code(code);
  REQUIRE(visit.state() == State::kQuestions);
  CHECK(visit.form().typed(f.node(visit, "rufname")) == "Schirin");
}

TEST_CASE("a code opens nothing once the form is handed in") {
  VisitFixture f;
  std::string code;
  {
    Visit visit = f.begin("de");
    f.go_to_review(visit);
    code = f.take_code(visit);
    f.settle();
    visit.hand_in();
    f.wait(visit);
    REQUIRE(visit.state() == State::kReceipt);
  }
  CHECK(f.record_count() == 1);
  CHECK(f.draft_count() == 0);
  Visit visit = f.begin_with_code(code);
  CHECK(visit.state() == State::kCodeEntry);
  CHECK(visit.keeper().trouble() == CodeTrouble::kUnknown);
}

TEST_CASE("who ends the visit and deletes leaves nothing behind their code") {
  VisitFixture f;
  Visit visit = f.begin("de");
  f.go_to_arbeit(visit);
  f.take_code(visit);
  visit.ask_to_end();
  CHECK(visit.aside() == Aside::kConfirmEnd);
  visit.end_and_delete();
  CHECK(visit.state() == State::kEnded);
  CHECK(f.draft_count() == 0);
}

TEST_CASE("an urgent client who hands in the minimum keeps their draft") {
  VisitFixture f;
  Visit visit = f.begin("de");
  f.go_to_arbeit(visit);
  f.take_code(visit);
  f.choose(visit, "arbeit", "verloren");
  f.next(visit);
  REQUIRE(visit.state() == State::kUrgent);
  f.settle();
  visit.hand_in_minimal();
  f.wait(visit);
  REQUIRE(visit.state() == State::kReceipt);
  CHECK(f.draft_count() == 1);
}

TEST_CASE("a mistyped code is said and may be corrected at once") {
  VisitFixture f;
  Visit visit = f.begin_with_code("7KQ2");
  CHECK(visit.state() == State::kCodeEntry);
  CHECK(visit.keeper().trouble() == CodeTrouble::kMistyped);
  CHECK(visit.code_wait() == std::chrono::milliseconds{0});
  visit.back();
  CHECK(visit.state() == State::kHome);
}

TEST_CASE("after a wrong code the next one has to wait") {
  VisitFixture f;
  std::string code;
  {
    Visit visit = f.begin("de");
    f.go_to_arbeit(visit);
    code = f.take_code(visit);
    visit.end_and_delete();
  }
  Visit visit = f.begin_with_code(code);
  CHECK(visit.keeper().trouble() == CodeTrouble::kUnknown);
  CHECK(visit.code_wait() > std::chrono::milliseconds{0});
  visit.open_draft(code);
  f.wait(visit);
  CHECK(visit.keeper().trouble() == CodeTrouble::kTooEarly);
}

TEST_CASE("a draft is gone on with in the version of the form that it was begun with") {
  VisitFixture f;
  std::string code;
  {
    Visit visit = f.begin("de");
    f.go_to_arbeit(visit);
    code = f.take_code(visit);
    visit.end();
  }
  f.use_form(replaced(VisitFixture::form_xml(), "version=\"1\"", "version=\"2\""));
  Visit visit = f.begin_with_code(code);
  REQUIRE(visit.state() == State::kQuestions);
  CHECK(visit.form().session().form().version() == "1");
}

TEST_CASE("a draft whose form is not here any more stays, and that is said") {
  VisitFixture f;
  std::string code;
  {
    Visit visit = f.begin("de");
    f.go_to_arbeit(visit);
    code = f.take_code(visit);
    visit.end();
  }
  f.use_form(replaced(VisitFixture::form_xml(), "id=\"probe\"", "id=\"anderes\""));
  {
    Visit visit = f.begin_with_code(code);
    CHECK(visit.state() == State::kCodeEntry);
    CHECK(visit.keeper().trouble() == CodeTrouble::kUnreadable);
  }
  CHECK(f.draft_count() == 1);
}

TEST_CASE("an ephemeral form offers no code and hands nothing in") {
  VisitFixture f;
  f.use_form(
      replaced(VisitFixture::form_xml(), "id=\"probe\"", "id=\"probe\" kiosk:ephemeral=\"true\""));
  Visit visit = f.begin("de");
  f.go_to_review(visit);
  REQUIRE(visit.state() == State::kReview);
  CHECK_FALSE(visit.code_offered());
  visit.show_code();
  CHECK(visit.aside() == Aside::kNone);
  f.settle();
  visit.hand_in();
  CHECK(visit.state() == State::kHome);
  CHECK(f.record_count() == 0);
  CHECK(f.draft_count() == 0);
}

TEST_CASE("answers that could not be kept are told, and kept with the next screen") {
  VisitFixture f;
  Visit visit = f.begin("de");
  f.go_to_arbeit(visit);
  const std::string code = f.take_code(visit);
  f.choose(visit, "arbeit", "nein");
  {
    const BrokenDisk broken(f);
    f.next(visit);
    f.wait(visit);
  }
  CHECK(visit.keeper().save_failed());
  CHECK(f.names(visit) == std::vector<std::string>{"seit"});
  f.next(visit);
  f.start_drafts();  // ends when all is saved
  visit.update();
  CHECK_FALSE(visit.keeper().save_failed());
  CHECK(f.begin_with_code(code).state() == State::kQuestions);
}
