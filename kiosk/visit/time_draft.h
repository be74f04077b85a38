// SPDX-License-Identifier: EUPL-1.2
#pragma once

#include <optional>

#include "kiosk/forms/moments.h"

namespace anlaufstelle::visit {

enum class TimePart { kHour, kMinute };

// A time of day, 24 hours, that is being picked part by part.
struct TimeDraft {
  std::optional<int> hour, minute;

  [[nodiscard]] bool empty() const { return !hour && !minute; }
  // Sets a part; the same value again takes it back.
  void pick(TimePart part, int value);
  [[nodiscard]] std::optional<forms::TimeOfDay> whole() const;  // nothing while a part is missing
  static TimeDraft of(std::optional<forms::TimeOfDay> time);
};

}  // namespace anlaufstelle::visit
