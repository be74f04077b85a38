// SPDX-License-Identifier: EUPL-1.2
#pragma once

#include <chrono>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "kiosk/widgets/touch/input_queue.h"
#include "kiosk/widgets/typing/keyboard_additions.h"
#include "kiosk/widgets/typing/keyboard_layout.h"
#include "kiosk/widgets/ui.h"

namespace anlaufstelle::widgets {

// Between keys, and the height of a low one; millimetres.
constexpr float kKeyGapMm = 2.54f, kLowKeyMm = 12.7f;

enum class KeyAction {
  kType,
  kShift,
  kBackspace,
  kEnter,
  kLayout,
  kHide,
  kUndo,
  kMore,    // the next key opens its variants: for a finger that can't be held still
  kNumbers  // digits and signs, on a keyboard without a row for them
};

struct ScreenKey {
  Rect rect;
  KeyAction action = KeyAction::kType;
  std::string id;     // "key:a", "key:shift", "variant:é"
  std::string label;  // as printed; "" when an icon is
  std::string text;   // what kType types
  std::vector<std::string> variants;
  bool opens_on_tap = false;  // variants instead of `text`
};

// What the field that has the focus wants from the keyboard.
struct KeyboardRequest {
  Keyboard kind = Keyboard::kText;
  bool multiline = false, secret = false, latin_first = false;
  // Four rows instead of five, for a screen whose upper part is out of reach: digits and signs
  // are on a page of their own, one tap away.
  bool compact = false;
  std::vector<std::string> layouts;  // of the language, the client's own first
  std::string autonym;
  bool operator==(const KeyboardRequest&) const = default;
};

// The keys on the screen, where they lie, and what a finger or six keys mean by them. Input is
// answered before the screen is drawn, so that a letter shows in the frame of its tap. Its
// members are spread over screen_keyboard.cpp (touch), screen_keyboard_layout.cpp (geometry),
// screen_keyboard_offer.cpp (variants) and screen_keyboard_cursor.cpp (six keys). UI thread.
class ScreenKeyboard {
 public:
  void use(KeyboardAdditions additions);
  // Loads one of `layouts` that isn't loaded yet, in 5 ms; false when all are. So that the first
  // tap on a field needn't wait for them.
  bool warm(std::span<const std::string> layouts);
  // A field has got the focus, or wants something else.
  void open(const KeyboardRequest& request);
  void close();
  [[nodiscard]] bool is_open() const { return open_; }

  [[nodiscard]] static float height(const ScreenShape& shape, const KeyboardRequest& request);
  // Lays the keys out at the bottom of the screen; cheap when nothing has changed.
  void lay_out(const ScreenShape& shape);
  [[nodiscard]] const Rect& area() const { return area_; }
  [[nodiscard]] const std::vector<ScreenKey>& keys() const { return keys_; }
  // The key under the finger.
  [[nodiscard]] const ScreenKey* held() const;
  [[nodiscard]] bool shifted() const { return shifted_; }
  [[nodiscard]] bool is_on(const ScreenKey& key) const;  // a shift or "more" that waits for a key
  [[nodiscard]] bool secret() const { return request_.secret; }

  // What is typed now belongs to a text that is written from the left: Latin letters, numbers,
  // a field that asked for them.
  [[nodiscard]] bool types_left_to_right() const;

  // Variants of one key, offered above it; empty when none are. They lie over other keys.
  [[nodiscard]] const std::vector<ScreenKey>& offered() const { return offered_; }
  [[nodiscard]] const Rect& offer_area() const { return offer_area_; }
  [[nodiscard]] const ScreenKey* held_offer() const;

  // Whether a touch at this place is the keyboard's.
  [[nodiscard]] bool covers(float x, float y) const;
  // Answers a touch that began on the keyboard and appends what was typed to `keys`. Returns
  // the key that was let go, for what only the caller can do (kHide).
  std::optional<KeyAction> touch(const Pointer& pointer, std::chrono::milliseconds now,
                                 std::vector<InputEvent>& keys);
  // When a held backspace deletes again, or a held key opens its variants.
  [[nodiscard]] std::optional<std::chrono::milliseconds> next_repeat() const;
  void let_go() { held_.reset(); }

