// SPDX-License-Identifier: EUPL-1.2
// What a client does with a page: words with an explanation, a code and paper to take along.
#include <doctest/doctest.h>

#include "tests/kiosk/printing/printing_fixture.h"
#include "tests/kiosk/screens/fake_queue.h"
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

struct Printer {
  FakeQueue queue;
};

class PageKiosk : public Printer, public Kiosk {
 public:
  PageKiosk(const std::string& tag, const std::string& page, std::string public_url = {},
            const widgets::ScreenShape& shape = shapes()[2].screen)
      : Kiosk(shape, Writer::kPresent, {}, {}, {nullptr, nullptr, &queue, std::move(public_url)}) {
    open_page(*this, tag, page);
    tap("page:take");
  }

  // What comes out of the printer: as a reader finds it in the PDF, and what a telephone reads.
  struct Paper {
    std::string text, code, facts;
  };
  Paper paper() const {
    REQUIRE(queue.rendered);
    const auto pdf = queue.rendered(printing::Paper::kA4);
    REQUIRE_MESSAGE(pdf.ok(), pdf.error().context);
    const TempDir folder;
    const std::string stem = (folder.path() / "page").string();
    std::ofstream(stem + ".pdf", std::ios::binary) << as_text(*pdf);
    const auto output = [](const std::string& command) { return printing::output_of(command); };
    output("pdftoppm -r 150 -png '" + stem + ".pdf' '" + stem + "'");
    return {output("pdftotext '" + stem + ".pdf' - | tr -s ' \\n\\f' ' '"),
            output("zbarimg --quiet --raw -Sbinary '" + stem + "'-*.png 2>/dev/null || true"),
            output("pdfinfo '" + stem + ".pdf'")};
  }
};

