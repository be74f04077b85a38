// SPDX-License-Identifier: EUPL-1.2
#include "kiosk/casework/card_index.h"

#include <doctest/doctest.h>

#include "storage/base/file.h"
#include "storage/crypto/key_sets.h"
#include "storage/records/retention.h"
#include "tests/kiosk/casework/casework_fixture.h"

namespace anlaufstelle::casework {
namespace {

namespace fs = std::filesystem;
using records::EventKind;
using records::EventLog;

struct IndexFixture : CaseworkFixture {
  IndexFixture() {
    for (int i = 1; i <= 3; ++i) {
      QueueEntry card;
      card.id = RecordId::make(office.random);
      card.kiosk_id = "kiosk-1";
      card.number = "B " + std::to_string(i);
      card.minute = 29'922'360 + i;
      card.language = i == 1 ? "ar" : "ur";
      card.language_german = i == 1 ? "Arabisch" : "Urdu";
      card.form_id = "probe";
      if (i == 2) card.urgency = {"U1", "U3"};
      card.interpreter = i == 3;
      cards.emplace(card.id, card);
    }
  }
  void save(std::string_view words = "reception words") {
    const auto role = office.role(words);
    const Status saved = save_cards(file, cards, store, office.trust(), role, office.random);
    REQUIRE_MESSAGE(saved.ok(), saved.error().context);
  }
  Result<Cards> load(std::string_view words = "counselling words") {
    return load_cards(file, store, office.trust(), office.role(words));
  }

