// SPDX-License-Identifier: EUPL-1.2
#include "storage/records/store_check.h"

#include <doctest/doctest.h>

#include "storage/crypto/key_sets.h"
#include "storage/records/retention.h"
#include "tests/storage/records/store_on_disk.h"
#include "tests/storage/sample_record.h"

namespace anlaufstelle::records {
namespace {

namespace fs = std::filesystem;

constexpr std::int64_t kDay = 24 * 60, kNovember = 29'922'360;

struct CheckFixture {
  CheckFixture() : store(open_store(office.dir.path() / "store")) {}
  SealedRecord put(const std::string& number = "B 27", std::int64_t minute = kNovember) {
    RecordContent content = sample_content();
    content.number = number;
    content.minute = minute;
    SealedRecord record = seal_sample(office, content);
    REQUIRE(store.put(record).ok());
    return record;
  }
  StoreReport check(const char* passphrase) {
    const crypto::OpenedRole role = office.role(passphrase);
    auto report = check_store(store, office.trust(), &role, std::nullopt);
    REQUIRE(report.ok());
    return std::move(*report);
  }
  void rotate(std::int64_t minute) {
    const auto root = crypto::open_root(office.office_folder(), "root words");
    REQUIRE(crypto::rotate_keys(office.office_folder(), *root, minute, std::nullopt, office.random)
                .ok());
    REQUIRE(crypto::give_newest_set(office.office_folder(), office.kiosk_folder()).ok());
  }
  TestOffice office;
  RecordStore store;
};

}  // namespace

TEST_CASE_FIXTURE(CheckFixture, "verifying names each damaged record and counts the sound ones") {
  put();
  put();
  SealedRecord unsigned_one = seal_sample(office, sample_content());
  unsigned_one.slip_age.back() ^= 1;
  REQUIRE(store.put(unsigned_one).ok());
  SealedRecord stranger = seal_sample(office, sample_content());
  stranger.kiosk_id = "kiosk-9";
  REQUIRE(store.put(stranger).ok());
  const StoreReport report = check("counselling words");
  CHECK(report.opened == 2);
  REQUIRE(report.damaged.size() == 2);
  CHECK(report.damaged[0].id == unsigned_one.id);
  CHECK(report.damaged[1].id == stranger.id);
  CHECK_FALSE(report.sound());
  const auto sealed = check_store(store, office.trust(), nullptr, std::nullopt);
  CHECK(sealed->sealed == 2);
}

TEST_CASE_FIXTURE(CheckFixture, "a deletion whose tombstone or event is gone is named") {
  const SealedRecord record = put();
  const auto role = office.role("counselling words");
  REQUIRE(Retention(store).remove(record.id, EventKind::kWithdrawn, 1, signer_of(role)).ok());
  CHECK(check("counselling words").sound());
  const char* meddle = nullptr;
  SUBCASE("the tombstone") {
    meddle = "UPDATE tombstone SET id = zeroblob(16)";
  }
  SUBCASE("the event") {
    meddle = "DELETE FROM event";
  }
  store = open_store(office.dir.path() / "another");
  run_sql(office.dir.path() / "store", meddle);
  store = open_store(office.dir.path() / "store");
  CHECK_FALSE(check("counselling words").damaged.empty());
  // Either of them keeps a late copy away.
  CHECK(*store.put(record) == PutOutcome::kAlready);
}

TEST_CASE_FIXTURE(CheckFixture, "verifying opens what reception may and passes over other keys") {
  put();
  CHECK(check("reception words").opened == 1);
  rotate(kNovember);
  put();
  REQUIRE(crypto::destroy_set(office.office_folder(), "1970-01-1").ok());
  const StoreReport report = check("counselling words");
  CHECK(report.opened == 1);
  CHECK(report.sealed == 1);
  CHECK(report.sound());
  CHECK(check("recovery words").opened == 2);
}

TEST_CASE_FIXTURE(CheckFixture, "records are found by their number, oldest first") {
  const RecordId first = put("B 27", kNovember).id;
  put("B 28", kNovember);
  const RecordId second = put("B 27", kNovember + 90 * kDay).id;
  const auto found = *find_number(store, office.trust(), office.role("reception words"), "B 27");
  REQUIRE(found.size() == 2);
  CHECK(found[0].id == first);
  CHECK(found[1].id == second);
  CHECK(found[1].minute == kNovember + 90 * kDay);
  CHECK(find_number(store, office.trust(), office.role("reception words"), "C 1")->empty());
}

TEST_CASE_FIXTURE(CheckFixture,
                  "a superseded set is unused when no record needs it and time is up") {
  const RecordId old = put().id;
  rotate(kNovember);
  put();
  const auto unused = [&](std::int64_t minute) {
    return *unused_sets(store, office.trust(), office.role("counselling words"), 30 * kDay, minute);
  };
  CHECK(unused(kNovember + 300 * kDay).empty());
  const crypto::OpenedRole role = office.role("counselling words");
  REQUIRE(Retention(store).remove(old, EventKind::kDeleted, kNovember, signer_of(role)).ok());
  CHECK(unused(kNovember + 30 * kDay - 1).empty());
  CHECK(unused(kNovember + 30 * kDay) == std::vector<std::string>{"1970-01-1"});
  // Never the one that kiosks use.
  rotate(kNovember + 30 * kDay);
  CHECK(unused(kNovember + 30 * kDay) == std::vector<std::string>{"1970-01-1"});
}

TEST_CASE_FIXTURE(CheckFixture, "no set is called unused while a record can't be read") {
  const SealedRecord old = put();
  rotate(kNovember);
  const auto role = office.role("counselling words");
  const auto unused = [&] {
    return unused_sets(store, office.trust(), role, 30 * kDay, kNovember + 300 * kDay);
  };
  REQUIRE(Retention(store).remove(old.id, EventKind::kDeleted, kNovember, signer_of(role)).ok());
  REQUIRE(unused()->size() == 1);
  SealedRecord damaged = seal_sample(office, sample_content());
  SUBCASE("whose slip nobody can tell the set of") {
    damaged.slip_age.resize(damaged.slip_age.size() / 8);
    REQUIRE(store.put(damaged).ok());
    CHECK(unused()->empty());
  }
  SUBCASE("at all") {
    REQUIRE(store.put(damaged).ok());
    store = open_store(office.dir.path() / "another");
    run_sql(office.dir.path() / "store", "UPDATE record SET envelope = x'00'");
    store = open_store(office.dir.path() / "store");
    CHECK(unused().error().code == ErrorCode::kCorrupt);
  }
}

TEST_CASE_FIXTURE(CheckFixture,
                  "all that somebody revoked had kept opens nothing that is sealed from then on") {
  const auto root = crypto::open_root(office.office_folder(), "root words");
  const TempDir kept;
  fs::copy(office.office_folder(), kept.path() / "office", fs::copy_options::recursive);
  for (const auto& entry : fs::recursive_directory_iterator(kept.path())) {
    fs::permissions(entry.path(), entry.is_directory() ? fs::perms(0700) : fs::perms(0600));
  }
  const SealedRecord before = put();
  REQUIRE(
      crypto::revoke_staff(office.office_folder(), *root, "counselling", kNovember, office.random)
          .ok());
  REQUIRE(crypto::give_newest_set(office.office_folder(), office.kiosk_folder()).ok());
  const SealedRecord after = put();
  const auto old = crypto::open_any_role(kept.path() / "office", "counselling words");
  REQUIRE(old.ok());
  CHECK(open_record(before, *old).ok());  // as was always so
  CHECK(open_record(after, *old).error().code == ErrorCode::kWrongKey);
  CHECK(crypto::age_open(after.slip_age, {&*old->own, 1}).error().code == ErrorCode::kWrongKey);
  CHECK(open_record(after, office.role("reception words")).ok());
}

TEST_CASE_FIXTURE(CheckFixture, "administration opens no record with anything that it has") {
  const auto root = crypto::open_root(office.office_folder(), "root words");
  REQUIRE(crypto::add_staff(office.office_folder(), *root,
                            {"vera", crypto::Role::kAdministration, secret("vera words"), 4},
                            office.random)
              .ok());
  rotate(kNovember);
  const SealedRecord record = put();
  const auto vera = office.role("vera words");
  CHECK(open_record(record, vera).error().code == ErrorCode::kWrongKey);
  CHECK(crypto::age_open(record.slip_age, {&*vera.own, 1}).error().code == ErrorCode::kWrongKey);
  // Nor is any file of the office hers but her slot.
  for (const auto& entry : fs::recursive_directory_iterator(office.office_folder() / "keys")) {
    if (!entry.is_regular_file()) continue;
    CHECK_FALSE(crypto::age_open(bytes_of(entry.path()), {&*vera.own, 1}).ok());
  }
}

}  // namespace anlaufstelle::records
