// SPDX-License-Identifier: EUPL-1.2
#include "kiosk/visit/visit.h"

#include <doctest/doctest.h>

#include "tests/kiosk/visit/visit_fixture.h"

using namespace anlaufstelle;
using namespace anlaufstelle::visit;
using namespace std::chrono_literals;

TEST_CASE("a visit goes from the language over the notice to the receipt, and the record opens") {
  VisitFixture f;
  Visit visit = f.begin("ru");
  CHECK(visit.state() == State::kHome);
  visit.open_form();
  REQUIRE(visit.state() == State::kQuestions);
  f.choose_many(visit, "dringend", "none");
  f.next(visit);
  CHECK(visit.state() == State::kNotice);
  f.next(visit);
  CHECK(visit.state() == State::kQuestions);
  f.choose(visit, "datenschutz", "OK");
  f.next(visit);
  f.type(visit, "rufname", "Mina");
  f.next(visit);
  f.choose(visit, "arbeit", "ja");
  f.next(visit);
  f.type(visit, "stunden", "20");
  f.next(visit);
  f.next(visit);  // the date stays empty
  REQUIRE(visit.state() == State::kReview);
  f.settle();
  visit.hand_in();
  CHECK(visit.state() == State::kHandingIn);
  f.wait(visit);
  REQUIRE(visit.state() == State::kReceipt);
  CHECK_FALSE(visit.number().empty());
  const auto record = f.only_record();
  CHECK(record.number == visit.number());
  CHECK(record.language == "ru");
  CHECK(record.urgency.empty());
  CHECK(record.full_xml.find("Mina") != std::string::npos);
  CHECK(record.slip_xml.find("Mina") == std::string::npos);
  CHECK(record.slip_xml.find("20") != std::string::npos);
  CHECK(record.minute ==
        std::chrono::floor<std::chrono::minutes>(f.clock.now()).time_since_epoch().count());
}

TEST_CASE("the privacy notice stands before the first personal question, both ways") {
  VisitFixture f;
  Visit visit = f.begin("de");
  visit.open_form();
  f.choose_many(visit, "dringend", "none");
  f.next(visit);
  REQUIRE(visit.state() == State::kNotice);
  visit.open_page(kNoticeFullPage);
  CHECK(visit.state() == State::kPage);
  CHECK(visit.page() == kNoticeFullPage);
  visit.back();
  CHECK(visit.state() == State::kNotice);
  f.next(visit);
  CHECK(f.names(visit) == std::vector<std::string>{"datenschutz"});
  visit.back();
  CHECK(visit.state() == State::kNotice);
  visit.back();
  CHECK(visit.state() == State::kQuestions);
  CHECK(f.names(visit) == std::vector<std::string>{"dringend"});
}

TEST_CASE("without the notice no form is offered") {
  VisitFixture f;
  std::filesystem::remove(f.dir.path() / "pages/datenschutz-kurz.md");
  f.load_pages();
  Visit visit = f.begin("de");
  CHECK_FALSE(visit.form_offered());
  visit.open_form();
  CHECK(visit.state() == State::kHome);
}

TEST_CASE("under an outdated notice no form is offered") {
  VisitFixture f;
  Visit visit = f.begin("de");
  CHECK(visit.form_offered());
  f.clock.set(std::chrono::sys_days{std::chrono::year{2031} / 1 / 1});
  CHECK_FALSE(visit.form_offered());
}

TEST_CASE("an urgent answer stops the form until it is corrected") {
  VisitFixture f;
  Visit visit = f.begin("de");
  visit.open_form();
  f.choose_many(visit, "dringend", "u3");
  f.next(visit);
  CHECK(visit.state() == State::kUrgent);
  f.next(visit);
  CHECK(visit.state() == State::kUrgent);
  visit.back();
  REQUIRE(visit.state() == State::kQuestions);
  f.choose_many(visit, "dringend", "u3");  // takes it back
  f.choose_many(visit, "dringend", "none");
  f.next(visit);
  CHECK(visit.state() == State::kNotice);
}

TEST_CASE("a calculated urgency stops the form later on as well") {
  VisitFixture f;
  Visit visit = f.begin("de");
  f.go_to_arbeit(visit);
  f.choose(visit, "arbeit", "verloren");
  f.next(visit);
  CHECK(visit.state() == State::kUrgent);
}

