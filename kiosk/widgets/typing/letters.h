// SPDX-License-Identifier: EUPL-1.2
#pragma once

#include <string_view>

namespace anlaufstelle::widgets {

// The little that controls must know about characters themselves; graphemes, words and shaping
// are Pango's.

// Only for the blocks that keyboards have: Latin, Greek, Cyrillic, Armenian, Hebrew, Arabic,
// Gurmukhi, Georgian, Ethiopic and presentation forms.
bool is_letter(char32_t c);
bool is_combining_mark(char32_t c);
// Direction of a paragraph by its first strong character (UAX #9, P2 and P3).
enum class Strong { kNone, kLeftToRight, kRightToLeft };
Strong first_strong(std::string_view text);

}  // namespace anlaufstelle::widgets
