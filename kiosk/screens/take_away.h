// SPDX-License-Identifier: EUPL-1.2
#pragma once

#include "kiosk/screens/scene.h"

namespace anlaufstelle::screens {

// From a page to what its reader can take along: a QR code and, where there is a printer, paper.
// Neither says anything about the reader.
Way way_to_take_away(Scene& scene);
void draw_take_away(Scene& scene);

}  // namespace anlaufstelle::screens
