// SPDX-License-Identifier: EUPL-1.2
#pragma once

#include <array>

#include "kiosk/widgets/geometry.h"

namespace anlaufstelle::widgets {

// How the person at the screen wishes to see it. Values of a visit: the next person starts with
// the defaults again.

// Cap height of running text: 3.8, 5.2, 6.8 and 8.8 mm. The third meets EN 301 549, 5.1.4
// (0.7 degrees) at a distance of 50 cm.
enum class TextSize { kNormal, kLarge, kLarger, kLargest };
// Text against its ground: at least 7:1, at least 15:1, or 21:1 in white on black.
enum class Contrast { kNormal, kHigh, kInverted };
// kLow: everything that is touched lies in the lower 55 % of the screen; above the open keyboard of
// a small screen the field reaches higher.
enum class Reach { kWhole, kLow };

struct Look {
  TextSize text_size = TextSize::kNormal;
  Contrast contrast = Contrast::kNormal;
  Reach reach = Reach::kWhole;
  bool operator==(const Look&) const = default;
};

inline constexpr std::array kTextSizes{TextSize::kNormal, TextSize::kLarge, TextSize::kLarger,
                                       TextSize::kLargest};
inline constexpr std::array kContrasts{Contrast::kNormal, Contrast::kHigh, Contrast::kInverted};
// Of the screen's height, from its lower edge.
inline constexpr float kLowReachPart = 0.55f;

// One type scale for the whole program. The smallest text on a screen has the size that was
// chosen; kSmall is set apart by its colour, kLabel by its weight.
enum class TextStyle { kSmall, kBody, kLabel, kHeading, kTitle };
// Millimetres. Headings stand above the text by a step, not by a factor: at the largest size a
// factor would leave no room for what they head.
[[nodiscard]] float cap_height_mm(TextStyle style, TextSize size);

// Every colour on the screen. on_x is what stands on x. Texts reach the contrast of their theme,
// outlines, marks and icons at least 3:1 (tested).
struct Theme {
  Color background, surface, text, text_quiet;
  Color surface_pressed, on_pressed;  // whatever isn't filled with the accent, while held
  Color surface_selected;             // what is chosen; a quiet message
  Color selection;                    // under selected letters of a field, over a bar of accent
  Color accent, on_accent;            // the main button; marks, links and icons
  Color accent_pressed, on_accent_pressed;
  Color outline, focus;
  Color warning, on_warning;  // urgent screens and messages
  Color board;                // the ground of the on-screen keyboard
};
[[nodiscard]] const Theme& theme_of(Contrast contrast);

}  // namespace anlaufstelle::widgets
