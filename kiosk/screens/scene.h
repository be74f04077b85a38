// SPDX-License-Identifier: EUPL-1.2
#pragma once

#include <functional>
#include <map>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "kiosk/screens/client.h"
#include "kiosk/visit/visit.h"
#include "kiosk/widgets/ui.h"

namespace anlaufstelle::screens {

// What a touch asks of the visit; carried out after the frame has been drawn.
using Event = std::function<void(visit::Visit&)>;

// What the screens remember between two frames and the visit doesn't know: how far something is
// scrolled, where the caret stands. Texts here are copies and go when their screen goes.
struct ViewState {
  std::map<std::string, widgets::ScrollState, std::less<>> scrolls;
  std::map<forms::NodeId, widgets::TextFieldState> fields, searches;
  std::map<forms::NodeId, float> question_y;  // in the scrolled content, pixels
  bool show_complaint = false;                // bring the first complaint into view
  std::string screen;                         // whose state this is

  // To be called each frame with what names the screen: another one starts afresh.
  void enter(std::string_view name);
};

// One frame of one screen: what it draws with, what it reads, what it asks for.
class Scene {
 public:
  Scene(widgets::Ui& drawn_with, const visit::Visit& shown, const ClientServices& given,
        ViewState& kept)
      : ui(drawn_with), visit(shown), services(given), view(kept) {}

  widgets::Ui& ui;
  const visit::Visit& visit;
  const ClientServices& services;
  ViewState& view;

  void emit(Event event) { events_.push_back(std::move(event)); }
  [[nodiscard]] std::vector<Event> take_events() { return std::exchange(events_, {}); }
  // The program's own words in the client's language; `german` is the msgid.
  [[nodiscard]] std::string tr(std::string_view german) const {
    return services.words.get(visit.language(), german);
  }
  // Entry of languages.toml; the first one for an unknown tag.
  [[nodiscard]] const language::Language& language_of(std::string_view tag) const;

 private:
  std::vector<Event> events_;
};

// Stacks things from the top of a column downwards.
class Flow {
 public:
  Flow(Scene& scene, const widgets::Rect& column) : scene_(scene), column_(column), y_(column.y) {}

  [[nodiscard]] float width() const { return column_.w; }
  [[nodiscard]] float used() const { return y_ - column_.y; }
  widgets::Rect take(float height);
  void gap(float millimetres) { y_ += scene_.ui.mm(millimetres); }
  // Moves down so that `content_mm` more stands a little above the middle of a screen that has
  // room to spare.
  void centre(float content_mm);
  void label(std::string_view text, widgets::TextStyle style);
  void notice(std::string_view text, widgets::Icon icon);
  bool button(std::string_view id, std::string_view text, widgets::ButtonKind kind,
              widgets::Icon icon = widgets::Icon::kNone);
  bool choice(std::string_view id, std::string_view text, widgets::ChoiceKind kind, bool selected);

 private:
  Scene& scene_;
  widgets::Rect column_;
  float y_;
};

// The part of an area that is read: at most 220 mm wide, in the middle, with margins.
widgets::Rect column(const widgets::Ui& ui, const widgets::Rect& area);

// Ground of the whole screen, then home, language and "end visit"; returns what is left below.
enum class HomeButton { kShown, kHidden };
widgets::Rect draw_frame(Scene& scene, HomeButton home = HomeButton::kShown);

// Draws `content` into `area` under a scroll state named `id`, inside the column.
void scroll_column(Scene& scene, std::string_view id, const widgets::Rect& area,
                   const std::function<void(Flow&)>& content);

// The strip at the bottom: a way back at the start, the way on at the end. Cut it off before
// drawing the content and draw it afterwards, in reading order.
widgets::Rect cut_bar(Scene& scene, widgets::Rect& area);
bool draw_back(Scene& scene, const widgets::Rect& bar, std::string_view id, std::string_view text);
bool draw_on(Scene& scene, const widgets::Rect& bar, std::string_view id, std::string_view text,
             widgets::Icon icon, widgets::ButtonKind kind = widgets::ButtonKind::kPrimary);

}  // namespace anlaufstelle::screens
