// SPDX-License-Identifier: EUPL-1.2
#pragma once

#include <cstddef>
#include <string_view>
#include <vector>

#include "storage/base/result.h"

namespace anlaufstelle::printing {

// A QR code (ISO/IEC 18004, error correction M) as a square of modules, without its quiet zone
// of four modules. Any thread, no I/O.
struct QrCode {
  std::size_t size = 0;    // modules on a side
  std::vector<bool> dark;  // row by row
  [[nodiscard]] bool at(std::size_t x, std::size_t y) const { return dark[y * size + x]; }
};
inline constexpr std::size_t kQuietModules = 4;

// Errors: InvalidInput (empty, with a zero byte, or longer than a code holds).
Result<QrCode> make_qr_code(std::string_view text);

}  // namespace anlaufstelle::printing
