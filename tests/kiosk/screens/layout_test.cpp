// SPDX-License-Identifier: EUPL-1.2
#include <doctest/doctest.h>

#include <algorithm>
#include <cmath>

#include "tests/kiosk/screens/kiosk_fixture.h"

using namespace anlaufstelle;
using namespace anlaufstelle::screens;
using namespace std::chrono_literals;
using widgets::NodeRole;
using widgets::Rect;
using widgets::SemanticNode;

namespace {

bool is_control(const SemanticNode& node) {
  return node.role == NodeRole::kButton || node.role == NodeRole::kRadio ||
         node.role == NodeRole::kCheckbox || node.role == NodeRole::kTextField;
}

bool is_text(const SemanticNode& node) {
  return node.role == NodeRole::kText || node.role == NodeRole::kHeading ||
         node.role == NodeRole::kAlert;
}

bool overlap(const Rect& a, const Rect& b) {
  const float slack = 1;  // rounding
  return std::min(a.right(), b.right()) - std::max(a.x, b.x) > slack &&
         std::min(a.bottom(), b.bottom()) - std::max(a.y, b.y) > slack;
}

// What every screen must keep to, in every language and shape.
void check_screen(Kiosk& kiosk, const char* what) {
  INFO("screen ", std::string(what));
  widgets::Ui& ui = kiosk.ui();
  const Rect screen = ui.screen();
  const float target = ui.mm(12.7f) - 1;
  std::vector<SemanticNode> controls, texts;
  Rect scrolled;
  for (const SemanticNode& node : ui.tree()) {
    INFO("node ", node.id);
    if (node.role == NodeRole::kScroll) scrolled = node.rect;
    if (node.id.starts_with("nav:")) {
      // Outside every scroll area: must be whole and large enough for a finger.
      CHECK(node.rect.w >= target);
      CHECK(node.rect.h >= target);
      if (!node.name.empty()) {
        CHECK(ui.button_height(node.name, node.rect.w, widgets::Icon::kBack) <= node.rect.h + 1);
      }
    }
    if (node.rect.w <= 0 || node.rect.h <= 0) continue;  // scrolled out of view
    CHECK(node.rect.x >= -0.5f);
    CHECK(node.rect.y >= -0.5f);
    CHECK(node.rect.right() <= screen.right() + 0.5f);
    CHECK(node.rect.bottom() <= screen.bottom() + 0.5f);
    if (is_control(node)) controls.push_back(node);
    if (is_text(node)) texts.push_back(node);
    const bool cut_by_scroll =
        node.rect.y <= scrolled.y + 1 || node.rect.bottom() >= scrolled.bottom() - 1;
    if (is_control(node) && !cut_by_scroll) CHECK(std::min(node.rect.w, node.rect.h) >= target);
  }
  for (const auto* group : {&controls, &texts}) {
    for (std::size_t i = 0; i < group->size(); ++i) {
      for (std::size_t k = i + 1; k < group->size(); ++k) {
        const SemanticNode &a = (*group)[i], &b = (*group)[k];
        if (a.id.starts_with("key:") || b.id.starts_with("key:")) continue;
        INFO(a.id, " and ", b.id);
        CHECK_FALSE(overlap(a.rect, b.rect));
      }
    }
  }
  // "End visit" is never out of reach once a visit has begun.
  if (!kiosk.shows("end:yes") && what != std::string("start")) CHECK(kiosk.shows("nav:end"));
}

void check_reading(Kiosk& kiosk) {
  kiosk.tap("home:info");
  check_screen(kiosk, "page list");
  kiosk.tap("page:duldung");
  check_screen(kiosk, "page");
  kiosk.tap("nav:language");
  check_screen(kiosk, "languages");
  kiosk.tap("nav:back");
  kiosk.tap("nav:home");
}

void check_form(Kiosk& kiosk) {
  kiosk.tap("home:form");
  check_screen(kiosk, "urgent question");
  kiosk.tap("choice:f03_dringend:u3");
  kiosk.next();
  check_screen(kiosk, "urgent");
  kiosk.tap("urgent:back");
  kiosk.tap("choice:f03_dringend:u3");
  kiosk.tap("choice:f03_dringend:none");
  kiosk.next();
  check_screen(kiosk, "notice");
  kiosk.next();
  check_screen(kiosk, "acknowledgement");
  kiosk.tap("choice:f04_datenschutz:OK");
  for (int i = 0; i < 80 && !kiosk.shows("nav:handin"); ++i) {
    kiosk.next();
    check_screen(kiosk, "question");
    if (kiosk.shows("field:f05_name")) {
      kiosk.tap("field:f05_name");
      check_screen(kiosk, "question with a keyboard");
      const auto* field = kiosk.find("field:f05_name");
      CHECK(field->rect.h >= kiosk.ui().mm(10));  // not behind the keyboard
      kiosk.type("Mina");
      kiosk.tap("key:hide");
    }
    if (kiosk.shows("search:f11_staat")) {
      kiosk.tap("search:f11_staat");
      check_screen(kiosk, "search");
      CHECK(kiosk.find("search:f11_staat")->rect.h >= kiosk.ui().mm(10));
      kiosk.tap("key:hide");
    }
    if (kiosk.shows("choice:f15_papier:duldung_60a")) kiosk.tap("choice:f15_papier:duldung_60a");
    if (kiosk.shows("date:f17_gueltig_bis:day:5")) {
      kiosk.tap("date:f17_gueltig_bis:day:5");
      check_screen(kiosk, "months");
      kiosk.tap("date:f17_gueltig_bis:month:9");
      check_screen(kiosk, "years");
      kiosk.tap("date:f17_gueltig_bis:year:2029");
    }
  }
}

}  // namespace

TEST_CASE("every screen stands in four languages on four shapes, nothing cut off or overlapping") {
  for (const Shape& shape : shapes()) {
    for (const char* tag : {"de", "ar", "ru", "en"}) {
      CAPTURE(std::string(shape.name));
      CAPTURE(std::string(tag));
      Kiosk kiosk(shape.screen);
      check_screen(kiosk, "start");
      kiosk.tap(std::string("lang:") + tag);
      check_screen(kiosk, "home");
      check_reading(kiosk);
      check_form(kiosk);
      check_screen(kiosk, "review");
      kiosk.tap("nav:end");
      check_screen(kiosk, "end");
      kiosk.tap("end:no");
      kiosk.clock.advance(155s);
      kiosk.settle();
      check_screen(kiosk, "idle");
      kiosk.tap("idle:stay");
      kiosk.tap("nav:handin");
      if (!kiosk.shows("receipt:done")) kiosk.wait_for("receipt:done");
      check_screen(kiosk, "receipt");
    }
  }
}