TEST_CASE("the minimal record holds the codes but U13 and not one answer") {
  VisitFixture f;
  Visit visit = f.begin("ru");
  visit.open_form();
  f.choose_many(visit, "dringend", "u13");
  f.choose_many(visit, "dringend", "u3");
  f.choose_many(visit, "dringend", "u1");
  f.next(visit);
  REQUIRE(visit.state() == State::kUrgent);
  f.settle();
  visit.hand_in_minimal();
  f.wait(visit);
  REQUIRE(visit.state() == State::kReceipt);
  const auto record = f.only_record();
  CHECK(record.urgency == "U3 U1");
  CHECK(record.slip_xml.empty());
  CHECK(record.full_xml.empty());
  CHECK(record.language == "ru");
}

TEST_CASE("U13 alone leaves no code in the minimal record") {
  VisitFixture f;
  Visit visit = f.begin("de");
  visit.open_form();
  f.choose_many(visit, "dringend", "u13");
  f.next(visit);
  REQUIRE(visit.state() == State::kUrgent);
  f.settle();
  visit.hand_in_minimal();
  f.wait(visit);
  CHECK(f.only_record().urgency.empty());
}

TEST_CASE("a required question holds the screen until an answer or a standing answer is there") {
  VisitFixture f;
  Visit visit = f.begin("de");
  visit.open_form();
  f.next(visit);
  CHECK(visit.state() == State::kQuestions);
  CHECK(visit.form().complaints().at(f.node(visit, "dringend")) == Complaint::kRequired);
  visit.form().set_standing(f.node(visit, "dringend"), forms::Standing::kInPerson);
  CHECK(visit.form().complaints().empty());
  f.next(visit);
  CHECK(visit.state() == State::kNotice);
}

TEST_CASE("an implausible answer is questioned once, kept, and then let pass") {
  VisitFixture f;
  Visit visit = f.begin("de");
  f.go_to_rufname(visit);
  f.type(visit, "rufname", "ein viel zu langer Name");
  f.next(visit);
  CHECK(f.names(visit) == std::vector<std::string>{"rufname"});
  CHECK(visit.form().complaints().at(f.node(visit, "rufname")) == Complaint::kConstraint);
  CHECK(visit.form().typed(f.node(visit, "rufname")) == "ein viel zu langer Name");
  f.next(visit);
  CHECK(f.names(visit) == std::vector<std::string>{"arbeit"});
}

TEST_CASE("what is no number stays in its field and is never handed in as one") {
  VisitFixture f;
  Visit visit = f.begin("de");
  f.go_to_arbeit(visit);
  f.choose(visit, "arbeit", "ja");
  f.next(visit);
  f.type(visit, "stunden", "12");
  f.type(visit, "stunden", "12x");
  f.next(visit);
  CHECK(f.names(visit) == std::vector<std::string>{"stunden"});
  CHECK(visit.form().complaints().at(f.node(visit, "stunden")) == Complaint::kUnreadable);
  CHECK(visit.form().typed(f.node(visit, "stunden")) == "12x");
  CHECK(visit.form().session().question(f.node(visit, "stunden")).value.empty());
}

TEST_CASE("a date without its year is kept and asked for before going on") {
  VisitFixture f;
  Visit visit = f.begin("de");
  f.go_to_arbeit(visit);
  f.choose(visit, "arbeit", "nein");
  f.next(visit);
  const auto seit = f.node(visit, "seit");
  visit.form().pick(seit, DatePart::kMonth, 3);
  f.next(visit);
  CHECK(visit.form().complaints().at(seit) == Complaint::kUnfinishedDate);
  CHECK(visit.form().date(seit).month == 3);
  visit.form().pick(seit, DatePart::kYear, 2021);
  CHECK(visit.form().session().question(seit).value == "2021-03-01");
  f.next(visit);
  CHECK(visit.state() == State::kReview);
}

TEST_CASE("a finger that taps on and on skips no question") {
  VisitFixture f;
  Visit visit = f.begin("de");
  f.go_to_rufname(visit);
  f.settle();
  visit.next();
  visit.next();
  visit.next();
  CHECK(f.names(visit) == std::vector<std::string>{"arbeit"});
}

