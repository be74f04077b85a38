// SPDX-License-Identifier: EUPL-1.2
#include "kiosk/screens/client.h"

#include <doctest/doctest.h>

#include "tests/kiosk/screens/kiosk_fixture.h"

using namespace anlaufstelle;
using namespace anlaufstelle::screens;
using namespace std::chrono_literals;

namespace {

void begin_form(Kiosk& kiosk, const std::string& tag) {
  kiosk.tap("lang:" + tag);
  kiosk.tap("home:form");
}

void pass_notice(Kiosk& kiosk) {
  kiosk.tap("choice:f03_dringend:none");
  kiosk.next();
  REQUIRE(kiosk.shows("page:datenschutz"));
  kiosk.next();
  kiosk.tap("choice:f04_datenschutz:OK");
  kiosk.next();
}

// To the receipt from any screen of the form.
void finish(Kiosk& kiosk) {
  for (int i = 0; i < 80 && !kiosk.shows("nav:handin"); ++i) kiosk.next();
  kiosk.tap("nav:handin");
  if (!kiosk.shows("receipt:done")) kiosk.wait_for("receipt:done");
}

void type_into(Kiosk& kiosk, const std::string& question, std::string_view text) {
  kiosk.tap("field:" + question);
  kiosk.type(text);
  kiosk.tap("key:hide");
}

}  // namespace

TEST_CASE("a German visit by touch ends with a number and a record of what was answered") {
  Kiosk kiosk(shapes()[2].screen);
  begin_form(kiosk, "de");
  pass_notice(kiosk);
  kiosk.go_to_question("f05_name");
  type_into(kiosk, "f05_name", "Mina");
  kiosk.tap("print:f05_name");
  CHECK(kiosk.find("print:f05_name")->selected);
  kiosk.go_to_question("f06_alter");
  kiosk.tap("choice:f06_alter:27_59");
  CHECK(kiosk.find("choice:f06_alter:27_59")->selected);
  kiosk.go_to_question("f20_text");
  type_into(kiosk, "f20_text", "Darf ich arbeiten?");
  kiosk.go_to_question("f39_leben");
  kiosk.tap("standing:f39_leben:in_person");
  CHECK(kiosk.find("standing:f39_leben:in_person")->selected);
  finish(kiosk);
  const auto records = kiosk.records();
  REQUIRE(records.size() == 1);
  CHECK(kiosk.find("receipt:number")->name == records[0].number);
  CHECK(records[0].language == "de");
  CHECK(records[0].full_xml.find("Darf ich arbeiten?") != std::string::npos);
  CHECK(records[0].slip_xml.find("Mina") != std::string::npos);
  CHECK(records[0].slip_xml.find("Darf ich arbeiten?") == std::string::npos);
  kiosk.tap("receipt:done");
  CHECK(kiosk.client->finished());
}

TEST_CASE("an Arabic visit by touch keeps Arabic words and stands mirrored") {
  Kiosk kiosk(shapes()[0].screen);
  kiosk.tap("lang:ar");
  CHECK(kiosk.client->language().direction == language::Direction::kRightToLeft);
  CHECK(kiosk.find("nav:end")->rect.x < kiosk.find("nav:language")->rect.x);
  kiosk.tap("home:form");
  pass_notice(kiosk);
  CHECK(kiosk.find("nav:next")->rect.x < kiosk.find("nav:back")->rect.x);
  kiosk.go_to_question("f05_name");
  kiosk.tap("field:f05_name");
  for (const char* key : {"key:س", "key:ل", "key:م", "key:ى"}) kiosk.tap(key);
  kiosk.tap("key:hide");
  kiosk.go_to_question("f20_text");
  type_into(kiosk, "f20_text", "هل يمكنني العمل");
  finish(kiosk);
  const auto records = kiosk.records();
  REQUIRE(records.size() == 1);
  CHECK(records[0].language == "ar");
  CHECK(records[0].full_xml.find("سلمى") != std::string::npos);
  CHECK(records[0].full_xml.find("هل يمكنني العمل") != std::string::npos);
}

