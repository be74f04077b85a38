// SPDX-License-Identifier: EUPL-1.2
#pragma once

#include <chrono>
#include <optional>

#include "storage/base/clock.h"

namespace anlaufstelle::visit {

// How long nobody has touched the screen: nothing yet, a warning with a countdown, then the end.
// The warning lasts at least 20 s and may be answered as often as wanted (WCAG 2.2.1). UI thread.
class IdleClock {
 public:
  enum class Phase { kQuiet, kWarning, kOver };

  IdleClock(const Clock& clock, std::chrono::seconds warning, std::chrono::seconds end);

  void restart() { since_ = clock_->monotonic(); }
  [[nodiscard]] Phase phase() const;
  // Whole seconds until the end, rounded up; 0 when it is over.
  [[nodiscard]] std::chrono::seconds left() const;
  // Until the phase or the countdown changes; nothing once it is over.
  [[nodiscard]] std::optional<std::chrono::milliseconds> next_change() const;

 private:
  const Clock* clock_;
  std::chrono::milliseconds warning_, end_, since_;
};

}  // namespace anlaufstelle::visit
