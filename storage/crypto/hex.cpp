// SPDX-License-Identifier: EUPL-1.2
#include "storage/crypto/hex.h"

#include <cassert>

namespace anlaufstelle::crypto {
namespace {

constexpr std::string_view kDigits = "0123456789abcdef";

}  // namespace

void to_hex(ByteView bytes, std::span<char> out) {
  assert(out.size() == 2 * bytes.size());
  std::size_t at = 0;
  for (const std::uint8_t byte : bytes) {
    out[at++] = kDigits[byte >> 4];
    out[at++] = kDigits[byte & 15];
  }
}

std::string to_hex(ByteView bytes) {
  std::string text(2 * bytes.size(), '\0');
  to_hex(bytes, text);
  return text;
}

bool from_hex(std::string_view text, std::span<std::uint8_t> out) {
  if (text.size() != 2 * out.size()) return false;
  for (std::size_t i = 0; i < out.size(); ++i) {
    const std::size_t high = kDigits.find(text[2 * i]);
    const std::size_t low = kDigits.find(text[2 * i + 1]);
    if (high == std::string_view::npos || low == std::string_view::npos) return false;
    out[i] = static_cast<std::uint8_t>((high << 4) | low);
  }
  return true;
}

}  // namespace anlaufstelle::crypto
