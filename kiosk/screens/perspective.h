// SPDX-License-Identifier: EUPL-1.2
#pragma once

#include "kiosk/screens/scene.h"

namespace anlaufstelle::screens {

// What the perspective check found: each way with what it depends on, its source and what to ask,
// unfolded at a tap; printed where the kiosk has a printer.
void draw_result(Scene& scene);

}  // namespace anlaufstelle::screens
