// SPDX-License-Identifier: EUPL-1.2
#pragma once

#include <vector>

#include "kiosk/casework/office.h"

namespace anlaufstelle::casework {

// Puts the list in its order: what is done last, before it the urgent first, then who came first. A
// kiosk's clock may be wrong or jump, its call numbers don't: within a kiosk nobody stands behind a
// later number, and between kiosks the minute counts, never less than that of an earlier number.
// Any thread.
void put_in_order(std::vector<QueueEntry>& entries);

}  // namespace anlaufstelle::casework
