// SPDX-License-Identifier: EUPL-1.2
#include "kiosk/casework/queue_search.h"

#include <doctest/doctest.h>

#include "tests/kiosk/casework/casework_fixture.h"

namespace anlaufstelle::casework {
namespace {

QueueEntry entry(const std::string& number, const std::string& name = "") {
  QueueEntry made;
  made.number = number;
  if (!name.empty()) made.name = name_keys(name);
  return made;
}

std::string found(const Queue& queue, const QueueQuery& query) {
  std::string numbers;
  for (const auto i : search(queue, query)) numbers += queue.entries[i].number + ",";
  return numbers;
}
std::string found(const Queue& queue, const std::string& typed) {
  QueueQuery query;
  query.typed = typed;
  return found(queue, query);
}

TEST_CASE("a number is found by its beginning, with or without its letter") {
  Queue queue;
  queue.entries = {entry("B 27"), entry("C 2"), entry("A 72"), entry("B 2")};
  CHECK(found(queue, "") == "B 27,C 2,A 72,B 2,");
  CHECK(found(queue, "b") == "B 27,B 2,");
  CHECK(found(queue, "b 27") == "B 27,");
  CHECK(found(queue, "B27") == "B 27,");
  CHECK(found(queue, "2") == "B 27,C 2,B 2,");
  CHECK(found(queue, "9").empty());
}

TEST_CASE("a name is found as it was written, and as it is typed in Latin letters") {
  Queue queue;
  queue.entries = {entry("A 1", "سلمى"), entry("A 2", "Наталья"), entry("A 3", "Jürgen Weiß"),
                   entry("A 4", "محمد"), entry("A 5")};
  CHECK(found(queue, "سلم") == "A 1,");
  CHECK(found(queue, "Salma") == "A 1,");
  CHECK(found(queue, "natal") == "A 2,");
  CHECK(found(queue, "нат") == "A 2,");
  CHECK(found(queue, "jurgen") == "A 3,");
  CHECK(found(queue, "weiss") == "A 3,");
  CHECK(found(queue, "Jürgen W") == "A 3,");
  CHECK(found(queue, "Mohammad") == "A 4,");
  CHECK(found(queue, "Muhamed") == "A 4,");
  CHECK(found(queue, "xyz").empty());
}

TEST_CASE("day, form and state narrow the list down together with what is typed") {
  Queue queue;
  queue.entries = {entry("A 1"), entry("A 2"), entry("A 3"), entry("A 4")};
  queue.entries[0].minute = 99;
  queue.entries[1].minute = queue.entries[2].minute = queue.entries[3].minute = 100;
  queue.entries[2].form_id = "other";
  queue.entries[3].state = records::RecordState::kDone;
  QueueQuery query;
  query.today = 100;
  query.day = QueueQuery::Day::kToday;
  CHECK(found(queue, query) == "A 2,A 3,A 4,");
  query.state = records::RecordState::kNew;
  CHECK(found(queue, query) == "A 2,A 3,");
  query.form_id = "other";
  CHECK(found(queue, query) == "A 3,");
  query.typed = "a 2";
  CHECK(found(queue, query).empty());
  query = {};
  query.today = 100;
  query.day = QueueQuery::Day::kEarlier;
  CHECK(found(queue, query) == "A 1,");
}

TEST_CASE("a scanned number opens its entry, and half a number none") {
  Queue queue;
  queue.entries = {entry("B 27"), entry("B 2")};
  REQUIRE(with_number(queue, "b2") != nullptr);
  CHECK(with_number(queue, "b2")->number == "B 2");
  CHECK(with_number(queue, " B 27")->number == "B 27");
  CHECK(with_number(queue, "B") == nullptr);
  CHECK(with_number(queue, "") == nullptr);
}

TEST_CASE("a number that two people wait with opens neither's entry") {
  Queue queue;
  queue.entries = {entry("B 27"), entry("B 27"), entry("B 28"),
                   entry("B 28"), entry("B 29"), entry("B 29")};
  queue.entries[3].state = queue.entries[4].state = queue.entries[5].state =
      records::RecordState::kDone;
  CHECK(with_number(queue, "B 27") == nullptr);
  CHECK(all_with_number(queue, "B 27").size() == 2);
  CHECK(with_number(queue, "B 28") == &queue.entries[2]);  // the other one is done
  CHECK(with_number(queue, "B 29") == nullptr);
  CHECK(all_with_number(queue, "B 30").empty());
}

TEST_CASE_FIXTURE(CaseworkFixture, "names are found by counsellors, and lost at the lock") {
  Answers answers = everything();
  answers["/data/person/name"].ticked = false;
  hand_over(content("B 27", answers));
  auto desk = open_desk();
  REQUIRE(unlock(*desk, "reception words").ok());
  CHECK(found(*refreshed(*desk), "Salma").empty());
  desk->lock();
  REQUIRE(unlock(*desk, "counselling words").ok());
  auto queue = refreshed(*desk);
  CHECK(found(*queue, "Salma") == "B 27,");
  const std::weak_ptr<const NameKeys> keys = queue->entries.front().name;
  queue.reset();
  CHECK_FALSE(keys.expired());
  desk->lock();
  desk.reset();
  CHECK(keys.expired());
}

}  // namespace
}  // namespace anlaufstelle::casework
