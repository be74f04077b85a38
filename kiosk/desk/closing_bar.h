// SPDX-License-Identifier: EUPL-1.2
#pragma once

#include <string_view>

#include "kiosk/language/language.h"
#include "kiosk/widgets/ui.h"

namespace anlaufstelle::desk {

struct ClosingEvents {
  bool close = false, figures = false;
};

// Cuts a bar off the bottom of `area`: what staff should see to ("" for nothing), how far the audit
// trail goes, "figures:open", and "day:close" for those who can sign. UI thread.
ClosingEvents draw_closing_bar(widgets::Ui& ui, widgets::Rect& area, std::string_view notice,
                               std::string_view head, bool can_close, bool to_paper, bool enabled,
                               const language::Catalogue& words);

}  // namespace anlaufstelle::desk
