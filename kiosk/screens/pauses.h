// SPDX-License-Identifier: EUPL-1.2
#pragma once

#include "kiosk/screens/scene.h"

namespace anlaufstelle::screens {

// Nobody has touched the screen for a while: the countdown and the button that stops it.
void draw_idle_warning(Scene& scene);
// Asked once before a visit with answers ends.
void draw_confirm_end(Scene& scene);

}  // namespace anlaufstelle::screens
