// SPDX-License-Identifier: EUPL-1.2
// The controls that the kiosk's own form doesn't have, by finger and by six keys.
#include <doctest/doctest.h>

#include "tests/kiosk/screens/controls_fixture.h"

using namespace anlaufstelle;
using namespace anlaufstelle::screens;

TEST_CASE("yes or no is two tiles, and the same tile again takes the answer back") {
  ControlsKiosk kiosk;
  CHECK(kiosk.find("choice:brief:true")->name == "Ja");
  kiosk.tap("choice:brief:true");
  CHECK(kiosk.find("choice:brief:true")->selected);
  kiosk.tap("choice:brief:true");
  CHECK_FALSE(kiosk.find("choice:brief:true")->selected);
  kiosk.tap("choice:brief:false");
  kiosk.review();
  CHECK(kiosk.shows_answer("Nein"));
  CHECK(kiosk.stored("brief") == "false");
}

TEST_CASE("a time is an hour and a minute of a 24-hour clock") {
  ControlsKiosk kiosk;
  kiosk.go_to_question("uhrzeit");
  CHECK(kiosk.find("time:uhrzeit:hour:9")->name == "09");
  kiosk.tap("time:uhrzeit:hour:9");
  CHECK_FALSE(kiosk.shows("time:uhrzeit:hour:8"));
  CHECK_FALSE(kiosk.shows("time:uhrzeit:minute:7"));
  kiosk.tap("time:uhrzeit:minute:more");
  CHECK(kiosk.find("time:uhrzeit:minute:7")->name == "09:07");
  kiosk.tap("time:uhrzeit:minute:7");
  kiosk.review();
  CHECK(kiosk.shows_answer("09:07"));
  CHECK(kiosk.stored("uhrzeit") == "09:07:00.000");
}

TEST_CASE("a time without its minute is said to be unfinished, and may be taken back") {
  ControlsKiosk kiosk;
  kiosk.go_to_question("uhrzeit");
  CHECK_FALSE(kiosk.shows("time:uhrzeit:minute:30"));  // the hour comes first
  kiosk.tap("time:uhrzeit:hour:14");
  CHECK(kiosk.shows("time:uhrzeit:minute:30"));
  CHECK(kiosk.find("nav:next")->name == "Weiter");
  kiosk.next();
  CHECK(kiosk.shows_text("Die Uhrzeit ist noch nicht vollständig."));
  kiosk.tap("time:uhrzeit:hour:14");
  CHECK(kiosk.find("nav:next")->name == "Ohne Antwort weiter");
  kiosk.next();
  CHECK_FALSE(kiosk.shows("time:uhrzeit:hour:14"));
}

TEST_CASE("who doesn't know a time after all is not asked for the rest of it") {
  ControlsKiosk kiosk;
  kiosk.go_to_question("uhrzeit");
  kiosk.tap("time:uhrzeit:hour:14");
  kiosk.tap("standing:uhrzeit:unknown");
  CHECK_FALSE(kiosk.find("time:uhrzeit:hour:14")->selected);
  kiosk.next();
  CHECK_FALSE(kiosk.shows("standing:uhrzeit:unknown"));
}

TEST_CASE("a date with a time is stored with the offset that its day has") {
  ControlsKiosk kiosk;
  kiosk.go_to_question("termin");
  kiosk.tap("date:termin:day:21");
  kiosk.tap("date:termin:month:7");
  CHECK_FALSE(kiosk.shows("time:termin:hour:14"));
  kiosk.tap("date:termin:year:2026");
  kiosk.tap("time:termin:hour:14");
  kiosk.next();
  CHECK(kiosk.shows_text("Die Uhrzeit ist noch nicht vollständig."));
  kiosk.tap("time:termin:minute:30");
  // Another day, and the time stays.
  kiosk.tap("date:termin:day:21");
  CHECK_FALSE(kiosk.shows("time:termin:hour:14"));
  kiosk.tap("date:termin:day:22");
  CHECK(kiosk.find("time:termin:minute:30")->selected);
  kiosk.review();
  CHECK(kiosk.shows_answer("22. Juli 2026 um 14:30"));
  CHECK(kiosk.stored("termin") == "2026-07-22T14:30:00.000+02:00");
}

