// SPDX-License-Identifier: EUPL-1.2
// The controls that the kiosk's own form doesn't have, as layout_test.cpp walks its screens.
#include <doctest/doctest.h>

#include <string>

#include "tests/kiosk/screens/controls_fixture.h"
#include "tests/kiosk/screens/screen_check.h"

using namespace anlaufstelle;
using namespace anlaufstelle::screens;

namespace {

// What is tapped on the way, with the screen that it brings.
constexpr const char* kSteps[][2] = {
    {"time:uhrzeit:hour:23", "minutes"},
    {"time:uhrzeit:minute:more", "all minutes"},
    {"time:uhrzeit:minute:59", "a time"},
    {"date:termin:day:30", "months"},
    {"date:termin:month:9", "years"},
    {"date:termin:year:2026", "hours behind a date"},
    {"time:termin:hour:14", "its minutes"},
    {"time:termin:minute:30", "a date with a time"},
    {"date:geburt:day:30", "Persian months"},
    {"date:geburt:month:12", "Persian years"},
    {"date:geburt:year:1375", "a Persian date"},
    {"date:schule:year:more", "all years"},
    {"slider:schmerz", "a slider"},
    {"slider:weg", "an upright slider"},
    {"range:miete:more", "a picker"},
    {"slider:einkommen", "large steps"},
    {"up:wichtig:sprache", "an order"},
    {"choice:zufrieden:sehr", "a scale"},
    {"draw:unterschrift", "a signature"},
    {"draw:skizze", "a drawing"},
};

void walk(ControlsKiosk& kiosk) {
  std::size_t taken = 0;
  for (int screen = 0; screen < 40 && !kiosk.shows("nav:handin"); ++screen) {
    check_screen(kiosk, "question");
    for (const auto& [id, name] : kSteps) {
      if (!kiosk.shows(id)) continue;
      kiosk.tap(id);
      check_screen(kiosk, name);
      ++taken;
    }
    kiosk.next();
  }
  CHECK(taken == std::size(kSteps));
  check_screen(kiosk, "review");
}

}  // namespace

TEST_CASE("every control stands in every language, size, theme and shape, nothing cut or covered") {
  for (const Shape& shape : shapes()) {
    for (const std::string& tag : tested_tags()) {
      for (std::size_t size = 0; size < widgets::kTextSizes.size(); size += size_step()) {
        CAPTURE(std::string(shape.name));
        CAPTURE(tag);
        CAPTURE(size);
        ControlsKiosk kiosk(tag, shape.screen);
        kiosk.tap("nav:look");
        kiosk.tap("look:size:" + std::to_string(size));
        kiosk.tap("look:done");
        walk(kiosk);
      }
    }
  }
}
