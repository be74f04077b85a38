// SPDX-License-Identifier: EUPL-1.2
#include "kiosk/casework/spent_key_sets.h"

#include <doctest/doctest.h>

#include "storage/crypto/key_sets.h"
#include "storage/records/event_log.h"
#include "storage/records/figures.h"
#include "storage/records/retention.h"
#include "tests/kiosk/casework/casework_fixture.h"

namespace anlaufstelle::casework {
namespace {

using std::chrono::hours;

struct SpentSetsFixture : CaseworkFixture {
  SpentSetsFixture() {
    first_set = office.trust().sets.front().id;
    rotate();  // the office's first set is superseded from the start
  }

  std::int64_t minute() const {
    return std::chrono::floor<std::chrono::minutes>(clock.now()).time_since_epoch().count();
  }
  void rotate() {
    const auto root = crypto::open_root(office.office_folder(), "root words");
    REQUIRE(root.ok());
    const auto set =
        crypto::rotate_keys(office.office_folder(), *root, minute(), std::nullopt, office.random);
    REQUIRE_MESSAGE(set.ok(), set.error().context);
  }
  void give_to_kiosk() {
    REQUIRE(crypto::give_newest_set(office.office_folder(), office.kiosk_folder()).ok());
  }
  std::size_t living() const {
    const auto sets = crypto::living_sets(office.office_folder());
    REQUIRE(sets.ok());
    return sets->size();
  }
  // The desk as it is used: somebody unlocks it, and the list is brought up to date.
  std::size_t a_day_at_the_desk() {
    auto desk = open_desk();
    REQUIRE(unlock(*desk, "reception words").ok());
    return refreshed(*desk)->entries.size();
  }

  std::string first_set;
};

TEST_CASE_FIXTURE(SpentSetsFixture, "a superseded set ends when records of its time are gone") {
  CHECK(a_day_at_the_desk() == 0);
  CHECK(living() == 2);
  clock.advance(hours(30 * 24 - 1));
  a_day_at_the_desk();
  CHECK(living() == 2);
  clock.advance(hours(1));
  a_day_at_the_desk();
  CHECK(living() == 1);
  auto store = records::RecordStore::open(places().store_file);
  REQUIRE(store.ok());
  const records::Event last = records::EventLog(*store).all()->back();
  CHECK(last.kind == records::EventKind::kKeySetDestroyed);
  CHECK(last.detail == first_set);
  CHECK(last.actor == "staff/reception");
}

TEST_CASE_FIXTURE(SpentSetsFixture, "what was counted moves on to the newest set") {
  hand_over(content("B 7", everything()));  // sealed to the first set
  a_day_at_the_desk();
  a_day_at_the_desk();
  clock.advance(hours(30 * 24));
  a_day_at_the_desk();  // counted, sealed to the second set
  CHECK(living() == 1);
  rotate();
  a_day_at_the_desk();  // sealed anew to the third
  CHECK(living() == 2);
  clock.advance(hours(30 * 24));
  a_day_at_the_desk();
  CHECK(living() == 1);
  auto store = records::RecordStore::open(places().store_file);
  REQUIRE(store.ok());
  const auto kept = records::Retention(*store).figures();
  REQUIRE(kept->size() == 1);
  const auto role = office.role("reception words");
  const auto figures = records::open_figures(kept->front().sealed, role.identities);
  REQUIRE_MESSAGE(figures.ok(), figures.error().context);
  CHECK(figures->begin()->second == 1);
}

TEST_CASE_FIXTURE(SpentSetsFixture, "a record that came late keeps the set that it needs") {
  a_day_at_the_desk();
  clock.advance(hours(29 * 24));
  hand_over(content("B 7", everything()));  // by a kiosk without the new card
  CHECK(a_day_at_the_desk() == 1);
  clock.advance(hours(2 * 24));
  CHECK(a_day_at_the_desk() == 1);
  CHECK(living() == 2);
  clock.advance(hours(30 * 24));  // its time began with the run of retention after it came
  CHECK(a_day_at_the_desk() == 0);
  CHECK(living() == 1);
}

TEST_CASE_FIXTURE(SpentSetsFixture, "a record that opens with a newer set keeps no old one") {
  a_day_at_the_desk();
  clock.advance(hours(29 * 24));
  give_to_kiosk();
  hand_over(content("B 7", everything()));
  clock.advance(hours(2 * 24));
  CHECK(a_day_at_the_desk() == 1);
  CHECK(living() == 1);
}

TEST_CASE_FIXTURE(SpentSetsFixture, "an envelope in quarantine keeps the set that it needs") {
  a_day_at_the_desk();
  const auto file =
      inbox() / "quarantine" / (hand_over(content("B 7", everything())).hex() + ".envelope");
  std::filesystem::create_directory(inbox() / "quarantine");
  std::filesystem::rename(inbox() / file.filename(), file);
  std::ofstream(inbox() / "quarantine" / "garbage") << "no envelope";
  clock.advance(hours(31 * 24));
  a_day_at_the_desk();
  CHECK(living() == 2);
  std::filesystem::remove(file);
  clock.advance(hours(2));
  a_day_at_the_desk();
  CHECK(living() == 1);
}

TEST_CASE_FIXTURE(SpentSetsFixture, "a clock that jumps far ahead ends no set") {
  a_day_at_the_desk();
  clock.advance(hours(3 * 365 * 24));
  a_day_at_the_desk();
  CHECK(living() == 2);
}

}  // namespace
}  // namespace anlaufstelle::casework
