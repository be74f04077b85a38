// SPDX-License-Identifier: EUPL-1.2
#pragma once

#include <memory>

#include "kiosk/app/painter.h"

struct _XDisplay;

namespace anlaufstelle::app {

// Paints with the processor into memory that it shares with the X server (MIT-SHM), and has the
// server copy what changed. Needs neither a GPU nor Mesa, which without a GPU is most of a window's
// memory and start. Nothing if this display can't do that: it is remote, or not of 32-bit pixels.
// REQUIRES: the window lives longer.
std::unique_ptr<Painter> make_x_painter(_XDisplay* display, unsigned long window);

}  // namespace anlaufstelle::app
