// SPDX-License-Identifier: EUPL-1.2
#pragma once

#include <array>
#include <compare>
#include <cstdint>
#include <span>
#include <string>
#include <string_view>

#include "storage/base/result.h"

namespace anlaufstelle {

// Where randomness comes from; tests seed their own. Any thread.
class Random {
 public:
  virtual ~Random() = default;
  virtual void fill(std::span<std::uint8_t> out) = 0;
};

// getrandom(2). Ends the program if the kernel refuses: nothing may go on without it.
class SystemRandom : public Random {
 public:
  void fill(std::span<std::uint8_t> out) override;
};

// 128 random bits that name one record; in text 32 lower-case hexadecimal digits.
struct RecordId {
  std::array<std::uint8_t, 16> bytes{};
  auto operator<=>(const RecordId&) const = default;

  [[nodiscard]] std::string hex() const;
  static RecordId make(Random& random);
  static Result<RecordId> from_hex(std::string_view text);
};

}  // namespace anlaufstelle
