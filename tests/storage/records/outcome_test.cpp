// SPDX-License-Identifier: EUPL-1.2
#include "storage/records/outcome.h"

#include <doctest/doctest.h>

#include "storage/crypto/key_sets.h"
#include "storage/records/event_log.h"
#include "storage/records/retention.h"
#include "storage/records/store_check.h"
#include "tests/storage/records/store_on_disk.h"
#include "tests/storage/sample_record.h"

namespace anlaufstelle::records {
namespace {

constexpr std::int64_t kDay = 24 * 60, kStart = 29'922'360;

struct OutcomeFixture {
  OutcomeFixture()
      : anna(office.role("counselling words")),
        desk(office.role("reception words")),
        trust(office.trust()),
        store(open_store(file)) {}
  SealedRecord put_record() {
    SealedRecord record = seal_sample(office, sample_content());
    REQUIRE(store.put(record).ok());
    return record;
  }
  SealedOutcome sealed(const Outcome& outcome) {
    auto made = seal_outcome(outcome, trust.sets.front(), office.random);
    REQUIRE_MESSAGE(made.ok(), made.error().context);
    return std::move(made).value();
  }
  void enter(const RecordId& id, const Outcome& outcome = kTalk) {
    REQUIRE(Outcomes(store).put(id, sealed(outcome), kStart, signer_of(anna)).ok());
  }
  std::size_t run_retention(std::int64_t minute, const Retention::Count& count) {
    const auto gone = Retention(store).run({Retention::What::kEverything, kDay, kStart}, minute,
                                           signer_of(desk), count);
    REQUIRE_MESSAGE(gone.ok(), gone.error().context);
    return gone->size();
  }

  inline static const Outcome kTalk{"2026-11", {"25b", "23a"}, {"hfk"}, "unknown"};
  TestOffice office;
  std::filesystem::path file = office.dir.path() / "store";
  crypto::OpenedRole anna, desk;
  crypto::DeskTrust trust;
  RecordStore store;
};

}  // namespace

TEST_CASE_FIXTURE(OutcomeFixture, "an outcome is for whoever opens whole records") {
  const SealedOutcome made = sealed(kTalk);
  CHECK(*open_outcome(made.age, anna.identities) == kTalk);
  CHECK(*open_outcome(made.age, office.role("recovery words").identities) == kTalk);
  CHECK(open_outcome(made.age, desk.identities).error().code == ErrorCode::kWrongKey);
  CHECK(made.key_set == trust.sets.front().id);
  // Its size doesn't tell how much was talked about.
  CHECK(sealed({"2026-11", {}, {}, "unknown"}).age.size() == made.age.size());
}

TEST_CASE_FIXTURE(OutcomeFixture, "only codes are sealed, each once") {
  for (const Outcome& wrong :
       {Outcome{"November", {}, {}, "unknown"}, Outcome{"2026-11", {}, {}, ""},
        Outcome{"2026-11", {"25b", "25b"}, {}, "unknown"},
        Outcome{"2026-11", {"Frau Hamidi"}, {}, "unknown"},
        Outcome{"2026-11", {}, {"a\nresult title"}, "unknown"}}) {
    CHECK(seal_outcome(wrong, trust.sets.front(), office.random).error().code ==
          ErrorCode::kInvalidInput);
  }
}

TEST_CASE_FIXTURE(OutcomeFixture, "a later outcome takes the place of the earlier one") {
  const RecordId id = put_record().id;
  CHECK_FALSE(Outcomes(store).of(id, trust)->has_value());
  enter(id);
  Outcome later = kTalk;
  later.result = "title";
  enter(id, later);
  const auto kept = Outcomes(store).of(id, trust);
  REQUIRE(kept.ok());
  CHECK(*open_outcome((*kept)->age, anna.identities) == later);
  CHECK((*kept)->event.actor == "staff/counselling");
  CHECK(EventLog(store).of(id, trust)->size() == 2);
  CHECK(EventLog(store).standing(id, trust)->state == RecordState::kNew);  // it is no state
  CHECK(EventLog(store).check(trust, std::nullopt)->empty());
  CHECK(Outcomes(store).put(RecordId{}, sealed(kTalk), kStart, signer_of(anna)).error().code ==
        ErrorCode::kNotFound);
}

TEST_CASE_FIXTURE(OutcomeFixture, "an outcome of another record, or by reception, isn't shown") {
  const RecordId first = put_record().id, second = put_record().id;
  enter(first);
  enter(second, {"2026-11", {}, {}, "moved"});
  const RecordId third = put_record().id;
  REQUIRE(Outcomes(store).put(third, sealed(kTalk), kStart, signer_of(desk)).ok());
  CHECK(Outcomes(store).of(third, trust).error().code == ErrorCode::kCorrupt);
  std::optional<RecordStore> closing(std::move(store));
  closing.reset();
  run_sql(file,
          "UPDATE outcome SET sealed = (SELECT sealed FROM outcome WHERE seq = 2) WHERE seq = 1");
  store = open_store(file);
  CHECK(Outcomes(store).of(first, trust).error().code == ErrorCode::kCorrupt);
  CHECK(Outcomes(store).of(second, trust)->has_value());
}

TEST_CASE_FIXTURE(OutcomeFixture, "a withdrawn record takes its outcome along, uncounted") {
  const RecordId id = put_record().id;
  enter(id);
  REQUIRE(Retention(store).remove(id, EventKind::kWithdrawn, kStart, signer_of(desk)).ok());
  CHECK(Outcomes(store).key_sets()->empty());
}

TEST_CASE_FIXTURE(OutcomeFixture,
                  "what nobody could count waits without its record, and its keys with it") {
  const RecordId id = put_record().id;
  enter(id);
  std::size_t seen = 0;
  const auto reception = [&](const Retention::Leaving& leaving) {
    seen = leaving.outcomes.size();
    return Result<std::optional<Retention::NewFigures>>(std::nullopt);
  };
  run_retention(kStart, reception);
  CHECK(seen == 0);  // it stays as long as its record
  CHECK(run_retention(kStart + kDay, reception) == 1);
  CHECK(seen == 1);
  run_retention(kStart + kDay + 1, reception);
  CHECK(seen == 1);
  CHECK_FALSE(Outcomes(store).of(id, trust)->has_value());

  // A second set: the first is needed although no record is left.
  crypto::SigningKey root = crypto::open_root(office.office_folder(), "root words").value();
  REQUIRE(
      crypto::rotate_keys(office.office_folder(), root, kStart + kDay, std::nullopt, office.random)
          .ok());
  const auto later = office.trust();
  const auto unused = [&] { return *unused_sets(store, later, desk, kDay, kStart + 40 * kDay); };
  CHECK(unused().empty());
  const auto counsellor = [&](const Retention::Leaving& leaving) {
    Retention::NewFigures figures{Bytes{7}, {}, {}};
    for (const auto& one : leaving.outcomes) {
      CHECK(*open_outcome(one.age, anna.identities) == kTalk);
      figures.outcomes.push_back(one.seq);
    }
    return Result<std::optional<Retention::NewFigures>>(std::move(figures));
  };
  run_retention(kStart + 2 * kDay, counsellor);
  CHECK(Outcomes(store).key_sets()->empty());
}

}  // namespace anlaufstelle::records
