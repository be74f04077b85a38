// SPDX-License-Identifier: EUPL-1.2
#pragma once

#include "kiosk/screens/scene.h"

namespace anlaufstelle::screens {

// Two ways to go: information, and the form where it can be kept.
void draw_home(Scene& scene);

}  // namespace anlaufstelle::screens
