// SPDX-License-Identifier: EUPL-1.2
#include "kiosk/casework/office.h"

#include <doctest/doctest.h>

#include "storage/crypto/enrolment.h"
#include "storage/records/record_store.h"
#include "tests/kiosk/casework/casework_fixture.h"
#include "tests/storage/records/store_on_disk.h"

namespace anlaufstelle::casework {
namespace {

using std::chrono::minutes;
using std::chrono::seconds;

std::vector<std::string> numbers(const Queue& queue) {
  std::vector<std::string> all;
  for (const auto& entry : queue.entries) all.push_back(entry.number);
  return all;
}

TEST_CASE_FIXTURE(CaseworkFixture,
                  "reception reads the slip of what a kiosk has sealed, and nothing more") {
  const RecordId id = hand_over(content("B 27", everything()));
  auto desk = open_desk();
  REQUIRE(unlock(*desk, "reception words").value() == crypto::Role::kReception);
  const auto queue = refreshed(*desk);
  REQUIRE(queue->entries.size() == 1);
  CHECK(queue->entries[0].number == "B 27");
  CHECK(queue->entries[0].language_german == "Arabisch");
  CHECK(queue->entries[0].interpreter);
  CHECK(queue->entries[0].urgency == std::vector<std::string>{"U3"});

  auto summary = summary_of(*desk, id);
  REQUIRE_MESSAGE(summary.ok(), summary.error().context);
  const std::string paper = flat(summary->sheet.sections);
  CHECK(holds(paper, "Wie alt sind Sie?: 27 bis 59 Jahre"));
  CHECK(holds(paper, kArabicQuestion));
  // Ticked, though the answer that made it relevant is not in the slip.
  CHECK(holds(paper, "Attest liegt vor"));
  CHECK(summary->not_for_paper.empty());
  for (const auto* hidden : {"0351 123456", "Noch nichts gemacht", "Ja, gern"}) {
    CHECK_FALSE(holds(paper, hidden));
  }
}

TEST_CASE_FIXTURE(CaseworkFixture,
                  "counselling reads everything and its sheet is reception's sheet") {
  const RecordId id = hand_over(content("B 27", everything()));
  printing::Sheet of_reception;
  {
    auto desk = open_desk();
    REQUIRE(unlock(*desk, "reception words").ok());
    refreshed(*desk);
    of_reception = summary_of(*desk, id).value().sheet;
  }
  auto desk = open_desk();
  REQUIRE(unlock(*desk, "counselling words").value() == crypto::Role::kCounselling);
  refreshed(*desk);
  const Summary summary = summary_of(*desk, id).value();
  CHECK(flat(summary.sheet.sections) == flat(of_reception.sections));
  CHECK(summary.sheet == of_reception);
  const std::string hidden = flat(summary.not_for_paper);
  CHECK(holds(hidden, "Ihre Telefonnummer: 0351 123456"));
  CHECK(holds(hidden, "Wo stehen Sie mit dem Pass?: Noch nichts gemacht"));
}

TEST_CASE_FIXTURE(CaseworkFixture, "the urgent stand first, then who came first") {
  hand_over(content("B 1", everything(), ""));
  clock.advance(minutes(5));
  hand_over(content("B 2", everything(), ""));
  clock.advance(minutes(5));
  hand_over(content("B 3", everything(), "U1"));
  clock.advance(minutes(5));
  hand_over(content("B 4", everything(), "U9"));
  auto desk = open_desk();
  REQUIRE(unlock(*desk, "reception words").ok());
  CHECK(numbers(*refreshed(*desk)) == std::vector<std::string>{"B 3", "B 4", "B 1", "B 2"});
}

TEST_CASE_FIXTURE(CaseworkFixture,
                  "a record that comes while the desk is open is on the next list") {
  auto desk = open_desk();
  REQUIRE(unlock(*desk, "reception words").ok());
  CHECK(refreshed(*desk)->entries.empty());
  hand_over(content("B 5", {}));
  CHECK(numbers(*refreshed(*desk)) == std::vector<std::string>{"B 5"});
  CHECK(std::filesystem::is_empty(inbox()));
}

TEST_CASE_FIXTURE(CaseworkFixture, "a minimal record without a form has its place and its sheet") {
  records::RecordContent made = content("B 6", {}, "U1");
  made.slip_xml.clear();
  made.full_xml.clear();
  const RecordId id = hand_over(made);
  for (const auto* passphrase : {"reception words", "counselling words"}) {
    auto desk = open_desk();
    REQUIRE(unlock(*desk, passphrase).ok());
    CHECK(numbers(*refreshed(*desk)) == std::vector<std::string>{"B 6"});
    CHECK(holds(flat(summary_of(*desk, id).value().sheet.sections), "Polizei"));
  }
}

TEST_CASE_FIXTURE(CaseworkFixture,
                  "a damaged record is counted apart and the others stay readable") {
  const RecordId good = hand_over(content("B 7", everything()));
  records::SealedRecord bad = seal(content("B 8", everything()));
  bad.slip_age[bad.slip_age.size() / 2] ^= 1;
  {
    auto store = records::RecordStore::open(places().store_file);
    REQUIRE(store.ok());
    REQUIRE(store->put(bad).ok());
  }
  auto desk = open_desk();
  REQUIRE(unlock(*desk, "counselling words").ok());
  const auto queue = refreshed(*desk);
  CHECK(numbers(*queue) == std::vector<std::string>{"B 7"});
  CHECK(queue->unreadable == 1);
  CHECK(summary_of(*desk, good).ok());
  CHECK(summary_of(*desk, bad.id).error().code == ErrorCode::kCorrupt);
}

TEST_CASE_FIXTURE(CaseworkFixture, "a forged inbox file is set aside and counted") {
  hand_over(content("B 7", everything()));
  records::SealedRecord forged = seal(content("B 8", everything()));
  forged.kiosk_id = "kiosk-2";
  const Bytes bytes = forged.encode();
  std::ofstream(inbox() / (forged.id.hex() + ".envelope"), std::ios::binary) << as_text(bytes);
  auto desk = open_desk();
  REQUIRE(unlock(*desk, "reception words").ok());
  const auto queue = refreshed(*desk);
  CHECK(numbers(*queue) == std::vector<std::string>{"B 7"});
  CHECK(queue->quarantined == 1);
}

TEST_CASE_FIXTURE(CaseworkFixture, "an inbox out of reach leaves the list as it was and says so") {
  hand_over(content("B 7", everything()));
  auto desk = open_desk();
  REQUIRE(unlock(*desk, "reception words").ok());
  refreshed(*desk);
  std::filesystem::remove_all(inbox());
  const auto queue = refreshed(*desk);
  CHECK(numbers(*queue) == std::vector<std::string>{"B 7"});
  CHECK_FALSE(queue->trouble.empty());
}

TEST_CASE_FIXTURE(CaseworkFixture,
                  "a record whose form is missing or forged waits in the list all the same") {
  const RecordId id = hand_over(content("B 7", everything()));
  const auto file = form_folder() / "probe-7.xml";
  SUBCASE("missing") {
    std::filesystem::remove(file);
  }
  SUBCASE("forged") {
    std::ofstream(file, std::ios::app) << "<!-- more -->";
  }
  auto desk = open_desk();
  REQUIRE(unlock(*desk, "reception words").ok());
  CHECK(numbers(*refreshed(*desk)) == std::vector<std::string>{"B 7"});
  CHECK_FALSE(summary_of(*desk, id).ok());
}

TEST_CASE_FIXTURE(CaseworkFixture, "a record can't name a form outside the form folder") {
  records::RecordContent made = content("B 7", everything());
  made.form_version = "../../probe-7";
  const RecordId id = hand_over(made);
  auto desk = open_desk();
  REQUIRE(unlock(*desk, "reception words").ok());
  refreshed(*desk);
  CHECK(summary_of(*desk, id).error().code == ErrorCode::kNotFound);
}

TEST_CASE_FIXTURE(CaseworkFixture, "each wrong passphrase doubles the wait, up to half a minute") {
  auto desk = open_desk();
  CHECK(desk->try_again_in().count() == 0);
  for (const int wait : {1, 2, 4, 8, 16, 30, 30}) {
    CHECK(unlock(*desk, "not it").error().code == ErrorCode::kWrongKey);
    CHECK(desk->try_again_in() == seconds(wait));
    CHECK(unlock(*desk, "reception words").error().code == ErrorCode::kRefused);
    clock.advance(desk->try_again_in());
  }
  CHECK(unlock(*desk, "").error().code == ErrorCode::kInvalidInput);
  CHECK(unlock(*desk, "reception words").ok());
  CHECK(desk->try_again_in().count() == 0);
}

TEST_CASE_FIXTURE(CaseworkFixture, "a restart of the desk keeps the wait after wrong passphrases") {
  {
    auto desk = open_desk();
    for (int i = 0; i < 3; ++i) {
      clock.advance(desk->try_again_in());
      CHECK(unlock(*desk, "not it").error().code == ErrorCode::kWrongKey);
    }
  }
  auto desk = open_desk();
  CHECK(desk->try_again_in() == seconds(4));
  CHECK(unlock(*desk, "reception words").error().code == ErrorCode::kRefused);
  clock.advance(seconds(4));
  CHECK(unlock(*desk, "reception words").ok());
}

TEST_CASE_FIXTURE(CaseworkFixture, "a damaged slot lets nobody try passphrases without a wait") {
  const auto slot = office.office_folder() / "staff/counselling.age";
  std::ofstream(slot, std::ios::trunc) << "rubbish";
  auto desk = open_desk();
  CHECK(unlock(*desk, "not it").error().code == ErrorCode::kCorrupt);
  CHECK(desk->try_again_in() == seconds(1));
  clock.advance(seconds(1));
  CHECK(unlock(*desk, "reception words").ok());
}

TEST_CASE_FIXTURE(CaseworkFixture,
                  "the desk says that its large store is damaged and deletes nothing of it") {
  records::RecordContent large = content("B 7", everything());
  large.full_xml = std::string(1'500'000, 'x');
  {
    auto store = records::RecordStore::open(places().store_file);
    REQUIRE(store.ok());
    for (int i = 0; i < 3; ++i) REQUIRE(store->put(seal(large)).ok());
  }
  {
    auto desk = open_desk();
    REQUIRE(unlock(*desk, "reception words").ok());
    CHECK(refreshed(*desk)->damage.empty());
  }
  records::turn_handed_over_round(places().store_file);
  auto desk = open_desk();
  REQUIRE(unlock(*desk, "reception words").ok());
  CHECK(refreshed(*desk)->entries.size() == 3);
  CHECK_FALSE(desk->queue()->damage.empty());
  clock.advance(std::chrono::hours(31 * 24));
  CHECK(refreshed(*desk)->entries.size() == 3);
}

TEST_CASE_FIXTURE(CaseworkFixture,
                  "the desk opens by the recovery sheet and not for administration") {
  const RecordId id = hand_over(content("B 7", everything()));
  auto root = crypto::open_root(office.office_folder(), "root words");
  REQUIRE(crypto::add_staff(office.office_folder(), *root,
                            {"vera", crypto::Role::kAdministration, secret("vera words"), 4},
                            office.random)
              .ok());
  auto desk = open_desk();
  CHECK(unlock(*desk, "vera words").error().code == ErrorCode::kNotFound);
  CHECK(desk->try_again_in().count() == 0);
  CHECK(summary_of(*desk, id).error().code == ErrorCode::kWrongKey);
  CHECK(unlock(*desk, office.recovery.text().text()).value() == crypto::Role::kRecovery);
  CHECK(refreshed(*desk)->entries.size() == 1);
}

TEST_CASE_FIXTURE(CaseworkFixture, "who came, read and marked what is in the signed trail") {
  const RecordId id = hand_over(content("B 7", everything()));
  {
    auto desk = open_desk();
    CHECK(unlock(*desk, "not it").error().code == ErrorCode::kWrongKey);
    CHECK(mark(*desk, id, records::EventKind::kDone).error().code == ErrorCode::kWrongKey);
    clock.advance(seconds(1));
    REQUIRE(unlock(*desk, "counselling words").ok());
    refreshed(*desk);
    REQUIRE(summary_of(*desk, id).ok());
    REQUIRE(mark(*desk, id, records::EventKind::kPrinted).ok());
    CHECK(mark(*desk, id, records::EventKind::kUnlocked).error().code == ErrorCode::kInvalidInput);
    CHECK(mark(*desk, RecordId{}, records::EventKind::kDone).error().code == ErrorCode::kNotFound);
  }
  auto store = records::RecordStore::open(places().store_file);
  REQUIRE(store.ok());
  records::EventLog log(*store);
  const auto events = *log.all();
  REQUIRE(events.size() == 3);
  CHECK(events[0].kind == records::EventKind::kUnlocked);
  CHECK(events[0].detail == "1 wrong passphrases before");
  CHECK(events[1].kind == records::EventKind::kOpened);
  CHECK(events[1].record == id);
  CHECK(events[2].kind == records::EventKind::kPrinted);
  CHECK(events[2].actor == "staff/counselling");
  CHECK(log.check(office.trust(), std::nullopt)->empty());
}

TEST_CASE_FIXTURE(CaseworkFixture,
                  "a withdrawn record leaves the list and can't be read any more") {
  const RecordId id = hand_over(content("B 7", everything()));
  hand_over(content("B 8", everything()));
  auto desk = open_desk();
  REQUIRE(unlock(*desk, "reception words").ok());
  CHECK(refreshed(*desk)->entries.size() == 2);
  REQUIRE(mark(*desk, id, records::EventKind::kWithdrawn).ok());
  CHECK(numbers(*refreshed(*desk)) == std::vector<std::string>{"B 8"});
  CHECK(summary_of(*desk, id).error().code == ErrorCode::kNotFound);
}

TEST_CASE_FIXTURE(CaseworkFixture, "the desk deletes records whose time is over, also while open") {
  hand_over(content("B 7", everything()));
  auto desk = open_desk();
  REQUIRE(unlock(*desk, "reception words").ok());
  CHECK(refreshed(*desk)->entries.size() == 1);
  clock.advance(std::chrono::hours(2));  // its time begins with the next run of retention
  CHECK(refreshed(*desk)->entries.size() == 1);
  clock.advance(std::chrono::hours(30 * 24 - 1));
  CHECK(refreshed(*desk)->entries.size() == 1);
  clock.advance(std::chrono::hours(1));
  CHECK(refreshed(*desk)->entries.empty());
}

TEST_CASE_FIXTURE(CaseworkFixture,
                  "a kiosk that is revoked counts no more from the next unlocking") {
  hand_over(content("B 7", everything()));
  auto desk = open_desk();
  REQUIRE(unlock(*desk, "reception words").ok());
  CHECK(refreshed(*desk)->entries.size() == 1);
  const auto root = crypto::open_root(office.office_folder(), "root words");
  REQUIRE(root.ok());
  REQUIRE(crypto::revoke_kiosk(office.office_folder(), *root, "kiosk-1").ok());
  desk->lock();
  hand_over(content("B 8", everything()));
  REQUIRE(unlock(*desk, "reception words").ok());
  CHECK(numbers(*refreshed(*desk)) == std::vector<std::string>{"B 7"});
  CHECK(desk->queue()->quarantined == 1);
}

TEST_CASE_FIXTURE(CaseworkFixture, "a locked desk shows no list and opens nothing") {
  const RecordId id = hand_over(content("B 7", everything()));
  auto desk = open_desk();
  CHECK(refreshed(*desk)->entries.empty());
  CHECK(summary_of(*desk, id).error().code == ErrorCode::kWrongKey);
  CHECK_FALSE(std::filesystem::is_empty(inbox()));

  REQUIRE(unlock(*desk, "counselling words").ok());
  CHECK(refreshed(*desk)->entries.size() == 1);
  desk->lock();
  CHECK(desk->queue()->entries.empty());
  CHECK(refreshed(*desk)->entries.empty());
  CHECK(summary_of(*desk, id).error().code == ErrorCode::kWrongKey);
}

TEST_CASE_FIXTURE(CaseworkFixture, "one desk at a time has the store open") {
  auto desk = open_desk();
  auto second = Office::open(places(), clock, office.random);
  REQUIRE_FALSE(second.ok());
  CHECK(second.error().code == ErrorCode::kConflict);
}

TEST_CASE_FIXTURE(CaseworkFixture, "nothing of a summary is written into the desk's folder") {
  const RecordId id = hand_over(content("B 27", everything()));
  auto desk = open_desk();
  REQUIRE(unlock(*desk, "counselling words").ok());
  refreshed(*desk);
  REQUIRE(summary_of(*desk, id).ok());
  int searched = 0;
  for (const auto& file : std::filesystem::recursive_directory_iterator(office.dir.path())) {
    if (!file.is_regular_file()) continue;
    std::ifstream in(file.path(), std::ios::binary);
    const std::string bytes((std::istreambuf_iterator<char>(in)), {});
    CHECK_FALSE(holds(bytes, kArabicQuestion));
    CHECK_FALSE(holds(bytes, "0351 123456"));
    ++searched;
  }
  CHECK(searched > 5);
}

}  // namespace
}  // namespace anlaufstelle::casework
