// SPDX-License-Identifier: EUPL-1.2
#include "kiosk/visit/time_draft.h"

namespace anlaufstelle::visit {

void TimeDraft::pick(TimePart part, int value) {
  std::optional<int>& target = part == TimePart::kHour ? hour : minute;
  if (target == value) {
    target.reset();
  } else {
    target = value;
  }
}

std::optional<forms::TimeOfDay> TimeDraft::whole() const {
  if (!hour || !minute) return std::nullopt;
  return forms::TimeOfDay{*hour, *minute};
}

TimeDraft TimeDraft::of(std::optional<forms::TimeOfDay> time) {
  if (!time) return {};
  return {time->hour, time->minute};
}

}  // namespace anlaufstelle::visit
