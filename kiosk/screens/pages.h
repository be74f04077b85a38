// SPDX-License-Identifier: EUPL-1.2
#pragma once

#include "kiosk/screens/scene.h"

namespace anlaufstelle::screens {

// The list of information pages.
void draw_page_list(Scene& scene);
// One page, with its source, its date and who has checked it.
void draw_page(Scene& scene);
// The privacy notice before the form: its short layer, and a button to the full one.
void draw_notice(Scene& scene);

}  // namespace anlaufstelle::screens