TEST_CASE("going back and screens that don't concern the client leave the answers alone") {
  VisitFixture f;
  Visit visit = f.begin("de");
  f.go_to_arbeit(visit);
  f.choose(visit, "arbeit", "nein");
  f.next(visit);
  CHECK(f.names(visit) == std::vector<std::string>{"seit"});  // "stunden" is skipped
  visit.back();
  CHECK(f.names(visit) == std::vector<std::string>{"arbeit"});
  visit.back();
  CHECK(visit.form().typed(f.node(visit, "rufname")) == "Mina");
  visit.go_home();
  CHECK(visit.state() == State::kHome);
  visit.open_form();
  CHECK(f.names(visit) == std::vector<std::string>{"rufname"});
  CHECK(visit.form().typed(f.node(visit, "rufname")) == "Mina");
}

TEST_CASE("changing the language in mid-form changes the questions and no answer") {
  VisitFixture f;
  Visit visit = f.begin("de");
  f.go_to_arbeit(visit);
  f.choose(visit, "arbeit", "ja");
  CHECK(visit.form().questions().at(0).label == "Arbeiten Sie?");
  visit.show_languages();
  CHECK(visit.aside() == Aside::kLanguages);
  visit.choose_language("ru");
  CHECK(visit.aside() == Aside::kNone);
  CHECK(visit.form().questions().at(0).label == "Вы работаете?");
  CHECK(visit.form().questions().at(0).value == "ja");
  CHECK(visit.form().typed(f.node(visit, "rufname")) == "Mina");
}

TEST_CASE("an answer changed from the review opens the questions it brings and comes back") {
  VisitFixture f;
  Visit visit = f.begin("de");
  f.go_to_review(visit);
  visit.edit(visit.form().screen_of(f.node(visit, "arbeit")));
  REQUIRE(f.names(visit) == std::vector<std::string>{"arbeit"});
  f.choose(visit, "arbeit", "ja");
  f.next(visit);
  CHECK(f.names(visit) == std::vector<std::string>{"stunden"});
  f.next(visit);
  CHECK(visit.state() == State::kReview);
  visit.edit(visit.form().screen_of(f.node(visit, "rufname")));
  f.next(visit);
  CHECK(visit.state() == State::kReview);
}

TEST_CASE("a required answer taken back from the review is asked for before handing in") {
  VisitFixture f;
  Visit visit = f.begin("de");
  f.go_to_review(visit);
  visit.edit(visit.form().screen_of(f.node(visit, "datenschutz")));
  f.choose(visit, "datenschutz", "");
  visit.back();
  REQUIRE(visit.state() == State::kReview);
  f.settle();
  visit.hand_in();
  CHECK(visit.state() == State::kNotice);
  f.next(visit);
  CHECK(f.names(visit) == std::vector<std::string>{"datenschutz"});
}

TEST_CASE("a number half typed from the review is not dropped in silence by handing in") {
  VisitFixture f;
  Visit visit = f.begin("de");
  f.go_to_arbeit(visit);
  f.choose(visit, "arbeit", "ja");
  f.next(visit);
  f.next(visit);
  f.next(visit);
  REQUIRE(visit.state() == State::kReview);
  visit.edit(visit.form().screen_of(f.node(visit, "stunden")));
  f.type(visit, "stunden", "zwanzig");
  visit.back();
  REQUIRE(visit.state() == State::kReview);
  f.settle();
  visit.hand_in();
  CHECK(f.names(visit) == std::vector<std::string>{"stunden"});
  CHECK(visit.form().complaints().at(f.node(visit, "stunden")) == Complaint::kUnreadable);
  CHECK(visit.form().typed(f.node(visit, "stunden")) == "zwanzig");
}

TEST_CASE("a failed hand-in returns to the review with every answer and can be tried again") {
  VisitFixture f;
  Visit visit = f.begin("de");
  f.go_to_review(visit);
  f.settle();
  f.break_store();
  visit.hand_in();
  f.wait(visit);
  REQUIRE(visit.state() == State::kReview);
  CHECK(visit.hand_in_failed());
  CHECK(visit.form().typed(f.node(visit, "rufname")) == "Mina");
  CHECK(visit.number().empty());
  f.mend_store();
  f.settle();
  visit.hand_in();
  f.wait(visit);
  CHECK(visit.state() == State::kReceipt);
  CHECK_FALSE(visit.hand_in_failed());
}

