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

  // A finger that comes down in the middle of a thing, goes that far in millimetres, and stays.
  void press_and_move(const std::string& id, float dx_mm, float dy_mm) {
    const widgets::SemanticNode* node = find(id);
    REQUIRE(node != nullptr);
    REQUIRE(node->rect.h > 0);
    clock.advance(std::chrono::seconds(1));
    finger_.x = node->rect.x + node->rect.w / 2;
    finger_.y = node->rect.y + node->rect.h / 2;
    finger_.kind = widgets::InputEvent::Kind::kPress;
    settle({finger_});
    finger_.kind = widgets::InputEvent::Kind::kMove;
    for (int part = 0; part < 10; ++part) {
      finger_.x += ui().mm(dx_mm) / 10;
      finger_.y += ui().mm(dy_mm) / 10;
      settle({finger_});
    }
  }
  void let_go() {
    finger_.kind = widgets::InputEvent::Kind::kRelease;
    settle({finger_});
  }
  void drag(const std::string& id, float dx_mm, float dy_mm) {
    press_and_move(id, dx_mm, dy_mm);
    let_go();
  }

  // Down, as often as it takes.
  void focus_by_keys(const std::string& id) {
    INFO("looking for ", id);
    for (int i = 0; i < 200 && !(find(id) != nullptr && find(id)->focused); ++i)
      key(widgets::Key::kDown);
    REQUIRE(find(id) != nullptr);
    REQUIRE(find(id)->focused);
  }

 private:
  widgets::InputEvent finger_;
};

}  // namespace anlaufstelle::screens
