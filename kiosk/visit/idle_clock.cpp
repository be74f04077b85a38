// SPDX-License-Identifier: EUPL-1.2
#include "kiosk/visit/idle_clock.h"

#include <algorithm>

namespace anlaufstelle::visit {
namespace {

constexpr std::chrono::seconds kShortestWarning{20};

}  // namespace

IdleClock::IdleClock(const Clock& clock, std::chrono::seconds warning, std::chrono::seconds end)
    : clock_(&clock),
      warning_(warning),
      end_(std::max(end, warning + kShortestWarning)),
      since_(clock.monotonic()) {}

IdleClock::Phase IdleClock::phase() const {
  const auto idle = clock_->monotonic() - since_;
  if (idle < warning_) return Phase::kQuiet;
  return idle < end_ ? Phase::kWarning : Phase::kOver;
}

std::chrono::seconds IdleClock::left() const {
  const auto left = since_ + end_ - clock_->monotonic();
  return std::max(std::chrono::ceil<std::chrono::seconds>(left), std::chrono::seconds(0));
}

std::optional<std::chrono::milliseconds> IdleClock::next_change() const {
  const auto idle = clock_->monotonic() - since_;
  if (idle < warning_) return warning_ - idle;
  if (idle >= end_) return std::nullopt;
  // The number on the screen changes when a whole second of the rest has passed.
  const auto rest = (end_ - idle) % std::chrono::seconds(1);
  return rest.count() == 0 ? std::chrono::milliseconds(1000) : rest;
}

}  // namespace anlaufstelle::visit
