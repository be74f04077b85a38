// SPDX-License-Identifier: EUPL-1.2
#include "kiosk/casework/queue_order.h"

#include <algorithm>
#include <map>
#include <string>
#include <utility>

#include "storage/records/call_number.h"

namespace anlaufstelle::casework {
namespace {

// One entry on its way to its place.
struct Waiting {
  QueueEntry entry;
  std::uint64_t place = 0;  // in the kiosk's series, which starts over
  std::int64_t since = 0;   // minute, without steps back
};
using OfOneKiosk = std::vector<Waiting>;

// In the order of the numbers. Where the series has started over, the oldest number stands behind
// the widest gap.
void sort_by_number(OfOneKiosk& waiting) {
  std::sort(waiting.begin(), waiting.end(),
            [](const Waiting& a, const Waiting& b) { return a.place < b.place; });
  std::size_t first = 0;
  std::uint64_t widest = 0;
  for (std::size_t i = 0; i < waiting.size(); ++i) {
    const std::uint64_t before = waiting[(i + waiting.size() - 1) % waiting.size()].place;
    const std::uint64_t gap =
        (waiting[i].place + records::kCallNumbers - before) % records::kCallNumbers;
    if (gap > widest) {
      widest = gap;
      first = i;
    }
  }
  std::rotate(waiting.begin(), waiting.begin() + static_cast<std::ptrdiff_t>(first), waiting.end());
}

}  // namespace

void put_in_order(std::vector<QueueEntry>& entries) {
  std::map<std::string, OfOneKiosk> kiosks;
  for (QueueEntry& entry : entries) {
    const std::uint64_t place = records::place_of_call_number(entry.number).value_or(0);
    OfOneKiosk& kiosk = kiosks[entry.kiosk_id];
    kiosk.push_back({std::move(entry), place, 0});
  }
  std::vector<Waiting> all;
  for (auto& [id, kiosk] : kiosks) {
    sort_by_number(kiosk);
    std::int64_t since = kiosk.front().entry.minute;
    for (Waiting& waiting : kiosk) {
      since = std::max(since, waiting.entry.minute);
      waiting.since = since;
      all.push_back(std::move(waiting));
    }
  }
  std::stable_sort(all.begin(), all.end(), [](const Waiting& a, const Waiting& b) {
    if (is_done(a.entry) != is_done(b.entry)) return is_done(b.entry);
    if (a.entry.urgency.empty() != b.entry.urgency.empty()) return b.entry.urgency.empty();
    return a.since < b.since;
  });
  std::transform(all.begin(), all.end(), entries.begin(),
                 [](Waiting& waiting) { return std::move(waiting.entry); });
}

}  // namespace anlaufstelle::casework
