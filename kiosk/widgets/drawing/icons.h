// SPDX-License-Identifier: EUPL-1.2
#pragma once

#include "kiosk/language/language.h"
#include "kiosk/widgets/drawing/canvas.h"
#include "kiosk/widgets/icon.h"

namespace anlaufstelle::widgets {

// Draws `icon` centred in `box`, filling its shorter side, as strokes of one weight. Back and
// forward turn round on a right-to-left screen; a check mark, a house or a globe does not.
void draw_icon(Canvas& canvas, Icon icon, const Rect& box, Color color,
               language::Direction direction);

}  // namespace anlaufstelle::widgets
