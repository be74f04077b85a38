// SPDX-License-Identifier: EUPL-1.2
#pragma once

#include "kiosk/screens/scene.h"

namespace anlaufstelle::screens {

// Something is urgent: the form stops here. Go to reception; hand in a number only, or nothing.
void draw_urgent(Scene& scene);

}  // namespace anlaufstelle::screens
