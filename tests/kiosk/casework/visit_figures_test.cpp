// SPDX-License-Identifier: EUPL-1.2
#include "kiosk/casework/visit_figures.h"

#include <doctest/doctest.h>

#include "kiosk/casework/figures_count.h"
#include "kiosk/casework/talk_outcome.h"
#include "storage/crypto/key_sets.h"
#include "tests/kiosk/casework/casework_fixture.h"

namespace anlaufstelle::casework {
namespace {

using forms::Standing;
using records::Figure;
using records::Figures;

struct FiguresFixture : CaseworkFixture {
  std::string month() const {
    return crypto::month_of(
        std::chrono::floor<std::chrono::minutes>(clock.now()).time_since_epoch().count());
  }
  // Somebody unlocks the desk, and the list is brought up to date.
  std::size_t a_day_at_the_desk(std::string_view passphrase = "reception words") {
    auto desk = open_desk();
    REQUIRE(unlock(*desk, passphrase).ok());
    return refreshed(*desk)->entries.size();
  }
  std::vector<records::Retention::KeptFigures> kept() {
    auto store = records::RecordStore::open(places().store_file);
    REQUIRE(store.ok());
    return records::Retention(*store).figures().value();
  }
  Figures counted() {
    Figures all;
    const auto role = office.role("reception words");
    for (const auto& one : kept()) {
      const auto opened = records::open_figures(one.sealed, role.identities);
      REQUIRE_MESSAGE(opened.ok(), opened.error().context);
      records::add(all, *opened);
    }
    return all;
  }
};

TEST_CASE_FIXTURE(FiguresFixture, "a record is counted by its choices, never by what was written") {
  Answers answers = everything();
  answers["/data/anliegen/f20"] = {"arbeit familie", false, {}};
  answers["/data/sprache/f09"] = {"", false, Standing::kInPerson};
  const auto made = content("B 7", answers);
  const auto session = fill_in(answers);
  Figures figures;
  count_visit(figures, made, session.get());
  const std::string m = month();
  CHECK(figures == Figures{{{m, "entry", "27_59"}, 1},
                           {{m, "interpreter", "in-person"}, 1},
                           {{m, "language", "ar"}, 1},
                           {{m, "records", "all"}, 1},
                           {{m, "topic", "arbeit"}, 1},
                           {{m, "topic", "familie"}, 1},
                           {{m, "urgent", "yes"}, 1}});
}

TEST_CASE_FIXTURE(FiguresFixture, "what nobody answered, and a person without a form, count too") {
  Figures figures;
  const auto nothing = fill_in({});
  count_visit(figures, content("B 7", {}, ""), nothing.get());
  records::RecordContent minimal;
  minimal.language = "ur";
  minimal.minute = content("B 8", {}).minute;
  count_visit(figures, minimal, nullptr);
  const std::string m = month();
  CHECK(figures[{m, "records", "all"}] == 2);
  CHECK(figures[{m, "urgent", "no"}] == 2);
  CHECK(figures[{m, "topic", "none"}] == 1);
  CHECK(figures[{m, "language", "ur"}] == 1);
}

TEST_CASE_FIXTURE(FiguresFixture, "records are counted when they go, and only then") {
  hand_over(content("B 7", everything()));
  hand_over(content("B 8", everything(), ""));
  const std::string m = month();
  CHECK(a_day_at_the_desk() == 2);
  a_day_at_the_desk();  // their time begins with the run of retention after they came
  CHECK(kept().empty());
  clock.advance(std::chrono::hours(31 * 24));
  CHECK(a_day_at_the_desk() == 0);
  const Figures figures = counted();
  CHECK(figures.at({m, "records", "all"}) == 2);
  CHECK(figures.at({m, "urgent", "yes"}) == 1);
  const auto before = kept();
  a_day_at_the_desk("counselling words");  // nothing to count: nothing is written
  CHECK(kept().front().sealed == before.front().sealed);

  hand_over(content("B 9", everything()));
  a_day_at_the_desk("counselling words");
  a_day_at_the_desk("counselling words");
  clock.advance(std::chrono::hours(31 * 24));
  CHECK(a_day_at_the_desk("counselling words") == 0);
  CHECK(kept().size() == 1);
  Figures all = counted();
  CHECK(all[{m, "records", "all"}] == 2);
  std::uint64_t records = 0;
  for (const auto& [figure, count] : all) records += figure.what == "records" ? count : 0;
  CHECK(records == 3);
}

TEST_CASE_FIXTURE(
    FiguresFixture,
    "a language that can't be kept counts as another one and keeps nothing from deletion") {
  records::RecordContent odd = content("B 7", everything());
  odd.language = "not a tag";
  hand_over(odd);
  const std::string m = month();
  CHECK(a_day_at_the_desk() == 1);
  a_day_at_the_desk();
  clock.advance(std::chrono::hours(31 * 24));
  CHECK(a_day_at_the_desk() == 0);
  CHECK(counted().at({m, "language", "other"}) == 1);
}

TEST_CASE_FIXTURE(FiguresFixture, "a month that no clock shows counts nowhere") {
  records::RecordContent odd = content("B 7", everything());
  odd.minute = std::int64_t{60} * 24 * 366 * 20'000;
  Figures figures;
  count_visit(figures, odd, nullptr);
  CHECK(figures.empty());
}

TEST_CASE_FIXTURE(FiguresFixture, "figures that this person can't open stay beside the new ones") {
  hand_over(content("B 7", everything()));
  a_day_at_the_desk();
  a_day_at_the_desk();
  const crypto::Identity nobody = crypto::Identity::generate(office.random);
  auto other = crypto::age_seal(as_bytes("anything"), {{nobody.recipient()}}, office.random);
  REQUIRE(other.ok());
  {
    auto store = records::RecordStore::open(places().store_file);
    REQUIRE(store.ok());
    const auto role = office.role("reception words");
    REQUIRE(records::Retention(*store)
                .run({records::Retention::What::kHandedOver, 1, 0}, content("B 7", {}).minute,
                     records::signer_of(role),
                     [&](const auto&) {
                       return Result<std::optional<records::Retention::NewFigures>>(
                           records::Retention::NewFigures{*other, {}, {}});
                     })
                .ok());
  }
  clock.advance(std::chrono::hours(31 * 24));
  CHECK(a_day_at_the_desk() == 0);
  const auto all = kept();
  REQUIRE(all.size() == 2);
  CHECK(all[0].sealed == *other);
}

TEST_CASE_FIXTURE(FiguresFixture, "what came of a talk is counted once, by whoever can open it") {
  hand_over(content("B 7", everything()));
  const std::string m = month();
  {
    auto desk = open_desk();
    REQUIRE(unlock(*desk, "counselling words").ok());
    const RecordId id = refreshed(*desk)->entries.front().id;
    REQUIRE(enter_outcome(*desk, id, {"", {"25b"}, {}, "unknown"}).ok());
    REQUIRE(enter_outcome(*desk, id, {"", {"25b", "family"}, {"hfk"}, "unknown"}).ok());
    const auto summary = summary_of(*desk, id);
    REQUIRE(summary->outcome != nullptr);
    CHECK(summary->outcome->by == "counselling");
    CHECK(outcome_in_words(summary->outcome->outcome) ==
          "§ 25b: lange in Deutschland, Familie → Härtefallkommission; noch offen");
  }
  {
    auto desk = open_desk();
    REQUIRE(unlock(*desk, "reception words").ok());
    const RecordId id = refreshed(*desk)->entries.front().id;
    CHECK(enter_outcome(*desk, id, {"", {}, {}, "moved"}).error().code == ErrorCode::kWrongKey);
    CHECK(summary_of(*desk, id)->outcome == nullptr);
  }
  clock.advance(std::chrono::hours(31 * 24));
  CHECK(a_day_at_the_desk() == 0);
  CHECK_FALSE(counted().contains({m, "outcomes", "all"}));
  const auto on_the_screen = [&](std::string_view passphrase) {
    auto store = records::RecordStore::open(places().store_file);
    REQUIRE(store.ok());
    const auto count = FiguresCount::begin(*store, office.role(passphrase));
    REQUIRE(count.ok());
    Figures figures = count->figures();
    return figures[{m, "outcomes", "all"}];
  };
  CHECK(on_the_screen("reception words") == 0);
  CHECK(on_the_screen("counselling words") == 1);
  a_day_at_the_desk("counselling words");
  a_day_at_the_desk("counselling words");
  const Figures figures = counted();
  CHECK(figures.at({m, "outcomes", "all"}) == 1);
  CHECK(figures.at({m, "path", "25b"}) == 1);
  CHECK(figures.at({m, "path", "family"}) == 1);
  CHECK(figures.at({m, "referral", "hfk"}) == 1);
  CHECK(figures.at({m, "result", "unknown"}) == 1);
}
}  // namespace
}  // namespace anlaufstelle::casework
