// SPDX-License-Identifier: EUPL-1.2
#pragma once

#include <chrono>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "kiosk/widgets/touch/input_queue.h"
#include "kiosk/widgets/typing/keyboard_layout.h"
#include "kiosk/widgets/ui.h"

namespace anlaufstelle::widgets {

enum class KeyAction { kType, kShift, kBackspace, kEnter, kLayout, kHide };

struct ScreenKey {
  Rect rect;
  KeyAction action = KeyAction::kType;
  std::string id;     // "key:a", "key:shift"
  std::string label;  // as printed; "" when an icon is
  std::string text;   // what kType types
};

// What the field that has the focus wants from the keyboard.
struct KeyboardRequest {
  Keyboard kind = Keyboard::kText;
  bool multiline = false, secret = false, latin_first = false;
  std::vector<std::string> layouts;  // of the language, the client's own first
  std::string autonym;
  bool operator==(const KeyboardRequest&) const = default;
};

// The keys on the screen, where they lie, and what a finger on them means. Input is answered
// before the screen is drawn, so that a letter shows in the frame of its tap. UI thread.
class ScreenKeyboard {
 public:
  // A field has got the focus, or wants something else.
  void open(const KeyboardRequest& request);
  void close() { open_ = false; }
  [[nodiscard]] bool is_open() const { return open_; }

  [[nodiscard]] static float height(const ScreenShape& shape, Keyboard kind);
  // Lays the keys out at the bottom of the screen; cheap when nothing has changed.
  void lay_out(const ScreenShape& shape);
  [[nodiscard]] const Rect& area() const { return area_; }
  [[nodiscard]] const std::vector<ScreenKey>& keys() const { return keys_; }
  // The key under the finger.
  [[nodiscard]] const ScreenKey* held() const;
  [[nodiscard]] bool shifted() const { return shifted_; }
  [[nodiscard]] bool secret() const { return request_.secret; }

  // Answers a touch that began on the keyboard and appends what was typed to `keys`. Returns
  // the key that was let go, for what only the caller can do (kHide).
  std::optional<KeyAction> touch(const Pointer& pointer, std::chrono::milliseconds now,
                                 std::vector<InputEvent>& keys);
  // When a held backspace deletes again.
  [[nodiscard]] std::optional<std::chrono::milliseconds> next_repeat() const;
  void let_go() { held_.reset(); }

 private:
  const KeyboardLayout& layout(const std::string& name);
  const KeyboardLayout& current() { return layout(request_.layouts[layout_index_]); }
  void lay_out_letters(const ScreenShape& shape);
  void lay_out_bottom_row(const Rect& row, float unit, float gap);
  void lay_out_pad(const ScreenShape& shape);
  void add(const Rect& rect, KeyAction action, std::string_view id, std::string_view label = {});
  void add_character(const Rect& rect, const KeyCap& cap);
  bool has_character(std::string_view text, bool shifted);
  std::string next_layout_label();
  [[nodiscard]] std::optional<std::size_t> key_at(float x, float y) const;
  void act(const ScreenKey& key, std::vector<InputEvent>& keys);

  std::vector<KeyboardLayout> loaded_;
  KeyboardRequest request_;
  bool open_ = false, shifted_ = false, stale_ = true;
  std::size_t layout_index_ = 0, preferred_index_ = 0;
  ScreenShape shape_;
  Rect area_;
  std::vector<ScreenKey> keys_;
  std::optional<std::size_t> held_;
  bool repeated_ = false;
  std::chrono::milliseconds repeat_at_{0}, now_{0};
};

}  // namespace anlaufstelle::widgets
