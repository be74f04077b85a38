// SPDX-License-Identifier: EUPL-1.2
// How the desk keeps its trail and the kiosks' from being cut off unseen.
#include <doctest/doctest.h>

#include "kiosk/casework/day_sheet.h"
#include "storage/records/event_log.h"
#include "storage/sync/trail_head.h"
#include "tests/kiosk/casework/casework_fixture.h"

namespace anlaufstelle::casework {
namespace {

using records::EventKind;
using records::EventLog;

struct ClosingFixture : CaseworkFixture {
  records::RecordStore open(const char* name) {
    auto store = records::RecordStore::open(office.dir.path() / name);
    REQUIRE(store.ok());
    return std::move(*store);
  }
  // A kiosk's store with that many events sends its head.
  std::string send_head(const char* name, int events) {
    auto store = open(name);
    const auto keys = office.kiosk_keys();
    for (int i = 0; i < events; ++i) {
      REQUIRE(EventLog(store)
                  .append({EventKind::kRestored, std::nullopt, name, 1}, records::signer_of(keys))
                  .ok());
    }
    REQUIRE(sync::put_trail_head(inbox(), store, keys).ok());
    return EventLog(store).head()->text();
  }
  static Result<printing::Sheet> close(Office& desk) {
    Answer<Result<printing::Sheet>> answer;
    desk.close_day([&](Result<printing::Sheet> sheet) { answer.give(std::move(sheet)); });
    return answer.wait();
  }
  std::vector<records::Event> events() {
    auto store = open("desk.sqlite");
    return EventLog(store).all().value();
  }
};

TEST_CASE_FIXTURE(ClosingFixture,
                  "the closing's sheet says how far the trail goes, itself included") {
  hand_over(content("B 27", everything()));
  std::string head_on_paper, head_on_screen;
  {
    auto desk = open_desk();
    REQUIRE(unlock(*desk, "reception words").ok());
    refreshed(*desk);
    const auto sheet = close(*desk);
    REQUIRE_MESSAGE(sheet.ok(), sheet.error().context);
    const std::string paper = flat(sheet->sections);
    CHECK(holds(paper, "Abgeschlossen von: reception"));
    CHECK(holds(paper, "neu: 1"));
    CHECK_FALSE(holds(paper, "B 27"));
    head_on_screen = refreshed(*desk)->head;
    CHECK(holds(paper, "verify --head \"" + head_on_screen + "\""));
  }
  const auto all = events();
  CHECK(all.back().kind == EventKind::kDayClosed);
  CHECK(all.back().actor == "staff/reception");
  auto store = open("desk.sqlite");
  CHECK(EventLog(store).head()->text() == head_on_screen);
  CHECK(EventLog(store).check(office.trust(), head_on_screen)->empty());
}

TEST_CASE_FIXTURE(ClosingFixture, "nobody closes the day with the recovery key or a locked desk") {
  auto desk = open_desk();
  CHECK(close(*desk).error().code == ErrorCode::kWrongKey);
  const SecretBytes sheet = office.recovery.text();
  REQUIRE(unlock(*desk, sheet.text()).ok());
  CHECK(close(*desk).error().code == ErrorCode::kWrongKey);
}

TEST_CASE_FIXTURE(ClosingFixture,
                  "a kiosk's head is noted once, and stands on the closing's sheet") {
  const std::string head = send_head("kiosk.sqlite", 2);
  {
    auto desk = open_desk();
    REQUIRE(unlock(*desk, "reception words").ok());
    CHECK(refreshed(*desk)->doubted_trails.empty());
    send_head("kiosk.sqlite", 0);
    CHECK(refreshed(*desk)->doubted_trails.empty());
    CHECK(holds(flat(close(*desk)->sections), "Protokoll von kiosk-1, zuletzt gemeldet: " + head));
  }
  int noted = 0;
  for (const auto& event : events()) noted += event.kind == EventKind::kHeadNoted ? 1 : 0;
  CHECK(noted == 1);
}

TEST_CASE_FIXTURE(ClosingFixture,
                  "a kiosk's trail that is shorter than it was, or another, is told") {
  send_head("kiosk.sqlite", 3);
  {
    auto desk = open_desk();
    REQUIRE(unlock(*desk, "reception words").ok());
    refreshed(*desk);
  }
  SUBCASE("shorter") {
    send_head("another.sqlite", 2);
  }
  SUBCASE("as long, but another one") {
    send_head("another.sqlite", 3);
  }
  auto desk = open_desk();  // knows it from the trail
  REQUIRE(unlock(*desk, "counselling words").ok());
  CHECK(refreshed(*desk)->doubted_trails == std::vector<std::string>{"kiosk-1"});
}

}  // namespace
}  // namespace anlaufstelle::casework
