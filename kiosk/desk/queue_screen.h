// SPDX-License-Identifier: EUPL-1.2
#pragma once

#include <optional>
#include <string>

#include "kiosk/casework/office.h"
#include "kiosk/language/language.h"
#include "kiosk/widgets/ui.h"

namespace anlaufstelle::desk {

struct QueueEvents {
  bool lock = false;
  std::optional<casework::QueueEntry> open;
};

// Who waits: one button per person, urgent first. `area` is what the print bar has left over.
QueueEvents draw_queue(widgets::Ui& ui, widgets::Rect area, const casework::Queue& queue,
                       widgets::ScrollState& scroll, crypto::Role role, UnixSeconds now,
                       const language::Catalogue& words);

// "gedruckt", "im Gespräch", "erledigt"; "" for a new one.
std::string state_in_words(records::RecordState state, const language::Catalogue& words);

// "B 27 · Dringend · Arabisch · Sprachmittlung · wartet seit 12 Min."
std::string row_text(const casework::QueueEntry& entry, UnixSeconds now,
                     const language::Catalogue& words);

}  // namespace anlaufstelle::desk
