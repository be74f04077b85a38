// SPDX-License-Identifier: EUPL-1.2
#pragma once

#include <memory>
#include <optional>
#include <string>

#include "kiosk/casework/figures_chart.h"
#include "kiosk/casework/office.h"
#include "kiosk/language/language.h"
#include "kiosk/widgets/ui.h"

namespace anlaufstelle::desk {

struct FiguresModel {
  std::shared_ptr<const casework::FiguresReport> report;  // nullptr: still being counted
  std::string trouble;                                    // why it can't be
  casework::FiguresProgress progress;
  std::size_t quarter = 0;  // which of the report's is shown
  widgets::ScrollState scroll;
};

struct FiguresEvents {
  bool back = false, lock = false, print = false, save = false;
};

// What was handed in at the kiosks, as bars: all quarters, and the traits of one. Two columns where
// there is room. `can_print`: a printer is set; `busy`: a sheet is under way.
FiguresEvents draw_figures(widgets::Ui& ui, widgets::Rect area, FiguresModel& model, bool can_print,
                           bool busy, const language::Catalogue& words);

}  // namespace anlaufstelle::desk
