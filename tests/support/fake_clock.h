// SPDX-License-Identifier: EUPL-1.2
#pragma once

#include "storage/base/clock.h"

namespace anlaufstelle {

// A clock that a test moves by hand. Starts at 2026-11-22 10:00:00 UTC.
class FakeClock : public Clock {
 public:
  [[nodiscard]] UnixSeconds now() const override { return now_; }
  [[nodiscard]] std::chrono::milliseconds monotonic() const override { return monotonic_; }

  void set(UnixSeconds t) { now_ = t; }
  void advance(std::chrono::milliseconds by) {
    monotonic_ += by;
    rest_ += by;
    const auto whole = std::chrono::duration_cast<std::chrono::seconds>(rest_);
    now_ += whole;
    rest_ -= whole;
  }

 private:
  UnixSeconds now_{std::chrono::seconds{1'795'341'600}};
  std::chrono::milliseconds monotonic_{0};
  std::chrono::milliseconds rest_{0};
};

}  // namespace anlaufstelle
