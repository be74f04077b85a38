// SPDX-License-Identifier: EUPL-1.2
#pragma once

#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include "kiosk/screens/client.h"
#include "kiosk/widgets/ui.h"
#include "tests/support/fake_clock.h"
#include "tests/support/temp_dir.h"

namespace anlaufstelle::screens {

struct Shape {
  const char* name;
  widgets::ScreenShape screen;
};
// Tags of every language that the kiosk offers.
std::vector<std::string> language_tags();

// 10.1" tablet, portrait stand, 15.6" and 21.5" screens.
const std::vector<Shape>& shapes();

// The kiosk's own form, pages and catalogues on a screen without a window, a demo office with a
// real store, and a finger that finds things by the ids of the semantic tree.
class Kiosk {
 public:
  enum class Writer { kPresent, kMissing };
  // What plays, sees and prints; all outlive the kiosk.
  struct Media {
    media::SoundPlayer* sounds = nullptr;
    media::Camera* camera = nullptr;
    printing::PrintQueue* slips = nullptr;
    std::string public_url;
    bool everything = false;  // the perspective check and the other forms are offered too
  };
  // `form_xml`: a form of the test's own instead of the kiosk's, with the files that it brings.
  explicit Kiosk(const widgets::ScreenShape& shape, Writer writer = Writer::kPresent,
                 std::string_view form_xml = {}, const forms::Attachments& files = {},
                 Media media = {nullptr, nullptr, nullptr, {}, false});
  ~Kiosk();

  FakeClock clock;
  std::unique_ptr<Client> client;
  widgets::Ui& ui();

  // One frame as the client sees it, in other colours; the next settle() draws in the chosen ones.
  void draw_in(widgets::Contrast contrast);
  // Turns the wheel over the scroll area by `part` of its height; false at its end.
  bool scroll(float part);
  // Frames until nothing changes by itself any more.
  void settle(std::vector<widgets::InputEvent> events = {});
  [[nodiscard]] const widgets::SemanticNode* find(std::string_view id) const;
  [[nodiscard]] bool shows(std::string_view id) const { return find(id) != nullptr; }
  [[nodiscard]] bool shows_text(std::string_view words) const;    // the program's and the form's
  [[nodiscard]] bool shows_answer(std::string_view words) const;  // the client's, said again
  // Scrolls to it if need be and taps its middle. Fails the test if it isn't there.
  void tap(std::string_view id);
  void key(widgets::Key key);
  void type(std::string_view text);    // into the field that has the focus
  void wait_for(std::string_view id);  // while the storage thread works
  void next() { tap("nav:next"); }
  // Taps "next" until the question stands on the screen; fails at the form's end.
  void go_to_question(std::string_view name);
  [[nodiscard]] bool has_question(std::string_view name) const;

  [[nodiscard]] std::vector<records::RecordContent> records();  // opened by counselling

 private:
  struct Impl;
  [[nodiscard]] widgets::Rect scroll_area() const;
  std::unique_ptr<Impl> impl_;
};

}  // namespace anlaufstelle::screens