  // Six keys: a cursor goes from key to key. Entering it puts it above the middle of the keys.
  void enter_cursor();
  void leave_cursor();
  // The key or variant that the cursor is on, or nullptr.
  [[nodiscard]] const ScreenKey* cursor() const;
  struct Steered {
    bool used = false;  // false: `key` means nothing to the cursor, or there is none
    std::optional<KeyAction> action;
  };
  // Arrows move the cursor, round at the ends of a row and out at the top; Enter presses its key
  // and appends what was typed to `keys`; Escape ends an offer, or the cursor.
  Steered steer(Key key, std::vector<InputEvent>& keys);

 private:
  [[nodiscard]] const KeyboardLayout* loaded(std::string_view name) const;
  const KeyboardLayout& layout(const std::string& name);
  const KeyboardLayout& current() { return layout(request_.layouts[layout_index_]); }
  std::vector<std::vector<KeyCap>> page_rows();
  [[nodiscard]] bool has_backspace(std::size_t row) const;
  [[nodiscard]] bool has_shift(std::size_t row) const;
  [[nodiscard]] float page_units(float room, float gap) const;
  void lay_out_letters();
  float lay_out_row(std::span<const KeyCap> row, const Rect& room, float unit, float gap,
                    bool centred);
  void lay_out_bottom_row(const Rect& row, float unit, float gap, bool with_undo);
  void lay_out_pad();
  void add(const Rect& rect, KeyAction action, std::string_view id, std::string_view label = {});
  void add_character(const Rect& rect, const KeyCap& cap, std::span<const KeyCap> crowded_out = {});
  [[nodiscard]] bool has_character(std::string_view text, bool shifted) const;
  std::string letters_label();
  std::string next_layout_label();
  [[nodiscard]] std::optional<std::size_t> key_at(float x, float y) const;
  void press(const Pointer& pointer);
  std::optional<KeyAction> release(const Pointer& pointer, std::vector<InputEvent>& keys);
  void act(const ScreenKey& key, std::vector<InputEvent>& keys);

  void open_offer(const ScreenKey& key);
  void close_offer();
  [[nodiscard]] bool opens_offer(const ScreenKey& key) const;
  [[nodiscard]] std::optional<std::size_t> offer_at(float x, float y) const;
  void touch_offer(const Pointer& pointer, std::vector<InputEvent>& keys);

  std::optional<KeyAction> press_under_cursor(std::vector<InputEvent>& keys);
  void move_sideways(const std::vector<ScreenKey>& among, int direction);
  bool move_by_row(const std::vector<ScreenKey>& among, int direction);

  KeyboardAdditions additions_;
  std::vector<KeyboardLayout> loaded_;
  KeyboardRequest request_;
  bool open_ = false, shifted_ = false, more_ = false, numbers_ = false, stale_ = true;
  std::size_t layout_index_ = 0, preferred_index_ = 0;
  ScreenShape shape_;
  Rect area_;
  std::vector<std::vector<KeyCap>> page_;  // the rows of characters that are shown
  std::vector<ScreenKey> keys_;
  std::optional<std::size_t> held_;
  bool repeated_ = false;
  std::chrono::milliseconds repeat_at_{0}, now_{0};

  std::vector<ScreenKey> offered_;
  Rect offer_area_, offer_key_;  // the key whose variants these are
  std::optional<std::size_t> held_offer_;

  // Where the cursor is, not on what: keys change under it with shift and layout.
  struct Place {
    float x = 0, y = 0;
  };
  std::optional<Place> cursor_;
  float cursor_column_ = 0;  // the x that moves up and down keep
};

// Id of an offered key.
std::string variant_id(std::string_view text);

}  // namespace anlaufstelle::widgets
