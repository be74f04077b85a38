// SPDX-License-Identifier: EUPL-1.2
#include "tests/kiosk/screens/screen_check.h"

#include <doctest/doctest.h>

#include <algorithm>
#include <cmath>

namespace anlaufstelle::screens {
namespace {

using widgets::NodeRole;
using widgets::Rect;
using widgets::SemanticNode;

constexpr float kTargetMm = 12.7f, kGapMm = 2.54f;

bool is_control(const SemanticNode& node) {
  return node.role == NodeRole::kButton || node.role == NodeRole::kRadio ||
         node.role == NodeRole::kCheckbox || node.role == NodeRole::kTextField ||
         node.role == NodeRole::kSlider || node.role == NodeRole::kHandle;
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
      INFO("node ", node.id, " ", node.name, ": ", node.rect.x, " + ", node.rect.w, ", text ",
           node.text.x, " + ", node.text.w);
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

}  // namespace

void check_screen(Kiosk& kiosk, const std::string& screen) {
  ScreenCheck(kiosk, screen).run();
  check_themes(kiosk);
  constexpr float kPart = 0.8f;
  for (int page = 0; page < 40 && kiosk.scroll(kPart); ++page) ScreenCheck(kiosk, screen).run();
}

#ifdef __SANITIZE_ADDRESS__
const std::vector<std::string>& tested_tags() {
  static const std::vector<std::string> tags = {"de", "ur"};
  return tags;
}
std::size_t size_step() {
  return 3;
}
#else
const std::vector<std::string>& tested_tags() {
  static const std::vector<std::string> tags = language_tags();
  return tags;
}
std::size_t size_step() {
  return 1;
}
#endif

}  // namespace anlaufstelle::screens
