// SPDX-License-Identifier: EUPL-1.2
#pragma once

#include <cstddef>
#include <string>
#include <string_view>

namespace anlaufstelle {

// Characters as UTF-8 (RFC 3629), for code that looks at single ones. Malformed bytes read as
// U+FFFD, one each. Graphemes, words and what a character is are Pango's and ICU's.

// REQUIRES: a Unicode scalar value.
std::string to_utf8(char32_t c);
// The code point at `at` (a boundary), and `next` behind it. REQUIRES: at < text.size().
char32_t code_point_at(std::string_view text, std::size_t at, std::size_t& next);
char32_t first_code_point(std::string_view text);  // 0 for ""
std::size_t previous_code_point(std::string_view text, std::size_t at);
std::size_t count_code_points(std::string_view text);
bool is_valid_utf8(std::string_view text);

}  // namespace anlaufstelle
