// SPDX-License-Identifier: EUPL-1.2
// Two kiosks at once send to a real server over a line that delays, cuts, doubles, reorders and
// goes away, and die now and then: in the end each envelope is there, whole, once. And neither who
// acknowledges early nor a server that doesn't look at ids passes, or this couldn't tell.
#include <doctest/doctest.h>

#include <atomic>
#include <cstdlib>
#include <optional>
#include <thread>

#include "storage/base/clock.h"
#include "storage/sync/outbox_pump.h"
#include "storage/sync/server_schema.h"
#include "storage/sync/server_transport.h"
#include "tests/storage/sync/arrivals.h"
#include "tests/storage/sync/fault_proxy.h"
#include "tests/storage/sync/memory_outbox.h"
#include "tests/storage/sync/postgres_server.h"
#include "tests/support/temp_dir.h"

namespace anlaufstelle::sync {
namespace {

using namespace std::chrono_literals;

constexpr int kWorkers = 6, kBatches = 3, kFaulty = 12;
constexpr ServerPatience kShort{300ms, 300ms};
constexpr BackOff kQuick{5ms, 40ms};

// What a kiosk must never do: it takes for arrived what it has written to the line.
class HastyTransport : public Transport {
 public:
  explicit HastyTransport(ServerLink& link) : link_(link), inner_(link) {}
  Status send(const records::SealedRecord& record) override {
    return send_all(std::span(&record, 1)).front();
  }
  std::vector<Status> send_all(std::span<const records::SealedRecord> records) override {
    if (const Status open = link_.connect(); !open) {
      return std::vector<Status>(records.size(), open.error());
    }
    (void)inner_.send_all(records);
    return std::vector<Status>(records.size(), ok_status());
  }

 private:
  ServerLink& link_;
  ServerTransport inner_;
};

enum class Manner { kShipped, kHasty };

// What a kiosk's process has.
struct KioskProcess {
  KioskProcess(const std::filesystem::path& file, const ServerAddress& address, Manner manner,
               Random& random)
      : store(records::RecordStore::open(file)), link(address, kShort) {
    if (!store) return;
    outbox.emplace(*store);
    if (manner == Manner::kHasty) {
      transport = std::make_unique<HastyTransport>(link);
    } else {
      transport = std::make_unique<ServerTransport>(link);
    }
    pump.emplace(*outbox, *transport, random, kQuick);
  }

