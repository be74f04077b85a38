// SPDX-License-Identifier: EUPL-1.2
#include <doctest/doctest.h>

#include <fcntl.h>
#include <poll.h>
#include <signal.h>
#include <spawn.h>
#include <sys/wait.h>
#include <unistd.h>

#include <algorithm>
#include <chrono>
#include <cstdint>
#include <cstdlib>
#include <map>

#include "storage/records/call_number.h"
#include "tests/storage/records/store_on_disk.h"
#include "tests/storage/sample_record.h"

namespace anlaufstelle::records {
namespace {

namespace fs = std::filesystem;

struct Child {
  pid_t pid = -1;
  int out = -1;
};

Child start_loop(const TestOffice& office, const fs::path& store, const std::string& word) {
  int ends[2];
  REQUIRE(pipe2(ends, O_CLOEXEC) == 0);
  posix_spawn_file_actions_t actions;
  posix_spawn_file_actions_init(&actions);
  posix_spawn_file_actions_adddup2(&actions, ends[1], STDOUT_FILENO);
  std::string words[] = {HAND_IN_LOOP, office.kiosk_folder().string(), store.string(), word};
  char* argv[] = {words[0].data(), words[1].data(), words[2].data(), words[3].data(), nullptr};
  Child child;
  REQUIRE(posix_spawn(&child.pid, argv[0], &actions, nullptr, argv, environ) == 0);
  posix_spawn_file_actions_destroy(&actions);
  close(ends[1]);
  child.out = ends[0];
  return child;
}

// Appends what comes within the time or until `lines` are there, whichever is first.
void read_some(const Child& child, std::chrono::milliseconds time, std::ptrdiff_t lines,
               std::string& text) {
  const auto end = std::chrono::steady_clock::now() + time;
  while (std::count(text.begin(), text.end(), '\n') < lines) {
    const auto left = std::chrono::duration_cast<std::chrono::milliseconds>(
        end - std::chrono::steady_clock::now());
    pollfd wait{child.out, POLLIN, 0};
    if (left.count() <= 0 || poll(&wait, 1, static_cast<int>(left.count())) <= 0) return;
    char buffer[4096];
    const ssize_t n = read(child.out, buffer, sizeof buffer);
    if (n <= 0) return;
    text.append(buffer, static_cast<std::size_t>(n));
  }
}

void read_rest(const Child& child, std::string& text) {
  read_some(child, std::chrono::hours(1), PTRDIFF_MAX, text);
}

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

// Receipts: number and mark of every complete line.
std::vector<std::pair<std::string, std::string>> receipts_in(const std::string& text) {
  std::vector<std::pair<std::string, std::string>> receipts;
  std::size_t at = 0;
  for (std::size_t end = text.find('\n'); end != std::string::npos; end = text.find('\n', at)) {
    const std::string line = text.substr(at, end - at);
    const std::size_t tab = line.find('\t');
    REQUIRE(tab != std::string::npos);
    receipts.emplace_back(line.substr(0, tab), line.substr(tab + 1));
    at = end + 1;
  }
  return receipts;
}

// Opens the records from `first` on: each must be whole and carry the next number.
std::map<std::string, std::string> whole_records(RecordStore& store, std::size_t first,
                                                 const crypto::DeskTrust& trust,
                                                 const crypto::OpenedRole& role) {
  std::map<std::string, std::string> mark_by_number;
  const auto ids = store.ids();
  REQUIRE(ids.ok());
  for (std::size_t i = first; i < ids->size(); ++i) {
    const auto record = store.get((*ids)[i]);
    REQUIRE(record.ok());
    REQUIRE(verify_record(*record, trust).ok());
    const auto opened = open_record(*record, role);
    REQUIRE(opened.ok());
    const RecordContent& content = opened->content;
    REQUIRE(content.number == call_number(i));
    REQUIRE(content.slip_xml.size() > 13);
    const std::string mark = content.slip_xml.substr(6, content.slip_xml.size() - 13);
    REQUIRE(content.full_xml == "<full>" + mark + std::string(6000, 'x') + mark + "</full>");
    mark_by_number[content.number] = mark;
  }
  return mark_by_number;
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
    for (const auto& [number, mark] : receipts) {
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
