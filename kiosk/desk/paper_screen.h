// SPDX-License-Identifier: EUPL-1.2
#pragma once

#include <memory>
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
  // Of the one that is shown, as they will be on paper; empty until show_paper().
  std::vector<std::shared_ptr<const printing::LinePicture>> pages;
  std::string trouble;  // why there are none
  widgets::ScrollState scroll;
};

struct PaperEvents {
  bool back = false, lock = false, print = false, save = false;
};

// nullptr where the record has no such sheet.
const printing::Sheet* sheet_of(const casework::CounselSheets& sheets, Paper paper);

// Sets the pages, which takes some tens of milliseconds. UI thread.
void show_paper(PaperModel& model, Paper paper, const std::vector<language::Language>& languages);

// The sheets for the talk: which one, and its pages as pictures. `can_print`: a printer is set;
// `busy`: a sheet is under way.
PaperEvents draw_paper(widgets::Ui& ui, widgets::Rect area, PaperModel& model, bool can_print,
                       bool busy, const std::vector<language::Language>& languages,
                       const language::Catalogue& words);

}  // namespace anlaufstelle::desk
