// SPDX-License-Identifier: EUPL-1.2
#pragma once

#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "kiosk/casework/office.h"
#include "kiosk/casework/queue_search.h"
#include "kiosk/language/language.h"
#include "kiosk/widgets/ui.h"

namespace anlaufstelle::desk {

// How the list is narrowed down. What was typed goes with the process at the lock.
struct QueueModel {
  widgets::TextFieldState typed;
  casework::QueueQuery query;
  widgets::ScrollState scroll;
  // What search() gave for `searched`, kept until that or the query changes.
  std::vector<std::size_t> found;
  std::vector<bool> repeated;  // a row above it has the same number
  std::shared_ptr<const casework::Queue> searched;
  std::string missing;   // a number was entered that opens nothing
  bool several = false;  // because more than one has it

  ~QueueModel() { wipe(query.typed); }
  QueueModel() = default;
  QueueModel(QueueModel&&) = default;
  QueueModel& operator=(QueueModel&&) = default;
};

struct QueueEvents {
  bool lock = false;
  std::optional<casework::QueueEntry> open;
};

// Who waits: one button per person, urgent first; above them a field to search in, where a number
// that is typed or scanned and ended with Enter opens its record, and filters, each a button that
// changes at a tap. `area` is what the print bar has left over; `today`: the minute at which today
// began.
QueueEvents draw_queue(widgets::Ui& ui, widgets::Rect area,
                       const std::shared_ptr<const casework::Queue>& queue, QueueModel& model,
                       crypto::Role role, UnixSeconds now, std::int64_t today,
                       const language::Catalogue& words);

// "gedruckt", "im Gespräch", "erledigt"; "" for a new one.
std::string state_in_words(records::RecordState state, const language::Catalogue& words);

// "B 27 · Dringend · Erstberatung · Arabisch · Sprachmittlung · wartet seit 12 Min."
std::string row_text(const casework::QueueEntry& entry, UnixSeconds now,
                     const language::Catalogue& words);

}  // namespace anlaufstelle::desk
