// SPDX-License-Identifier: EUPL-1.2
#include "kiosk/widgets/geometry.h"

namespace anlaufstelle::widgets {

// Paper and ink with one accent, a deep teal. Warm ground, so that white cards stand out
// without shadows; red is kept for what is urgent.
Theme default_theme() {
  return {
      .background = {0xF6, 0xF4, 0xEF},
      .surface = {0xFF, 0xFF, 0xFF},
      .surface_pressed = {0xE4, 0xE0, 0xD6},
      .surface_selected = {0xE3, 0xEF, 0xEF},
      .text = {0x1C, 0x28, 0x2E},
      .text_quiet = {0x45, 0x51, 0x57},
      .accent = {0x0B, 0x5A, 0x66},
      .on_accent = {0xFF, 0xFF, 0xFF},
      .accent_pressed = {0x07, 0x3E, 0x47},
      .outline = {0x7C, 0x87, 0x88},
      .focus = {0xB0, 0x4A, 0x00},
      .warning = {0x8C, 0x1D, 0x18},
      .on_warning = {0xFF, 0xFF, 0xFF},
  };
}

}  // namespace anlaufstelle::widgets
