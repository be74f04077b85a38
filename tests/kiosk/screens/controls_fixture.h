// SPDX-License-Identifier: EUPL-1.2
#pragma once

#include <doctest/doctest.h>

#include <string>

#include "tests/kiosk/screens/controls_form.h"
#include "tests/kiosk/screens/kiosk_fixture.h"

namespace anlaufstelle::screens {

// The kiosk with controls_form(), behind the privacy notice, at its first question.
class ControlsKiosk : public Kiosk {
 public:
  explicit ControlsKiosk(const std::string& tag = "de",
                         const widgets::ScreenShape& shape = shapes()[2].screen)
      : Kiosk(shape, Writer::kPresent, controls_form()) {
    tap("lang:" + tag);
    tap("home:form");
    next();
  }

  void review() {
    for (int i = 0; i < 40 && !shows("nav:handin"); ++i) next();
    REQUIRE(shows("nav:handin"));
  }

  // Hands in and reads what the record has for a question.
  std::string stored(const std::string& name) {
    review();
    tap("nav:handin");
    if (!shows("receipt:done")) wait_for("receipt:done");
    const std::string xml = records().at(0).full_xml;
    const auto begin = xml.find("<" + name + ">");
    if (begin == std::string::npos) return "";
    const auto from = begin + name.size() + 2;
    return xml.substr(from, xml.find('<', from) - from);
  }

  // Down, as often as it takes.
  void focus_by_keys(const std::string& id) {
    INFO("looking for ", id);
    for (int i = 0; i < 200 && !(find(id) != nullptr && find(id)->focused); ++i)
      key(widgets::Key::kDown);
    REQUIRE(find(id) != nullptr);
    REQUIRE(find(id)->focused);
  }
};

}  // namespace anlaufstelle::screens
