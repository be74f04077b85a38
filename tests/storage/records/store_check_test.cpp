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

}  // namespace anlaufstelle::records
