// SPDX-License-Identifier: EUPL-1.2
#include <doctest/doctest.h>

#include <signal.h>
#include <sys/wait.h>
#include <unistd.h>

#include <chrono>
#include <cstdint>
#include <cstdlib>

#include "tests/storage/records/hand_in_child.h"
#include "tests/storage/records/store_on_disk.h"
#include "tests/storage/sample_record.h"

namespace anlaufstelle::records {
namespace {

namespace fs = std::filesystem;

// Every fourth round ends somewhere in starting up, the others somewhere in handing in, however
// slow the disk is today.
void kill_at_a_random_moment(const Child& child, int round, SeededRandom& moments,
                             std::string& output) {
  using std::chrono::milliseconds;
  if (round % 4 != 0) {
    read_some(child, std::chrono::minutes(1), 1 + static_cast<std::ptrdiff_t>(moments.below(6)),
              output);
  }
  read_some(child, milliseconds(moments.below(round % 4 == 0 ? 90 : 25)), PTRDIFF_MAX, output);
  REQUIRE(kill(child.pid, SIGKILL) == 0);
  read_rest(child, output);
  close(child.out);
  int status = 0;
  REQUIRE(waitpid(child.pid, &status, 0) == child.pid);
  REQUIRE_MESSAGE(WIFSIGNALED(status), "the loop ended by itself");
}

}  // namespace

TEST_CASE("every receipt number shown before a kill has its whole record, kill after kill") {
  const int rounds = std::getenv("ANLAUFSTELLE_DEEP") != nullptr ? 1500 : 100;
  const std::uint64_t seed = std::random_device{}();
  MESSAGE("seed ", seed);
  SeededRandom moments(seed);
  TestOffice office;
  const fs::path file = office.dir.path() / "store";
  const auto trust = office.trust();
  const auto role = office.role("counselling words");
  std::size_t records = 0;
  std::size_t receipts_shown = 0;
  int rounds_with_receipts = 0;
  for (int round = 0; round < rounds; ++round) {
    CAPTURE(round);
    const Child child = start_loop(office, file, "round" + std::to_string(round));
    std::string output;
    kill_at_a_random_moment(child, round, moments, output);
    RecordStore store = open_store(file);
    const auto whole = whole_records(store, records, trust, role);
    const auto receipts = receipts_in(output);
    for (const auto& [number, mark, at] : receipts) {
      const auto found = whole.find(number);
      REQUIRE_MESSAGE(found != whole.end(), "lost: ", number);
      CHECK(found->second == mark);
    }
    // At most the one that was committed and not yet shown.
    CHECK(whole.size() <= receipts.size() + 1);
    receipts_shown += receipts.size();
    rounds_with_receipts += receipts.empty() ? 0 : 1;
    records += whole.size();
  }
  MESSAGE(receipts_shown, " receipts, ", records, " records");
  CHECK(rounds_with_receipts >= 75);
  CHECK(open_store(file).check_integrity().ok());
}

TEST_CASE("a second process is turned away from a store in use") {
  TestOffice office;
  const fs::path file = office.dir.path() / "store";
  const RecordStore store = open_store(file);
  const Child child = start_loop(office, file, "second");
  std::string output;
  read_rest(child, output);
  close(child.out);
  int status = 0;
  REQUIRE(waitpid(child.pid, &status, 0) == child.pid);
  CHECK(WIFEXITED(status));
  CHECK(WEXITSTATUS(status) == 3);
  CHECK(output.empty());
}

}  // namespace anlaufstelle::records
