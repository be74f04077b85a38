// SPDX-License-Identifier: EUPL-1.2
#include "storage/records/event_log.h"

#include <doctest/doctest.h>

#include "tests/storage/records/store_on_disk.h"
#include "tests/storage/sample_record.h"

namespace anlaufstelle::records {
namespace {

namespace fs = std::filesystem;

constexpr std::int64_t kMinute = 29'922'360;

struct LogFixture {
  LogFixture() : staff(office.role("counselling words")), signer(signer_of(staff)) {
    store = std::make_unique<RecordStore>(open_store(file));
    const SealedRecord record = seal_sample(office, sample_content());
    REQUIRE(store->put(record).ok());
    id = record.id;
  }
  EventLog log() { return EventLog(*store); }
  void happen(EventKind kind, std::optional<RecordId> record = std::nullopt) {
    REQUIRE(log().append({kind, record, {}, kMinute}, signer).ok());
  }
  std::vector<EventLog::Break> breaks(const std::optional<std::string>& seen = std::nullopt) {
    auto found = log().check(office.trust(), seen);
    REQUIRE(found.ok());
    return std::move(*found);
  }
  // Closes the store, changes it from outside and opens it again.
  void meddle(const char* sql) {
    store.reset();
    run_sql(file, sql);
    store = std::make_unique<RecordStore>(open_store(file));
  }

