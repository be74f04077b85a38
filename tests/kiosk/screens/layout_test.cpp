// SPDX-License-Identifier: EUPL-1.2
// Every screen in every language, text size, theme and shape: nothing cut off, nothing over
// something else, everything large enough for a finger.
#include <doctest/doctest.h>

#include <filesystem>
#include <string>

#include "storage/base/file.h"
#include "tests/kiosk/screens/kiosk_fixture.h"
#include "tests/kiosk/screens/repeat_form.h"
#include "tests/kiosk/screens/screen_check.h"

using namespace anlaufstelle;
using namespace anlaufstelle::screens;
using namespace std::chrono_literals;

namespace {

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

// What a code is for; the screen with the code itself has a test of its own, for it takes a second.
void check_code_offer(Kiosk& kiosk) {
  kiosk.tap("nav:code");
  check_screen(kiosk, "code offered");
  kiosk.tap("code:no");
}

void check_code_entry(Kiosk& kiosk) {
  kiosk.tap("home:code");
  check_screen(kiosk, "code entry");
  kiosk.tap("field:code");
  CHECK(kiosk.find("field:code")->rect.h >= kiosk.ui().mm(10));
  check_screen(kiosk, "code entry with a keyboard");
  kiosk.type("7KQ2");
  kiosk.tap("key:hide");
  kiosk.clock.advance(1s);
  kiosk.tap("code:open");
  if (!kiosk.shows("field:code")) kiosk.wait_for("field:code");
  check_screen(kiosk, "mistyped code");
  kiosk.tap("nav:back");
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
  check_code_offer(kiosk);
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
  check_code_entry(kiosk);
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

TEST_CASE(
    "check and forms stand whole in every language and shape, in the smallest and largest "
    "letters") {
  for (const Shape& shape : shapes()) {
    for (const std::string& tag : language_tags()) {
      for (const std::size_t size : {std::size_t{0}, widgets::kTextSizes.size() - 1}) {
        CAPTURE(std::string(shape.name));
        CAPTURE(tag);
        CAPTURE(size);
        Kiosk kiosk(shape.screen, Kiosk::Writer::kPresent, {}, {},
                    {nullptr, nullptr, nullptr, {}, true});
        kiosk.tap("nav:look");
        kiosk.tap("look:size:" + std::to_string(size));
        kiosk.tap("look:done");
        kiosk.tap("lang:" + tag);
        check_screen(kiosk, "home with everything");
        kiosk.tap("home:form");
        check_screen(kiosk, "which form");
        kiosk.tap("nav:back");
        kiosk.tap("home:check");
        check_screen(kiosk, "before the check");
        kiosk.next();
        kiosk.tap("choice:f03_dringend:u3");
        kiosk.next();
        check_screen(kiosk, "urgent in the check");
        CHECK_FALSE(kiosk.shows("urgent:minimal"));
        kiosk.tap("urgent:back");
        kiosk.tap("choice:f03_dringend:u3");
        kiosk.tap("choice:f03_dringend:none");
        for (int i = 0; i < 60 && !kiosk.shows("way:weg-25b"); ++i) kiosk.next();
        check_screen(kiosk, "result");
        kiosk.tap("way:weg-25b");
        check_screen(kiosk, "a way unfolded");
        kiosk.tap("page:weg-25b");
        kiosk.tap("nav:back");
        CHECK(kiosk.shows("page:weg-25b"));  // as it was left
        CHECK(kiosk.records().empty());
      }
    }
  }
}

TEST_CASE("a code stands whole on every shape of screen, and at a visit's end") {
  for (const Shape& shape : shapes()) {
    for (const std::string tag : {"de", "ar", "ur"}) {
      CAPTURE(std::string(shape.name));
      CAPTURE(tag);
      Kiosk kiosk(shape.screen);
      kiosk.tap("nav:look");
      kiosk.tap("look:size:3");
      kiosk.tap("look:done");
      kiosk.tap("lang:" + tag);
      kiosk.tap("home:form");
      kiosk.tap("nav:code");
      kiosk.tap("code:take");
      kiosk.wait_for("code:done");
      check_screen(kiosk, "code");
      kiosk.tap("code:done");
      kiosk.tap("choice:f03_dringend:none");
      check_screen(kiosk, "question with a code");
      kiosk.tap("nav:end");
      check_screen(kiosk, "end with a code");
    }
  }
}

TEST_CASE("every screen stands in every language, size, theme and shape, nothing cut or covered") {
  for (const Shape& shape : shapes()) {
    for (const std::string& tag : tested_tags()) {
      for (std::size_t size = 0; size < widgets::kTextSizes.size(); size += size_step()) {
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
      for (std::size_t size = 0; size < widgets::kTextSizes.size(); size += size_step()) {
        CAPTURE(std::string(shape.name));
        CAPTURE(tag);
        CAPTURE(size);
        Kiosk kiosk(shape.screen, Kiosk::Writer::kPresent, form);
        check_cards(kiosk, tag, size);
      }
    }
  }
}
