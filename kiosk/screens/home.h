// SPDX-License-Identifier: EUPL-1.2
#pragma once

#include "kiosk/screens/scene.h"

namespace anlaufstelle::screens {

// The ways to go: information, the perspective check, and a form where it can be kept.
void draw_home(Scene& scene);

// Which of several forms.
void draw_forms(Scene& scene);

}  // namespace anlaufstelle::screens
