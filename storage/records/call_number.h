// SPDX-License-Identifier: EUPL-1.2
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

namespace anlaufstelle::records {

// The n-th call number of a kiosk: "A 1" … "A 99", "B 1" … Letters that are read or heard for
// another one or for a digit (I, O, Q, S, Z) are left out. Short enough to be called and kept in
// mind; starts over after kCallNumbers.
inline constexpr std::uint64_t kCallNumbers = 21 * 99;
std::string call_number(std::uint64_t n);

// Its place in the series, 0 to kCallNumbers - 1; nothing where it isn't one.
std::optional<std::uint64_t> place_of_call_number(std::string_view number);

}  // namespace anlaufstelle::records