TEST_CASE("a time is picked by keys alone") {
  ControlsKiosk kiosk;
  kiosk.go_to_question("uhrzeit");
  kiosk.focus_by_keys("time:uhrzeit:hour:8");
  kiosk.key(widgets::Key::kEnter);
  kiosk.focus_by_keys("time:uhrzeit:minute:15");
  kiosk.key(widgets::Key::kEnter);
  CHECK(kiosk.find("time:uhrzeit:minute:15")->selected);
}

TEST_CASE("a date is picked in the calendar that the form asks for and stored in the Gregorian") {
  ControlsKiosk kiosk("fa-AF");
  kiosk.go_to_question("geburt");
  CHECK(kiosk.find("calendar:geburt:1")->selected);
  kiosk.tap("date:geburt:day:30");
  CHECK(kiosk.find("date:geburt:month:12")->name == "حوت");
  kiosk.tap("date:geburt:month:12");
  kiosk.tap("date:geburt:year:1375");
  CHECK(kiosk.shows_answer("1997"));  // the same day in the Gregorian calendar stands below
  // Another calendar, the same day: 1375 was a leap year.
  kiosk.tap("calendar:geburt:0");
  CHECK(kiosk.find("date:geburt:day:20")->selected);
  CHECK(kiosk.find("date:geburt:month:3")->selected);
  CHECK(kiosk.find("date:geburt:year:1997")->selected);
  kiosk.tap("calendar:geburt:1");
  CHECK(kiosk.find("date:geburt:day:30")->selected);
  kiosk.review();
  CHECK(kiosk.shows_answer("30 حوت 1375"));
  CHECK(kiosk.stored("geburt") == "1997-03-20");
}

TEST_CASE("whoever reads a language with a calendar of its own may pick a month in it") {
  ControlsKiosk kiosk("ps");
  kiosk.go_to_question("ankunft");
  CHECK(kiosk.find("calendar:ankunft:0")->selected);
  kiosk.tap("date:ankunft:month:4");
  kiosk.tap("date:ankunft:year:2019");
  kiosk.tap("calendar:ankunft:1");
  CHECK_FALSE(kiosk.shows("date:ankunft:year:1397"));  // the month comes first, and is open
  kiosk.tap("date:ankunft:month:1");
  kiosk.tap("date:ankunft:year:1398");
  // What was picked in the other calendar is still there, and so is this.
  kiosk.tap("calendar:ankunft:0");
  CHECK(kiosk.find("date:ankunft:year:2019")->selected);
  kiosk.tap("calendar:ankunft:1");
  CHECK(kiosk.find("date:ankunft:year:1398")->selected);
  kiosk.review();
  CHECK(kiosk.shows_answer("وری 1398"));
  CHECK(kiosk.stored("ankunft") == "2019-03-21");
}

TEST_CASE("a year of Ethiopia is stored as its first day") {
  ControlsKiosk kiosk;
  kiosk.go_to_question("schule");
  CHECK(kiosk.find("calendar:schule:2")->selected);
  kiosk.tap("date:schule:year:2016");
  kiosk.review();
  CHECK(kiosk.shows_answer("12. September 2023 – 10. September 2024"));
  CHECK(kiosk.stored("schule") == "2023-09-12");
}

TEST_CASE("without a second calendar nobody is asked for one") {
  ControlsKiosk kiosk("ru");
  kiosk.go_to_question("ankunft");
  CHECK_FALSE(kiosk.shows("calendar:ankunft:0"));
}

TEST_CASE("early and late years are a tap away") {
  ControlsKiosk kiosk;
  kiosk.go_to_question("ankunft");
  kiosk.tap("date:ankunft:month:4");
  CHECK_FALSE(kiosk.shows("date:ankunft:year:1951"));
  kiosk.tap("date:ankunft:year:more");
  kiosk.tap("date:ankunft:year:1951");
  kiosk.review();
  CHECK(kiosk.stored("ankunft") == "1951-04-01");
}