TEST_CASE("on a full disk no form is begun, and who has begun can still hand in") {
  VisitFixture f;
  f.keep_ballast();
  Visit visit = f.begin("de");
  f.go_to_review(visit);
  f.settle();
  f.break_store();
  visit.hand_in();  // needs the ballast, and more
  f.wait(visit);
  CHECK(visit.hand_in_failed());
  Visit another = f.begin("ar");
  CHECK_FALSE(another.form_offered());
  another.open_form();
  CHECK(another.state() == State::kHome);
  visit.go_home();
  CHECK(visit.form_offered());
  visit.open_form();
  REQUIRE(visit.state() == State::kReview);
  f.mend_store();
  f.settle();
  visit.hand_in();
  f.wait(visit);
  CHECK(visit.state() == State::kReceipt);
  CHECK(f.record_count() == 1);  // the storage thread has looked for room after the hand-in
  CHECK(another.form_offered());
}

TEST_CASE("nobody at the screen: a warning that can be extended, then everything is gone") {
  VisitFixture f;
  Visit visit = f.begin("de");
  f.go_to_arbeit(visit);
  visit.touched();
  f.clock.advance(149s);
  visit.update();
  CHECK(visit.idle().phase() == IdleClock::Phase::kQuiet);
  f.clock.advance(1s);
  visit.update();
  CHECK(visit.idle().phase() == IdleClock::Phase::kWarning);
  CHECK(visit.idle().left() == 30s);
  visit.touched();  // a touch beside the button is no answer
  CHECK(visit.idle().phase() == IdleClock::Phase::kWarning);
  for (int i = 0; i < 12; ++i) {
    visit.stay();
    CHECK(visit.idle().phase() == IdleClock::Phase::kQuiet);
    f.clock.advance(170s);
    visit.update();
    REQUIRE(visit.state() == State::kQuestions);
  }
  CHECK(visit.form().typed(f.node(visit, "rufname")) == "Mina");
  f.clock.advance(11s);
  visit.update();
  CHECK(visit.state() == State::kEnded);
}

TEST_CASE("the start screen waits for ever and asks for no frame") {
  VisitFixture f;
  Visit visit(f.services());
  f.clock.advance(10h);
  visit.update();
  CHECK(visit.state() == State::kStart);
  CHECK_FALSE(visit.next_change());
  visit.choose_language("de");
  visit.update();
  CHECK(visit.state() == State::kHome);
  CHECK(visit.idle().phase() == IdleClock::Phase::kQuiet);
}

TEST_CASE("ending a visit asks once if answers would go, and not otherwise") {
  VisitFixture f;
  {
    Visit visit = f.begin("de");
    visit.ask_to_end();
    CHECK(visit.state() == State::kEnded);
  }
  Visit visit = f.begin("de");
  f.go_to_arbeit(visit);
  visit.ask_to_end();
  CHECK(visit.aside() == Aside::kConfirmEnd);
  visit.close_aside();
  CHECK(f.names(visit) == std::vector<std::string>{"arbeit"});
  visit.ask_to_end();
  visit.end();
  CHECK(visit.state() == State::kEnded);
  CHECK(f.record_count() == 0);
}

TEST_CASE("the receipt goes by itself after a minute") {
  VisitFixture f;
  Visit visit = f.begin("de");
  f.go_to_review(visit);
  f.settle();
  visit.hand_in();
  f.wait(visit);
  REQUIRE(visit.state() == State::kReceipt);
  f.clock.advance(59s);
  visit.update();
  CHECK(visit.state() == State::kReceipt);
  CHECK(visit.next_change() == 1000ms);
  f.clock.advance(1s);
  visit.update();
  CHECK(visit.state() == State::kEnded);
}

TEST_CASE("pages open from each other and lead back the way they came") {
  VisitFixture f;
  Visit visit = f.begin("de");
  visit.show_pages();
  CHECK(visit.state() == State::kPages);
  visit.open_page("a");
  visit.open_page("b");
  CHECK(visit.page() == "b");
  visit.back();
  CHECK(visit.page() == "a");
  visit.back();
  CHECK(visit.state() == State::kPages);
  visit.back();
  CHECK(visit.state() == State::kHome);
}
