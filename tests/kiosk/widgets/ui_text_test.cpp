// SPDX-License-Identifier: EUPL-1.2
#include <doctest/doctest.h>

#include <string>

#include <imgui.h>

#include "tests/kiosk/widgets/ui_fixture.h"

namespace anlaufstelle::widgets {

namespace {

struct Bounds {
  float left = 1e9f, right = -1e9f, top = 1e9f, bottom = -1e9f;
};

// What the draw list covers.
Bounds bounds(const Frame& frame) {
  Bounds b;
  for (const ImDrawVert& vertex : frame.list->VtxBuffer) {
    b.left = std::min(b.left, vertex.pos.x);
    b.right = std::max(b.right, vertex.pos.x);
    b.top = std::min(b.top, vertex.pos.y);
    b.bottom = std::max(b.bottom, vertex.pos.y);
  }
  return b;
}

}  // namespace

TEST_CASE("the capitals of each style have their height in millimetres at every text size") {
  UiFixture s;
  s.shape = {1920, 1080, 8};  // a fine screen, so that rounding is small
  for (const TextSize size : kTextSizes) {
    s.ui->set_look({.text_size = size});
    for (const TextStyle style : {TextStyle::kSmall, TextStyle::kBody, TextStyle::kLabel,
                                  TextStyle::kHeading, TextStyle::kTitle}) {
      s.screen = [style](Ui& ui) { ui.label({100, 100, 800, 200}, "H", style); };
      const Bounds b = bounds(s.draw());
      CHECK(b.bottom - b.top == doctest::Approx(cap_height_mm(style, size) * 8).epsilon(0.05));
    }
  }
}

TEST_CASE("a label starts where reading starts") {
  UiFixture s;
  s.screen = [](Ui& ui) { ui.label({100, 100, 1000, 100}, "Hallo", TextStyle::kBody); };
  CHECK(bounds(s.draw()).left < 110);
  s.language = arabic();
  s.screen = [](Ui& ui) { ui.label({100, 100, 1000, 100}, "مرحبا", TextStyle::kBody); };
  CHECK(bounds(s.draw()).right > 1090);
}

TEST_CASE("a narrow label is as high as it was measured") {
  UiFixture s;
  float measured = 0, used = 0, one_line = 0;
  s.screen = [&](Ui& ui) {
    const char* text = "Wie lange sind Sie schon in Deutschland?";
    measured = ui.measure(text, TextStyle::kBody, 200);
    used = ui.label({10, 10, 200, 0}, text, TextStyle::kBody);
    one_line = ui.measure("Wie", TextStyle::kBody, 200);
  };
  s.draw();
  CHECK(measured == used);
  CHECK(used > 2 * one_line);
}

TEST_CASE("the client's own words are on the screen and not in the tree") {
  UiFixture s;
  s.screen = [](Ui& ui) {
    CHECK(ui.user_text({10, 10, 500, 50}, "Mein Geheimnis", TextStyle::kBody) > 0);
  };
  const Frame frame = s.draw();
  CHECK(frame.list->VtxBuffer.Size > 0);
  REQUIRE(s.ui->tree().size() == 1);
  CHECK(to_json_lines(s.ui->tree(), 1, TreeDetail::kNames).find("Geheimnis") == std::string::npos);
  CHECK(s.ui->tree()[0].name.empty());
}

TEST_CASE("a link is tapped on its words, and beside them nothing is") {
  UiFixture s;
  const std::string text = "Lesen Sie mehr über die Ausbildungsduldung und über Arbeit.";
  const std::string words = "Ausbildungsduldung";
  const std::vector<text::Span> spans{
      {text.find(words), text.find(words) + words.size(), false, false, 4}};
  std::optional<int> tapped;
  s.screen = [&](Ui& ui) {
    float used = 0;
    if (const auto link = ui.rich("p1", {100, 100, 1500, 0}, {text, spans}, TextStyle::kBody, used))
      tapped = link;
    CHECK(used > 0);
  };
  s.draw();
  CHECK(s.node("p1").name == text);
  const SemanticNode& link = s.node("p1:link:4");
  CHECK(link.role == NodeRole::kLink);
  CHECK(link.name == words);
  s.tap(link.rect.x - 60, link.rect.y + 10);
  CHECK_FALSE(tapped.has_value());
  s.tap("p1:link:4");
  REQUIRE(tapped.has_value());
  CHECK(*tapped == 4);
}

TEST_CASE("a link in Arabic text with a citation stands under its own words") {
  UiFixture s(arabic());
  const std::string text = "المادة § 25b AufenthG هنا رابط";
  const std::string words = "رابط";
  const std::vector<text::Span> spans{
      {text.find(words), text.find(words) + words.size(), false, false, 0}};
  s.screen = [&](Ui& ui) {
    float used = 0;
    ui.rich("p", {0, 100, 1500, 0}, {text, spans}, TextStyle::kBody, used);
  };
  const Bounds b = bounds(s.draw());
  const Rect link = s.node("p:link:0").rect;
  CHECK(link.x == doctest::Approx(b.left).epsilon(0.01));  // the last word stands leftmost
  CHECK(link.w < (b.right - b.left) / 4);
}

TEST_CASE("a link has the focus in its turn and is opened by Enter") {
  UiFixture s;
  const std::vector<text::Span> spans{{0, 4, false, false, 9}};
  std::optional<int> opened;
  s.screen = [&](Ui& ui) {
    float used = 0;
    if (const auto link =
            ui.rich("p", {0, 100, 500, 0}, {"Mehr dazu", spans}, TextStyle::kBody, used))
      opened = link;
  };
  s.draw();
  s.key(Key::kTab);
  CHECK(s.ui->focused() == "p:link:9");
  s.key(Key::kEnter);
  CHECK(opened == 9);
}

TEST_CASE("a warning is an alert in the tree, another message a text") {
  UiFixture s;
  float high = 0;
  s.screen = [&](Ui& ui) {
    high = ui.notice({100, 100, 800, 0}, "Bitte gehen Sie zum Empfang.", Icon::kWarning);
    ui.notice({100, 400, 800, 0}, "Ihre Angaben bleiben hier.", Icon::kLock);
  };
  s.draw();
  REQUIRE(s.ui->tree().size() == 2);
  CHECK(s.ui->tree()[0].role == NodeRole::kAlert);
  CHECK(s.ui->tree()[0].rect.h == doctest::Approx(high));
  CHECK(s.ui->tree()[1].role == NodeRole::kText);
}

TEST_CASE("letters that find no room in the atlas come with the next frame") {
  UiFixture s;
  s.shape = {1920, 4000, 40};  // capitals of 240 pixels
  s.screen = [](Ui& ui) {
    ui.label({0, 0, 1900, 0}, "ABCDEFGHIJKLMNOPQRSTUVW", TextStyle::kTitle);
  };
  const Frame first = s.one_frame();
  const int missing = first.list->VtxBuffer.Size;
  REQUIRE(first.again_in == std::chrono::milliseconds{0});
  const Frame second = s.one_frame();
  CHECK(second.list->VtxBuffer.Size > missing);
}

TEST_CASE("a screen that no atlas can hold is not drawn over and over") {
  UiFixture s;
  s.shape = {1920, 1080, 150};
  s.screen = [](Ui& ui) {
    ui.label({0, 0, 1900, 0}, "ABCDEFGHIJKLMNOPQRSTUVW", TextStyle::kTitle);
  };
  s.draw();
  CHECK_FALSE(s.one_frame().again_in.has_value());
}

TEST_CASE("a pushed language sets its own direction and is taken back") {
  UiFixture s;
  const language::Language other = arabic();
  s.screen = [&](Ui& ui) {
    CHECK(ui.direction() == language::Direction::kLeftToRight);
    ui.push_language(other);
    CHECK(ui.direction() == language::Direction::kRightToLeft);
    CHECK(ui.language().tag == "ar");
    ui.pop_language();
    CHECK(ui.language().tag == "de");
  };
  s.draw();
}

}  // namespace anlaufstelle::widgets
