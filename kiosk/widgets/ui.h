// SPDX-License-Identifier: EUPL-1.2
#pragma once

#include <chrono>
#include <functional>
#include <limits>
#include <memory>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "kiosk/language/language.h"
#include "kiosk/text/text_engine.h"
#include "kiosk/widgets/frame.h"
#include "kiosk/widgets/geometry.h"
#include "kiosk/widgets/icon.h"
#include "kiosk/widgets/input.h"
#include "kiosk/widgets/look.h"
#include "kiosk/widgets/semantic_tree.h"
#include "kiosk/widgets/text_field.h"

namespace anlaufstelle::widgets {

struct KeyboardAdditions;

enum class ButtonKind { kPrimary, kSecondary, kQuiet, kWarning };
enum class ChoiceKind { kOne, kMany };  // round or square mark

struct ScreenShape {
  float width_px = 1920, height_px = 1080;
  float px_per_mm = 4.03f;
};

struct ScrollState {
  float offset_px = 0, velocity_px_s = 0;
};

// A rich paragraph: text with spans, e.g. from an information page.
struct RichText {
  std::string_view text;
  std::span<const text::Span> spans;
  // Links from this one on are words with an explanation: dotted, in the colour of the text.
  int first_term = std::numeric_limits<int>::max();
};

// A finger that has taken hold of something, and where it is. Framebuffer pixels.
struct Grip {
  bool held = false;    // also in the frame of its release
  bool let_go = false;  // in that frame alone
  float x = 0, y = 0;
  float press_x = 0, press_y = 0;  // where it came down
};

struct InkPoint {
  float x = 0, y = 0;  // framebuffer pixels
};

struct ChoiceSize {
  float width = 0, height = 0;  // framebuffer pixels
};

// What stands on a tile.
struct Tile {
  std::string_view title, sentence;
  Icon icon = Icon::kNone;
};

// The touch controls of one window. Immediate: a screen calls them each frame in reading order;
// they return what happened. Sizes come from millimetres, mirrored by the language's direction.
// Targets are at least 12.7 mm high where the caller's rectangle allows. UI thread.
//
// A frame takes at most one press and release; the rest of a batch waits for the next frame
// (again_in = 0). For 300 ms after a button or choice was tapped, a press counts only on another
// control that stood on that same screen, so that a double tap neither skips a question nor
// presses what has just appeared. `now` is a monotonic clock: tests must let it run on.
class Ui {
 public:
  static std::unique_ptr<Ui> create(text::TextEngine& text);
  virtual ~Ui() = default;

  // From the next begin() on: text size, colours, reach. The default Look until then.
  virtual void set_look(const Look& look) = 0;
  // Whether tree() is filled. It costs strings in every frame, so only for who reads it.
  enum class Tree { kNone, kBuilt };
  virtual void set_tree(Tree tree) = 0;

  // Starts the text engine's frame too. `language` must live until end().
  virtual void begin(const ScreenShape& shape, const language::Language& language,
                     std::span<const InputEvent> events, std::chrono::milliseconds now) = 0;
  virtual Frame end() = 0;

  // Context -----------------------------------------------------------------------------------
  [[nodiscard]] virtual Rect screen() const = 0;
  // The part of the screen where things to touch may lie: all of it, or its lower part.
  [[nodiscard]] virtual Rect reachable() const = 0;
  [[nodiscard]] virtual float mm(float millimetres) const = 0;
  [[nodiscard]] virtual const language::Language& language() const = 0;
  [[nodiscard]] virtual language::Direction direction() const = 0;
  [[nodiscard]] virtual bool portrait() const = 0;
  [[nodiscard]] virtual const Theme& theme() const = 0;
  [[nodiscard]] virtual const Look& look() const = 0;
  // Complete after end(), empty unless set_tree() asked for it. Controls have the ids they were
  // called with; links "<id>:link:<n>", on-screen keys "key:a", "key:shift", "key:space",
  // "key:backspace", "key:enter", "key:layout", "key:hide", "key:undo", "key:more",
  // "key:numbers", the variants of a key "variant:é"; texts are counted, "text:1".
  [[nodiscard]] virtual const std::vector<SemanticNode>& tree() const = 0;
  // Language of what follows (autonyms on the start screen, a client's words on the desk).
  virtual void push_language(const language::Language& language) = 0;
  virtual void pop_language() = 0;

  // Text --------------------------------------------------------------------------------------
  // Height that `text` needs at `width_px`.
  virtual float measure(std::string_view text, TextStyle style, float width_px) = 0;
  // Width below which a word of `text` would be broken.
  virtual float widest_word(std::string_view text, TextStyle style) = 0;
  // Draws at the top of `where`, start-aligned (or centred), wrapped; returns the height used.
  virtual float label(const Rect& where, std::string_view text, TextStyle style,
                      text::Align align = text::Align::kStart) = 0;
  virtual float label(const Rect& where, std::string_view text, TextStyle style, Color color,
                      text::Align align = text::Align::kStart) = 0;
  // The client's own words: isolated, kept out of the tree's names; and their height.
  virtual float measure_user_text(std::string_view text, TextStyle style, float width_px) = 0;
  virtual float user_text(const Rect& where, std::string_view text, TextStyle style) = 0;
  virtual float measure(const RichText& rich, TextStyle style, float width_px) = 0;
  // Returns the link that was tapped, if one was. `used_px` gets the height.
  virtual std::optional<int> rich(std::string_view id, const Rect& where, const RichText& text,
                                  TextStyle style, float& used_px) = 0;
  // A message in a tinted box with an icon; returns the height used.
  virtual float notice(const Rect& where, std::string_view text, Icon icon) = 0;

