// SPDX-License-Identifier: EUPL-1.2
// Two clusters, the primary dies in the middle of sending, the standby takes over: what was
// acknowledged is there, once. And without synchronous replication it isn't, or this couldn't tell.
#include <doctest/doctest.h>

#include <cstdlib>
#include <thread>

#include "storage/sync/server_schema.h"
#include "storage/sync/server_transport.h"
#include "tests/storage/seeded_random.h"
#include "tests/storage/sync/memory_outbox.h"
#include "tests/storage/sync/postgres_server.h"

namespace anlaufstelle::sync {
namespace {

using namespace std::chrono_literals;

enum class Replication { kSynchronous, kAsynchronous };

struct Pair {
  explicit Pair(Replication kind)
      : primary({.settings = {"wal_level = replica", "max_wal_senders = 4", "hot_standby = on"},
                 .rules = {},
                 .certificates = {},
                 .disk = {}}) {
    primary.ask(*sql_to_add(ServerRole::kKiosk, "kiosk-1"));
    primary.ask("UPDATE intake.kiosk SET max_envelopes = 1000000");
    standby = std::make_unique<PostgresServer>(primary, PostgresServer::Options{});
    if (kind == Replication::kSynchronous) {
      primary.ask("ALTER SYSTEM SET synchronous_standby_names = 's1'");
      primary.ask("SELECT pg_reload_conf()");
    }
    const std::string wanted = kind == Replication::kSynchronous ? "sync" : "async";
    for (int i = 0; i < 200; ++i) {
      if (primary.ask("SELECT sync_state FROM pg_stat_replication") == wanted) return;
      std::this_thread::sleep_for(25ms);
    }
    FAIL("the standby doesn't follow");
  }

  PostgresServer primary;
  std::unique_ptr<PostgresServer> standby;
};

struct Outcome {
  int acknowledged_before = 0, missing = 0, twice = 0, waiting = 0;
};

// The kiosk hands in and sends all the time; at some moment the primary dies.
Outcome fail_over(Replication kind, std::uint64_t seed) {
  Pair pair(kind);
  SeededRandom random(seed);
  ServerAddress address;
  address.hosts = pair.primary.socket_folder() + "," + pair.standby->socket_folder();
  address.login = "kiosk_kiosk-1";
  ServerLink link(address, {1500ms, 1500ms});
  ServerTransport transport(link);
  MemoryOutbox outbox;
  Outcome outcome;
  const auto moment = 100ms + std::chrono::milliseconds(random.below(200));
  // Asynchronous: what the standby got last is some time ago when the primary dies.
  std::thread fate([&] {
    if (kind == Replication::kAsynchronous) {
      pair.standby->freeze();
      std::this_thread::sleep_for(moment);
      pair.primary.kill_all();
      pair.standby->thaw();
    } else {
      std::this_thread::sleep_for(moment);
      pair.primary.kill_all();
    }
    pair.standby->promote();
  });
  const auto until = std::chrono::steady_clock::now() + 20s;
  bool died = false;
  int rounds_after = 0;
  while (rounds_after < 3 && std::chrono::steady_clock::now() < until) {
    for (int i = 0; i < 20; ++i) outbox.add(random_record(random, 4000));
    const Shipped shipped = ship(outbox, transport);
    if (shipped.error && !died) {
      died = true;
      outcome.acknowledged_before = static_cast<int>(outbox.acknowledged().size());
    }
    if (died && !shipped.error) ++rounds_after;
    if (shipped.error) std::this_thread::sleep_for(50ms);
  }
  fate.join();
  REQUIRE(died);
  outcome.waiting = static_cast<int>(outbox.waiting()->size());
  outcome.twice = std::atoi(
      pair.standby->ask("SELECT count(*) - count(DISTINCT id) FROM intake.envelope").c_str());
  std::string acknowledged;
  for (const RecordId& id : outbox.acknowledged())
    acknowledged += (acknowledged.empty() ? "('" : ", ('") + id.hex() + "'::uuid)";
  outcome.missing = std::atoi(pair.standby
                                  ->ask("SELECT count(*) FROM (VALUES " + acknowledged +
                                        ") AS sent (id) WHERE NOT EXISTS (SELECT FROM "
                                        "intake.envelope WHERE envelope.id = sent.id)")
                                  .c_str());
  return outcome;
}

}  // namespace

TEST_CASE("every acknowledged envelope outlives its primary, once, over five deaths") {
  const int rounds = std::getenv("ANLAUFSTELLE_DEEP") != nullptr ? 25 : 5;
  int acknowledged = 0;
  for (int round = 0; round < rounds; ++round) {
    const Outcome outcome = fail_over(Replication::kSynchronous, 100 + round);
    CAPTURE(round);
    CHECK(outcome.missing == 0);
    CHECK(outcome.twice == 0);
    CHECK(outcome.waiting == 0);
    acknowledged += outcome.acknowledged_before;
  }
  MESSAGE("acknowledged before the deaths: ", acknowledged);
  CHECK(acknowledged > 0);
}

TEST_CASE("without synchronous replication acknowledged envelopes are lost, and this sees it") {
  const Outcome outcome = fail_over(Replication::kAsynchronous, 1);
  MESSAGE("acknowledged before: ", outcome.acknowledged_before, ", missing: ", outcome.missing);
  CHECK(outcome.missing > 0);
}

TEST_CASE("an old primary that comes back acknowledges nothing while its standby is elsewhere") {
  Pair pair(Replication::kSynchronous);
  SeededRandom random(8);
  MemoryOutbox outbox;
  pair.primary.kill_all();
  pair.standby->promote();
  pair.primary.start();
  ServerAddress old;
  old.hosts = pair.primary.socket_folder();
  old.login = "kiosk_kiosk-1";
  ServerLink link(old, {1500ms, 1500ms});
  ServerTransport transport(link);
  outbox.add(random_record(random));
  const Shipped shipped = ship(outbox, transport);
  CHECK(shipped.sent == 0);
  CHECK(shipped.error->code == ErrorCode::kUnreachable);
  ServerAddress both = old;
  both.hosts = pair.standby->socket_folder();
  ServerLink right(both, {1500ms, 1500ms});
  ServerTransport way(right);
  CHECK(ship(outbox, way).sent == 1);
}

}  // namespace anlaufstelle::sync