TEST_CASE("a slider says nothing until it is touched, and then the number where it was touched") {
  for (const char* tag : {"de", "ar"}) {
    CAPTURE(std::string(tag));
    ControlsKiosk kiosk(tag);
    kiosk.go_to_question("schmerz");
    CHECK(kiosk.find("slider:schmerz")->value.empty());
    CHECK_FALSE(kiosk.shows("erase:schmerz"));
    kiosk.tap("slider:schmerz");
    CHECK(kiosk.find("slider:schmerz")->value == "5");
    CHECK(kiosk.shows_answer("5"));
    // Mirrored where the language runs to the left.
    const float onwards = std::string(tag) == "de" ? 1.0f : -1.0f;
    kiosk.drag("slider:schmerz", onwards * 500, 0);
    CHECK(kiosk.find("slider:schmerz")->value == "10");
    CHECK_FALSE(kiosk.find("range:schmerz:more")->enabled);
    kiosk.tap("range:schmerz:less");
    CHECK(kiosk.find("slider:schmerz")->value == "9");
    kiosk.tap("erase:schmerz");
    CHECK(kiosk.find("slider:schmerz")->value.empty());
    kiosk.tap("range:schmerz:more");
    CHECK(kiosk.find("slider:schmerz")->value == "0");  // the first step is the range's start
    CHECK(kiosk.stored("schmerz") == "0");
  }
}

TEST_CASE("an upright slider grows upwards and keeps the page still under the finger") {
  ControlsKiosk kiosk("de", shapes()[0].screen);
  kiosk.go_to_question("weg");
  kiosk.tap("slider:weg");
  const float before = kiosk.find("slider:weg")->rect.y;
  kiosk.press_and_move("slider:weg", 0, -200);
  CHECK(kiosk.find("slider:weg")->value == "2.00");
  CHECK(kiosk.find("slider:weg")->rect.y == before);
  kiosk.let_go();
  kiosk.tap("range:weg:less");
  kiosk.review();
  CHECK(kiosk.shows_answer("1,75"));
  CHECK(kiosk.stored("weg") == "1.75");
}

TEST_CASE("a range with very many numbers has large steps too") {
  ControlsKiosk kiosk;
  kiosk.go_to_question("einkommen");
  CHECK(kiosk.find("range:einkommen:much-more")->name.find("+100") != std::string::npos);
  kiosk.tap("range:einkommen:much-more");  // begins
  kiosk.tap("range:einkommen:much-more");
  kiosk.tap("range:einkommen:more");
  CHECK(kiosk.stored("einkommen") == "110");
}

TEST_CASE("a picker is tiles where they are few and steps where they are many") {
  ControlsKiosk kiosk;
  kiosk.go_to_question("miete");
  CHECK_FALSE(kiosk.shows("slider:miete"));
  CHECK_FALSE(kiosk.shows("choice:miete:0"));
  kiosk.tap("range:miete:more");
  kiosk.tap("range:miete:more");
  kiosk.go_to_question("personen");
  CHECK_FALSE(kiosk.shows("choice:personen:8"));
  kiosk.tap("choice:personen:7");
  CHECK(kiosk.find("choice:personen:7")->selected);
  kiosk.review();
  CHECK(kiosk.shows_answer("50"));
  CHECK(kiosk.stored("personen") == "7");
}

TEST_CASE("a slider is moved by six keys") {
  ControlsKiosk kiosk;
  kiosk.go_to_question("schmerz");
  kiosk.focus_by_keys("range:schmerz:more");
  for (int i = 0; i < 4; ++i) kiosk.key(widgets::Key::kEnter);
  CHECK(kiosk.find("slider:schmerz")->value == "3");
}

TEST_CASE("an order is nothing until something is moved or the order is said to be right") {
  ControlsKiosk kiosk;
  kiosk.go_to_question("wichtig");
  CHECK(kiosk.find("nav:next")->name == "Ohne Antwort weiter");
  CHECK(kiosk.find("rank:wichtig:arbeit")->value.empty());
  kiosk.tap("rank:wichtig");
  CHECK(kiosk.find("nav:next")->name == "Weiter");
  CHECK(kiosk.find("rank:wichtig:arbeit")->value == "1");
  kiosk.tap("erase:wichtig");
  CHECK(kiosk.find("rank:wichtig:arbeit")->value.empty());
  CHECK(kiosk.stored("wichtig").empty());
}

