// SPDX-License-Identifier: EUPL-1.2
#pragma once

#include <cstddef>
#include <optional>
#include <string_view>
#include <vector>

#include "storage/crypto/age.h"

namespace anlaufstelle::crypto {

// The recovery key on paper (storage/FORMAT.md, Recovery sheet): numbered lines that a person
// copies by hand, each with two check characters, so that a mistake is found in its line.
// Without the checks the lines join to the stock tool's text form. Any thread, no I/O.

inline constexpr std::size_t kRecoveryLines = 4;

// Line `at` from 0, upper case: "QPZRY 9X8GF 2TVDW  0S", the last two letters being the check.
SecretBytes recovery_line(const Identity& recovery, std::size_t at);

// Whether `typed` is that line: case and spaces don't matter. No timing is hidden: the paper lies
// beside the keyboard.
enum class LineCheck { kRight, kMistyped, kAnotherLine };
LineCheck check_recovery_line(const Identity& recovery, std::size_t at, std::string_view typed);

// The key from all lines one after the other (spaces and case don't matter), or from the stock
// tool's text form as a QR scanner types it. Nothing where it is neither.
std::optional<Identity> parse_recovery_key(std::string_view typed);

}  // namespace anlaufstelle::crypto
