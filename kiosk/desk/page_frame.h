// SPDX-License-Identifier: EUPL-1.2
#pragma once

#include <string_view>

#include "kiosk/language/language.h"
#include "kiosk/widgets/ui.h"

namespace anlaufstelle::desk {

// What the queue and the detail screen share: margins, a head line with its buttons, a column
// that stays readable on a wide screen. UI thread.

// The screen without its margins.
widgets::Rect page(widgets::Ui& ui);

// At most 220 mm of `area`, in its middle.
widgets::Rect column(widgets::Ui& ui, const widgets::Rect& area);

struct HeadEvents {
  bool back = false, lock = false;
};
// Cuts the head off the top of `area`: "back" (unless its id is empty), a title, "lock".
HeadEvents draw_head(widgets::Ui& ui, widgets::Rect& area, std::string_view back_id,
                     std::string_view title, const language::Catalogue& words);

}  // namespace anlaufstelle::desk
