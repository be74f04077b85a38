// SPDX-License-Identifier: EUPL-1.2
#pragma once

#include <cstddef>
#include <string>
#include <string_view>

namespace anlaufstelle::widgets {

// The little that controls must know about characters themselves; graphemes, words and shaping
// are Pango's. Malformed bytes read as U+FFFD, one each.

std::string to_utf8(char32_t c);
// The code point at `at` (a boundary), and `next` behind it. REQUIRES: at < text.size().
char32_t code_point_at(std::string_view text, std::size_t at, std::size_t& next);
char32_t first_code_point(std::string_view text);  // 0 for ""
std::size_t previous_code_point(std::string_view text, std::size_t at);
std::size_t count_code_points(std::string_view text);
bool is_valid_utf8(std::string_view text);

// Only for the blocks that keyboards have: Latin, Greek, Cyrillic, Armenian, Hebrew, Arabic,
// Gurmukhi, Georgian, Ethiopic and presentation forms.
bool is_letter(char32_t c);
bool is_combining_mark(char32_t c);
// Direction of a paragraph by its first strong character (UAX #9, P2 and P3).
enum class Strong { kNone, kLeftToRight, kRightToLeft };
Strong first_strong(std::string_view text);

}  // namespace anlaufstelle::widgets
