// SPDX-License-Identifier: EUPL-1.2
#pragma once

#include <cstdint>
#include <span>
#include <string>
#include <string_view>

#include "storage/base/secret.h"

namespace anlaufstelle::crypto {

// Lower-case hexadecimal digits, two for each byte. Any thread.
std::string to_hex(ByteView bytes);

// For secrets: writes into the caller's memory. REQUIRES: out.size() == 2 * bytes.size().
void to_hex(ByteView bytes, std::span<char> out);

// False where the length or a digit is wrong; upper case is wrong: each value has one text.
[[nodiscard]] bool from_hex(std::string_view text, std::span<std::uint8_t> out);

}  // namespace anlaufstelle::crypto
