// SPDX-License-Identifier: EUPL-1.2
#pragma once

#include <optional>
#include <vector>

#include "kiosk/casework/office.h"
#include "kiosk/language/language.h"
#include "kiosk/widgets/ui.h"

namespace anlaufstelle::desk {

struct DetailModel {
  casework::QueueEntry entry;
  std::optional<Result<casework::Summary>> summary;  // nothing: still being opened
  bool show_private = false;
  bool can_mark = true;      // whose key is open signs marks
  bool withdrawing = false;  // it was asked for and must be confirmed
  bool handing = false;      // to which of them is being asked
  std::vector<std::string> counsellors;
  std::string mark_trouble;  // why the last mark isn't kept
  widgets::ScrollState scroll;
};

struct DetailEvents {
  bool back = false, lock = false, print = false, save = false;
  bool paper = false;                      // the sheets for the talk
  bool outcome = false;                    // what came of it
  std::string hand_to;                     // a counsellor's id; "" for nobody
  std::optional<records::EventKind> mark;  // in counselling, done or withdrawn
};

// One person's sheet as it would be printed, and behind a switch what never is. `can_print`: a
// printer is set; `busy`: a sheet is under way.
DetailEvents draw_detail(widgets::Ui& ui, widgets::Rect area, DetailModel& model, bool can_print,
                         bool busy, const std::vector<language::Language>& languages,
                         const language::Catalogue& words);

}  // namespace anlaufstelle::desk
