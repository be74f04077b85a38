// SPDX-License-Identifier: EUPL-1.2
#include "kiosk/widgets/look.h"

namespace anlaufstelle::widgets {

namespace {

constexpr Color kBlack{0x00, 0x00, 0x00}, kWhite{0xFF, 0xFF, 0xFF};

// Paper and ink with one accent, a deep teal. Warm ground, so that white cards stand out
// without shadows; red is kept for what is urgent.
constexpr Theme kPaper{
    .background = {0xF6, 0xF4, 0xEF},
    .surface = kWhite,
    .text = {0x1C, 0x28, 0x2E},
    .text_quiet = {0x45, 0x51, 0x57},
    .surface_pressed = {0xE4, 0xE0, 0xD6},
    .on_pressed = {0x07, 0x3E, 0x47},
    .surface_selected = {0xE3, 0xEF, 0xEF},
    .selection = {0xC9, 0xE3, 0xE6},
    .accent = {0x0A, 0x56, 0x61},
    .on_accent = kWhite,
    .accent_pressed = {0x07, 0x3E, 0x47},
    .on_accent_pressed = {0xD5, 0xEA, 0xEC},
    .outline = {0x6E, 0x79, 0x7A},
    .focus = {0xB0, 0x4A, 0x00},
    .warning = {0x8C, 0x1D, 0x18},
    .on_warning = kWhite,
    .board = {0xE4, 0xE0, 0xD6},
};

// The same hues, as dark as 15:1 needs. What is pressed changes ink and ground, because no third
// shade lies between.
constexpr Theme kStrong{
    .background = kWhite,
    .surface = kWhite,
    .text = kBlack,
    .text_quiet = kBlack,
    .surface_pressed = {0x00, 0x22, 0x28},
    .on_pressed = kWhite,
    .surface_selected = {0xF4, 0xFB, 0xFB},
    .selection = {0xC8, 0xE6, 0xEA},
    .accent = {0x00, 0x22, 0x28},
    .on_accent = kWhite,
    .accent_pressed = kWhite,
    .on_accent_pressed = {0x00, 0x22, 0x28},
    .outline = {0x30, 0x30, 0x30},
    .focus = {0x9C, 0x3E, 0x00},
    .warning = {0x4A, 0x00, 0x00},
    .on_warning = kWhite,
    .board = {0xD8, 0xD8, 0xD8},
};

// White on black and nothing between: that alone is 21:1.
constexpr Theme kNight{
    .background = kBlack,
    .surface = kBlack,
    .text = kWhite,
    .text_quiet = kWhite,
    .surface_pressed = kWhite,
    .on_pressed = kBlack,
    .surface_selected = kBlack,
    .selection = kBlack,
    .accent = kWhite,
    .on_accent = kBlack,
    .accent_pressed = kBlack,
    .on_accent_pressed = kWhite,
    .outline = kWhite,
    .focus = {0xFF, 0xB0, 0x00},
    .warning = kWhite,
    .on_warning = kBlack,
    .board = kBlack,
};

struct CapHeights {
  float text_mm, heading_mm, title_mm;
};
constexpr std::array<CapHeights, 4> kCapHeights{
    {{3.8f, 4.6f, 6.0f}, {5.2f, 6.0f, 7.4f}, {6.8f, 7.6f, 9.0f}, {8.8f, 9.6f, 11.0f}}};

}  // namespace

const Theme& theme_of(Contrast contrast) {
  switch (contrast) {
    case Contrast::kHigh:
      return kStrong;
    case Contrast::kInverted:
      return kNight;
    default:
      return kPaper;
  }
}

float cap_height_mm(TextStyle style, TextSize size) {
  const CapHeights& heights = kCapHeights.at(static_cast<std::size_t>(size));
  switch (style) {
    case TextStyle::kHeading:
      return heights.heading_mm;
    case TextStyle::kTitle:
      return heights.title_mm;
    default:
      return heights.text_mm;
  }
}

}  // namespace anlaufstelle::widgets
