// SPDX-License-Identifier: EUPL-1.2
#pragma once

#include <cstdint>
#include <functional>
#include <map>
#include <memory>
#include <optional>
#include <set>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "kiosk/pages/glossary.h"
#include "kiosk/pages/page_search.h"
#include "kiosk/screens/client.h"
#include "kiosk/screens/long_list.h"
#include "kiosk/visit/visit.h"
#include "kiosk/widgets/ui.h"

namespace anlaufstelle::screens {

// What a touch asks of the visit; carried out after the frame has been drawn.
using Event = std::function<void(visit::Visit&)>;

// How a group of tiles lies, and what decided it.
struct TilePlan {
  float room = 0;
  std::size_t most = 0;
  widgets::TextSize text_size = widgets::TextSize::kNormal;
  std::string language;
  std::vector<std::string> texts;  // of the form, no answers
  bool pictures = false, sounds = false;
  std::size_t columns = 1;
  float width = 0, beside = 0;  // of a tile; of the button beside it and the gap
  std::vector<float> row_heights;
};

// The page that is being read, as it was made.
struct ShownPage {
  std::string id, language;
  std::chrono::sys_days day;
  std::optional<pages::Page> page;
  std::vector<std::vector<pages::TermPlace>> marks;  // of each block
};

// The words that can be tapped, as they were made.
struct ShownGlossary {
  std::string language;
  std::chrono::sys_days day;
  pages::Glossary glossary;
};

// The list of pages, as what was typed finds it.
struct ShownPages {
  std::string language, typed, terms_in;
  std::unique_ptr<pages::PageSearch> search, term_search;  // made when somebody begins to type
  std::vector<pages::PageTitle> titles;
  std::vector<std::size_t> terms;  // of the glossary, the best few
};

// A QR code as a picture of so many pixels.
struct ShownCode {
  std::string text;
  int side = 0;
  std::vector<std::uint8_t> rgba;
};

// What the printer beside the kiosk was last asked for: its report is about that.
enum class PrintedLast { kNothing, kCode, kPage, kCheck, kNumber };

// What a perspective check found, in this language.
struct ShownWays {
  std::string language;
  std::vector<visit::CheckedWay> ways;
};

// Marks a msgid that is looked up elsewhere, for xgettext.
constexpr const char* tr_noop(const char* german) {
  return german;
}

// What the screens remember between two frames and the visit doesn't know: how far something is
// scrolled, where the caret stands. Texts here are copies and go when their screen goes.
struct ViewState {
  std::map<std::string, widgets::ScrollState, std::less<>> scrolls;
  std::map<forms::NodeId, widgets::TextFieldState> fields, searches;
  widgets::TextFieldState code;  // to go on with
  widgets::TextFieldState page_search;
  ShownPages pages;
  std::map<std::string, TilePlan, std::less<>> tile_plans;
  std::map<std::string, std::string, std::less<>> formatted;  // see Scene::formatted()
  std::set<std::string, std::less<>> unfolded;  // parts of answers that show all their values
  ShownPage page;
  ShownGlossary glossary;
  std::map<std::string, std::vector<pages::TermPlace>, std::less<>> terms_in;  // a form's texts
  std::optional<std::size_t> term;  // whose explanation covers the screen
  bool take_away = false;           // what is done with the page covers it
  PrintedLast printed = PrintedLast::kNothing;
  ShownCode code_of_page;
  ShownWays ways;
  std::map<forms::NodeId, LongList> lists;           // no answers in them: kept for the visit
  std::map<forms::NodeId, float> question_y;         // in the scrolled content, pixels
  forms::NodeId pen = 0;                             // whose sheet a finger draws on
  bool show_complaint = true;                        // bring the first complaint into view
  widgets::Look look;                                // for the whole visit
  const forms::Picture* enlarged = nullptr;          // the form's: what covers a question's screen
  bool camera_wanted = false;                        // by this frame's screen
  std::shared_ptr<const media::CameraPicture> seen;  // what this frame shows of it
  bool look_open = false;  // the screen where it is changed covers the others
  std::string screen;      // whose state this is

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
  // What `make` makes, once a screen for each key and language: ICU's dates and names take tens of
  // microseconds.
  [[nodiscard]] const std::string& formatted(std::string_view key,
                                             const std::function<std::string()>& make) const;
  // "2026-08-19" as a day in words, with that of the reader's second calendar behind it; what is no
  // date stays as it is.
  [[nodiscard]] std::string day_in_words(const std::string& iso) const;
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
  // Down to the end of the visible column.
  [[nodiscard]] float room() const { return column_.bottom() - y_; }
  [[nodiscard]] float used() const { return y_ - column_.y; }
  widgets::Rect take(float height);
  void gap(float millimetres) { y_ += scene_.ui.mm(millimetres); }
  // Moves down so that `content_px` more stands a little above the middle of a screen that has
  // room to spare.
  void centre(float content_px);
  void label(std::string_view text, widgets::TextStyle style);
  void user_text(std::string_view text, widgets::TextStyle style);  // a client's words
  void notice(std::string_view text, widgets::Icon icon);
  // At the start of the line, at most so high and two fifths of the screen.
  void picture(std::string_view id, const widgets::PictureView& picture, float highest_mm = 55);
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

// A way back or on, at the bottom of a screen.
struct Way {
  std::string_view id;
  std::string text;
  widgets::Icon icon;
  widgets::ButtonKind kind;
  Event event;
  bool icon_only = false;  // its text is a name only
};
Way way_back(Scene& scene, Event event);  // "nav:back", and the back key
Way way_on(Scene& scene, Event event);    // "nav:next"

// kFull: home, language and "end visit".
enum class Header { kFull, kWithoutHome, kNone };

// What surrounds a screen's content.
struct Frame {
  std::string_view id;  // of its scroll area
  Header header = Header::kFull;
  std::optional<Way> back = std::nullopt, on = std::nullopt;
};

// A whole screen: ground, header, `content` in a column that scrolls, and a bar with the two ways
// and, between them, the tools that everybody has everywhere: how the screen looks, and how far up
// it reaches. What leaves too little room for the content (large letters, a small screen, the
// keyboard) scrolls with it: the header above it, the bar below it.
void draw_screen(Scene& scene, const Frame& frame, const std::function<void(Flow&)>& content);

}  // namespace anlaufstelle::screens