  Result<records::RecordStore> store;
  ServerLink link;
  std::unique_ptr<Transport> transport;
  std::optional<StoreOutbox> outbox;
  std::optional<OutboxPump> pump;
};

struct KioskEnd {
  Envelopes handed_in;
  int waiting = 0, deaths = 0;
  std::string trouble;
};

// Hands in three portions and sends until nothing waits, or for half a minute.
KioskEnd run_kiosk(const std::filesystem::path& file, const ServerAddress& address, Manner manner,
                   std::uint64_t seed) {
  SeededRandom random(seed);
  SystemClock clock;
  KioskEnd end;
  auto process = std::make_unique<KioskProcess>(file, address, manner, random);
  const auto until = clock.monotonic() + 30s;
  for (int portions = kBatches; clock.monotonic() < until;) {
    if (!process->store) {
      end.trouble = process->store.error().context;
      return end;
    }
    auto why = OutboxPump::Why::kTime;
    if (portions > 0) {
      std::vector<records::SealedRecord> records;
      for (std::size_t i = 4 + random.below(8); i > 0; --i)
        records.push_back(random_record(random, 200 + random.below(8'000)));
      if (!process->store->put_all(records)) end.trouble = "a record wasn't stored";
      for (const auto& record : records) end.handed_in[record.id.hex()] = hex_text(record.encode());
      --portions;
      why = OutboxPump::Why::kWoken;
    }
    const auto pause = process->pump->run(clock.now(), clock.monotonic(), why);
    process->link.disconnect();
    if (portions == 0 && process->store->outbox()->empty()) break;
    std::this_thread::sleep_for(std::min<std::chrono::milliseconds>(
        pause, std::chrono::milliseconds(1 + random.below(25))));
    if (random.below(8) == 0) {
      ++end.deaths;
      process.reset();
      process = std::make_unique<KioskProcess>(file, address, manner, random);
    }
  }
  const auto waiting = process->store->outbox();
  if (!waiting) end.trouble = waiting.error().context;
  if (waiting) end.waiting = static_cast<int>(waiting->size());
  return end;
}

struct Outcome {
  std::uint64_t seed = 0;
  int handed_in = 0, waiting = 0, deaths = 0;
  bool quiet = false;
  Arrivals arrivals;
  FaultProxy::Seen seen;
  std::string trouble;
};

Outcome run_schedule(const PostgresServer& server, const std::vector<std::string>& kiosks,
                     std::uint64_t seed, Manner manner) {
  Outcome outcome;
  outcome.seed = seed;
  std::vector<std::string> logins;
  for (const auto& kiosk : kiosks) logins.push_back("kiosk_" + kiosk);
  outcome.trouble = forget_arrivals(server, logins);
  const TempDir folder;
  FaultProxy proxy({folder.path().string()}, {server.socket_folder()}, seed, kFaulty);
  std::vector<KioskEnd> ends(kiosks.size());
  std::vector<std::thread> threads;
  for (std::size_t i = 0; i < kiosks.size(); ++i) {
    threads.emplace_back([&, i] {
      ServerAddress address;
      address.hosts = folder.path().string();
      address.login = logins[i];
      ends[i] =
          run_kiosk(folder.path() / (kiosks[i] + ".sqlite"), address, manner, seed * 1'000 + i);
    });
  }
  for (auto& thread : threads) thread.join();
  for (int i = 0; i < 1'000 && !proxy.quiet(); ++i) std::this_thread::sleep_for(5ms);
  outcome.quiet = proxy.quiet();
  Envelopes all;
  for (const KioskEnd& end : ends) {
    all.insert(end.handed_in.begin(), end.handed_in.end());
    outcome.waiting += end.waiting;
    outcome.deaths += end.deaths;
    outcome.trouble += end.trouble;
  }
  outcome.handed_in = static_cast<int>(all.size());
  outcome.arrivals = arrivals_of(server, logins, all);
  // Behind a connection that ended, the server may still be at work.
  for (int i = 0; i < 40 && manner == Manner::kShipped && outcome.arrivals.missing > 0; ++i) {
    std::this_thread::sleep_for(25ms);
    outcome.arrivals = arrivals_of(server, logins, all);
  }
  if (outcome.quiet) outcome.seen = proxy.seen();
  return outcome;
}

// Many schedules, some at a time, each with two kiosks of its own.
std::vector<Outcome> run_schedules(const PostgresServer& server, int count, Manner manner) {
  std::vector<Outcome> outcomes(static_cast<std::size_t>(count));
  std::atomic<int> next = 0;
  std::vector<std::thread> workers;
  for (int worker = 0; worker < kWorkers; ++worker) {
    workers.emplace_back([&, worker] {
      const std::vector<std::string> kiosks = {"kiosk-" + std::to_string(2 * worker),
                                               "kiosk-" + std::to_string(2 * worker + 1)};
      for (int i = next++; i < count; i = next++)
        outcomes[static_cast<std::size_t>(i)] =
            run_schedule(server, kiosks, static_cast<std::uint64_t>(i) + 1, manner);
    });
  }
  for (auto& worker : workers) worker.join();
  return outcomes;
}

std::unique_ptr<PostgresServer> new_server() {
  auto server = std::make_unique<PostgresServer>(PostgresServer::Options{
      .settings = {"max_connections = 120"}, .rules = {}, .certificates = {}, .disk = {}});
  for (int i = 0; i < 2 * kWorkers; ++i)
    server->ask(*sql_to_add(ServerRole::kKiosk, "kiosk-" + std::to_string(i)));
  server->ask("UPDATE intake.kiosk SET max_envelopes = 1000000, max_bytes = 1000000000000");
  return server;
}

}  // namespace

TEST_CASE("over 200 bad lines two kiosks' envelopes arrive whole and once, and nothing waits") {
  const auto server = new_server();
  const std::string kNames[kLineFaults] = {"none",  "delay", "cut up",  "cut down", "twice",
                                           "again", "late",  "silence", "away"};
  int envelopes = 0, deaths = 0;
  FaultProxy::Seen seen;
  for (const Outcome& outcome : run_schedules(*server, 200, Manner::kShipped)) {
    CAPTURE(outcome.seed);
    CHECK(outcome.trouble == "");
    CHECK(outcome.arrivals.trouble == "");
    CHECK(outcome.quiet);
    CHECK(outcome.waiting == 0);
    CHECK(outcome.handed_in > 0);
    CHECK(outcome.arrivals.whole == outcome.handed_in);
    CHECK(outcome.arrivals.counted == outcome.handed_in);
    CHECK(outcome.arrivals.missing == 0);
    CHECK(outcome.arrivals.changed == 0);
    CHECK(outcome.arrivals.twice == 0);
    CHECK(outcome.arrivals.foreign == 0);
    envelopes += outcome.handed_in;
    deaths += outcome.deaths;
    for (std::size_t i = 0; i < kLineFaults; ++i) seen.faults[i] += outcome.seen.faults[i];
    seen.stored += outcome.seen.stored;
    seen.already += outcome.seen.already;
  }
  for (std::size_t i = 0; i < kLineFaults; ++i) {
    CHECK_MESSAGE(seen.faults[i] > 50, kNames[i]);
    MESSAGE(kNames[i], ": ", seen.faults[i]);
  }
  MESSAGE("envelopes: ", envelopes, ", deaths of kiosks: ", deaths,
          ", stored unheard: ", seen.stored, ", already there unheard: ", seen.already);
  CHECK(deaths > 0);
  CHECK(seen.stored > 50);   // arrived where the kiosk couldn't know it
  CHECK(seen.already > 50);  // came again
}

TEST_CASE("over such lines who acknowledges early loses envelopes, and this sees it") {
  const auto server = new_server();
  int missing = 0, waiting = 0;
  for (const Outcome& outcome : run_schedules(*server, 12, Manner::kHasty)) {
    missing += outcome.arrivals.missing;
    waiting += outcome.waiting;
  }
  MESSAGE("missing: ", missing);
  CHECK(missing > 0);
  CHECK(waiting == 0);
}

TEST_CASE("over such lines a server that doesn't look at ids has some twice, and this sees it") {
  const auto server = new_server();
  server->ask("ALTER TABLE intake.envelope DROP CONSTRAINT envelope_pkey");
  server->ask(
      "CREATE OR REPLACE FUNCTION intake.put(p_id uuid, p_envelope bytea) RETURNS text LANGUAGE "
      "plpgsql VOLATILE SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$ BEGIN "
      "INSERT INTO intake.envelope (id, kiosk, digest, envelope) VALUES (p_id, session_user, "
      "sha256(p_envelope), p_envelope); RETURN 'stored'; END $$");
  int twice = 0;
  for (const Outcome& outcome : run_schedules(*server, 12, Manner::kShipped))
    twice += outcome.arrivals.twice;
  MESSAGE("twice: ", twice);
  CHECK(twice > 0);
}

}  // namespace anlaufstelle::sync
