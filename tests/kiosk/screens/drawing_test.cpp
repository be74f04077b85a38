// SPDX-License-Identifier: EUPL-1.2
// Pictures that a finger draws.
#include <doctest/doctest.h>

#include "kiosk/forms/import/read_picture.h"
#include "tests/kiosk/screens/controls_fixture.h"

namespace anlaufstelle::screens {
namespace {

// How many pixels of a PNG are dark, in its left and its right half.
struct Ink {
  int left = 0, right = 0;
};
Ink ink_of(ByteView png) {
  const auto picture = forms::read_picture(png, 4000);
  REQUIRE(picture.ok());
  Ink ink;
  for (std::size_t i = 0; i < picture->rgba.size(); i += 4) {
    const auto x = static_cast<int>(i / 4) % picture->width;
    if (picture->rgba[i] < 100) ++(x < picture->width / 2 ? ink.left : ink.right);
  }
  return ink;
}

std::vector<records::RecordFile> handed_in(ControlsKiosk& kiosk, const std::string& question) {
  const std::string name = kiosk.stored(question);
  auto files = kiosk.records().at(0).files;
  if (!name.empty()) {
    REQUIRE(files.size() == 1);
    CHECK(files[0].name == name);
  }
  return files;
}

}  // namespace

TEST_CASE("a signature is handed in as a picture of what the finger drew") {
  ControlsKiosk kiosk;
  kiosk.go_to_question("unterschrift");
  CHECK(kiosk.find("nav:next")->name == "Ohne Antwort weiter");
  kiosk.drag("draw:unterschrift", 40, 5);
  CHECK(kiosk.find("nav:next")->name == "Weiter");
  kiosk.review();
  CHECK(kiosk.shows_answer("Unterschrift"));
  const auto files = handed_in(kiosk, "unterschrift");
  REQUIRE(files.size() == 1);
  const Ink ink = ink_of(files[0].bytes);  // from the middle to the right
  CHECK(ink.right > 500);
  CHECK(ink.left < ink.right / 10);
}

TEST_CASE("a touch makes a dot, and nothing of the page moves while the finger is down") {
  ControlsKiosk kiosk("ar", shapes()[0].screen);
  kiosk.go_to_question("skizze");
  const widgets::Rect before = kiosk.find("draw:skizze")->rect;
  kiosk.drag("draw:skizze", 0, 60);
  CHECK(kiosk.find("draw:skizze")->rect.y == before.y);
  CHECK(kiosk.find("draw:skizze")->rect.h == before.h);
  kiosk.tap("clear:skizze");
  CHECK(kiosk.find("nav:next")->name != "متابعة");
  kiosk.tap("draw:skizze");
  const auto files = handed_in(kiosk, "skizze");
  REQUIRE(files.size() == 1);
  const Ink ink = ink_of(files[0].bytes);
  CHECK(ink.left + ink.right > 5);
  CHECK(ink.left + ink.right < 200);
}

TEST_CASE("strokes are taken back one by one until the sheet is white and nothing is answered") {
  ControlsKiosk kiosk;
  kiosk.go_to_question("skizze");
  CHECK_FALSE(kiosk.find("undo:skizze")->enabled);
  kiosk.drag("draw:skizze", 30, 0);
  kiosk.drag("draw:skizze", -30, 0);
  kiosk.tap("undo:skizze");
  CHECK(kiosk.find("undo:skizze")->enabled);
  kiosk.tap("undo:skizze");
  CHECK_FALSE(kiosk.find("undo:skizze")->enabled);
  CHECK(kiosk.find("nav:next")->name == "Ohne Antwort weiter");
  CHECK(handed_in(kiosk, "skizze").empty());
}

TEST_CASE("a stroke that was taken back is not in the picture that is handed in") {
  ControlsKiosk kiosk;
  kiosk.go_to_question("skizze");
  kiosk.drag("draw:skizze", 30, 0);
  kiosk.drag("draw:skizze", -30, 0);
  kiosk.tap("undo:skizze");
  const auto files = handed_in(kiosk, "skizze");
  REQUIRE(files.size() == 1);
  const Ink ink = ink_of(files[0].bytes);
  CHECK(ink.right > 300);
  CHECK(ink.left < ink.right / 10);
}

TEST_CASE("a drawing stands on its sheet again after another screen, and is drawn on") {
  ControlsKiosk kiosk;
  kiosk.go_to_question("unterschrift");
  kiosk.drag("draw:unterschrift", 40, 0);
  kiosk.next();
  kiosk.tap("nav:back");
  CHECK(kiosk.shows("drawn:unterschrift"));
  kiosk.drag("draw:unterschrift", -40, 0);
  const auto files = handed_in(kiosk, "unterschrift");
  REQUIRE(files.size() == 1);
  const Ink ink = ink_of(files[0].bytes);
  CHECK(ink.left > 300);
  CHECK(ink.right > 300);
}

TEST_CASE("who would rather not draw says so, and the drawing is gone") {
  ControlsKiosk kiosk;
  kiosk.go_to_question("unterschrift");
  kiosk.drag("draw:unterschrift", 40, 0);
  kiosk.tap("standing:unterschrift:in_person");
  CHECK_FALSE(kiosk.shows("drawn:unterschrift"));
  CHECK(handed_in(kiosk, "unterschrift").empty());
}

}  // namespace anlaufstelle::screens
