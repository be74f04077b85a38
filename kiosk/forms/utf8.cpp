// SPDX-License-Identifier: EUPL-1.2
#include "kiosk/forms/utf8.h"

#include <cstdint>

namespace anlaufstelle::forms {

namespace {

constexpr char32_t kBad = 0xFFFD;

struct Decoded {
  char32_t character;
  std::size_t size;
  bool valid;
};

// REQUIRES: text not empty. Refuses overlong forms and surrogates (Unicode, table 3-7).
Decoded decode_one(std::string_view text) {
  const auto byte = [&](std::size_t i) { return static_cast<std::uint8_t>(text[i]); };
  const std::uint8_t lead = byte(0);
  if (lead < 0x80) return {lead, 1, true};
  const std::size_t size = lead >= 0xF0 ? 4 : lead >= 0xE0 ? 3 : 2;
  if (lead < 0xC2 || lead > 0xF4 || text.size() < size) return {kBad, 1, false};
  char32_t out = lead & (0xFFu >> (size + 1));
  for (std::size_t i = 1; i < size; ++i) {
    if ((byte(i) & 0xC0) != 0x80) return {kBad, 1, false};
    out = out << 6 | (byte(i) & 0x3Fu);
  }
  constexpr char32_t kLeast[] = {0, 0, 0x80, 0x800, 0x10000};
  const bool surrogate = out >= 0xD800 && out <= 0xDFFF;
  if (out < kLeast[size] || surrogate || out > 0x10FFFF) return {kBad, 1, false};
  return {out, size, true};
}

}  // namespace

std::u32string decode_utf8(std::string_view text) {
  std::u32string out;
  while (!text.empty()) {
    const Decoded next = decode_one(text);
    out += next.character;
    text.remove_prefix(next.size);
  }
  return out;
}

std::string encode_utf8(std::u32string_view text) {
  std::string out;
  const auto trail = [&](char32_t c, int shift) {
    out += static_cast<char>(0x80 | ((c >> shift) & 0x3F));
  };
  for (const char32_t c : text) {
    if (c < 0x80) {
      out += static_cast<char>(c);
    } else if (c < 0x800) {
      out += static_cast<char>(0xC0 | (c >> 6));
      trail(c, 0);
    } else if (c < 0x10000) {
      out += static_cast<char>(0xE0 | (c >> 12));
      trail(c, 6);
      trail(c, 0);
    } else {
      out += static_cast<char>(0xF0 | (c >> 18));
      trail(c, 12);
      trail(c, 6);
      trail(c, 0);
    }
  }
  return out;
}

bool fits_into_xml(std::string_view text) {
  while (!text.empty()) {
    const Decoded next = decode_one(text);
    if (!next.valid) return false;
    const char32_t c = next.character;
    if (c < 0x20 && c != '\t' && c != '\n' && c != '\r') return false;
    if (c == 0xFFFE || c == 0xFFFF) return false;
    text.remove_prefix(next.size);
  }
  return true;
}

}  // namespace anlaufstelle::forms
