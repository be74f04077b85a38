// SPDX-License-Identifier: EUPL-1.2
#pragma once

#include <future>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "kiosk/casework/counsel_sheet.h"
#include "kiosk/language/language.h"
#include "kiosk/widgets/ui.h"

namespace anlaufstelle::desk {

enum class Paper { kGerman, kBilingual, kClients, kClientsLarge };

struct PaperModel {
  std::string number;
  std::shared_ptr<const casework::CounselSheets> sheets;
  Paper shown = Paper::kGerman;
  // Of the one that is shown, as they will be on paper; empty while they are drawn, which takes
  // some tens of milliseconds on a thread of its own.
  std::vector<std::shared_ptr<const printing::LinePicture>> pages;
  std::string trouble;  // why there are none
  widgets::ScrollState scroll;
  bool drawn = true;          // nothing is on its way
  std::future<void> drawing;  // waits for it when it is dropped
};

struct PaperEvents {
  bool back = false, lock = false, print = false, save = false;
  std::optional<Paper> show;
};

// nullptr where the record has no such sheet.
const printing::Sheet* sheet_of(const casework::CounselSheets& sheets, Paper paper);

// The sheets for the talk: which one, and its pages as pictures. `can_print`: a printer is set;
// `busy`: a sheet is under way.
PaperEvents draw_paper(widgets::Ui& ui, widgets::Rect area, PaperModel& model, bool can_print,
                       bool busy, const language::Catalogue& words);

}  // namespace anlaufstelle::desk
