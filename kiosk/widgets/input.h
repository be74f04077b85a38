// SPDX-License-Identifier: EUPL-1.2
#pragma once

#include <chrono>
#include <string>
#include <vector>

namespace anlaufstelle::widgets {

// The program's own input queue: Dear ImGui 1.86 loses a press and release within one frame and
// has 16-bit characters. Filled by kiosk/app from the window's callbacks. UI thread.
enum class Key {
  kNone,
  kLeft,
  kRight,
  kUp,
  kDown,
  kHome,
  kEnd,
  kBackspace,
  kDelete,
  kEnter,
  kEscape,
  kTab,
  kBackTab,
  kUndo,
  kRedo,
  kSelectAll
};

struct InputEvent {
  enum class Kind { kPress, kMove, kRelease, kScroll, kKey, kText } kind;
  float x = 0, y = 0;  // framebuffer pixels; kScroll: y = wheel steps
  Key key = Key::kNone;
  std::string text;  // kText: UTF-8 of one or more code points
  // kKey: held together with it. With shift an arrow selects, with control it goes by words.
  bool shift = false, control = false;
};

}  // namespace anlaufstelle::widgets
