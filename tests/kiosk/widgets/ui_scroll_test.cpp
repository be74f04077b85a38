// SPDX-License-Identifier: EUPL-1.2
#include <doctest/doctest.h>

#include <string>

#include "tests/kiosk/widgets/ui_fixture.h"

namespace anlaufstelle::widgets {

namespace {

using std::chrono::milliseconds;

// A list of twenty choices, higher than its view.
struct ListScreen : UiFixture {
  ListScreen() {
    screen = [this](Ui& shown) {
      shown.scroll("list", view, state, [&](const Rect& origin) {
        for (int i = 0; i < count; ++i) {
          const Rect place{origin.x, origin.y + 100.0f * static_cast<float>(i), origin.w, 80};
          if (shown.choice("c" + std::to_string(i), place, "Antwort", ChoiceKind::kOne,
                           chosen == i))
            chosen = i;
        }
        return 100.0f * static_cast<float>(count);
      });
    };
    draw();
  }
  // Down, along, and held still at the end unless it is let go at once.
  void drag(float from_y, float to_y, bool rest = true) {
    press(500, from_y);
    one_frame();
    for (int i = 1; i <= 8; ++i) {
      move(500, from_y + (to_y - from_y) * static_cast<float>(i) / 8);
      one_frame();
    }
    if (rest) wait(milliseconds{500});
    release(500, to_y);
    one_frame();
  }

  Rect view{200, 100, 800, 600};
  ScrollState state;
  int chosen = -1, count = 20;
};

}  // namespace

TEST_CASE("a drag scrolls and never chooses what lies under the finger") {
  ListScreen s;
  s.drag(500, 300);
  CHECK(s.chosen == -1);
  const float slop = 6 * s.shape.px_per_mm;
  CHECK(s.state.offset_px == doctest::Approx(200 - slop).epsilon(0.01));
}

TEST_CASE("a drag that returns to where it began chooses nothing either") {
  ListScreen s;
  s.press(500, 500);
  s.one_frame();
  s.move(500, 400);
  s.one_frame();
  s.move(500, 500);
  s.release(500, 500);
  s.draw();
  CHECK(s.chosen == -1);
}

TEST_CASE("a drag within one batch of events chooses nothing") {
  ListScreen s;
  s.press(500, 500);
  s.move(500, 300);
  s.release(500, 500);
  s.draw();
  CHECK(s.chosen == -1);
}

TEST_CASE("a trembling finger within 6 mm still chooses") {
  ListScreen s;
  s.press(500, 140);
  s.one_frame();
  s.move(500, 140 + 5 * s.shape.px_per_mm);
  s.one_frame();
  s.release(500, 150);
  s.draw();
  CHECK(s.chosen == 0);
  CHECK(s.state.offset_px == 0);
}

TEST_CASE("a flick glides on, slows down and stops by itself") {
  ListScreen s;
  s.drag(600, 300, false);
  const float at_release = s.state.offset_px;
  Frame frame = s.one_frame();
  REQUIRE(frame.again_in.has_value());
  CHECK(*frame.again_in == milliseconds{16});
  CHECK(s.state.offset_px > at_release);
  int frames = 0;
  while (frame.again_in.has_value() && frames < 1000) {
    frame = s.one_frame();
    ++frames;
  }
  CHECK(frames < 300);
  CHECK(s.state.velocity_px_s == 0);
  CHECK(s.state.offset_px <= 20 * 100 - 600);
}

TEST_CASE("a tap on what glides stops it and chooses nothing") {
  ListScreen s;
  s.drag(600, 300, false);
  s.one_frame();
  REQUIRE(s.state.velocity_px_s != 0);
  s.press(500, 300);
  s.one_frame();
  const float stopped_at = s.state.offset_px;
  s.release(500, 300);
  s.draw();
  CHECK(s.chosen == -1);
  CHECK(s.state.offset_px == stopped_at);
}

TEST_CASE("the content stops at its ends") {
  ListScreen s;
  s.drag(300, 600);
  CHECK(s.state.offset_px == 0);
  for (int i = 0; i < 10; ++i) s.drag(650, 120);
  CHECK(s.state.offset_px == 20 * 100 - 600);
  s.count = 7;
  s.draw();
  CHECK(s.state.offset_px == 100);
}

TEST_CASE("what is scrolled out of view is neither touched nor placed, but known") {
  ListScreen s;
  CHECK(s.node("c15").rect.h == 0);
  CHECK(s.node("c5").rect.bottom() <= 700);
  s.tap(500, 1060);  // where the tenth would be
  CHECK(s.chosen == -1);
}

TEST_CASE("nothing is drawn outside the view") {
  ListScreen s;
  s.state.offset_px = 50;
  for (const Fill& fill : s.draw().fills) {
    CHECK(fill.rect.y >= 100);
    CHECK(fill.rect.bottom() <= 700);
  }
}

TEST_CASE("the wheel scrolls the area under the pointer") {
  ListScreen s;
  s.move(500, 300);
  InputEvent wheel{};
  wheel.kind = InputEvent::Kind::kScroll;
  wheel.y = -2;
  s.events.push_back(wheel);
  s.draw();
  CHECK(s.state.offset_px == doctest::Approx(30 * s.shape.px_per_mm));
}

TEST_CASE("Tab brings a control that is out of view into it") {
  ListScreen s;
  for (int i = 0; i < 13; ++i) s.key(Key::kTab);  // the area itself is the first stop
  CHECK(s.ui->focused() == "c11");
  const Rect rect = s.node("c11").rect;
  CHECK(rect.h == 80);
  CHECK(rect.bottom() <= 700);
  s.key(Key::kTab);
  for (int i = 0; i < 12; ++i) s.key(Key::kBackTab);
  CHECK(s.node("c0").rect.h == 80);
}

TEST_CASE("the focused field stays in view when the keyboard comes up") {
  UiFixture s;
  s.shape = {1280, 800, 1280 / 217.0f};
  TextFieldState fields[4];
  ScrollState state;
  s.screen = [&](Ui& ui) {
    Rect rest = ui.screen();
    rest.cut_bottom(ui.keyboard_height());
    ui.scroll("form", rest, state, [&](const Rect& origin) {
      for (int i = 0; i < 4; ++i)
        ui.text_field("f" + std::to_string(i),
                      {origin.x + 20, origin.y + 190.0f * static_cast<float>(i), 800, 80},
                      fields[i], {.name = "Feld"});
      return 190.0f * 4;
    });
    ui.keyboard();
  };
  s.draw();
  s.tap("f3");
  const Rect rect = s.node("f3").rect;
  CHECK(rect.h == 80);
  CHECK(rect.bottom() <= 800 - s.ui->keyboard_height());
}

TEST_CASE("a finger that scrolls over a field without the focus scrolls, and opens no keyboard") {
  UiFixture s;
  TextFieldState field;
  ScrollState state;
  s.screen = [&](Ui& ui) {
    ui.scroll("form", {0, 0, 1920, 600}, state, [&](const Rect& origin) {
      ui.text_field("f", {origin.x + 100, origin.y + 300, 800, 80}, field, {.name = "Feld"});
      return 2000.0f;
    });
  };
  s.draw();
  s.press(300, 340);
  s.one_frame();
  s.move(300, 200);
  s.one_frame();
  s.release(300, 200);
  s.draw();
  CHECK(state.offset_px > 50);
  CHECK(s.ui->focused() == "");
}

}  // namespace anlaufstelle::widgets
