// SPDX-License-Identifier: EUPL-1.2
// The kiosk's way to a real server, through what servers do: refuse, warn, freeze, die, fail over.
#include "storage/sync/server_transport.h"

#include <doctest/doctest.h>

#include <atomic>
#include <future>
#include <map>
#include <thread>

#include "storage/base/file.h"
#include "storage/records/record_writer.h"
#include "storage/sync/outbox_sender.h"
#include "storage/sync/server_schema.h"
#include "tests/storage/sample_record.h"
#include "tests/storage/sync/memory_outbox.h"
#include "tests/storage/sync/postgres_server.h"

namespace anlaufstelle::sync {
namespace {

using namespace std::chrono_literals;

constexpr ServerPatience kShort{1500ms, 1500ms};

void enrol(const PostgresServer& server) {
  server.ask(*sql_to_add(ServerRole::kKiosk, "kiosk-1"));
}

ServerAddress address_of(const std::string& hosts) {
  ServerAddress address;
  address.hosts = hosts;
  address.login = "kiosk_kiosk-1";
  return address;
}

// One cluster for the cases that leave it whole.
PostgresServer& shared_server() {
  static PostgresServer server;
  [[maybe_unused]] static const bool enrolled = (enrol(server), true);
  server.ask("TRUNCATE intake.envelope");
  return server;
}

std::string hex_ids(const std::set<RecordId>& ids) {
  std::string text;
  for (const RecordId& id : ids) text += (text.empty() ? "" : "\n") + id.hex();
  return text;
}

std::string ids_on(const PostgresServer& server) {
  return server.ask("SELECT replace(id::text, '-', '') FROM intake.envelope ORDER BY id");
}

}  // namespace

TEST_CASE("a kiosk's records arrive on the server whole, once, and count as handed over") {
  PostgresServer& server = shared_server();
  TestOffice office;
  auto store = records::RecordStore::open(office.dir.path() / "kiosk.sqlite");
  std::set<RecordId> all;
  std::map<RecordId, Bytes> bytes_of;
  for (int i = 0; i < 150; ++i) {  // more than go together
    const auto record = seal_sample(office, sample_content());
    REQUIRE(store->put(record).ok());
    all.insert(record.id);
    bytes_of[record.id] = record.encode();
  }
  ServerLink link(address_of(server.socket_folder()), kShort);
  ServerTransport transport(link);
  CHECK(*ship_outbox(*store, transport) == 150);
  CHECK(store->outbox()->empty());
  CHECK(ids_on(server) == hex_ids(all));
  CHECK(link.state() == ServerState::kReady);
  const auto rows = link.ask("SELECT 1");
  CHECK(rows->size() == 1);
  const RecordId& one = *all.begin();
  CHECK(server.ask("SELECT encode(digest, 'hex') = encode(sha256(envelope), 'hex') AND "
                   "octet_length(envelope) = " +
                   std::to_string(bytes_of[one].size()) + " FROM intake.envelope WHERE id = '" +
                   one.hex() + "'") == "t");
  // The kiosk died before it noted that: nothing doubles.
  StoreOutbox outbox(*store);
  CHECK(transport.send(*outbox.get(one)).ok());
  CHECK(server.ask("SELECT count(*) FROM intake.envelope") == "150");
}

TEST_CASE("another content under an id stays on the kiosk and the others go") {
  PostgresServer& server = shared_server();
  SeededRandom random(3);
  MemoryOutbox outbox;
  std::vector<RecordId> ids;
  for (int i = 0; i < 5; ++i) {
    auto record = random_record(random);
    ids.push_back(record.id);
    outbox.add(std::move(record));
  }
  server.ask("INSERT INTO intake.envelope (id, kiosk, digest, envelope) VALUES ('" + ids[2].hex() +
             "', 'kiosk_kiosk-1', 'x', 'x')");
  ServerLink link(address_of(server.socket_folder()), kShort);
  ServerTransport transport(link);
  const Shipped shipped = ship(outbox, transport);
  CHECK(shipped.sent == 4);
  CHECK(shipped.error->code == ErrorCode::kConflict);
  CHECK(shipped.refused == std::vector<RecordId>{ids[2]});
  CHECK(*outbox.waiting() == std::vector<RecordId>{ids[2]});
  CHECK(server.ask("SELECT encode(envelope, 'escape') FROM intake.envelope WHERE id = '" +
                   ids[2].hex() + "'") == "x");
}

TEST_CASE("large and small envelopes go together") {
  PostgresServer& server = shared_server();
  SeededRandom random(4);
  MemoryOutbox outbox;
  for (const std::size_t bytes : {100u, 15u << 20, 100u, 9u << 20, 5'000u})
    outbox.add(random_record(random, bytes));
  ServerLink link(address_of(server.socket_folder()), kShort);
  ServerTransport transport(link);
  CHECK(ship(outbox, transport).sent == 5);
  CHECK(server.ask("SELECT count(*) FROM intake.envelope WHERE octet_length(envelope) > "
                   "9000000") == "2");
}

TEST_CASE("what the server can't or won't do has its own state, and the records stay") {
  PostgresServer& server = shared_server();
  SeededRandom random(5);
  MemoryOutbox outbox;
  outbox.add(random_record(random));
  const auto state_with = [&](const ServerAddress& address) {
    ServerLink link(address, kShort);
    ServerTransport transport(link);
    const Shipped shipped = ship(outbox, transport);
    CHECK(shipped.sent == 0);
    CHECK_FALSE(link.connected());
    return name_of(link.state());
  };
  CHECK(state_with(address_of("/tmp/there-is-no-such-folder")) == "unreachable");
  CHECK(state_with(address_of("")) == "unreachable");
  ServerAddress other = address_of(server.socket_folder());
  other.login = "kiosk_stranger";
  CHECK(state_with(other) == "turned-away");
  other = address_of(server.socket_folder());
  other.database = "nothing";
  CHECK(state_with(other) == "not-prepared");
  server.ask("UPDATE intake.kiosk SET max_envelopes = 0");
  CHECK(state_with(address_of(server.socket_folder())) == "full");
  server.ask("UPDATE intake.kiosk SET max_envelopes = DEFAULT");
  server.ask("REVOKE intake_kiosk FROM \"kiosk_kiosk-1\"");
  CHECK(state_with(address_of(server.socket_folder())) == "not-prepared");
  server.ask("GRANT intake_kiosk TO \"kiosk_kiosk-1\"");
  server.ask("ALTER DATABASE anlaufstelle SET default_transaction_read_only = on");
  CHECK(state_with(address_of(server.socket_folder())) == "no-primary");
  server.ask(
      "SET default_transaction_read_only = off; "
      "ALTER DATABASE anlaufstelle RESET default_transaction_read_only");
  ServerLink link(address_of("/tmp/there-is-no-such-folder," + server.socket_folder()), kShort);
  ServerTransport transport(link);
  CHECK(ship(outbox, transport).sent == 1);
}

TEST_CASE("a server that freezes is in doubt after a while, and nothing is doubled when it wakes") {
  PostgresServer server;
  enrol(server);
  SeededRandom random(6);
  MemoryOutbox outbox;
  for (int i = 0; i < 20; ++i) outbox.add(random_record(random));
  ServerLink link(address_of(server.socket_folder()), kShort);
  ServerTransport transport(link);
  REQUIRE(link.connect().ok());
  server.freeze();
  const Shipped frozen = ship(outbox, transport);
  CHECK(frozen.error->code == ErrorCode::kUnreachable);
  CHECK(frozen.sent == 0);
  CHECK(outbox.waiting()->size() == 20);
  CHECK_FALSE(link.connected());
  // A new connection isn't answered either.
  CHECK(ship(outbox, transport).error->code == ErrorCode::kUnreachable);
  CHECK(link.state() == ServerState::kUnreachable);
  server.thaw();
  CHECK(ship(outbox, transport).sent == 20);
  CHECK(server.ask("SELECT count(*) FROM intake.envelope") == "20");
}

TEST_CASE("an answer with a warning is none: it was kept here only, and the standby has it not") {
  PostgresServer server(
      {.settings = {"wal_level = replica"}, .rules = {}, .certificates = {}, .disk = {}});
  enrol(server);
  server.ask("ALTER SYSTEM SET synchronous_standby_names = 's1'");
  server.ask("SELECT pg_reload_conf()");
  SeededRandom random(7);
  MemoryOutbox outbox;
  for (int i = 0; i < 3; ++i) outbox.add(random_record(random));
  ServerLink link(address_of(server.socket_folder()), {5s, 20s});
  ServerTransport transport(link);
  // An administrator cancels what waits for a standby that isn't there.
  std::atomic<bool> over = false;
  std::thread administrator([&] {
    while (!over) {
      (void)server.psql("boss",
                        "SELECT pg_cancel_backend(pid) FROM pg_stat_activity "
                        "WHERE wait_event = 'SyncRep'");
      std::this_thread::sleep_for(50ms);
    }
  });
  const Shipped warned = ship(outbox, transport);
  over = true;
  administrator.join();
  CHECK(warned.sent == 0);
  CHECK(warned.error->code == ErrorCode::kUnreachable);
  CHECK_MESSAGE(warned.error->context.find("warning") != std::string::npos, warned.error->context);
  CHECK(outbox.waiting()->size() == 3);
  server.ask("SET synchronous_commit = off; ALTER SYSTEM SET synchronous_standby_names = ''");
  server.ask("SELECT pg_reload_conf()");
  std::this_thread::sleep_for(200ms);
  CHECK(ship(outbox, transport).sent == 3);
  CHECK(server.ask("SELECT count(*) FROM intake.envelope") == "3");
}

TEST_CASE("the kiosk's thread sends what is handed in and says so, and ends at once") {
  PostgresServer& server = shared_server();
  TestOffice office;
  SystemRandom random;
  auto writer =
      records::RecordWriter::start(office.dir.path() / "kiosk.sqlite", office.kiosk_keys(), random);
  REQUIRE(writer.ok());
  const auto report_file = office.dir.path() / "sync.report";
  const auto hand_in = [&] {
    std::promise<bool> done;
    (*writer)->hand_in(sample_content(),
                       [&](const auto& number, const auto&) { done.set_value(number.ok()); });
    REQUIRE(done.get_future().get());
  };
  const auto start = [&](const std::string& hosts) {
    OutboxSender::Way way;
    way.address = address_of(hosts);
    way.patience = {20s, 20s};
    way.back_off = {100ms, 200ms};
    way.report_file = report_file;
    return OutboxSender::start(**writer, std::move(way));
  };
  const auto wait_for = [](const auto& condition) {
    for (int i = 0; i < 400 && !condition(); ++i) std::this_thread::sleep_for(25ms);
    return condition();
  };
  hand_in();
  {
    auto nowhere = start("/tmp/there-is-no-such-folder");
    CHECK(wait_for([&] { return nowhere->report().waiting == 1; }));
  }
  const auto before = read_report(as_text(*read_file(report_file, 4096)));
  CHECK(before->state == "unreachable");
  CHECK(before->text(before->since + 3h) ==
        "1 record waits, the oldest for 3 hours. The server can't be reached.");
  {
    auto sender = start(server.socket_folder());
    CHECK(wait_for([&] { return sender->report().state == "ready"; }));
    hand_in();
    sender->wake();
    CHECK(wait_for([&] { return server.ask("SELECT count(*) FROM intake.envelope") == "2"; }));
    CHECK(wait_for([&] { return sender->report().waiting == 0; }));
  }
  CHECK(read_report(as_text(*read_file(report_file, 4096)))->text({}) ==
        "Every record is handed over.");
  server.freeze();
  auto stuck = start(server.socket_folder());
  std::this_thread::sleep_for(200ms);
  const auto began = std::chrono::steady_clock::now();
  stuck.reset();  // in spite of its patience of 20 s
  CHECK(std::chrono::steady_clock::now() - began < 10s);
  server.thaw();
}

TEST_CASE("pauses grow to a cap and are never the same for all kiosks") {
  SeededRandom random(9);
  const BackOff back_off;
  std::set<std::int64_t> seen;
  for (int failures = 1; failures < 40; ++failures) {
    const auto pause = back_off.after(failures, random);
    const auto whole = failures > 8 ? 300'000 : std::min(300'000, 2'000 << (failures - 1));
    CHECK(pause.count() >= whole / 2);
    CHECK(pause.count() <= whole);
    seen.insert(pause.count());
  }
  CHECK(seen.size() > 30);
}

}  // namespace anlaufstelle::sync
