// SPDX-License-Identifier: EUPL-1.2
#pragma once

#include <string>

#include "kiosk/casework/talk_outcome.h"
#include "kiosk/language/language.h"
#include "kiosk/widgets/ui.h"

namespace anlaufstelle::desk {

struct OutcomeModel {
  std::string number;
  records::Outcome outcome;
  std::string trouble;  // why it isn't kept
  widgets::ScrollState scroll;
};

struct OutcomeEvents {
  bool back = false, lock = false, keep = false;
};

// What came of the talk: nothing is typed, only chosen.
OutcomeEvents draw_outcome(widgets::Ui& ui, widgets::Rect area, OutcomeModel& model,
                           const language::Catalogue& words);

}  // namespace anlaufstelle::desk
