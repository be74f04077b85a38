// SPDX-License-Identifier: EUPL-1.2
#include "storage/records/retention.h"

#include <doctest/doctest.h>

#include <algorithm>

#include "storage/records/backup.h"
#include "storage/records/event_log.h"
#include "tests/storage/records/store_on_disk.h"
#include "tests/storage/sample_record.h"

namespace anlaufstelle::records {
namespace {

namespace fs = std::filesystem;

constexpr std::int64_t kDay = 24 * 60, kStart = 29'922'360;

struct RetentionFixture {
  RetentionFixture() : staff(office.role("counselling words")), signer(signer_of(staff)) {
    reopen();
  }
  void reopen() {
    store.reset();
    store = std::make_unique<RecordStore>(open_store(file));
  }
  SealedRecord put() {
    SealedRecord record = seal_sample(office, sample_content());
    REQUIRE(store->put(record).ok());
    return record;
  }
  std::size_t run(std::int64_t minute, Retention::What what = Retention::What::kHandedOver,
                  std::int64_t days = 1) {
    auto gone = Retention(*store).run({what, days * kDay, kStart}, minute, signer);
    REQUIRE_MESSAGE(gone.ok(), gone.error().context);
    return gone->size();
  }
  // A piece of the envelope that is nowhere else, looked for in the store and its log.
  bool on_disk(const SealedRecord& record) const {
    const ByteView piece = ByteView(record.full_age).subspan(record.full_age.size() / 2, 64);
    for (const char* ending : {"", "-wal"}) {
      const fs::path path = file.string() + ending;
      if (!fs::exists(path)) continue;
      const Bytes bytes = bytes_of(path);
      if (std::search(bytes.begin(), bytes.end(), piece.begin(), piece.end()) != bytes.end()) {
        return true;
      }
    }
    return false;
  }

