// SPDX-License-Identifier: EUPL-1.2
#pragma once

#include "kiosk/text/text_engine.h"
#include "kiosk/widgets/frame.h"

namespace anlaufstelle::app {

// Puts frames of kiosk/widgets into the window. UI thread.
class Painter {
 public:
  virtual ~Painter() = default;
  // `everything`: what the last call painted may be gone.
  virtual void show(const widgets::Frame& frame, text::Atlas& atlas, int width_px, int height_px,
                    bool everything) = 0;
};

}  // namespace anlaufstelle::app