bool has(const std::string& text, std::string_view part) {
  return text.find(part) != std::string::npos;
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

TEST_CASE("a word of the law in a question is explained, and the question goes on") {
  Kiosk kiosk(shapes()[0].screen);
  kiosk.tap("lang:de");
  kiosk.tap("home:form");
  kiosk.tap("choice:f03_dringend:none");
  kiosk.next();
  kiosk.next();
  kiosk.tap("choice:f04_datenschutz:OK");
  kiosk.next();
  kiosk.go_to_question("f15_papier");
  kiosk.tap("choice:f15_papier:duldung_60a");
  kiosk.go_to_question("f18_duldung_seit");
  const std::string term = link_named(kiosk, "Duldung");
  REQUIRE_FALSE(term.empty());
  kiosk.tap(term);
  CHECK_FALSE(kiosk.shows(term));
  CHECK_FALSE(kiosk.shows("nav:next"));
  kiosk.tap("nav:back");
  CHECK(kiosk.shows(term));
  CHECK(kiosk.shows("nav:next"));
}

TEST_CASE("the glossary stands at the end of the list and is a page like the others") {
  Kiosk kiosk(shapes()[2].screen);
  open_page(kiosk, "de", "glossar");
  CHECK(kiosk.shows_text("Abschiebungshaft (Sicherungshaft)"));
}

TEST_CASE("the search finds words of the law too, in German letters and in the reader's own") {
  for (const auto& [tag, typed] : {std::pair("de", "nebenbestimung"), {"en", "hardship"}}) {
    CAPTURE(tag);
    Kiosk kiosk(shapes()[0].screen);
    kiosk.tap(std::string("lang:") + tag);
    kiosk.tap("home:info");
    kiosk.tap("search:pages");
    kiosk.type(typed);
    std::string term;
    for (const SemanticNode& node : kiosk.ui().tree()) {
      if (term.empty() && node.id.starts_with("term:")) term = node.id;
    }
    REQUIRE_FALSE(term.empty());
    kiosk.tap(term);
    CHECK_FALSE(kiosk.shows("search:pages"));
    kiosk.tap("nav:back");
    CHECK(kiosk.shows(term));  // what was found is still there
  }
}

TEST_CASE("a page is printed with its source and date, and its code holds its text") {
  PageKiosk kiosk("de", "haft");
  CHECK_FALSE(kiosk.shows("take:bilingual"));
  kiosk.tap("take:print");
  CHECK(kiosk.shows_text("Die Seite wird gedruckt."));
  CHECK_FALSE(kiosk.shows("take:print"));
  const auto paper = kiosk.paper();
  for (const std::string wanted :
       {"Anlaufstelle Dresden", "Welche Haft es gibt", "Sie dauert höchstens 14 Tage.",
        "Quelle: AufenthG", "Stand: 19. August 2026", "Prüfung: Entwurf, ungeprüft",
        "Allgemeine Information, keine Rechtsberatung.", "Seite 1 von"}) {
    CAPTURE(wanted);
    CHECK(has(paper.text, wanted));
  }
  CHECK(paper.code.size() <= 1180);
  CHECK(paper.code.starts_with("Haft und Gewahrsam\nIst jemand aus Ihrer Familie in Haft"));
  CHECK(paper.code.ends_with(
      "\nHier ist der Text zu Ende. Mehr steht am Gerät.\n\nStand: 19. August 2026\nAllgemeine "
      "Information, keine Rechtsberatung."));
  CHECK(has(paper.facts, "Informationsblatt"));
  CHECK(has(paper.facts, "Tagged:          yes"));
  kiosk.queue.end(PrintStage::kAborted);
  kiosk.settle();
  CHECK(kiosk.shows_text("Die Seite konnte nicht gedruckt werden."));
  kiosk.tap("take:print");
  kiosk.queue.end(PrintStage::kPrinted);
  kiosk.settle();
  CHECK(kiosk.shows_text("Die Seite ist gedruckt."));
  kiosk.tap("nav:back");
  CHECK(kiosk.shows("page:take"));
}

TEST_CASE("a page is printed in Arabic with the German beside it, as a draft") {
  PageKiosk kiosk("ar", "duldung");
  kiosk.tap("take:bilingual");
  const auto paper = kiosk.paper();
  for (const std::string wanted :
       {"مكتوب في الورقة", "Eine Duldung ist ein Papier von der Ausländerbehörde.",
        "Was eine Duldung nicht ist", "Duldung"}) {
    CAPTURE(wanted);
    CHECK(has(paper.text, wanted));
  }
  CHECK(paper.code.size() <= 1180);
  CHECK(has(paper.code, "هنا ينتهي النص. المزيد موجود على الجهاز."));
  CHECK(has(paper.code, "هذه الترجمة مسودة"));
  CHECK_FALSE(has(paper.code, "\u2068"));
}

TEST_CASE("with a public address the code is a link to the page in the reader's language") {
  PageKiosk kiosk("ur", "duldung", "https://example.org/pages/");
  kiosk.tap("take:print");
  CHECK(kiosk.paper().code == "https://example.org/pages/ur/duldung");
}

TEST_CASE("without a printer the code alone is offered, and the back key leads to the page") {
  Kiosk kiosk(shapes()[0].screen);
  open_page(kiosk, "de", "duldung");
  kiosk.tap("page:take");
  CHECK(kiosk.shows("take:code"));
  CHECK_FALSE(kiosk.shows("take:print"));
  kiosk.key(widgets::Key::kEscape);
  CHECK(kiosk.shows("page:take"));
}

TEST_CASE("what is taken along stands in every shape, nothing cut or covered") {
  for (const Shape& shape : shapes()) {
    for (const std::string tag : {"de", "ar", "ur", "ka"}) {
      CAPTURE(std::string(shape.name));
      CAPTURE(tag);
      PageKiosk kiosk(tag, "duldung", {}, shape.screen);
      check_screen(kiosk, "offered");
      kiosk.tap("take:print");
      kiosk.queue.end(PrintStage::kAborted);
      kiosk.settle();
      check_screen(kiosk, "failed");
    }
  }
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