  TestOffice office;
  fs::path file = office.dir.path() / "store";
  crypto::OpenedRole staff;
  EventSigner signer;
  std::unique_ptr<RecordStore> store;
};

}  // namespace

TEST_CASE_FIXTURE(RetentionFixture,
                  "a kiosk's record goes a day after its hand-over, never before") {
  const SealedRecord kept = put(), handed = put();
  CHECK(run(kStart) == 0);
  CHECK(run(kStart + 40 * kDay) == 0);
  REQUIRE(store->mark_handed_over(handed.id).ok());
  CHECK(run(kStart + 41 * kDay) == 0);
  CHECK(run(kStart + 42 * kDay - 1) == 0);
  CHECK(run(kStart + 42 * kDay) == 1);
  CHECK(*store->ids() == std::vector<RecordId>{kept.id});
  CHECK(store->get(handed.id).error().code == ErrorCode::kNotFound);
}

TEST_CASE_FIXTURE(RetentionFixture, "the desk's records go after their time, handed on or not") {
  put();
  CHECK(run(kStart, Retention::What::kEverything, 30) == 0);
  CHECK(run(kStart + 30 * kDay - 1, Retention::What::kEverything, 30) == 0);
  CHECK(run(kStart + 30 * kDay, Retention::What::kEverything, 30) == 1);
}

TEST_CASE_FIXTURE(RetentionFixture, "no byte of a deleted record is left in the store's files") {
  for (int i = 0; i < 20; ++i) put();
  const SealedRecord record = put();
  REQUIRE(on_disk(record));
  REQUIRE(Retention(*store).remove(record.id, EventKind::kWithdrawn, kStart, signer).ok());
  CHECK_FALSE(on_disk(record));
  CHECK(store->ids()->size() == 20);
  CHECK(store->check_integrity().ok());
  reopen();
  CHECK_FALSE(on_disk(record));
}

TEST_CASE_FIXTURE(RetentionFixture, "a deleted record leaves a tombstone and a signed event") {
  const SealedRecord record = put();
  REQUIRE(Retention(*store).remove(record.id, EventKind::kWithdrawn, kStart, signer).ok());
  CHECK(store->tombstones()->size() == 1);
  EventLog log(*store);
  CHECK(*log.state(record.id, office.trust()) == RecordState::kDeleted);
  CHECK(log.all()->back().kind == EventKind::kWithdrawn);
  CHECK(log.check(office.trust(), std::nullopt)->empty());
  // A late copy from the inbox is taken for stored and doesn't come back.
  CHECK(*store->put(record) == PutOutcome::kAlready);
  CHECK(store->ids()->empty());
  CHECK(Retention(*store).remove(record.id, EventKind::kDeleted, kStart, signer).error().code ==
        ErrorCode::kNotFound);
}

TEST_CASE_FIXTURE(RetentionFixture,
                  "a wrong clock deletes nothing early and keeps nothing for ever") {
  const SealedRecord record = put();
  REQUIRE(store->mark_handed_over(record.id).ok());
  CHECK(run(0) == 0);
  CHECK(run(100) == 0);  // 1970: before the newest key set, so it counts for nothing
  CHECK(run(kStart) == 0);
  SUBCASE("years ahead for an hour") {
    CHECK(run(kStart + 4000 * kDay) == 0);
    CHECK(run(kStart + 4000 * kDay + 60) == 0);
    CHECK(run(kStart + 10) == 0);
    CHECK(run(kStart + kDay) == 1);
  }
  SUBCASE("really not run for years: believed on the next day") {
    CHECK(run(kStart + 400 * kDay) == 0);
    CHECK(run(kStart + 401 * kDay) == 1);
  }
  SUBCASE("noted by a clock that was ahead") {
    CHECK(run(kStart + 50 * kDay) == 1);  // within what is believed
    const SealedRecord next = put();
    REQUIRE(store->mark_handed_over(next.id).ok());
    CHECK(run(kStart + 50 * kDay) == 0);
    CHECK(run(kStart + kDay) == 0);  // gone back: its time starts over
    CHECK(run(kStart + 2 * kDay - 1) == 0);
    CHECK(run(kStart + 2 * kDay) == 1);
  }
}

TEST_CASE_FIXTURE(RetentionFixture,
                  "a large store that a changed bit lets look handed over loses no record") {
  RecordContent large = sample_content();
  large.full_xml = std::string(1'500'000, 'x');
  for (int i = 0; i < 3; ++i) REQUIRE(store->put(seal_sample(office, large)).ok());
  CHECK(run(kStart) == 0);
  store.reset();
  turn_handed_over_round(file);
  reopen();  // it is too large to be looked through at start
  CHECK(run(kStart + 1) == 0);
  const auto gone = Retention(*store).run({Retention::What::kHandedOver, kDay, kStart},
                                          kStart + kDay + 1, signer);
  REQUIRE_FALSE(gone.ok());
  CHECK(gone.error().code == ErrorCode::kCorrupt);
  CHECK(store->ids()->size() == 3);
  CHECK(store->tombstones()->empty());
}

TEST_CASE_FIXTURE(RetentionFixture, "the order of arrival stays true over deletions") {
  const RecordId first = put().id;
  const RecordId last = put().id;
  REQUIRE(Retention(*store).remove(last, EventKind::kDeleted, kStart, signer).ok());
  const RecordId next = put().id;
  CHECK(*store->ids() == std::vector<RecordId>{first, next});
}

TEST_CASE_FIXTURE(RetentionFixture, "a backup comes back whole, noted in the trail") {
  const SealedRecord one = put(), two = put();
  REQUIRE(EventLog(*store).append({EventKind::kDone, one.id, {}, kStart}, signer).ok());
  const fs::path backup = office.dir.path() / "backup";
  REQUIRE(write_backup(*store, backup).ok());
  CHECK(write_backup(*store, backup).error().code == ErrorCode::kConflict);
  CHECK((fs::status(backup).permissions() & fs::perms(077)) == fs::perms::none);
  CHECK_FALSE(fs::exists(backup.string() + ".partial"));

  CHECK(restore_backup(backup, file, kStart, signer).error().code == ErrorCode::kConflict);
  store.reset();
  fs::remove(file);
  REQUIRE(restore_backup(backup, file, kStart, signer).ok());
  reopen();
  CHECK(*store->ids() == std::vector<RecordId>{one.id, two.id});
  CHECK(*store->get(two.id) == two);
  EventLog log(*store);
  CHECK(*log.state(one.id, office.trust()) == RecordState::kDone);
  CHECK(log.all()->back().kind == EventKind::kRestored);
  CHECK(log.check(office.trust(), std::nullopt)->empty());
}

TEST_CASE_FIXTURE(RetentionFixture, "a damaged backup is refused and no store is made of it") {
  put();
  const fs::path backup = office.dir.path() / "backup", target = office.dir.path() / "target";
  REQUIRE(write_backup(*store, backup).ok());
  Bytes bytes = bytes_of(backup);
  SUBCASE("cut off") {
    bytes.resize(bytes.size() / 2);
  }
  SUBCASE("something else") {
    const std::string_view text = "something else";
    bytes.assign(text.begin(), text.end());
  }
  REQUIRE(write_file_durably(backup, bytes).ok());
  CHECK(restore_backup(backup, target, kStart, signer).error().code == ErrorCode::kCorrupt);
  CHECK_FALSE(fs::exists(target));
  CHECK_FALSE(fs::exists(target.string() + ".partial"));
  CHECK(restore_backup(office.dir.path() / "none", target, kStart, signer).error().code ==
        ErrorCode::kNotFound);
}

TEST_CASE_FIXTURE(RetentionFixture,
                  "what is counted of a record is there exactly when it is gone") {
  const RecordId id = put().id;
  const auto count =
      [](const Retention::Leaving& leaving) -> Result<std::optional<Retention::NewFigures>> {
    if (leaving.going.empty()) return std::optional<Retention::NewFigures>();
    Retention::NewFigures figures{Bytes{7}, {}, {}};
    for (const auto& one : leaving.kept) figures.instead_of.push_back(one.seq);
    return std::optional<Retention::NewFigures>(figures);
  };
  const auto failing = [](const auto&) -> Result<std::optional<Retention::NewFigures>> {
    return Error{ErrorCode::kCorrupt, "can't count"};
  };
  Retention retention(*store);
  const Retention::Policy policy{Retention::What::kEverything, kDay, kStart};
  REQUIRE(retention.run(policy, kStart, signer, count).ok());
  CHECK(retention.figures()->empty());

  CHECK_FALSE(retention.run(policy, kStart + kDay, signer, failing).ok());
  CHECK(store->get(id).ok());
  CHECK(EventLog(*store).all()->empty());

  REQUIRE(retention.run(policy, kStart + kDay, signer, count).ok());
  CHECK_FALSE(store->get(id).ok());
  put();
  REQUIRE(retention.run(policy, kStart + kDay + 1, signer, count).ok());
  REQUIRE(retention.run(policy, kStart + 2 * kDay + 1, signer, count).ok());
  const auto kept = retention.figures();
  REQUIRE(kept->size() == 1);  // in the place of the former ones
  CHECK(kept->front().sealed == Bytes{7});
}

}  // namespace anlaufstelle::records
