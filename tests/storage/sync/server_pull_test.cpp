// SPDX-License-Identifier: EUPL-1.2
// A desk's way from a real server: everything once, nothing twice, nothing that was deleted.
#include "storage/sync/server_pull.h"

#include <doctest/doctest.h>

#include <atomic>
#include <future>
#include <thread>

#include "storage/base/file.h"
#include "storage/records/event_log.h"
#include "storage/records/retention.h"
#include "storage/sync/inbox_file.h"
#include "storage/sync/server_receiver.h"
#include "storage/sync/server_schema.h"
#include "storage/sync/server_transport.h"
#include "storage/sync/transport.h"
#include "storage/sync/words.h"
#include "tests/storage/sample_record.h"
#include "tests/storage/sync/postgres_server.h"

namespace anlaufstelle::sync {
namespace {

using namespace std::chrono_literals;

constexpr ServerPatience kShort{1500ms, 1500ms};

PostgresServer& shared_server() {
  static PostgresServer server;
  [[maybe_unused]] static const bool enrolled = [] {
    server.ask(*sql_to_add(ServerRole::kKiosk, "kiosk-1"));
    server.ask(*sql_to_add(ServerRole::kDesk, "desk-1"));
    server.ask(*sql_to_add(ServerRole::kDesk, "desk-2"));
    return true;
  }();
  server.ask("TRUNCATE intake.envelope RESTART IDENTITY; TRUNCATE intake.head, intake.event");
  return server;
}

ServerAddress address_of(const PostgresServer& server, const std::string& login) {
  ServerAddress address;
  address.hosts = server.socket_folder();
  address.login = login;
  return address;
}

// A desk of the office: its store, its inbox, its way to the server.
class TestDesk : public DeskStore {
 public:
  TestDesk(TestOffice& office, PostgresServer& server, const std::string& name)
      : office_(office),
        inbox(folder.path() / "inbox"),
        store(records::RecordStore::open(folder.path() / "desk.sqlite").value()),
        link(address_of(server, "desk_" + name), kShort),
        pull(link, *this, inbox) {
    REQUIRE(make_private_folder(inbox).ok());
  }
  Result<std::vector<bool>> knows(std::span<const RecordId> ids) override {
    std::vector<bool> known;
    for (const RecordId& id : ids) {
      TRY_ASSIGN(const bool one, store.knows(id));
      known.push_back(one);
    }
    return known;
  }
  Result<std::vector<Untold>> untold() override {
    TRY_ASSIGN(auto words, records::Heard(store).untold(3));
    std::vector<Untold> untold;
    for (auto& one : words) {
      TRY_ASSIGN(Bytes sealed,
                 records::seal_word(one.word, office_.trust().sets.front(), office_.random));
      untold.push_back({one.seq, one.withdrawn, std::move(sealed)});
    }
    tells = !untold.empty();
    return untold;
  }
  Status told(std::uint64_t seq) override {
    if (forgets_to_note) return Error{ErrorCode::kIo, "the desk ended here"};
    return records::Heard(store).told(seq);
  }
  bool has_untold() const override { return tells; }
  void mark(const RecordId& id, records::EventKind kind, std::int64_t minute,
            const std::string& detail = {}) {
    const auto role = office_.role("reception words");
    REQUIRE(
        records::EventLog(store).append({kind, id, detail, minute}, records::signer_of(role)).ok());
    tells = true;
  }
  WordsTaken hear(std::string_view passphrase = "reception words") {
    const auto role = office_.role(passphrase);
    auto taken = take_words(inbox, store, office_.trust(), role, 29'000'000, 1'000);
    REQUIRE_MESSAGE(taken.ok(), taken.error().context);
    return *taken;
  }
  records::EventLog::Standing standing(const RecordId& id) {
    return records::EventLog(store).standing(id, office_.trust()).value();
  }
  ServerPull::Round round(std::chrono::milliseconds now = 0ms) {
    auto done = pull.run(now);
    REQUIRE_MESSAGE(done.ok(), done.error().context);
    return *done;
  }
  TakeReport take() { return take_inbox(inbox, store, office_.trust()).value(); }

 private:
  TestOffice& office_;

 public:
  TempDir folder;
  std::filesystem::path inbox;
  records::RecordStore store;
  bool tells = false, forgets_to_note = false;
  ServerLink link;
  ServerPull pull;
};

std::vector<RecordId> send(TestOffice& office, PostgresServer& server, int count) {
  ServerLink link(address_of(server, "kiosk_kiosk-1"), kShort);
  ServerTransport transport(link);
  std::vector<RecordId> ids;
  for (int i = 0; i < count; ++i) {
    const auto record = seal_sample(office, sample_content());
    REQUIRE(transport.send(record).ok());
    ids.push_back(record.id);
  }
  return ids;
}

std::string untaken(PostgresServer& server) {
  return server.ask("SELECT count(*) FROM intake.envelope WHERE taken_at IS NULL");
}

}  // namespace

TEST_CASE("what kiosks sent is in a desk's store once, and only then the server is told") {
  PostgresServer& server = shared_server();
  TestOffice office;
  TestDesk desk(office, server, "desk-1");
  const auto ids = send(office, server, 12);
  const auto first = desk.round();
  CHECK(first.pulled == 12);
  CHECK(untaken(server) == "12");
  CHECK(desk.round().pulled == 0);  // they lie in the inbox
  CHECK(untaken(server) == "12");
  CHECK(desk.take().stored == 12);
  const auto after = desk.round();
  CHECK(after.pulled == 0);
  CHECK(after.waiting == 0);
  CHECK(untaken(server) == "0");
  for (const RecordId& id : ids) CHECK(*desk.store.knows(id));
  // A new process knows nothing of that and doubles nothing.
  TestDesk second_process(office, server, "desk-1");
  std::swap(second_process.store, desk.store);
  CHECK(second_process.round().pulled == 0);
}

TEST_CASE("two desks on one server both get everything") {
  PostgresServer& server = shared_server();
  TestOffice office;
  TestDesk one(office, server, "desk-1"), two(office, server, "desk-2");
  send(office, server, 5);
  CHECK(one.round().pulled == 5);
  CHECK(one.take().stored == 5);
  one.round();
  CHECK(untaken(server) == "0");
  CHECK(two.round().pulled == 5);
  CHECK(two.take().stored == 5);
}

TEST_CASE("what one desk does with a record the other one hears, once and sealed") {
  using records::EventKind;
  using records::RecordState;
  PostgresServer& server = shared_server();
  TestOffice office;
  TestDesk one(office, server, "desk-1"), two(office, server, "desk-2");
  const auto ids = send(office, server, 2);
  for (TestDesk* desk : {&one, &two}) {
    desk->round();
    CHECK(desk->take().stored == 2);
  }
  one.mark(ids[0], EventKind::kPrinted, 1000);
  one.mark(ids[0], EventKind::kInCounselling, 1001, "counselling");
  one.mark(ids[1], EventKind::kOpened, 1002);  // who read it stays in the own trail
  CHECK(one.round().told == 2);
  CHECK(one.round().told == 0);
  CHECK(server.ask("SELECT count(*) FROM intake.event") == "2");
  CHECK(server.ask("SELECT count(*) FROM intake.event WHERE position('counselling' in "
                   "encode(event, 'escape')) > 0") == "0");
  CHECK(one.round().words == 0);  // its own
  CHECK(two.round().words == 2);
  CHECK(two.hear().fresh == 2);
  CHECK(two.standing(ids[0]).state == RecordState::kInCounselling);
  CHECK(two.standing(ids[0]).with == "counselling");
  CHECK(two.standing(ids[1]).state == RecordState::kNew);

  // The later mark counts at both, also where an earlier one is heard after it.
  one.mark(ids[1], EventKind::kPrinted, 1003);
  two.mark(ids[1], EventKind::kDone, 1005);
  two.round();
  one.round();
  two.round();
  CHECK(one.hear().fresh == 1);
  CHECK(two.hear().fresh == 1);
  CHECK(one.standing(ids[1]).state == RecordState::kDone);
  CHECK(two.standing(ids[1]).state == RecordState::kDone);

  // A new process gets all again and changes nothing.
  TestDesk again(office, server, "desk-2");
  std::swap(again.store, two.store);
  CHECK(again.round().words == 3);
  CHECK(again.hear().fresh == 0);
  CHECK(files_in_inbox(again.inbox, kWordSuffix)->empty());
  CHECK(records::EventLog(again.store).check(office.trust(), std::nullopt)->empty());
}

TEST_CASE("a desk that ends before it noted what it told tells it twice, and it is heard once") {
  PostgresServer& server = shared_server();
  TestOffice office;
  TestDesk one(office, server, "desk-1"), two(office, server, "desk-2");
  const auto id = send(office, server, 1).front();
  for (TestDesk* desk : {&one, &two}) {
    desk->round();
    desk->take();
  }
  one.mark(id, records::EventKind::kDone, 1000);
  one.forgets_to_note = true;
  CHECK_FALSE(one.pull.run(0ms).ok());
  one.forgets_to_note = false;
  CHECK(one.round().told == 1);
  CHECK(server.ask("SELECT count(*) FROM intake.event") == "2");
  CHECK(two.round().words == 2);
  CHECK(two.hear().fresh == 1);
}

TEST_CASE("a withdrawal at one desk deletes at the other, or keeps the record from coming") {
  PostgresServer& server = shared_server();
  TestOffice office;
  TestDesk one(office, server, "desk-1"), two(office, server, "desk-2");
  const auto ids = send(office, server, 2);
  one.round();
  one.take();
  two.round();
  two.take();
  const auto late = send(office, server, 1).front();
  one.round();
  one.take();
  const auto role = office.role("reception words");
  for (const RecordId& id : {ids[0], late}) {
    REQUIRE(records::Retention(one.store)
                .remove(id, records::EventKind::kWithdrawn, 1000, records::signer_of(role))
                .ok());
  }
  one.tells = true;
  CHECK(one.round().told == 2);
  two.round();
  CHECK(two.hear("counselling words").withdrawn.size() == 2);
  CHECK(*two.store.ids() == std::vector<RecordId>{ids[1]});
  CHECK(*two.store.knows(late));
  CHECK(two.round().pulled == 0);
  // It isn't told on: all desks have it from the first one.
  two.tells = true;
  CHECK(two.round().told == 0);
  const auto events = records::EventLog(two.store).all();
  CHECK(events->back().detail == "told by staff/reception");
  CHECK(events->back().actor == "staff/counselling");
}

TEST_CASE("an outcome travels to whoever counsels, and a later one isn't replaced by an earlier") {
  PostgresServer& server = shared_server();
  TestOffice office;
  TestDesk one(office, server, "desk-1"), two(office, server, "desk-2");
  const auto id = send(office, server, 1).front();
  for (TestDesk* desk : {&one, &two}) {
    desk->round();
    desk->take();
  }
  const auto anna = office.role("counselling words");
  const auto enter = [&](TestDesk& desk, const char* result, std::int64_t minute) {
    const auto sealed = records::seal_outcome({"2026-11", {"25b"}, {}, result},
                                              office.trust().sets.front(), office.random);
    REQUIRE(records::Outcomes(desk.store).put(id, *sealed, minute, records::signer_of(anna)).ok());
    desk.tells = true;
  };
  const auto result_at = [&](TestDesk& desk) {
    const auto kept = records::Outcomes(desk.store).of(id, office.trust());
    REQUIRE_MESSAGE(kept.ok(), kept.error().context);
    return records::open_outcome((*kept)->age, anna.identities)->result;
  };
  enter(one, "unknown", 1000);
  one.round();
  two.round();
  two.hear();
  CHECK(result_at(two) == "unknown");
  enter(one, "moved", 1001);
  enter(two, "title", 1002);
  two.round();
  one.round();
  two.round();
  one.hear();
  two.hear();
  CHECK(result_at(one) == "title");
  CHECK(result_at(two) == "title");
}

TEST_CASE("words that nobody here may have said are set aside, and what is too early waits") {
  PostgresServer& server = shared_server();
  TestOffice office, other(2);
  TestDesk one(office, server, "desk-1"), two(office, server, "desk-2"),
      foreign(other, server, "desk-1");
  const auto id = send(office, server, 1).front();
  one.round();
  one.take();
  one.mark(id, records::EventKind::kDone, 1000);
  const auto words = one.untold();
  REQUIRE(words->size() == 1);
  const auto put = [&](const char* name, const Bytes& bytes) {
    REQUIRE(write_file_durably(two.inbox / name, bytes, 0640).ok());
  };
  put("desk-1-1.word", words->front().sealed);
  CHECK(two.hear().fresh == 0);  // its record isn't here
  CHECK(files_in_inbox(two.inbox, kWordSuffix)->size() == 1);
  two.round();
  two.take();
  CHECK(two.hear().fresh == 1);
  CHECK(files_in_inbox(two.inbox, kWordSuffix)->empty());

  put("desk-1-2.word", Bytes{1, 2, 3});
  auto trail = records::EventLog(one.store).all();
  records::Event forged = trail->front();
  forged.kind = records::EventKind::kWithdrawn;
  const auto outsider = other.role("reception words");
  const Bytes entry = records::write_event(forged, *outsider.signer);
  put("desk-1-3.word",
      *records::seal_word({entry, std::nullopt}, office.trust().sets.front(), office.random));
  CHECK(two.hear().quarantined == 2);
  CHECK(two.store.ids()->size() == 1);
}

TEST_CASE("a transaction that commits late is found, and one that was far behind a day later") {
  PostgresServer& server = shared_server();
  TestOffice office;
  TestDesk desk(office, server, "desk-1");
  send(office, server, 3);
  CHECK(desk.round().pulled == 3);
  const auto late = send(office, server, 1).front();
  server.ask("UPDATE intake.envelope SET seq = DEFAULT WHERE id = '" + late.hex() + "'");
  server.ask("ALTER TABLE intake.envelope ALTER seq SET GENERATED BY DEFAULT");
  server.ask("UPDATE intake.envelope SET seq = 1 WHERE id = '" + late.hex() + "'");
  CHECK(desk.round().pulled == 1);
  // Far behind what is looked back over.
  server.ask("UPDATE intake.envelope SET seq = seq + 100000");
  CHECK(desk.round().pulled == 0);
  const auto lost = send(office, server, 1).front();
  server.ask("UPDATE intake.envelope SET seq = 2 WHERE id = '" + lost.hex() + "'");
  CHECK(desk.round(1h).pulled == 0);
  CHECK(desk.round(25h).pulled == 1);
  server.ask("ALTER TABLE intake.envelope ALTER seq SET GENERATED ALWAYS");
}

TEST_CASE("what no enrolled kiosk signed is set aside once, and stays on the server") {
  PostgresServer& server = shared_server();
  TestOffice office, stranger(77);
  TestDesk desk(office, server, "desk-1");
  const auto forged = send(stranger, server, 1).front();
  CHECK(desk.round().pulled == 1);
  CHECK(desk.take().quarantined == 1);
  for (int i = 0; i < 3; ++i) {
    CHECK(desk.round().pulled == 0);
    CHECK(desk.take().quarantined == 0);
  }
  CHECK(untaken(server) == "1");
  CHECK(std::filesystem::exists(desk.inbox / kQuarantineFolder / (forged.hex() + ".envelope")));
}

TEST_CASE("a record that was deleted here doesn't come back") {
  PostgresServer& server = shared_server();
  TestOffice office;
  TestDesk desk(office, server, "desk-1");
  const auto id = send(office, server, 1).front();
  desk.round();
  CHECK(desk.take().stored == 1);
  const auto role = office.role("counselling words");
  REQUIRE(records::Retention(desk.store)
              .remove(id, records::EventKind::kWithdrawn, sample_content().minute,
                      records::signer_of(role))
              .ok());
  CHECK(desk.round().pulled == 0);
  CHECK(desk.store.ids()->empty());
}

TEST_CASE("a desk without its inbox folder or its server says so, and goes on when they are back") {
  PostgresServer& server = shared_server();
  TestOffice office;
  TestDesk desk(office, server, "desk-1");
  send(office, server, 1);
  std::filesystem::remove(desk.inbox);
  CHECK(desk.pull.run(0ms).error().code == ErrorCode::kUnreachable);
  REQUIRE(make_private_folder(desk.inbox).ok());
  server.freeze();
  CHECK(desk.pull.run(0ms).error().code == ErrorCode::kUnreachable);
  server.thaw();
  CHECK(desk.round().pulled == 1);
}

TEST_CASE("the receiver hears of a record at once, and of a server that is away") {
  PostgresServer& server = shared_server();
  TestOffice office;
  TestDesk desk(office, server, "desk-1");
  std::promise<void> came;
  std::atomic<int> arrivals = 0;
  ServerReceiver::Way way;
  way.address = address_of(server, "desk_desk-1");
  way.patience = kShort;
  way.inbox = desk.inbox;
  way.poll = 10min;  // only the hint can be that quick
  way.back_off = {50ms, 100ms};
  way.arrived = [&] {
    if (++arrivals == 1) came.set_value();
  };
  const auto receiver = ServerReceiver::start(desk, way);
  const auto wait_for = [&](auto what) {
    for (int i = 0; i < 400 && !what(receiver->report()); ++i) std::this_thread::sleep_for(25ms);
    return what(receiver->report());
  };
  CHECK(wait_for([](const auto& report) { return report.last_good.has_value(); }));
  send(office, server, 1);
  CHECK(came.get_future().wait_for(30s) == std::future_status::ready);
  server.kill_all();
  CHECK(wait_for([](const auto& report) { return report.error.has_value(); }));
  server.start();
  CHECK(wait_for([](const auto& report) { return !report.error.has_value(); }));
}

}  // namespace anlaufstelle::sync
