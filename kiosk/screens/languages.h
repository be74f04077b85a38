// SPDX-License-Identifier: EUPL-1.2
#pragma once

#include "kiosk/screens/scene.h"

namespace anlaufstelle::screens {

// The first thing anyone sees: every language by its own name. No flags: a language is no state.
void draw_start(Scene& scene);
// The same list in mid-visit, with a way back.
void draw_language_choice(Scene& scene);

}  // namespace anlaufstelle::screens