TEST_CASE("a card moves by its arrows, as far as there is a place") {
  ControlsKiosk kiosk("ar");
  kiosk.go_to_question("wichtig");
  CHECK_FALSE(kiosk.find("up:wichtig:arbeit")->enabled);
  CHECK_FALSE(kiosk.find("down:wichtig:familie")->enabled);
  kiosk.tap("up:wichtig:familie");
  kiosk.tap("up:wichtig:familie");
  kiosk.tap("down:wichtig:arbeit");
  kiosk.review();
  CHECK(kiosk.shows_answer("1. "));
  CHECK(kiosk.stored("wichtig") == "familie arbeit wohnung sprache");
}

TEST_CASE("a card is dragged by its handle, and the page stays still") {
  ControlsKiosk kiosk("de", shapes()[0].screen);
  kiosk.go_to_question("wichtig");
  const float before = kiosk.find("rank:wichtig:arbeit")->rect.y;
  kiosk.press_and_move("rank:wichtig:arbeit", 0, 22);
  CHECK(kiosk.find("rank:wichtig:arbeit")->value == "2");
  CHECK(kiosk.find("rank:wichtig:wohnung")->rect.y == before);
  kiosk.let_go();
  // Far beyond the last card it is the last.
  kiosk.drag("rank:wichtig:wohnung", 0, 500);
  CHECK(kiosk.stored("wichtig") == "arbeit sprache familie wohnung");
}

TEST_CASE("a card is moved by keys, and the cursor goes with it") {
  ControlsKiosk kiosk;
  kiosk.go_to_question("wichtig");
  kiosk.focus_by_keys("up:wichtig:familie");
  kiosk.key(widgets::Key::kEnter);
  CHECK(kiosk.find("up:wichtig:familie")->focused);
  kiosk.key(widgets::Key::kEnter);
  kiosk.key(widgets::Key::kEnter);
  CHECK(kiosk.stored("wichtig") == "familie arbeit wohnung sprache");
}

TEST_CASE("a scale lies side by side in the order of reading, where its words fit") {
  ControlsKiosk german;
  german.go_to_question("zufrieden");
  const auto place = [](const ControlsKiosk& kiosk, const char* value) {
    return kiosk.find("choice:zufrieden:" + std::string(value))->rect;
  };
  CHECK(place(german, "gar").y == place(german, "sehr").y);
  CHECK(place(german, "gar").x < place(german, "sehr").x);
  german.tap("choice:zufrieden:teils");
  CHECK(german.find("choice:zufrieden:teils")->selected);
  CHECK(german.stored("zufrieden") == "teils");
  ControlsKiosk arabic("ar");
  arabic.go_to_question("zufrieden");
  CHECK(place(arabic, "gar").y == place(arabic, "sehr").y);
  CHECK(place(arabic, "gar").x > place(arabic, "sehr").x);
}

TEST_CASE("a form's columns are kept where the words fit, and unknown appearances do nothing") {
  ControlsKiosk kiosk;
  kiosk.go_to_question("hilfe");
  const auto y = [&](const char* value) {
    return kiosk.find("choice:hilfe:" + std::string(value))->rect.y;
  };
  CHECK(y("arbeit") == y("wohnung"));
  CHECK(y("arbeit") < y("familie"));
}

TEST_CASE("the head of a table of choices asks for nothing, its rows are questions with words") {
  ControlsKiosk kiosk;
  kiosk.go_to_question("lesen");
  CHECK_FALSE(kiosk.shows("choice:kopf:gar"));
  CHECK(kiosk.shows("note:kopf"));
  CHECK(kiosk.find("choice:lesen:gar")->name == "gar nicht");
  kiosk.tap("choice:lesen:sehr");
  kiosk.tap("choice:anrufen:gar");
  kiosk.review();
  CHECK_FALSE(kiosk.shows("review:kopf"));
  CHECK(kiosk.stored("lesen") == "sehr");
}
