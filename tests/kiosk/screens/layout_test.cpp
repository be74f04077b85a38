// SPDX-License-Identifier: EUPL-1.2
// Every screen in every language, text size, theme and shape: nothing cut off, nothing over
// something else, everything large enough for a finger.
#include <doctest/doctest.h>

#include <algorithm>
#include <cmath>
#include <filesystem>
#include <string>

#include "storage/base/file.h"
#include "tests/kiosk/screens/kiosk_fixture.h"
#include "tests/kiosk/screens/repeat_form.h"

using namespace anlaufstelle;
using namespace anlaufstelle::screens;
using namespace std::chrono_literals;
using widgets::NodeRole;
using widgets::Rect;
using widgets::SemanticNode;

namespace {

constexpr float kTargetMm = 12.7f, kGapMm = 2.54f;

bool is_control(const SemanticNode& node) {
  return node.role == NodeRole::kButton || node.role == NodeRole::kRadio ||
         node.role == NodeRole::kCheckbox || node.role == NodeRole::kTextField;
}

bool is_text(const SemanticNode& node) {
  return node.role == NodeRole::kText || node.role == NodeRole::kHeading ||
         node.role == NodeRole::kAlert;
}

bool overlap(const Rect& a, const Rect& b, float slack) {
  return std::min(a.right(), b.right()) - std::max(a.x, b.x) > slack &&
         std::min(a.bottom(), b.bottom()) - std::max(a.y, b.y) > slack;
}

// Distance between two rectangles along the axis that parts them.
float gap_between(const Rect& a, const Rect& b) {
  const float x = std::max(a.x, b.x) - std::min(a.right(), b.right());
  const float y = std::max(a.y, b.y) - std::min(a.bottom(), b.bottom());
  return std::max(x, y);
}

bool same_place(const Rect& a, const Rect& b) {
  return a.x == b.x && a.y == b.y && a.w == b.w && a.h == b.h;
}

// What every screen must keep to, as far as it is scrolled now.
class ScreenCheck {
 public:
  ScreenCheck(Kiosk& kiosk, std::string screen) : kiosk_(kiosk), screen_(std::move(screen)) {}

  void run() {
    INFO("screen ", screen_);
    for (const SemanticNode& node : kiosk_.ui().tree()) {
      INFO("node ", node.id, " ", node.name);
      if (node.role == NodeRole::kScroll) scrolled_ = node.rect;
      if (node.rect.w <= 0 || node.rect.h <= 0) continue;  // scrolled out of view
      check_inside_screen(node);
      if (is_control(node)) check_target(node);
      if (node.text.w > 0) check_letters(node);
      nodes_.push_back(node);
    }
    check_pairs();
    // "End visit" is never out of reach once a visit has begun.
    if (screen_ != "start" && screen_ != "look" && !kiosk_.shows("end:yes"))
      CHECK(kiosk_.shows("nav:end"));
  }

 private:
  void check_inside_screen(const SemanticNode& node) {
    const Rect screen = kiosk_.ui().screen();
    CHECK(node.rect.x >= -0.5f);
    CHECK(node.rect.y >= -0.5f);
    CHECK(node.rect.right() <= screen.right() + 0.5f);
    CHECK(node.rect.bottom() <= screen.bottom() + 0.5f);
  }

  // The part that a scroll area hides is no fault of what it hides.
  [[nodiscard]] bool cut_by_scroll(const SemanticNode& node) const {
    return node.rect.y <= scrolled_.y + 1 || node.rect.bottom() >= scrolled_.bottom() - 1;
  }

  void check_target(const SemanticNode& node) {
    if (cut_by_scroll(node)) return;
    CHECK(std::min(node.rect.w, node.rect.h) >= kiosk_.ui().mm(kTargetMm) - 1);
  }

  // Letters stay in the box that they belong to. Those of running text may lean out of their
  // column into its margin (a J reaches back under what stands before it, Nastaliq hangs), but
  // neither to the edge of the screen nor over others, see check_pairs().
  void check_letters(const SemanticNode& node) {
    const float slack = 2;  // pixels: rounding
    if (is_text(node) || node.role == NodeRole::kScroll) {
      CHECK(node.text.x > 0.5f);
      CHECK(node.text.right() < kiosk_.ui().screen().right() - 0.5f);
    } else {
      CHECK(node.text.x >= node.rect.x - slack);
      CHECK(node.text.right() <= node.rect.right() + slack);
    }
    if (cut_by_scroll(node)) return;
    CHECK(node.text.y >= node.rect.y - slack);
    CHECK(node.text.bottom() <= node.rect.bottom() + slack);
  }

