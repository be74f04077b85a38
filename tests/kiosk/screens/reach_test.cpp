// SPDX-License-Identifier: EUPL-1.2
// People who do not reach the whole screen, or do not touch it at all.
#include <doctest/doctest.h>

#include <stdexcept>
#include <string>
#include <string_view>

#include "tests/kiosk/screens/kiosk_fixture.h"

using namespace anlaufstelle;
using namespace anlaufstelle::screens;
using widgets::Key;
using widgets::NodeRole;
using widgets::SemanticNode;

namespace {

bool is_touched(const SemanticNode& node) {
  switch (node.role) {
    case NodeRole::kButton:
    case NodeRole::kRadio:
    case NodeRole::kCheckbox:
    case NodeRole::kTextField:
    case NodeRole::kKey:
    case NodeRole::kLink:
      return node.rect.h > 0;
    default:
      return false;
  }
}

void check_low(Kiosk& kiosk, const char* what) {
  INFO("screen ", std::string(what));
  const widgets::Rect screen = kiosk.ui().screen();
  const float line = screen.h * (1 - widgets::kLowReachPart) - 1;
  for (const SemanticNode& node : kiosk.ui().tree()) {
    INFO("node ", node.id);
    if (is_touched(node)) CHECK(node.rect.y >= line);
  }
}

// What has the focus by key; "" if nothing.
std::string focused(Kiosk& kiosk) {
  for (const SemanticNode& node : kiosk.ui().tree()) {
    if (node.focused) return node.id;
  }
  return {};
}

// Down until the control has the focus. Down from a field goes to the keyboard: back leaves it.
void go_by_keys(Kiosk& kiosk, const std::string& id) {
  INFO("by keys to ", id);
  for (int i = 0; i < 200 && focused(kiosk) != id; ++i) {
    if (kiosk.ui().keyboard_height() > 0) kiosk.key(Key::kEscape);
    kiosk.key(Key::kDown);
  }
  REQUIRE(focused(kiosk) == id);
  CHECK(kiosk.find(id)->rect.h > 0);  // seen while it has the focus
}

void choose_by_keys(Kiosk& kiosk, const std::string& id) {
  go_by_keys(kiosk, id);
  kiosk.key(Key::kEnter);
}

void pass_questions_by_keys(Kiosk& kiosk, std::string_view until) {
  for (int i = 0; i < 80 && !kiosk.has_question(until); ++i) choose_by_keys(kiosk, "nav:next");
  REQUIRE(kiosk.has_question(until));
}

// The key of the on-screen keyboard that the cursor is on.
const SemanticNode& key_under_cursor(Kiosk& kiosk) {
  for (const SemanticNode& node : kiosk.ui().tree()) {
    if (node.role == NodeRole::kKey && node.focused) return node;
  }
  throw std::runtime_error("the cursor is on no key");
}

// Into the keyboard, from letter to letter, and back into the field and out of it.
void type_by_keys(Kiosk& kiosk, const std::string& field, std::string_view letters) {
  go_by_keys(kiosk, field);
  kiosk.key(Key::kDown);
  for (const char letter : letters) {
    const std::string id = std::string("key:") + letter;
    INFO("by keys to ", id);
    REQUIRE(kiosk.shows(id));
    for (int i = 0; i < 40 && key_under_cursor(kiosk).id != id; ++i) {
      const widgets::Rect from = key_under_cursor(kiosk).rect, to = kiosk.find(id)->rect;
      kiosk.key(to.y >= from.bottom()   ? Key::kDown
                : to.bottom() <= from.y ? Key::kUp
                : to.x > from.x         ? Key::kRight
                                        : Key::kLeft);
    }
    REQUIRE(key_under_cursor(kiosk).id == id);
    kiosk.key(Key::kEnter);
  }
  kiosk.key(Key::kEscape);
  REQUIRE(focused(kiosk) == field);
  kiosk.key(Key::kEscape);
  CHECK(kiosk.ui().keyboard_height() == 0);
}

}  // namespace

