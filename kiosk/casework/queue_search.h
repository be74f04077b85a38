// SPDX-License-Identifier: EUPL-1.2
#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "kiosk/casework/office.h"

namespace anlaufstelle::casework {

// What somebody looks for on the list.
struct QueueQuery {
  std::string typed;  // a number ("27", "b 27") or the beginning of a name, in any script
  enum class Day { kAll, kToday, kEarlier } day = Day::kAll;
  std::int64_t today = 0;                     // the minute at which today began
  std::string form_id;                        // "" for all
  std::optional<records::RecordState> state;  // nothing for all
};

// Places in queue.entries, in their order: urgent first, then who came first. Some milliseconds for
// 100,000. Any thread.
std::vector<std::size_t> search(const Queue& queue, const QueueQuery& query);

// The entries whose number this is, as typed or scanned from a slip: of those who wait, or if none
// of them does, of those who are done. Numbers come again, and two kiosks may give the same one.
std::vector<const QueueEntry*> all_with_number(const Queue& queue, std::string_view typed);

// The only one of them; nullptr if there are several, for the wrong person's must not open, or
// none.
const QueueEntry* with_number(const Queue& queue, std::string_view typed);

// What a call name is found by: its words folded, as they are typed in Latin letters, and their
// consonants, because Arabic leaves vowels out. Some tens of microseconds.
std::shared_ptr<const NameKeys> name_keys(std::string_view name);

}  // namespace anlaufstelle::casework