TEST_CASE("information opens page by page, over links too, and home is one tap away") {
  Kiosk kiosk(shapes()[2].screen);
  kiosk.tap("lang:de");
  kiosk.tap("home:info");
  kiosk.tap("page:duldung");
  CHECK(kiosk.shows_text("Eine Duldung ist ein Papier"));
  std::string link;
  for (const auto& node : kiosk.ui().tree()) {
    if (node.role == widgets::NodeRole::kLink && node.name.find("Wege") != std::string::npos) {
      link = node.id;
    }
  }
  REQUIRE_FALSE(link.empty());
  kiosk.tap(link);
  CHECK_FALSE(kiosk.shows_text("Eine Duldung ist ein Papier"));
  kiosk.tap("nav:back");
  CHECK(kiosk.shows_text("Eine Duldung ist ein Papier"));
  CHECK(kiosk.shows_text("19. August 2026"));
  kiosk.tap("nav:home");
  CHECK(kiosk.shows("home:info"));
}

TEST_CASE("an urgent answer fills the screen and hands in nothing but its code") {
  Kiosk kiosk(shapes()[0].screen);
  begin_form(kiosk, "de");
  kiosk.tap("choice:f03_dringend:u3");
  kiosk.next();
  CHECK(kiosk.shows_text("Bitte gehen Sie jetzt zum Empfang."));
  CHECK(kiosk.shows_text("manchmal nur 1 Woche"));
  kiosk.tap("urgent:back");
  CHECK(kiosk.find("choice:f03_dringend:u3")->selected);
  kiosk.next();
  kiosk.tap("urgent:minimal");
  if (!kiosk.shows("receipt:done")) kiosk.wait_for("receipt:done");
  const auto records = kiosk.records();
  REQUIRE(records.size() == 1);
  CHECK(records[0].urgency == "U3");
  CHECK(records[0].full_xml.empty());
  CHECK(records[0].slip_xml.empty());
}

TEST_CASE("the urgent screen says exactly what a minimal record will hold") {
  Kiosk kiosk(shapes()[2].screen);
  begin_form(kiosk, "de");
  kiosk.tap("choice:f03_dringend:u13");
  kiosk.next();
  CHECK(kiosk.shows_text("nur: eine Nummer, die Uhrzeit und Ihre Sprache."));
  kiosk.tap("urgent:back");
  kiosk.tap("choice:f03_dringend:u1");
  kiosk.next();
  CHECK(kiosk.shows_text("und was dringend ist. Wie es Ihnen geht, wird nicht gespeichert."));
  kiosk.tap("urgent:nothing");
  CHECK(kiosk.client->finished());
  CHECK(kiosk.records().empty());
}

TEST_CASE("a required question without an answer says so and stays") {
  Kiosk kiosk(shapes()[2].screen);
  begin_form(kiosk, "de");
  CHECK(kiosk.find("nav:next")->name == "Weiter");
  kiosk.next();
  CHECK(kiosk.shows("choice:f03_dringend:none"));
  bool alert = false;
  for (const auto& node : kiosk.ui().tree()) {
    alert = alert || (node.role == widgets::NodeRole::kAlert && node.rect.h > 0);
  }
  CHECK(alert);
  kiosk.tap("choice:f03_dringend:none");
  CHECK(kiosk.find("nav:next")->name == "Weiter");
}

TEST_CASE("going on without an answer is called that, and only where it is possible") {
  Kiosk kiosk(shapes()[2].screen);
  begin_form(kiosk, "de");
  pass_notice(kiosk);
  kiosk.go_to_question("f06_alter");
  CHECK(kiosk.find("nav:next")->name == "Ohne Antwort weiter");
  kiosk.tap("choice:f06_alter:18_25");
  CHECK(kiosk.find("nav:next")->name == "Weiter");
  kiosk.tap("choice:f06_alter:18_25");
  CHECK(kiosk.find("nav:next")->name == "Ohne Antwort weiter");
}

