// SPDX-License-Identifier: EUPL-1.2
#pragma once

#include "kiosk/screens/scene.h"

namespace anlaufstelle::screens {

// How large the letters are and in which colours. On the start screen, where no language is chosen
// yet, it speaks in pictures alone.
void draw_look(Scene& scene);

}  // namespace anlaufstelle::screens
