// SPDX-License-Identifier: EUPL-1.2
#include <doctest/doctest.h>

#include <algorithm>

#include "tests/kiosk/widgets/ui_fixture.h"

namespace anlaufstelle::widgets {

namespace {

using std::chrono::milliseconds;

// Three buttons in a row and a count of what they did.
struct Buttons {
  int back = 0, next = 0, help = 0;
  void draw(Ui& ui) {
    if (ui.button("back", {40, 900, 200, 80}, "Zurück", ButtonKind::kSecondary)) ++back;
    if (ui.button("help", {400, 900, 200, 80}, "Hilfe", ButtonKind::kQuiet, Icon::kNone, false))
      ++help;
    if (ui.button("next", {1700, 980, 200, 80}, "Weiter", ButtonKind::kPrimary)) ++next;
  }
};

struct ButtonScreen : UiFixture, Buttons {
  ButtonScreen() {
    screen = [this](Ui& shown) { Buttons::draw(shown); };
    UiFixture::draw();
  }
};

}  // namespace

TEST_CASE("a button acts when the finger is lifted from it") {
  ButtonScreen s;
  s.press(100, 940);
  s.one_frame();
  CHECK(s.back == 0);
  s.release(120, 950);
  s.one_frame();
  CHECK(s.back == 1);
}

TEST_CASE("a press shows in the very next frame") {
  ButtonScreen s;
  const std::uint64_t before = s.one_frame().hash;
  s.press(100, 940);
  CHECK(s.one_frame().hash != before);
}

TEST_CASE("an untouched screen stays the same and asks for nothing") {
  ButtonScreen s;
  const Frame first = s.one_frame(), second = s.one_frame();
  CHECK(first.hash == second.hash);
  CHECK_FALSE(second.again_in.has_value());
}

TEST_CASE("a new language is drawn at once, and its keyboard is loaded in a frame of its own") {
  UiFixture s;
  s.draw();
  const auto frames_until_rest = [&] {
    int frames = 1;
    while (s.one_frame().again_in == milliseconds{0} && frames < 10) ++frames;
    return frames;
  };
  CHECK(frames_until_rest() == 1);
  s.language = arabic();
  CHECK(frames_until_rest() == 3);  // words, Arabic letters, and Latin ones are there already
  s.language = german();
  CHECK(frames_until_rest() == 2);
}

TEST_CASE("a finger that leaves the button before it is lifted does nothing") {
  ButtonScreen s;
  s.press(100, 940);
  s.one_frame();
  s.release(700, 500);
  s.one_frame();
  CHECK(s.back == 0);
}

TEST_CASE("a tap in one batch of events counts") {
  ButtonScreen s;
  s.queue_tap(100, 940);
  s.one_frame();
  CHECK(s.back == 1);
}

TEST_CASE("repeated taps of one batch do not skip a question") {
  ButtonScreen s;
  for (int i = 0; i < 5; ++i) s.queue_tap(1800, 1000);
  const Frame frame = s.one_frame();
  CHECK(s.next == 1);
  REQUIRE(frame.again_in.has_value());
  CHECK(*frame.again_in == milliseconds{0});
  s.UiFixture::draw();
  CHECK(s.next == 1);
  s.wait(milliseconds{400});
  s.queue_tap(1800, 1000);
  s.one_frame();
  CHECK(s.next == 2);
}

TEST_CASE("taps of one batch on different buttons of one screen both count") {
  ButtonScreen s;
  s.queue_tap(1800, 1000);
  s.queue_tap(100, 940);
  s.UiFixture::draw();
  CHECK(s.next == 1);
  CHECK(s.back == 1);
}

TEST_CASE("a double tap does not press a button of the screen that it has opened") {
  UiFixture s;
  int page = 0, urgent = 0;
  s.screen = [&](Ui& ui) {
    const Rect place{400, 400, 400, 100};
    if (page == 0 && ui.button("open", place, "Öffnen", ButtonKind::kPrimary))
      page = 1;
    else if (page == 1 && ui.button("urgent", place, "Ja", ButtonKind::kWarning))
      ++urgent;
  };
  s.draw();
  s.queue_tap(500, 450);
  s.queue_tap(500, 450);
  s.draw();
  CHECK(page == 1);
  CHECK(urgent == 0);
  s.wait(milliseconds{400});
  s.tap(500, 450);
  CHECK(urgent == 1);
}

TEST_CASE("a second finger neither taps nor disturbs the first") {
  ButtonScreen s;
  s.press(100, 940);
  s.one_frame();
  s.press(1800, 1000);
  s.one_frame();
  s.release(100, 940);
  s.one_frame();
  CHECK(s.back == 1);
  CHECK(s.next == 0);
}

TEST_CASE("a tap on the very edge of the screen reaches the button beside it") {
  ButtonScreen s;
  s.tap(1919, 1079);
  CHECK(s.next == 1);
  s.tap(1920, 1000);  // the bezel
  CHECK(s.next == 2);
  s.tap(0, 940);
  CHECK(s.back == 1);
  s.tap(0, 600);
  CHECK(s.back == 1);
}

TEST_CASE("a disabled button does nothing and says so in the tree") {
  ButtonScreen s;
  s.tap("help");
  CHECK(s.help == 0);
  CHECK_FALSE(s.node("help").enabled);
}

TEST_CASE("Tab shows where the focus is, skips what is disabled, and Enter presses it") {
  ButtonScreen s;
  const std::uint64_t before = s.one_frame().hash;
  s.key(Key::kTab);
  CHECK(s.ui->focused() == "back");
  CHECK(s.node("back").focused);
  CHECK(s.one_frame().hash != before);
  s.key(Key::kTab);
  CHECK(s.ui->focused() == "next");
  s.key(Key::kEnter);
  CHECK(s.next == 1);
  s.key(Key::kBackTab);
  CHECK(s.ui->focused() == "back");
}

TEST_CASE("a held Enter key presses once") {
  ButtonScreen s;
  s.key(Key::kTab);
  s.key(Key::kTab);
  for (int i = 0; i < 60; ++i) {
    s.key(Key::kEnter);
    s.wait(milliseconds{30});
  }
  CHECK(s.next == 1);
}

TEST_CASE("arrows move the focus with the reading direction") {
  ButtonScreen s;
  s.key(Key::kRight);
  CHECK(s.ui->focused() == "back");
  s.key(Key::kRight);
  CHECK(s.ui->focused() == "next");
  s.language = arabic();
  s.UiFixture::draw();
  s.key(Key::kRight);
  CHECK(s.ui->focused() == "back");
}

TEST_CASE("the tree holds texts and controls in reading order, without the last screen's") {
  UiFixture s;
  bool short_page = false;
  s.screen = [&](Ui& ui) {
    ui.label({100, 100, 800, 50}, "Frage", TextStyle::kHeading);
    if (short_page) return;
    ui.label({100, 200, 800, 50}, "Hinweis", TextStyle::kSmall);
    ui.button("next", {100, 300, 300, 80}, "Weiter", ButtonKind::kPrimary);
  };
  s.draw();
  REQUIRE(s.ui->tree().size() == 3);
  CHECK(s.ui->tree()[0].role == NodeRole::kHeading);
  CHECK(s.ui->tree()[0].name == "Frage");
  CHECK(s.ui->tree()[1].role == NodeRole::kText);
  CHECK(s.ui->tree()[2].id == "next");
  CHECK(s.ui->tree()[2].rect.w == 300);
  short_page = true;
  s.draw();
  CHECK(s.ui->tree().size() == 1);
}

TEST_CASE("millimetres follow the screen's real size") {
  UiFixture s;
  s.shape = {1280, 800, 1280 / 217.0f};
  float width = 0;
  bool portrait = true;
  s.screen = [&](Ui& ui) {
    width = ui.mm(10);
    portrait = ui.portrait();
  };
  s.draw();
  CHECK(width == doctest::Approx(58.98f).epsilon(0.001));
  CHECK_FALSE(portrait);
}

}  // namespace anlaufstelle::widgets