  void check_pairs() {
    const float least_gap = kiosk_.ui().mm(kGapMm) - 1;
    for (std::size_t i = 0; i < nodes_.size(); ++i) {
      for (std::size_t k = i + 1; k < nodes_.size(); ++k) {
        const SemanticNode &a = nodes_[i], &b = nodes_[k];
        INFO(a.id, " and ", b.id);
        if (is_control(a) && is_control(b)) CHECK(gap_between(a.rect, b.rect) >= least_gap);
        if (is_text(a) && is_text(b)) {
          CHECK_FALSE(overlap(a.rect, b.rect, 1));
          CHECK_FALSE(overlap(a.text, b.text, 1));
        }
        if (is_text(a) && is_control(b)) CHECK_FALSE(overlap(a.text, b.rect, 1));
        if (is_control(a) && is_text(b)) CHECK_FALSE(overlap(a.rect, b.text, 1));
      }
    }
  }

  Kiosk& kiosk_;
  std::string screen_;
  Rect scrolled_;
  std::vector<SemanticNode> nodes_;
};

// Colours change nothing but colours.
void check_themes(Kiosk& kiosk) {
  const std::vector<SemanticNode> before = kiosk.ui().tree();
  for (const widgets::Contrast contrast : widgets::kContrasts) {
    kiosk.draw_in(contrast);
    const std::vector<SemanticNode>& now = kiosk.ui().tree();
    REQUIRE(now.size() == before.size());
    for (std::size_t i = 0; i < now.size(); ++i)
      REQUIRE((same_place(now[i].rect, before[i].rect) && same_place(now[i].text, before[i].text)));
  }
}

// From its top to its end.
void check_screen(Kiosk& kiosk, const std::string& screen) {
  ScreenCheck(kiosk, screen).run();
  check_themes(kiosk);
  constexpr float kPart = 0.8f;
  for (int page = 0; page < 40 && kiosk.scroll(kPart); ++page) ScreenCheck(kiosk, screen).run();
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

void check_typing(Kiosk& kiosk) {
  if (kiosk.shows("field:f05_name")) {
    kiosk.tap("field:f05_name");
    CHECK(kiosk.find("field:f05_name")->rect.h >= kiosk.ui().mm(10));  // not behind the keyboard
    check_screen(kiosk, "question with a keyboard");
    kiosk.type("Mina");
    kiosk.tap("key:hide");
  }
  if (kiosk.shows("search:f11_staat")) {
    kiosk.tap("search:f11_staat");
    CHECK(kiosk.find("search:f11_staat")->rect.h >= kiosk.ui().mm(10));
    check_screen(kiosk, "search");
    kiosk.tap("key:hide");
  }
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
    check_typing(kiosk);
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

// A whole visit from the start screen to the receipt.
void check_visit(Kiosk& kiosk, const std::string& tag, std::size_t size) {
  check_screen(kiosk, "start");
  kiosk.tap("nav:look");
  check_screen(kiosk, "look");
  kiosk.tap("look:size:" + std::to_string(size));
  kiosk.tap("look:done");
  check_screen(kiosk, "start");
  kiosk.tap("lang:" + tag);
  check_screen(kiosk, "home");
  kiosk.tap("nav:look");
  check_screen(kiosk, "look");
  kiosk.tap("look:done");
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

void answer(Kiosk& kiosk, const std::string& field, std::string_view text) {
  kiosk.tap("field:" + field);
  kiosk.type(text);
  kiosk.tap("key:hide");
}

// Cards without and with entries, a question in one, cards in cards, what asks before it removes.
void check_cards(Kiosk& kiosk, const std::string& tag, std::size_t size) {
  kiosk.tap("nav:look");
  kiosk.tap("look:size:" + std::to_string(size));
  kiosk.tap("look:done");
  kiosk.tap("lang:" + tag);
  kiosk.tap("home:form");
  kiosk.tap("choice:dringend:none");
  kiosk.next();
  kiosk.next();
  kiosk.tap("choice:datenschutz:OK");
  kiosk.next();
  check_screen(kiosk, "no cards");
  kiosk.tap("add:kind");
  answer(kiosk, "name", "Muhammad Abd ar-Rahman");
  kiosk.next();
  kiosk.next();
  answer(kiosk, "alter", "99");
  kiosk.next();
  check_screen(kiosk, "complaint in a card");
  kiosk.tap("nav:back");
  kiosk.tap("nav:back");
  kiosk.tap("nav:back");
  kiosk.tap("add:kind");
  kiosk.tap("nav:back");
  check_screen(kiosk, "cards");
  kiosk.tap("card:kind:1");
  kiosk.next();
  kiosk.next();
  check_screen(kiosk, "question in a card");
  kiosk.next();
  check_screen(kiosk, "field-list in a card");
  kiosk.next();
  kiosk.tap("add:papier");
  kiosk.tap("choice:art:pass");
  kiosk.tap("nav:back");
  check_screen(kiosk, "cards in a card");
  kiosk.tap("nav:back");
  for (int i = 0; i < 4; ++i) kiosk.tap("nav:back");
  kiosk.tap("remove:kind:1");
  check_screen(kiosk, "remove");
  kiosk.tap("remove:no");
  kiosk.tap("remove:kind:2");  // empty: nothing to ask
  CHECK_FALSE(kiosk.shows("card:kind:2"));
  for (int i = 0; i < 12 && !kiosk.shows("field:anzahl"); ++i) kiosk.next();
  answer(kiosk, "anzahl", "51");
  kiosk.next();
  check_screen(kiosk, "as many cards as fit");
}

// All of it takes minutes under a sanitizer: there, the ends of each range and both directions.
#ifdef __SANITIZE_ADDRESS__
const std::vector<std::string>& tested_tags() {
  static const std::vector<std::string> tags = {"de", "ur"};
  return tags;
}
constexpr std::size_t kSizeStep = 3;
#else
const std::vector<std::string>& tested_tags() {
  static const std::vector<std::string> tags = language_tags();
  return tags;
}
constexpr std::size_t kSizeStep = 1;
#endif

}  // namespace

TEST_CASE("pictures stand above labels and in choices in every language, size, theme and shape") {
  const std::filesystem::path folder = SOURCE_DIR "/tests/data/forms/bilder";
  forms::Attachments files;
  for (const auto& entry : std::filesystem::directory_iterator(folder))
    files[entry.path().filename().string()] = as_text(read_file(entry.path(), 1u << 20).value());
  for (const Shape& shape : shapes()) {
    for (const std::string tag : {"de", "ar", "ur"}) {
      for (std::size_t size = 0; size < widgets::kTextSizes.size(); ++size) {
        CAPTURE(std::string(shape.name));
        CAPTURE(tag);
        CAPTURE(size);
        Kiosk kiosk(shape.screen, Kiosk::Writer::kPresent, files["form.xml"], files);
        kiosk.tap("nav:look");
        kiosk.tap("look:size:" + std::to_string(size));
        kiosk.tap("look:done");
        kiosk.tap("lang:" + tag);
        kiosk.tap("home:form");
        kiosk.go_to_question("ziel");
        REQUIRE(kiosk.shows("picture:ziel"));
        const bool mirrored =
            kiosk.find("picture:ziel")->direction == language::Direction::kRightToLeft;
        CHECK(mirrored == (tag != "de"));
        check_screen(kiosk, "pictures");
        kiosk.tap("choice:ziel:arzt");
        CHECK(kiosk.find("choice:ziel:arzt")->selected);
        check_screen(kiosk, "picture chosen");
      }
    }
  }
}

TEST_CASE("every screen stands in every language, size, theme and shape, nothing cut or covered") {
  for (const Shape& shape : shapes()) {
    for (const std::string& tag : tested_tags()) {
      for (std::size_t size = 0; size < widgets::kTextSizes.size(); size += kSizeStep) {
        CAPTURE(std::string(shape.name));
        CAPTURE(tag);
        CAPTURE(size);
        Kiosk kiosk(shape.screen);
        check_visit(kiosk, tag, size);
      }
    }
  }
}

TEST_CASE("cards stand in every language, size, theme and shape, nothing cut or covered") {
  const std::string form = repeat_form();
  for (const Shape& shape : shapes()) {
    for (const std::string& tag : tested_tags()) {
      for (std::size_t size = 0; size < widgets::kTextSizes.size(); size += kSizeStep) {
        CAPTURE(std::string(shape.name));
        CAPTURE(tag);
        CAPTURE(size);
        Kiosk kiosk(shape.screen, Kiosk::Writer::kPresent, form);
        check_cards(kiosk, tag, size);
      }
    }
  }
}
