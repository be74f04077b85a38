// SPDX-License-Identifier: EUPL-1.2
#pragma once

#include <cstdint>
#include <span>
#include <string_view>

#include "storage/base/secret.h"

namespace anlaufstelle::crypto {

// Bech32 (BIP 173, without its length limit) of exactly 32 bytes, as age writes its keys. Works
// in the caller's memory: a secret key leaves no copy behind. Any thread.

enum class LetterCase { kLower, kUpper };

// Characters of the text: prefix, "1", 52 data and 6 checksum characters.
constexpr std::size_t bech32_size(std::string_view prefix) {
  return prefix.size() + 59;
}

// `prefix` is lower case. REQUIRES: out.size() == bech32_size(prefix).
void bech32_encode(std::string_view prefix, std::span<const std::uint8_t, 32> bytes,
                   LetterCase letters, std::span<char> out);

// False where the prefix, the case, a character, the length, the padding or the checksum is
// wrong; `out` is then worthless.
[[nodiscard]] bool bech32_decode(std::string_view prefix, std::string_view text, LetterCase letters,
                                 std::span<std::uint8_t, 32> out);

}  // namespace anlaufstelle::crypto
