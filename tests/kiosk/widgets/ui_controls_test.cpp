// SPDX-License-Identifier: EUPL-1.2
#include <doctest/doctest.h>

#include <string>

#include <imgui.h>

#include "tests/kiosk/widgets/ui_fixture.h"

namespace anlaufstelle::widgets {

TEST_CASE("a target is at least 12.7 mm high, and higher when its text needs it") {
  UiFixture s;
  float small = 0, wrapped = 0, tile = 0, tile_wrapped = 0;
  const std::string text = "Mehr als vier Jahre, aber mit Unterbrechungen";
  s.screen = [&](Ui& ui) {
    small = ui.button_height("OK", 300, Icon::kNone);
    wrapped = ui.button_height(text, 300, Icon::kCheck);
    tile = ui.choice_height("Ja", 600);
    tile_wrapped = ui.choice_height(text, 300);
  };
  s.draw();
  CHECK(small >= 12.7f * s.shape.px_per_mm);
  CHECK(tile >= 12.7f * s.shape.px_per_mm);
  CHECK(wrapped > small);
  CHECK(tile_wrapped > tile);
}

TEST_CASE("a button as wide as it asks for has its text on one line") {
  UiFixture s;
  float one_line = 0, own_width = 0;
  s.screen = [&](Ui& ui) {
    for (const char* text : {"Weiter", "Besuch beenden", "Zur nächsten Frage gehen"}) {
      const float width = ui.button_width(text, Icon::kForward);
      one_line = ui.button_height("H", 500, Icon::kNone);
      own_width = ui.button_height(text, width, Icon::kForward);
      CHECK(own_width == one_line);
    }
  };
  s.draw();
}

TEST_CASE("text of a button stays inside its rectangle") {
  for (const language::Language& language : {german(), arabic()}) {
    UiFixture s(language);
    const bool rtl = language.direction == language::Direction::kRightToLeft;
    const std::string text = rtl ? "أكثر من أربع سنوات ولكن مع انقطاعات"
                                 : "Mehr als vier Jahre, aber mit Unterbrechungen";
    Rect rect{200, 200, 260, 0};
    s.screen = [&](Ui& ui) {
      rect.h = ui.button_height(text, rect.w, Icon::kHome);
      ui.button("b", rect, text, ButtonKind::kPrimary, Icon::kHome);
    };
    const Frame frame = s.draw();
    for (const ImDrawVert& vertex : frame.list->VtxBuffer) {
      CHECK(vertex.pos.x >= rect.x);
      CHECK(vertex.pos.x <= rect.right());
      CHECK(vertex.pos.y >= rect.y);
      CHECK(vertex.pos.y <= rect.bottom());
    }
  }
}

TEST_CASE("a choice is chosen by a tap and says what it is in the tree") {
  UiFixture s;
  int chosen = 0;
  bool checked = false;
  s.screen = [&](Ui& ui) {
    for (int i = 0; i < 3; ++i) {
      const Rect place{200, 200 + 100.0f * static_cast<float>(i), 800, 80};
      if (ui.choice("one:" + std::to_string(i), place, "Antwort", ChoiceKind::kOne, chosen == i))
        chosen = i;
    }
    if (ui.choice("many:0", {200, 600, 800, 80}, "Auch", ChoiceKind::kMany, checked))
      checked = !checked;
  };
  s.draw();
  s.tap("one:2");
  s.tap("many:0");
  CHECK(chosen == 2);
  CHECK(checked);
  CHECK(s.node("one:2").role == NodeRole::kRadio);
  CHECK(s.node("one:2").selected);
  CHECK_FALSE(s.node("one:0").selected);
  CHECK(s.node("many:0").role == NodeRole::kCheckbox);
  CHECK(s.node("many:0").selected);
}

TEST_CASE("a selected choice differs by more than colour") {
  UiFixture s;
  bool selected = false;
  s.screen = [&](Ui& ui) {
    ui.choice("c", {200, 200, 800, 80}, "Antwort", ChoiceKind::kOne, selected);
  };
  const int plain = s.draw().list->VtxBuffer.Size;
  selected = true;
  CHECK(s.draw().list->VtxBuffer.Size > plain);  // the check mark
}

TEST_CASE("the mark of a choice stands at the start of the line") {
  const auto mark_x = [](const language::Language& language) {
    UiFixture s(language);
    s.screen = [](Ui& ui) { ui.choice("c", {200, 200, 800, 80}, "X", ChoiceKind::kMany, true); };
    float x = 0;
    for (const Fill& fill : s.draw().fills) {
      // The filled square of the mark, by its size.
      if (fill.rect.w < 40 && fill.rect.h < 40 && fill.color == theme_of(Contrast::kNormal).accent)
        x = fill.rect.x;
    }
    return x;
  };
  CHECK(mark_x(german()) < 300);
  CHECK(mark_x(arabic()) > 900);
}

TEST_CASE("progress grows from the start of the line") {
  const auto done = [](const language::Language& language) {
    UiFixture s(language);
    s.screen = [](Ui& ui) { ui.progress({100, 100, 1000, 10}, 5, 20); };
    Rect bar;
    for (const Fill& fill : s.draw().fills) {
      if (fill.color == theme_of(Contrast::kNormal).accent && fill.rect.w > bar.w) bar = fill.rect;
    }
    CHECK(s.node("progress").value == "5/20");
    return bar;
  };
  CHECK(done(german()).x < 110);
  CHECK(done(german()).w == doctest::Approx(250).epsilon(0.05));
  CHECK(done(arabic()).right() > 1090);
}

TEST_CASE("a screen of buttons, tiles and text is one draw call") {
  UiFixture s;
  s.screen = [](Ui& ui) {
    ui.fill(ui.screen(), ui.theme().background);
    ui.label({100, 50, 800, 50}, "Frage", TextStyle::kHeading);
    for (int i = 0; i < 6; ++i)
      ui.choice("c" + std::to_string(i), {100, 150 + 100.0f * static_cast<float>(i), 800, 80},
                "Antwort", ChoiceKind::kOne, i == 2);
    ui.button("next", {100, 900, 300, 80}, "Weiter", ButtonKind::kPrimary, Icon::kForward);
  };
  CHECK(s.draw().list->CmdBuffer.Size == 1);
}

TEST_CASE("every icon is drawn within its box") {
  UiFixture s;
  for (int i = 1; i <= static_cast<int>(Icon::kHideKeyboard); ++i) {
    const Rect box{300, 300, 48, 48};
    s.screen = [&](Ui& ui) { ui.icon(box, static_cast<Icon>(i), ui.theme().text); };
    const Frame frame = s.draw();
    CAPTURE(i);
    CHECK(frame.list->VtxBuffer.Size > 0);
    for (const ImDrawVert& vertex : frame.list->VtxBuffer) {
      CHECK(vertex.pos.x >= box.x - 1);
      CHECK(vertex.pos.x <= box.right() + 1);
      CHECK(vertex.pos.y >= box.y - 1);
      CHECK(vertex.pos.y <= box.bottom() + 1);
    }
  }
}

TEST_CASE("arrows turn round on a right-to-left screen and a check mark does not") {
  UiFixture s;
  const auto hash = [&s](Icon icon, const language::Language& language) {
    s.language = language;
    s.screen = [icon](Ui& ui) { ui.icon({300, 300, 48, 48}, icon, ui.theme().text); };
    return s.draw().hash;
  };
  CHECK(hash(Icon::kBack, german()) != hash(Icon::kBack, arabic()));
  CHECK(hash(Icon::kForward, german()) != hash(Icon::kForward, arabic()));
  CHECK(hash(Icon::kCheck, german()) == hash(Icon::kCheck, arabic()));
}

TEST_CASE("a choice's picture stands above its text, whole and in its own shape") {
  const std::vector<std::uint8_t> pixels(20 * 10 * 4);
  for (const language::Language& language : {german(), arabic()}) {
    UiFixture s(language);
    const Rect rect{200, 200, 300, 0};
    float height = 0;
    s.screen = [&](Ui& ui) {
      height = ui.picture_choice_height("Bus", rect.w);
      ui.picture_choice("c", {rect.x, rect.y, rect.w, height}, "Bus", ChoiceKind::kOne, true,
                        {pixels.data(), 20, 10});
      ui.picture("p", {600, 200, 300, 300}, {pixels.data(), 20, 10});
    };
    const Frame frame = s.draw();
    REQUIRE(frame.pictures.size() == 2);
    const Rect drawn = frame.pictures[0].rect;
    CHECK(drawn.w == doctest::Approx(2 * drawn.h).epsilon(0.02));
    CHECK(drawn.x + drawn.w / 2 == doctest::Approx(rect.x + rect.w / 2).epsilon(0.01));
    CHECK(drawn.bottom() < rect.y + height - 12.7f * s.shape.px_per_mm + 1);
    CHECK(frame.pictures[1].rect.w == 300);
    CHECK(frame.pictures[1].rect.h == 150);
    CHECK(frame.pictures[1].rect.y == 275);
  }
}

}  // namespace anlaufstelle::widgets
