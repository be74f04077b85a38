// SPDX-License-Identifier: EUPL-1.2
// A client's code on paper.
#include <doctest/doctest.h>

#include "tests/kiosk/screens/fake_queue.h"
#include "tests/kiosk/screens/kiosk_fixture.h"
#include "tests/kiosk/screens/screen_check.h"

namespace anlaufstelle::screens {
namespace {

struct Printer {
  FakeQueue queue;
};

class SlipKiosk : public Printer, public Kiosk {
 public:
  explicit SlipKiosk(const std::string& tag = "de",
                     const widgets::ScreenShape& shape = shapes()[2].screen)
      : Kiosk(shape, Writer::kPresent, {}, {}, {nullptr, nullptr, &queue, {}}) {
    tap("lang:" + tag);
    tap("home:form");
    next();
    tap("nav:code");
    tap("code:take");
    if (!shows("code:done")) wait_for("code:done");
  }
};

}  // namespace

TEST_CASE("a client prints the code, is told how it goes, and may print it again") {
  SlipKiosk kiosk;
  kiosk.tap("code:print");
  REQUIRE(kiosk.queue.rendered);
  CHECK(kiosk.shows_text("Der Zettel wird gedruckt."));
  CHECK_FALSE(kiosk.shows("code:print"));
  kiosk.queue.end(PrintStage::kPrinterOffline);
  kiosk.settle();
  CHECK(kiosk.shows_text("Der Zettel konnte nicht gedruckt werden."));
  kiosk.tap("code:print");
  kiosk.queue.end(PrintStage::kPrinted);
  kiosk.settle();
  CHECK(kiosk.shows_text("Der Zettel ist gedruckt."));
  kiosk.tap("code:done");
  CHECK(kiosk.shows("nav:next"));
}

TEST_CASE("a slip is made of what the screen says, in the client's language") {
  SlipKiosk kiosk("ur");
  kiosk.tap("code:print");
  const auto pdf = kiosk.queue.rendered(printing::Paper::kA4);
  REQUIRE(pdf.ok());
  CHECK(as_text(*pdf).starts_with("%PDF"));
}

TEST_CASE("without a printer beside the kiosk nothing is offered to print") {
  Kiosk kiosk(shapes()[2].screen);
  kiosk.tap("lang:de");
  kiosk.tap("home:form");
  kiosk.next();
  kiosk.tap("nav:code");
  kiosk.tap("code:take");
  if (!kiosk.shows("code:done")) kiosk.wait_for("code:done");
  CHECK_FALSE(kiosk.shows("code:print"));
}

TEST_CASE("the printing of a code stands in every language and shape, nothing cut or covered") {
  for (const Shape& shape : shapes()) {
    for (const std::string tag : {"de", "ar", "ur", "ka"}) {
      CAPTURE(std::string(shape.name));
      CAPTURE(tag);
      SlipKiosk kiosk(tag, shape.screen);
      check_screen(kiosk, "offered");
      kiosk.tap("code:print");
      check_screen(kiosk, "under way");
      kiosk.queue.end(PrintStage::kPaperOut);
      kiosk.queue.end(PrintStage::kAborted);
      kiosk.settle();
      check_screen(kiosk, "failed");
    }
  }
}

}  // namespace anlaufstelle::screens