  Cards cards;
  records::RecordStore store =
      std::move(records::RecordStore::open(office.dir.path() / "store")).value();
  fs::path file = office.dir.path() / "desk.index";
};

bool same(const QueueEntry& a, const QueueEntry& b) {
  return a.id == b.id && a.kiosk_id == b.kiosk_id && a.number == b.number && a.minute == b.minute &&
         a.language == b.language && a.language_german == b.language_german &&
         a.form_id == b.form_id && a.urgency == b.urgency && a.interpreter == b.interpreter &&
         a.state == b.state;
}

TEST_CASE_FIXTURE(IndexFixture, "whoever opens slips reads the cards as they were kept") {
  save();
  for (const char* words : {"reception words", "counselling words", "recovery words"}) {
    const auto loaded = load(words);
    REQUIRE_MESSAGE(loaded.ok(), loaded.error().context);
    REQUIRE(loaded->size() == cards.size());
    for (const auto& [id, card] : cards) CHECK(same(loaded->at(id), card));
  }
  CHECK_FALSE(holds(std::string(as_text(read_file(file, 1 << 20).value())), "kiosk-1"));
}

TEST_CASE_FIXTURE(IndexFixture, "a changed file, a cut one and another person's are not believed") {
  save();
  const Bytes sound = read_file(file, 1 << 20).value();
  for (std::size_t at = 0; at < sound.size(); at += 509) {
    CAPTURE(at);
    Bytes bytes = sound;
    bytes[at] ^= 1;
    REQUIRE(write_file_durably(file, bytes).ok());
    CHECK_FALSE(load().ok());
    bytes = sound;
    bytes.resize(at);
    REQUIRE(write_file_durably(file, bytes).ok());
    CHECK_FALSE(load().ok());
  }
  fs::remove(file);
  CHECK(load().error().code == ErrorCode::kNotFound);
}

TEST_CASE_FIXTURE(IndexFixture, "who doesn't work here any more is not believed") {
  const auto root = crypto::open_root(office.office_folder(), "root words");
  save("counselling words");
  REQUIRE(load("reception words").ok());
  REQUIRE(
      crypto::revoke_staff(office.office_folder(), *root, "counselling", 29'922'400, office.random)
          .ok());
  CHECK(load("reception words").error().code == ErrorCode::kCorrupt);
}

TEST_CASE_FIXTURE(IndexFixture,
                  "states are those of the trail, and another trail's index isn't one") {
  const auto signer_role = office.role("reception words");
  const auto signer = records::signer_of(signer_role);
  const records::SealedRecord record = seal(content("B 9", everything()));
  REQUIRE(store.put(record).ok());
  QueueEntry card;
  card.id = record.id;
  card.number = "B 9";
  cards.emplace(card.id, card);
  REQUIRE(EventLog(store).append({EventKind::kUnlocked, std::nullopt, {}, 1}, signer).ok());
  save();
  REQUIRE(EventLog(store).append({EventKind::kDone, record.id, {}, 1}, signer).ok());
  CHECK(load()->at(record.id).state == records::RecordState::kDone);
  auto other = records::RecordStore::open(office.dir.path() / "other");
  CHECK(load_cards(file, *other, office.trust(), office.role("reception words")).error().code ==
        ErrorCode::kNotFound);
}

struct ManyFixture : CaseworkFixture {
  // More than are read again sooner than they are kept.
  void hand_over_many() {
    for (int i = 0; i < 260; ++i) hand_over(content("B 7", {}, ""));
  }
  std::shared_ptr<const Queue> a_day_at_the_desk(std::string_view words = "reception words") {
    auto desk = open_desk();
    REQUIRE(unlock(*desk, words).ok());
    return refreshed(*desk);
  }
  fs::path file = office.dir.path() / "desk.index";
};

TEST_CASE_FIXTURE(ManyFixture,
                  "a long list is kept for the next unlocking, and not beyond deletion") {
  hand_over_many();
  const auto first = a_day_at_the_desk();
  CHECK(first->entries.size() == 260);
  REQUIRE(fs::exists(file));
  const auto again = a_day_at_the_desk();
  REQUIRE(again->entries.size() == 260);
  for (std::size_t i = 0; i < 260; ++i) CHECK(same(first->entries[i], again->entries[i]));
  {
    auto desk = open_desk();
    REQUIRE(unlock(*desk, "reception words").ok());
    refreshed(*desk);
    REQUIRE(mark(*desk, first->entries[0].id, EventKind::kWithdrawn).ok());
    CHECK_FALSE(fs::exists(file));
    CHECK(refreshed(*desk)->entries.size() == 259);
    CHECK(fs::exists(file));
  }
  clock.advance(std::chrono::hours(31 * 24));
  CHECK(a_day_at_the_desk()->entries.empty());
  CHECK_FALSE(fs::exists(file));
}

TEST_CASE_FIXTURE(ManyFixture, "a list that was kept gets its names by itself") {
  Answers answers = everything();
  answers["/data/person/name"].ticked = false;
  for (int i = 0; i < 260; ++i) hand_over(content("B 7", answers));
  a_day_at_the_desk("counselling words");
  REQUIRE(fs::exists(file));
  auto desk = open_desk();
  REQUIRE(unlock(*desk, "counselling words").ok());
  CHECK(refreshed(*desk)->names_pending == 60);  // two hundred went before
  const auto queue = refreshed(*desk);
  CHECK(queue->names_pending == 0);
  std::size_t named = 0;
  for (const auto& entry : queue->entries) named += entry.name ? 1 : 0;
  CHECK(named == 260);
  desk->lock();
  REQUIRE(unlock(*desk, "reception words").ok());
  CHECK(refreshed(*desk)->names_pending == 0);  // reception looks for numbers only
}

TEST_CASE_FIXTURE(ManyFixture, "a kept list has no card of a record that went without the desk") {
  hand_over_many();
  const auto first = a_day_at_the_desk();
  REQUIRE(fs::exists(file));
  {
    auto store = records::RecordStore::open(places().store_file);
    REQUIRE(store.ok());
    const auto role = office.role("reception words");
    REQUIRE(records::Retention(*store)
                .remove(first->entries[0].id, EventKind::kWithdrawn, first->entries[0].minute,
                        records::signer_of(role))
                .ok());
  }
  auto desk = open_desk();
  REQUIRE(unlock(*desk, "reception words").ok());
  CHECK_FALSE(fs::exists(file));
  CHECK(refreshed(*desk)->entries.size() == 259);
}

TEST_CASE_FIXTURE(ManyFixture, "a record that was damaged since its card was kept is found out") {
  hand_over_many();
  const auto before = a_day_at_the_desk();
  {
    auto store = records::RecordStore::open(places().store_file);
    REQUIRE(store.ok());
    REQUIRE(store->checkpoint().ok());
  }
  Bytes bytes = read_file(places().store_file, 1 << 24).value();
  const std::string mark = "age-encryption.org";
  const auto at = std::search(bytes.begin(), bytes.end(), mark.begin(), mark.end());
  REQUIRE(at != bytes.end());
  *(at + 60) ^= 1;
  REQUIRE(write_file_durably(places().store_file, bytes).ok());
  auto desk = open_desk();
  REQUIRE(unlock(*desk, "reception words").ok());
  refreshed(*desk);  // two hundred at each refresh
  refreshed(*desk);
  const auto queue = refreshed(*desk);
  CHECK(queue->unreadable == 1);
  CHECK(queue->entries.size() == 259);
}

}  // namespace
}  // namespace anlaufstelle::casework
