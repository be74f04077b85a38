// SPDX-License-Identifier: EUPL-1.2
// What a client does with a page: words with an explanation.
#include <doctest/doctest.h>

#include "tests/kiosk/screens/kiosk_fixture.h"
#include "tests/kiosk/screens/screen_check.h"

namespace anlaufstelle::screens {
namespace {

using widgets::NodeRole;
using widgets::SemanticNode;

// The first link of the page that says so.
std::string link_named(Kiosk& kiosk, std::string_view name) {
  for (const SemanticNode& node : kiosk.ui().tree()) {
    if (node.role == NodeRole::kLink && node.name == name) return node.id;
  }
  return {};
}

void open_page(Kiosk& kiosk, const std::string& tag, const std::string& id) {
  kiosk.tap("lang:" + tag);
  kiosk.tap("home:info");
  kiosk.tap("page:" + id);
}

}  // namespace

TEST_CASE("a tapped word of the law is explained, and the page stands where it stood") {
  Kiosk kiosk(shapes()[0].screen);
  open_page(kiosk, "de", "duldung");
  while (link_named(kiosk, "Beschäftigungsduldung").empty() && kiosk.scroll(0.3f)) {
  }
  const std::string term = link_named(kiosk, "Beschäftigungsduldung");
  REQUIRE_FALSE(term.empty());
  kiosk.tap(term);
  CHECK(
      kiosk.shows_text("Eine Duldung für Menschen mit fester Arbeit. Sie gilt 30 Monate. Es gibt "
                       "viele Bedingungen. Gesetz: § 60d AufenthG"));
  CHECK_FALSE(kiosk.shows(term));
  kiosk.tap("nav:back");
  REQUIRE(kiosk.shows(term));
  CHECK(kiosk.find(term)->rect.bottom() <= shapes()[0].screen.height_px);  // below the first screen
}

TEST_CASE("the back key closes an explanation, and so does going elsewhere") {
  Kiosk kiosk(shapes()[2].screen);
  open_page(kiosk, "ar", "duldung");
  const std::string term = link_named(kiosk, "Duldung");
  REQUIRE_FALSE(term.empty());
  kiosk.tap(term);
  REQUIRE_FALSE(kiosk.shows(term));
  kiosk.key(widgets::Key::kEscape);
  CHECK(kiosk.shows(term));
  kiosk.tap(term);
  kiosk.tap("nav:home");
  CHECK(kiosk.shows("home:info"));
  kiosk.tap("home:info");
  CHECK(kiosk.shows("page:duldung"));
}

TEST_CASE("the glossary stands at the end of the list and is a page like the others") {
  Kiosk kiosk(shapes()[2].screen);
  open_page(kiosk, "de", "glossar");
  CHECK(kiosk.shows_text("Abschiebungshaft (Sicherungshaft)"));
}

TEST_CASE("explanations stand in every shape, nothing cut or covered") {
  for (const Shape& shape : shapes()) {
    for (const std::string tag : {"de", "ar", "ur"}) {
      CAPTURE(std::string(shape.name));
      CAPTURE(tag);
      Kiosk kiosk(shape.screen);
      open_page(kiosk, tag, "duldung");
      check_screen(kiosk, "page with terms");
      kiosk.tap(link_named(kiosk, "Duldung"));
      check_screen(kiosk, "term");
    }
  }
}

}  // namespace anlaufstelle::screens