  // Surfaces ----------------------------------------------------------------------------------
  virtual void fill(const Rect& rect, Color color) = 0;
  virtual void card(const Rect& rect, Color color, float radius_mm = 2.0f) = 0;
  virtual void outline(const Rect& rect, Color color, float width_mm = 0.4f) = 0;
  virtual void icon(const Rect& rect, Icon icon, Color color) = 0;

  // Pictures ----------------------------------------------------------------------------------
  // As large as `rect` allows, in its middle, on white in every theme (line drawings are dark).
  // Describes itself as an image without a name: what it shows stands in the text beside it.
  virtual void picture(std::string_view id, const Rect& rect, const PictureView& picture) = 0;

  // Controls: true when released inside ---------------------------------------------------------
  virtual bool button(std::string_view id, const Rect& rect, std::string_view text, ButtonKind kind,
                      Icon icon = Icon::kNone, bool enabled = true) = 0;
  // A secondary button that shows its icon alone; `name` is for the tree.
  virtual bool tool(std::string_view id, const Rect& rect, std::string_view name, Icon icon,
                    bool enabled = true) = 0;
  // A large card that is one button: icon (or none), title and sentence (or "") below each
  // other, in the middle. `tile_height` is what it needs at a width.
  virtual bool tile(std::string_view id, const Rect& rect, const Tile& tile) = 0;
  virtual float tile_height(const Tile& tile, float width_px) = 0;
  virtual float tile_least_width(const Tile& tile) = 0;  // breaks no word
  // Height of a button or choice with this text at this width, at least 12.7 mm.
  virtual float button_height(std::string_view text, float width_px, Icon icon = Icon::kNone) = 0;
  // Width at which its text stands on one line, and the one below which a word would be broken.
  virtual float button_width(std::string_view text, Icon icon = Icon::kNone) = 0;
  virtual float button_least_width(std::string_view text, Icon icon = Icon::kNone) = 0;
  // `name` is for the tree, where a picture beside it says what it is and `text` is "".
  virtual bool choice(std::string_view id, const Rect& rect, std::string_view text, ChoiceKind kind,
                      bool selected, std::string_view name = {}) = 0;
  virtual float choice_height(std::string_view text, float width_px) = 0;
  // A choice with a picture above its text; without one, `picture` is empty and the text stands in
  // the middle. Height at a width, and width below which a word would be broken.
  virtual bool picture_choice(std::string_view id, const Rect& rect, std::string_view text,
                              ChoiceKind kind, bool selected, const PictureView& picture) = 0;
  virtual float picture_choice_height(std::string_view text, float width_px) = 0;
  virtual float picture_choice_least_width(std::string_view text) = 0;
  // What a choice needs to keep its text on one line.
  virtual ChoiceSize choice_on_one_line(std::string_view text) = 0;
  // One of a few that lie side by side as a scale: its mark above its words. Its size at a width:
  // how wide it must be to break no word, and its height.
  virtual bool upright_choice(std::string_view id, const Rect& rect, std::string_view text,
                              bool selected) = 0;
  virtual ChoiceSize upright_choice_size(std::string_view text, float width_px) = 0;
  // Something that a finger moves, and which the caller draws: the place where it is taken hold
  // of. Until it is let go, the scroll area around it stays still. No stop for keys: whatever is
  // moved has buttons beside it. `value` is for the tree.
  virtual Grip grip(std::string_view id, const Rect& rect, std::string_view name, NodeRole role,
                    std::string_view value = {}) = 0;
  // The line of a pen that is still moving, cut at `sheet`.
  virtual void ink(const Rect& sheet, std::span<const InkPoint> line, float width_px,
                   Color color) = 0;
  virtual void progress(const Rect& rect, int done, int total) = 0;
  // The back key (Escape), once, if nothing else has answered it in this frame.
  virtual bool take_back() = 0;

  // Typing ------------------------------------------------------------------------------------
  // True when the text changed. A tap gives it the focus; the keyboard writes into the focus. From
  // 20 characters before options.max_graphemes on it counts down in its corner.
  virtual bool text_field(std::string_view id, const Rect& rect, TextFieldState& state,
                          const TextFieldOptions& options) = 0;
  // Height of a field that shows this many lines in the client's script.
  virtual float field_height(int lines) = 0;
  virtual void focus(std::string_view id) = 0;  // "" takes the focus away
  [[nodiscard]] virtual std::string_view focused() const = 0;
  // The keyboard that the focused field asks for: its height (0 without a focused field), and its
  // drawing at the bottom of the screen. Layouts of the client's language and Latin, one tap apart.
  [[nodiscard]] virtual float keyboard_height() const = 0;
  virtual void keyboard() = 0;
  // Enter on a one-line field since the last call (hardware or on-screen).
  virtual bool take_enter() = 0;
  // What locales/keyboards has for the layouts; without it they are those of xkb-data.
  virtual void use_keyboards(KeyboardAdditions additions) = 0;

  // Scrolling -----------------------------------------------------------------------------------
  // Draws `content` (given its origin and width, returning its height) inside `view`, moved by a
  // finger with 6 mm slop; a drag never triggers what lies under it.
  virtual void scroll(std::string_view id, const Rect& view, ScrollState& state,
                      const std::function<float(const Rect& origin)>& content) = 0;
};

}  // namespace anlaufstelle::widgets