  TestOffice office;
  fs::path file = office.dir.path() / "store";
  crypto::OpenedRole staff;
  EventSigner signer;
  std::unique_ptr<RecordStore> store;
  RecordId id;
};

}  // namespace

TEST_CASE_FIXTURE(LogFixture, "a record's state is what the last event about it says") {
  CHECK(*log().state(id, office.trust()) == RecordState::kNew);
  happen(EventKind::kPrinted, id);
  CHECK(*log().state(id, office.trust()) == RecordState::kPrinted);
  happen(EventKind::kOpened, id);
  CHECK(*log().state(id, office.trust()) == RecordState::kPrinted);
  happen(EventKind::kInCounselling, id);
  happen(EventKind::kDone, id);
  CHECK(*log().state(id, office.trust()) == RecordState::kDone);
  happen(EventKind::kUnlocked);
  const auto events = *log().of(id, office.trust());
  REQUIRE(events.size() == 4);
  CHECK(events[0].actor == "staff/counselling");
  CHECK(events[0].minute == kMinute);
  CHECK(log().all()->size() == 5);
  CHECK(log().append({EventKind::kDone, RecordId{}, {}, kMinute}, signer).error().code ==
        ErrorCode::kNotFound);
  CHECK(log().append({EventKind::kUnlocked, std::nullopt, "a\nb", kMinute}, signer).error().code ==
        ErrorCode::kInvalidInput);
}

TEST_CASE_FIXTURE(LogFixture, "the trail's head changes with each event and outlives a restart") {
  const EventLog::Head none = *log().head();
  CHECK(none.seq == 0);
  happen(EventKind::kUnlocked);
  const EventLog::Head one = *log().head();
  happen(EventKind::kUnlocked);
  const EventLog::Head two = *log().head();
  CHECK(one.hash != two.hash);
  meddle("SELECT 1");
  CHECK(*log().head() == two);
  CHECK(two.text().starts_with("2 "));
  CHECK(breaks().empty());
  CHECK(breaks(none.text()).empty());
  CHECK(breaks(one.text()).empty());
  CHECK(breaks(two.text()).empty());
}

TEST_CASE_FIXTURE(LogFixture,
                  "a trail whose end was cut off doesn't hold the head that was noted") {
  for (int i = 0; i < 4; ++i) happen(EventKind::kUnlocked);
  const std::string noted = log().head()->text();
  meddle("DELETE FROM event WHERE seq > 2");
  CHECK(breaks().empty());
  REQUIRE(breaks(noted).size() == 1);
  CHECK(breaks(noted)[0].seq == 2);
}

TEST_CASE_FIXTURE(LogFixture, "a changed, lost, moved or forged event is found at its place") {
  for (int i = 0; i < 5; ++i) happen(EventKind::kUnlocked);
  SUBCASE("changed: itself by its signature, the next by the chain") {
    meddle(
        "UPDATE event SET entry = CAST(substr(entry, 1, 47) || x'01' || substr(entry, 49) AS "
        "BLOB) WHERE seq = 3");
    const auto found = breaks();
    REQUIRE(found.size() == 2);
    CHECK(found[0].seq == 3);
    CHECK(found[1].seq == 4);
  }
  SUBCASE("lost") {
    meddle("DELETE FROM event WHERE seq = 2");
    REQUIRE(breaks().size() == 1);
    CHECK(breaks()[0].seq == 3);
  }
  SUBCASE("moved") {
    meddle("UPDATE event SET seq = 9 WHERE seq = 5");
    REQUIRE(breaks().size() == 1);
    CHECK(breaks()[0].seq == 9);
  }
  SUBCASE("put beside another record") {
    happen(EventKind::kDone, id);
    meddle("UPDATE event SET record = zeroblob(16) WHERE seq = 6");
    REQUIRE(breaks().size() == 1);
    CHECK(breaks()[0].seq == 6);
    CHECK(log().of(RecordId{}, office.trust()).error().code == ErrorCode::kCorrupt);
  }
  SUBCASE("taken from its record") {
    happen(EventKind::kDone, id);
    meddle("UPDATE event SET record = NULL WHERE seq = 6");
    REQUIRE(breaks().size() == 1);
    CHECK(breaks()[0].seq == 6);
  }
  SUBCASE("by somebody who isn't of the office") {
    TestOffice other(2);
    const crypto::OpenedRole stranger = other.role("counselling words");
    REQUIRE(log().append({EventKind::kUnlocked, std::nullopt, {}, 1}, signer_of(stranger)).ok());
    REQUIRE(breaks().size() == 1);
    CHECK(breaks()[0].seq == 6);
  }
  SUBCASE("in the name of a colleague") {
    EventSigner false_name = signer;
    false_name.actor = "staff/reception";
    REQUIRE(log().append({EventKind::kUnlocked, std::nullopt, {}, 1}, false_name).ok());
    CHECK(breaks().size() == 1);
  }
}

TEST_CASE_FIXTURE(LogFixture, "what somebody signed before being revoked still verifies") {
  happen(EventKind::kPrinted, id);
  const auto root = crypto::open_root(office.office_folder(), "root words");
  REQUIRE(crypto::revoke_staff(office.office_folder(), *root, "counselling", kMinute, office.random)
              .ok());
  CHECK(breaks().empty());
}

TEST_CASE_FIXTURE(LogFixture, "the kiosk signs events as its card names it") {
  const crypto::KioskKeys keys = office.kiosk_keys();
  REQUIRE(log().append({EventKind::kUnlocked, std::nullopt, "x", 1}, signer_of(keys)).ok());
  CHECK(breaks().empty());
  CHECK(log().all()->back().actor == "kiosk/kiosk-1");
}

TEST_CASE_FIXTURE(LogFixture, "an event reads back from its bytes and no other bytes do") {
  Event event;
  event.seq = 7;
  event.kind = EventKind::kDone;
  event.minute = kMinute;
  event.record = id;
  event.actor = signer.actor;
  event.detail = "Grüße";
  const Bytes entry = write_event(event, *signer.key);
  const auto again = read_event(entry);
  REQUIRE(again.ok());
  CHECK(again->seq == 7);
  CHECK(again->record == id);
  CHECK(again->detail == "Grüße");
  CHECK(verify_event(*again, office.trust()).ok());
  for (std::size_t size = 0; size < entry.size(); ++size) {
    CHECK_FALSE(read_event(ByteView(entry).first(size)).ok());
  }
  for (std::size_t at = 0; at < entry.size(); ++at) {
    Bytes changed = entry;
    changed[at] ^= 1;
    const auto read = read_event(changed);
    CHECK((!read.ok() || !verify_event(*read, office.trust()).ok()));
  }
  Bytes newer = entry;
  newer[6] = 2;
  CHECK(read_event(newer).error().code == ErrorCode::kTooNew);
}

}  // namespace anlaufstelle::records
