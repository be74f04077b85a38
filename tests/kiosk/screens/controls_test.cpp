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
  kiosk.tap("time:uhrzeit:hour:14");
  CHECK(kiosk.find("nav:next")->name == "Weiter");
  kiosk.next();
  CHECK(kiosk.shows_text("Die Uhrzeit ist noch nicht vollständig."));
  kiosk.tap("time:uhrzeit:hour:14");
  CHECK(kiosk.find("nav:next")->name == "Ohne Antwort weiter");
  kiosk.next();
  CHECK_FALSE(kiosk.shows("time:uhrzeit:hour:14"));
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
