// SPDX-License-Identifier: EUPL-1.2
#pragma once

#include <chrono>
#include <string>

#include "kiosk/language/language.h"
#include "kiosk/widgets/ui.h"

namespace anlaufstelle::desk {

struct UnlockModel {
  widgets::TextFieldState passphrase;
  bool asked_for_focus = false;       // once, so that a hardware keyboard writes at once
  bool checking = false;              // casework is at it
  std::string message;                // what went wrong, German
  std::chrono::milliseconds wait{0};  // until the next try is allowed
};

// The passphrase. True when it shall be tried; never while `checking` or `wait`.
bool draw_unlock(widgets::Ui& ui, UnlockModel& model, const language::Catalogue& words);

}  // namespace anlaufstelle::desk
