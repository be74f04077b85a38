// SPDX-License-Identifier: EUPL-1.2
// The desk's list of 100,000 records from its index: opened, verified, parsed, with the trail's
// states, and put in order. list_bench
#include <algorithm>
#include <chrono>
#include <cstdio>
#include <cstdlib>
#include <vector>

#include "kiosk/casework/card_index.h"
#include "kiosk/casework/queue_order.h"
#include "storage/crypto/staff.h"
#include "tests/bench/bench_office.h"
#include "tests/support/temp_dir.h"

using namespace anlaufstelle;
using BenchClock = std::chrono::steady_clock;

namespace {

constexpr int kRounds = 9;

template <typename T>
T must(Result<T> result) {
  if (!result) {
    std::fprintf(stderr, "list_bench: %s\n", result.error().context.c_str());
    std::exit(1);
  }
  return std::move(result).value();
}

double ms_since(BenchClock::time_point begin) {
  return std::chrono::duration<double, std::milli>(BenchClock::now() - begin).count();
}

double median(std::vector<double> values) {
  std::sort(values.begin(), values.end());
  return values[values.size() / 2];
}

void measure(int count, const std::filesystem::path& folder, records::RecordStore& store,
             const crypto::DeskTrust& trust, const crypto::OpenedRole& role, Random& random) {
  casework::Cards cards;
  for (int i = 0; i < count; ++i) {
    casework::QueueEntry card;
    card.id = RecordId::make(random);
    card.kiosk_id = "kiosk-1";
    card.number = "B " + std::to_string(1 + i % 99);
    card.minute = 29'922'360 + i / 4;
    card.language = i % 3 == 0 ? "ar" : "fa-AF";
    card.form_id = "erstberatung";
    if (i % 20 == 0) card.urgency = {"U3"};
    cards.emplace(card.id, std::move(card));
  }
  const auto file = folder / "desk.index";
  std::vector<double> save_ms, load_ms, order_ms;
  for (int round = 0; round < kRounds; ++round) {
    auto begin = BenchClock::now();
    if (!casework::save_cards(file, cards, store, trust, role, random)) std::exit(1);
    save_ms.push_back(ms_since(begin));
    begin = BenchClock::now();
    casework::Cards loaded = must(casework::load_cards(file, store, trust, role));
    load_ms.push_back(ms_since(begin));
    begin = BenchClock::now();
    std::vector<casework::QueueEntry> entries;
    entries.reserve(loaded.size());
    for (const auto& [id, card] : loaded) entries.push_back(card);
    casework::put_in_order(entries);
    order_ms.push_back(ms_since(begin));
  }
  std::printf(
      "{\"bench\":\"list\",\"records\":%d,\"load_ms\":%.0f,\"order_ms\":%.0f,\"list_ms\":%.0f,"
      "\"aim_ms\":%s,\"save_ms\":%.0f,\"bytes\":%ju,\"rounds\":%d}\n",
      count, median(load_ms), median(order_ms), median(load_ms) + median(order_ms),
      count == 100'000 ? "300" : "null", median(save_ms),
      static_cast<std::uintmax_t>(std::filesystem::file_size(file)), kRounds);
}

}  // namespace

int main() {
  const TempDir folder;
  SystemRandom random;
  (void)must(bench::make_office(folder.path(), random));
  const auto trust = must(crypto::load_desk_trust(folder.path() / "office"));
  const auto role = must(crypto::open_any_role(folder.path() / "office", "counselling words"));
  auto store = must(records::RecordStore::open(folder.path() / "desk.sqlite"));
  measure(10'000, folder.path(), store, trust, role, random);
  measure(100'000, folder.path(), store, trust, role, random);
  return 0;
}
