// SPDX-License-Identifier: EUPL-1.2
#pragma once

#include <chrono>
#include <memory>
#include <string>
#include <thread>
#include <vector>

#include "kiosk/desk/desk.h"
#include "tests/kiosk/casework/casework_fixture.h"
#include "tests/kiosk/widgets/ui_fixture.h"

namespace anlaufstelle::desk {

// A real office behind a desk that is drawn without a window.
class DeskFixture : public casework::CaseworkFixture, public widgets::UiFixture {
 public:
  // Begins the desk with its parts as they are; `printer` as in the settings.
  void begin(const std::string& printer = "") {
    desk.reset();
    casework.reset();
    casework::OfficePlaces with_words = places();
    with_words.words = &words;
    casework = casework::Office::open(with_words, clock, office.random).value();
    const DeskServices services{
        clock, *casework, words, languages, printer, pdf_folder(), std::chrono::seconds(120),
        [] {}, notice};
    desk = Desk::create(services);
    UiFixture::language = desk->language();
    screen = [this](widgets::Ui& drawn) { desk->draw(drawn); };
    draw();
  }

  std::string notice;  // what staff should see to
  [[nodiscard]] std::filesystem::path pdf_folder() const { return office.dir.path() / "pdf"; }

  // Draws until `id` is on the screen; other threads work meanwhile.
  void wait_for(const std::string& id) {
    wait_until([&] { return find(id) != nullptr; }, id);
  }
  void wait_until(const std::function<bool()>& done, const std::string& what) {
    const auto deadline = std::chrono::steady_clock::now() + std::chrono::seconds(60);
    for (draw(); !done(); draw()) {
      REQUIRE_MESSAGE(std::chrono::steady_clock::now() < deadline, what);
      std::this_thread::sleep_for(std::chrono::milliseconds(2));
    }
  }
  void touch(std::string_view id) {
    desk->touched();
    tap(id);
  }
  // Turns the wheel over the middle of the screen until all of `id` is in view.
  void scroll_to(std::string_view id, float height_mm) {
    for (int turn = 0; turn < 60 && node(id).rect.h < height_mm * shape.px_per_mm; ++turn) {
      widgets::InputEvent wheel{};
      wheel.kind = widgets::InputEvent::Kind::kScroll;
      wheel.x = shape.width_px / 2;
      wheel.y = -1;
      move(shape.width_px / 2, shape.height_px / 2);
      events.push_back(wheel);
      draw();
    }
    REQUIRE(node(id).rect.h >= height_mm * shape.px_per_mm);
  }
  void enter(std::string_view passphrase) {
    type(passphrase);
    touch("unlock:go");
  }
  // The list, with `number` on it.
  void unlock_as(std::string_view passphrase, const std::string& number = "") {
    enter(passphrase);
    wait_for(number.empty() ? "queue:scroll" : "queue:" + number);
  }
  // Everything the semantic tree says.
  [[nodiscard]] std::string said() const {
    std::string text;
    for (const auto& node : ui->tree()) text += node.name + "\n";
    return text;
  }

  const std::vector<anlaufstelle::language::Language> languages = {widgets::german(),
                                                                   widgets::arabic()};
  const anlaufstelle::language::Catalogue words =
      anlaufstelle::language::Catalogue::load(office.dir.path(), "kiosk", languages).value();
  std::unique_ptr<casework::Office> casework;
  std::unique_ptr<Desk> desk;
};

}  // namespace anlaufstelle::desk