TEST_CASE("the language can be changed in mid-form and the answers stay") {
  Kiosk kiosk(shapes()[0].screen);
  begin_form(kiosk, "de");
  pass_notice(kiosk);
  kiosk.go_to_question("f05_name");
  type_into(kiosk, "f05_name", "Mina");
  kiosk.go_to_question("f06_alter");
  kiosk.tap("choice:f06_alter:18_25");
  kiosk.tap("nav:language");
  kiosk.tap("lang:ru");
  CHECK(kiosk.client->language().tag == "ru");
  CHECK(kiosk.find("choice:f06_alter:18_25")->selected);
  CHECK(kiosk.shows_text("Дальше"));
  finish(kiosk);
  CHECK(kiosk.records().at(0).full_xml.find("Mina") != std::string::npos);
  CHECK(kiosk.records().at(0).language == "ru");
}

TEST_CASE("a date is picked as day, month word and year") {
  Kiosk kiosk(shapes()[2].screen);
  begin_form(kiosk, "de");
  pass_notice(kiosk);
  kiosk.go_to_question("f15_papier");
  kiosk.tap("choice:f15_papier:duldung_60a");
  kiosk.go_to_question("f17_gueltig_bis");
  kiosk.tap("date:f17_gueltig_bis:day:28");
  CHECK_FALSE(kiosk.shows("date:f17_gueltig_bis:day:27"));
  CHECK(kiosk.find("date:f17_gueltig_bis:month:2")->name == "Februar");
  kiosk.tap("date:f17_gueltig_bis:month:2");
  kiosk.next();
  CHECK(kiosk.shows_text("Das Datum ist noch nicht vollständig."));
  kiosk.tap("date:f17_gueltig_bis:year:2028");
  finish(kiosk);
  CHECK(kiosk.records().at(0).full_xml.find("2028-02-28") != std::string::npos);
}

TEST_CASE("a long list is searched by its first letters, without accents or case") {
  Kiosk kiosk(shapes()[0].screen);
  begin_form(kiosk, "de");
  pass_notice(kiosk);
  kiosk.go_to_question("f11_staat");
  kiosk.tap("search:f11_staat");
  kiosk.type("tÜRK");
  CHECK(kiosk.shows("choice:f11_staat:TR"));
  CHECK_FALSE(kiosk.shows("choice:f11_staat:SY"));
  kiosk.tap("choice:f11_staat:TR");
  CHECK(kiosk.find("choice:f11_staat:TR")->selected);
  CHECK(kiosk.shows("choice:f11_staat:SY"));
  CHECK(kiosk.shows("nav:next"));
}

TEST_CASE("countries stand in the client's language and dates in the own calendar too") {
  Kiosk kiosk(shapes()[0].screen);
  begin_form(kiosk, "fa-AF");
  pass_notice(kiosk);
  kiosk.go_to_question("f11_staat");
  kiosk.tap("search:f11_staat");
  kiosk.type("syri");
  CHECK(kiosk.find("choice:f11_staat:SY")->name == "سوریه");
  CHECK_FALSE(kiosk.shows("choice:f11_staat:TR"));
  kiosk.tap("choice:f11_staat:SY");
  kiosk.go_to_question("f15_papier");
  kiosk.tap("choice:f15_papier:duldung_60a");
  kiosk.go_to_question("f17_gueltig_bis");
  kiosk.tap("date:f17_gueltig_bis:day:21");
  CHECK_FALSE(kiosk.shows_text("حمل"));
  kiosk.tap("date:f17_gueltig_bis:month:3");
  kiosk.tap("date:f17_gueltig_bis:year:2026");
  CHECK(kiosk.shows_answer("1 حمل 1405"));
}

TEST_CASE("an answer is changed from the review") {
  Kiosk kiosk(shapes()[2].screen);
  begin_form(kiosk, "de");
  pass_notice(kiosk);
  kiosk.go_to_question("f06_alter");
  kiosk.tap("choice:f06_alter:18_25");
  for (int i = 0; i < 80 && !kiosk.shows("nav:handin"); ++i) kiosk.next();
  kiosk.tap("review:f06_alter");
  kiosk.tap("choice:f06_alter:27_59");
  kiosk.next();
  REQUIRE(kiosk.shows("nav:handin"));
  kiosk.tap("nav:handin");
  if (!kiosk.shows("receipt:done")) kiosk.wait_for("receipt:done");
  CHECK(kiosk.records().at(0).full_xml.find("27_59") != std::string::npos);
}

