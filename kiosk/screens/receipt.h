// SPDX-License-Identifier: EUPL-1.2
#pragma once

#include "kiosk/screens/scene.h"

namespace anlaufstelle::screens {

// While the storage thread works: nothing to press, nothing promised yet.
void draw_handing_in(Scene& scene);
// The record is durable: its number.
void draw_receipt(Scene& scene);

}  // namespace anlaufstelle::screens