TEST_CASE("in low reach everything that is touched lies in the lower part of every shape") {
  for (const Shape& shape : shapes()) {
    CAPTURE(std::string(shape.name));
    Kiosk kiosk(shape.screen);
    kiosk.tap("nav:reach");
    check_low(kiosk, "start");
    kiosk.tap("nav:look");
    check_low(kiosk, "look");
    kiosk.tap("look:done");
    kiosk.tap("lang:de");
    check_low(kiosk, "home");
    kiosk.tap("home:info");
    check_low(kiosk, "pages");
    kiosk.tap("page:duldung");
    check_low(kiosk, "page");
    kiosk.tap("nav:home");
    kiosk.tap("home:form");
    check_low(kiosk, "urgent question");
    kiosk.tap("choice:f03_dringend:none");
    kiosk.next();
    check_low(kiosk, "notice");
    kiosk.next();
    kiosk.tap("choice:f04_datenschutz:OK");
    for (int i = 0; i < 80 && !kiosk.shows("nav:handin"); ++i) {
      kiosk.next();
      check_low(kiosk, "question");
    }
    check_low(kiosk, "review");
    kiosk.tap("nav:reach");
    CHECK(kiosk.find("nav:end")->rect.y < kiosk.ui().screen().h / 4);
  }
}

TEST_CASE("a whole visit needs six keys and no touch") {
  Kiosk kiosk(shapes().back().screen);
  choose_by_keys(kiosk, "lang:de");
  choose_by_keys(kiosk, "home:info");
  choose_by_keys(kiosk, "page:duldung");
  REQUIRE_FALSE(kiosk.shows("page:duldung"));
  kiosk.key(Key::kEscape);
  CHECK(kiosk.shows("page:duldung"));
  kiosk.key(Key::kEscape);
  choose_by_keys(kiosk, "home:form");
  choose_by_keys(kiosk, "choice:f03_dringend:none");
  choose_by_keys(kiosk, "nav:next");
  choose_by_keys(kiosk, "nav:next");
  choose_by_keys(kiosk, "choice:f04_datenschutz:OK");
  pass_questions_by_keys(kiosk, "f05_name");
  type_by_keys(kiosk, "field:f05_name", "mina");
  pass_questions_by_keys(kiosk, "f11_staat");
  type_by_keys(kiosk, "search:f11_staat", "turk");
  choose_by_keys(kiosk, "choice:f11_staat:TR");
  pass_questions_by_keys(kiosk, "f15_papier");
  choose_by_keys(kiosk, "choice:f15_papier:duldung_60a");
  pass_questions_by_keys(kiosk, "f17_gueltig_bis");
  choose_by_keys(kiosk, "date:f17_gueltig_bis:day:28");
  choose_by_keys(kiosk, "date:f17_gueltig_bis:month:2");
  choose_by_keys(kiosk, "date:f17_gueltig_bis:year:2028");
  for (int i = 0; i < 80 && !kiosk.shows("nav:handin"); ++i) choose_by_keys(kiosk, "nav:next");
  choose_by_keys(kiosk, "nav:handin");
  if (!kiosk.shows("receipt:done")) kiosk.wait_for("receipt:done");
  choose_by_keys(kiosk, "receipt:done");
  CHECK(kiosk.client->finished());
  const std::string answers = kiosk.records().at(0).full_xml;
  for (const char* answer : {"mina", ">TR<", "duldung_60a", "2028-02-28"})
    CHECK_MESSAGE(answers.find(answer) != std::string::npos, answer);
}

TEST_CASE("a long page is read by keys to its end, and the focus goes on behind it") {
  Kiosk kiosk(shapes().front().screen);
  kiosk.tap("lang:de");
  kiosk.tap("home:info");
  kiosk.tap("page:duldung");
  for (int i = 0; i < 20 && focused(kiosk) != "page"; ++i) kiosk.key(Key::kDown);
  REQUIRE(focused(kiosk) == "page");
  const auto last_text = [&] {
    const SemanticNode* last = nullptr;
    for (const SemanticNode& node : kiosk.ui().tree()) {
      if (node.role == NodeRole::kText) last = &node;
    }
    return last;
  };
  CHECK(last_text()->rect.h == 0);
  int presses = 0;
  bool end_seen = false;
  for (; focused(kiosk) == "page" && presses < 60; ++presses) {
    end_seen = last_text()->rect.h > 0;
    kiosk.key(Key::kDown);
  }
  CHECK(presses > 2);
  CHECK(end_seen);
  CHECK(focused(kiosk) != "page");
}

TEST_CASE("a visit begins with the default look and shows what the client chooses") {
  Kiosk kiosk(shapes().back().screen);
  CHECK(kiosk.client->look() == widgets::Look{});
  kiosk.tap("nav:look");
  kiosk.tap("look:size:3");
  kiosk.tap("look:contrast:2");
  CHECK(kiosk.client->look() == widgets::Look{widgets::TextSize::kLargest,
                                              widgets::Contrast::kInverted,
                                              widgets::Reach::kWhole});
}
