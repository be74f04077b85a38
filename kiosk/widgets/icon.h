// SPDX-License-Identifier: EUPL-1.2
#pragma once

namespace anlaufstelle::widgets {

// The signs of buttons, tiles, keys and messages; drawing/icons.cpp knows their strokes.
enum class Icon {
  kNone,
  kBack,
  kForward,
  kClose,
  kHome,
  kGlobe,
  kCheck,
  kWarning,
  kPrint,
  kBackspace,
  kShift,
  kEnter,
  kLock,
  kInfo,
  kForm,
  kHideKeyboard,
  kTextSize,
  kReachDown,
  kReachUp,
  kUndo,
  kMore,
  kPlus,
  kMinus,
  kUp,
  kDown,
  kGrip,
  kKey,
  kHide,
  kSound,
  kStop,
  kCamera,
  kChart
};

}  // namespace anlaufstelle::widgets
