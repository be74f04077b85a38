// SPDX-License-Identifier: EUPL-1.2
#pragma once

#include "kiosk/language/language.h"
#include "kiosk/printing/print_queue.h"
#include "kiosk/widgets/ui.h"

namespace anlaufstelle::desk {

struct PrintBarEvents {
  bool cancel = false, dismiss = false;
};

// Cuts a bar off the bottom of `area`: how the last sheet fares, and a button: "print:cancel"
// while it is under way, then "print:done" (on paper, or saved) or "print:failed".
PrintBarEvents draw_print_bar(widgets::Ui& ui, widgets::Rect& area,
                              const printing::PrintReport& report,
                              const language::Catalogue& words);

}  // namespace anlaufstelle::desk
