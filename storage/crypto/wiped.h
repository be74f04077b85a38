// SPDX-License-Identifier: EUPL-1.2
#pragma once

#include <array>
#include <cstddef>
#include <cstdint>

#include "storage/base/secret.h"

namespace anlaufstelle::crypto {

// A secret that lives for one function call: on the stack, wiped at the end of its scope.
// What lives longer is a SecretBytes (a page of its own would be too slow here).
template <std::size_t kSize>
struct Wiped : std::array<std::uint8_t, kSize> {
  Wiped() : std::array<std::uint8_t, kSize>{} {}
  ~Wiped() { wipe(this->data(), kSize); }
  Wiped(const Wiped&) = delete;
  Wiped& operator=(const Wiped&) = delete;

  [[nodiscard]] ByteView view() const { return {this->data(), kSize}; }
};

}  // namespace anlaufstelle::crypto
