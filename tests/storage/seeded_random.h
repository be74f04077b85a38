// SPDX-License-Identifier: EUPL-1.2
#pragma once

#include <cstdint>
#include <random>

#include "storage/base/id.h"
#include "storage/base/secret.h"

namespace anlaufstelle {

// Repeatable bytes for tests; print the seed where it isn't fixed. One thread.
class SeededRandom : public Random {
 public:
  explicit SeededRandom(std::uint64_t seed) : engine_(seed) {}
  void fill(std::span<std::uint8_t> out) override {
    for (std::uint8_t& byte : out) byte = static_cast<std::uint8_t>(engine_());
  }
  // 0 to limit - 1.
  std::size_t below(std::size_t limit) { return static_cast<std::size_t>(engine_() % limit); }
  Bytes bytes(std::size_t size) {
    Bytes out(size);
    fill(out);
    return out;
  }

 private:
  std::mt19937_64 engine_;
};

}  // namespace anlaufstelle