TEST_CASE("the tree of the screen never names a typed answer") {
  Kiosk kiosk(shapes()[2].screen);
  begin_form(kiosk, "de");
  pass_notice(kiosk);
  kiosk.go_to_question("f05_name");
  type_into(kiosk, "f05_name", "Zebrafink");
  CHECK_FALSE(kiosk.shows_text("Zebrafink"));
  for (int i = 0; i < 80 && !kiosk.shows("nav:handin"); ++i) kiosk.next();
  CHECK_FALSE(kiosk.shows_text("Zebrafink"));
}

TEST_CASE("a translated page says that it is a draft, the German one doesn't") {
  for (const char* tag : {"ar", "de"}) {
    Kiosk kiosk(shapes()[2].screen);
    kiosk.tap(std::string("lang:") + tag);
    kiosk.tap("home:info");
    kiosk.tap("page:beratung");
    const bool german = std::string_view(tag) == "de";
    CHECK(kiosk.shows_text("هذه الترجمة مسودة") != german);
    CHECK_FALSE(kiosk.shows_text("ist ein Entwurf"));
  }
}

TEST_CASE("a page is found by typing, with a mistake, and hiding stays one tap away") {
  Kiosk kiosk(shapes()[2].screen);
  kiosk.tap("lang:de");
  kiosk.tap("home:info");
  REQUIRE(kiosk.shows("page:duldung"));
  kiosk.tap("search:pages");
  kiosk.type("haertefal");
  CHECK(kiosk.shows("page:weg-23a"));
  CHECK_FALSE(kiosk.shows("page:duldung"));
  CHECK(kiosk.shows("nav:hide"));
  kiosk.type("qqqqqqqq");
  CHECK(kiosk.shows_text("Nichts gefunden."));
  kiosk.tap("key:hide");
  kiosk.tap("nav:back");
  kiosk.tap("home:info");
  CHECK(kiosk.shows("search:pages"));
}

TEST_CASE("without a place to keep forms the home screen says so and offers none") {
  Kiosk kiosk(shapes()[0].screen, Kiosk::Writer::kMissing);
  kiosk.tap("lang:de");
  CHECK_FALSE(kiosk.shows("home:form"));
  CHECK(kiosk.shows_text("Das Formular geht gerade nicht."));
  kiosk.tap("home:info");
  CHECK(kiosk.shows("page:duldung"));
}

TEST_CASE("left alone, the screen counts down, can be kept, and ends the visit") {
  Kiosk kiosk(shapes()[0].screen);
  begin_form(kiosk, "de");
  pass_notice(kiosk);
  kiosk.clock.advance(155s);
  kiosk.settle();
  REQUIRE(kiosk.shows("idle:stay"));
  CHECK(kiosk.shows_text("In 25 Sekunden endet der Besuch."));
  CHECK(*kiosk.client->next_change() <= 1000ms);
  kiosk.tap("idle:stay");
  CHECK(kiosk.shows("nav:next"));
  kiosk.clock.advance(181s);
  kiosk.settle();
  CHECK(kiosk.client->finished());
  CHECK(kiosk.records().empty());
}

TEST_CASE("end visit asks on a screen of its own when answers would go") {
  Kiosk kiosk(shapes()[3].screen);
  begin_form(kiosk, "de");
  kiosk.tap("choice:f03_dringend:none");
  kiosk.tap("nav:end");
  CHECK_FALSE(kiosk.shows("nav:next"));
  kiosk.tap("end:no");
  CHECK(kiosk.find("choice:f03_dringend:none")->selected);
  kiosk.tap("nav:end");
  kiosk.tap("end:yes");
  CHECK(kiosk.client->finished());
}

TEST_CASE("a screen at rest asks for no frame until the idle warning") {
  Kiosk kiosk(shapes()[2].screen);
  CHECK_FALSE(kiosk.client->next_change());
  kiosk.tap("lang:de");
  CHECK(*kiosk.client->next_change() > 100s);
}
