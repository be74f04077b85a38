// SPDX-License-Identifier: EUPL-1.2
#include "kiosk/casework/queue_order.h"

#include <algorithm>
#include <map>
#include <string>
#include <utility>

#include "storage/records/call_number.h"

namespace anlaufstelle::casework {
namespace {

// One entry on its way to its place: what is sorted is small.
struct Waiting {
  std::size_t index = 0;    // of the entry
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
  for (std::size_t i = 0; i < entries.size(); ++i) {
    const std::uint64_t place = records::place_of_call_number(entries[i].number).value_or(0);
    kiosks[entries[i].kiosk_id].push_back({i, place, 0});
  }
  std::vector<Waiting> all;
  all.reserve(entries.size());
  for (auto& [id, kiosk] : kiosks) {
    sort_by_number(kiosk);
    std::int64_t since = entries[kiosk.front().index].minute;
    for (Waiting& waiting : kiosk) {
      since = std::max(since, entries[waiting.index].minute);
      waiting.since = since;
      all.push_back(waiting);
    }
  }
  std::stable_sort(all.begin(), all.end(), [&](const Waiting& x, const Waiting& y) {
    const QueueEntry &a = entries[x.index], &b = entries[y.index];
    if (is_done(a) != is_done(b)) return is_done(b);
    if (a.urgency.empty() != b.urgency.empty()) return b.urgency.empty();
    return x.since < y.since;
  });
  std::vector<QueueEntry> ordered;
  ordered.reserve(entries.size());
  for (const Waiting& waiting : all) ordered.push_back(std::move(entries[waiting.index]));
  entries = std::move(ordered);
}

}  // namespace anlaufstelle::casework
