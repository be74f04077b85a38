// SPDX-License-Identifier: EUPL-1.2
#include "kiosk/casework/queue_order.h"

#include <doctest/doctest.h>

#include <algorithm>

namespace anlaufstelle::casework {
namespace {

using Numbers = std::vector<std::string>;

QueueEntry entry(const std::string& kiosk, const std::string& number, std::int64_t minute,
                 bool urgent = false) {
  QueueEntry entry;
  entry.kiosk_id = kiosk;
  entry.number = number;
  entry.minute = minute;
  if (urgent) entry.urgency = {"U1"};
  return entry;
}

// The order doesn't depend on the order in which envelopes were taken in.
Numbers ordered(std::vector<QueueEntry> entries) {
  Numbers numbers;
  for (int turn = 0; turn < 2; ++turn) {
    std::reverse(entries.begin(), entries.end());
    std::vector<QueueEntry> list = entries;
    put_in_order(list);
    Numbers now;
    for (const QueueEntry& one : list) now.push_back(one.number);
    if (turn == 1) CHECK(now == numbers);
    numbers = now;
  }
  return numbers;
}

}  // namespace

TEST_CASE("a clock that jumps back, or shows 1970, puts nobody before an earlier number") {
  CHECK(ordered({entry("k", "A 2", 1000), entry("k", "A 3", 400), entry("k", "A 10", 500),
                 entry("k", "A 11", 0)}) == Numbers{"A 2", "A 3", "A 10", "A 11"});
}

TEST_CASE("between kiosks the minute counts, and a wrong clock moves its own kiosk only") {
  CHECK(ordered({entry("a", "A 1", 100), entry("a", "A 2", 300), entry("b", "B 1", 200)}) ==
        Numbers{"A 1", "B 1", "A 2"});
  CHECK(ordered({entry("a", "A 1", 100), entry("a", "A 2", 0), entry("b", "B 1", 200)}) ==
        Numbers{"A 1", "A 2", "B 1"});
}

TEST_CASE("the numbers of one minute stand as numbers, not as texts") {
  CHECK(ordered({entry("k", "A 10", 5), entry("k", "A 9", 5), entry("k", "B 1", 5)}) ==
        Numbers{"A 9", "A 10", "B 1"});
}

TEST_CASE("where the series has started over the numbers before it stand first") {
  CHECK(ordered({entry("k", "Y 98", 1), entry("k", "Y 99", 2), entry("k", "A 1", 3),
                 entry("k", "A 2", 0)}) == Numbers{"Y 98", "Y 99", "A 1", "A 2"});
}

TEST_CASE("the urgent stand first whatever the clock says") {
  CHECK(ordered({entry("k", "A 1", 9), entry("k", "A 2", 0, true), entry("k", "A 3", 8, true)}) ==
        Numbers{"A 2", "A 3", "A 1"});
  CHECK(ordered({}).empty());
}

TEST_CASE("what is done stands behind everybody who waits, the urgent too") {
  QueueEntry done = entry("kiosk-1", "B 1", 1, true);
  done.state = records::RecordState::kDone;
  CHECK(ordered({done, entry("kiosk-1", "B 2", 2), entry("kiosk-1", "B 3", 3, true)}) ==
        Numbers{"B 3", "B 2", "B 1"});
}

}  // namespace anlaufstelle::casework
