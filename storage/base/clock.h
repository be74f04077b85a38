// SPDX-License-Identifier: EUPL-1.2
#pragma once

#include <chrono>

namespace anlaufstelle {

// Seconds since 1970-01-01 00:00:00 UTC.
using UnixSeconds = std::chrono::sys_seconds;

// Where time comes from. Any thread. Tests move their own (tests/support/fake_clock.h).
class Clock {
 public:
  virtual ~Clock() = default;
  // Wall-clock time; may jump.
  [[nodiscard]] virtual UnixSeconds now() const = 0;
  // Never jumps back; the zero point has no meaning.
  [[nodiscard]] virtual std::chrono::milliseconds monotonic() const = 0;
};

class SystemClock : public Clock {
 public:
  [[nodiscard]] UnixSeconds now() const override {
    return std::chrono::floor<std::chrono::seconds>(std::chrono::system_clock::now());
  }
  [[nodiscard]] std::chrono::milliseconds monotonic() const override {
    return std::chrono::duration_cast<std::chrono::milliseconds>(
        std::chrono::steady_clock::now().time_since_epoch());
  }
};

}  // namespace anlaufstelle
