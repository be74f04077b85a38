// SPDX-License-Identifier: EUPL-1.2
#pragma once

#include <cstddef>
#include <string>
#include <string_view>

#include "kiosk/widgets/typing/text_history.h"

namespace anlaufstelle::widgets {

// What a screen gives Ui::text_field.

// kNumber: digits and a minus; kDecimal: a point too.
enum class Keyboard { kText, kNumber, kDecimal, kPhone };

// The text being edited; owned by the screen's model, wiped when it dies.
struct TextFieldState {
  TextFieldState() = default;
  ~TextFieldState();
  TextFieldState(TextFieldState&& other) noexcept;
  TextFieldState& operator=(TextFieldState&& other) noexcept;
  std::string text;                   // UTF-8
  std::size_t caret = 0, anchor = 0;  // bytes, on grapheme boundaries
  float scroll_px = 0;
  TextHistory history;  // stays empty for a secret
};

struct TextFieldOptions {
  std::string_view name;  // label, for the semantic tree
  Keyboard keyboard = Keyboard::kText;
  bool multiline = false;
  bool secret = false;     // passphrase: dots, key not enlarged, nothing in the tree
  bool force_ltr = false;  // phone, date, e-mail
  std::size_t max_graphemes = 200;
};

}  // namespace anlaufstelle::widgets
