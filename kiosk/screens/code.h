// SPDX-License-Identifier: EUPL-1.2
#pragma once

#include "kiosk/screens/scene.h"

namespace anlaufstelle::screens {

// What a code is for and whether to take one; then the code itself.
void draw_code(Scene& scene);
// Typing a code to go on with what was begun.
void draw_code_entry(Scene& scene);
// Said above a screen of the form while answers that should be kept are not.
void warn_unsaved(Scene& scene, Flow& flow);

}  // namespace anlaufstelle::screens
