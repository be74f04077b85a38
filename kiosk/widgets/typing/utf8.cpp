// SPDX-License-Identifier: EUPL-1.2
#include "kiosk/widgets/typing/utf8.h"

#include <algorithm>
#include <array>
#include <initializer_list>

namespace anlaufstelle::widgets {

namespace {

constexpr char32_t kReplacement = 0xFFFD;

struct Range {
  char32_t first, last;
};

template <std::size_t N>
bool in(char32_t c, const std::array<Range, N>& ranges) {
  return std::any_of(ranges.begin(), ranges.end(),
                     [c](Range r) { return c >= r.first && c <= r.last; });
}

constexpr std::array kMarks{
    Range{0x300, 0x36F},   Range{0x483, 0x489},   Range{0x591, 0x5BD},   Range{0x610, 0x61A},
    Range{0x64B, 0x65F},   Range{0x670, 0x670},   Range{0x6D6, 0x6DC},   Range{0x6DF, 0x6E4},
    Range{0x6E7, 0x6E8},   Range{0x6EA, 0x6ED},   Range{0x8D3, 0x8FF},   Range{0xA01, 0xA03},
    Range{0xA3C, 0xA4D},   Range{0xA51, 0xA51},   Range{0xA70, 0xA71},   Range{0xA75, 0xA75},
    Range{0x135D, 0x135F}, Range{0x1AB0, 0x1AFF}, Range{0x1DC0, 0x1DFF}, Range{0x20D0, 0x20FF}};
constexpr std::array kLetters{
    Range{'A', 'Z'},       Range{'a', 'z'},       Range{0xAA, 0xAA},     Range{0xB5, 0xB5},
    Range{0xBA, 0xBA},     Range{0xC0, 0xD6},     Range{0xD8, 0xF6},     Range{0xF8, 0x2C1},
    Range{0x370, 0x373},   Range{0x376, 0x37D},   Range{0x37F, 0x37F},   Range{0x386, 0x386},
    Range{0x388, 0x482},   Range{0x48A, 0x587},   Range{0x5D0, 0x5F2},   Range{0x620, 0x63F},
    Range{0x641, 0x64A},   Range{0x66E, 0x66F},   Range{0x671, 0x6D3},   Range{0x6D5, 0x6D5},
    Range{0x6FA, 0x6FF},   Range{0x750, 0x77F},   Range{0x8A0, 0x8C7},   Range{0xA05, 0xA39},
    Range{0xA59, 0xA5E},   Range{0xA72, 0xA74},   Range{0x10A0, 0x10FF}, Range{0x1200, 0x135A},
    Range{0x1380, 0x138F}, Range{0x1C90, 0x1CBF}, Range{0x1E00, 0x1FFC}, Range{0x2D00, 0x2DDE},
    Range{0xFB50, 0xFBB1}, Range{0xFBD3, 0xFDFB}, Range{0xFE70, 0xFEFC}};
constexpr std::array kRightToLeft{
    Range{0x590, 0x65F},   Range{0x66D, 0x6EF},     Range{0x6FA, 0x8FF},     Range{0xFB1D, 0xFDFF},
    Range{0xFE70, 0xFEFC}, Range{0x10800, 0x10FFF}, Range{0x1E800, 0x1EFFF}, Range{0x200F, 0x200F}};
// Punctuation, symbols and what is decided by its surroundings.
constexpr std::array kNeutral{
    Range{0, 0x40},        Range{0x5B, 0x60},     Range{0x7B, 0xA9},     Range{0xAB, 0xB4},
    Range{0xB6, 0xB9},     Range{0xBB, 0xBF},     Range{0xD7, 0xD7},     Range{0xF7, 0xF7},
    Range{0x600, 0x60F},   Range{0x660, 0x66C},   Range{0x6DD, 0x6DD},   Range{0x6F0, 0x6F9},
    Range{0x2000, 0x200D}, Range{0x2010, 0x209F}, Range{0x20A0, 0x20CF}, Range{0x2100, 0x2BFF},
    Range{0x3000, 0x3004}, Range{0xFD3E, 0xFD3F}, Range{0xFFF0, 0xFFFF}};

std::size_t sequence_length(unsigned char lead) {
  if (lead < 0x80) return 1;
  if (lead >= 0xC2 && lead <= 0xDF) return 2;
  if ((lead & 0xF0) == 0xE0) return 3;
  if (lead >= 0xF0 && lead <= 0xF4) return 4;
  return 0;
}

}  // namespace

std::string to_utf8(char32_t c) {
  const auto tail = [c](int shift) { return static_cast<char>(0x80 | ((c >> shift) & 0x3F)); };
  if (c < 0x80) return {static_cast<char>(c)};
  if (c < 0x800) return {static_cast<char>(0xC0 | (c >> 6)), tail(0)};
  if (c < 0x10000) return {static_cast<char>(0xE0 | (c >> 12)), tail(6), tail(0)};
  return {static_cast<char>(0xF0 | (c >> 18)), tail(12), tail(6), tail(0)};
}

char32_t code_point_at(std::string_view text, std::size_t at, std::size_t& next) {
  next = at + 1;
  const auto lead = static_cast<unsigned char>(text[at]);
  const std::size_t length = sequence_length(lead);
  if (length == 0 || at + length > text.size()) return kReplacement;
  constexpr std::array<unsigned, 5> kLeadBits{0, 0x7F, 0x1F, 0x0F, 0x07};
  char32_t c = lead & kLeadBits[length];
  for (std::size_t i = 1; i < length; ++i) {
    const auto byte = static_cast<unsigned char>(text[at + i]);
    if ((byte & 0xC0) != 0x80) return kReplacement;
    c = (c << 6) | (byte & 0x3F);
  }
  const bool overlong = (length == 3 && c < 0x800) || (length == 4 && c < 0x10000);
  if (overlong || c > 0x10FFFF || (c >= 0xD800 && c <= 0xDFFF)) return kReplacement;
  next = at + length;
  return c;
}

char32_t first_code_point(std::string_view text) {
  std::size_t next = 0;
  return text.empty() ? 0 : code_point_at(text, 0, next);
}

std::size_t previous_code_point(std::string_view text, std::size_t at) {
  at = std::min(at, text.size());
  if (at == 0) return 0;
  do --at;
  while (at > 0 && (static_cast<unsigned char>(text[at]) & 0xC0) == 0x80);
  return at;
}

std::size_t count_code_points(std::string_view text) {
  std::size_t count = 0;
  for (std::size_t at = 0; at < text.size(); ++count) code_point_at(text, at, at);
  return count;
}

bool is_valid_utf8(std::string_view text) {
  for (std::size_t at = 0; at < text.size();) {
    const std::size_t begin = at;
    // A real U+FFFD takes three bytes; a malformed byte takes one.
    if (code_point_at(text, begin, at) == kReplacement && at - begin == 1) return false;
  }
  return true;
}

bool is_letter(char32_t c) {
  return in(c, kLetters);
}
bool is_combining_mark(char32_t c) {
  return in(c, kMarks);
}

Strong first_strong(std::string_view text) {
  for (std::size_t at = 0; at < text.size();) {
    const char32_t c = code_point_at(text, at, at);
    if (in(c, kNeutral) || in(c, kMarks)) continue;
    return in(c, kRightToLeft) ? Strong::kRightToLeft : Strong::kLeftToRight;
  }
  return Strong::kNone;
}

}  // namespace anlaufstelle::widgets
