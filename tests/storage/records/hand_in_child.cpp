// SPDX-License-Identifier: EUPL-1.2
#include "tests/storage/records/hand_in_child.h"

#include <doctest/doctest.h>
#include <fcntl.h>
#include <poll.h>
#include <spawn.h>
#include <unistd.h>

#include <algorithm>
#include <cstdlib>
#include <ctime>

#include "storage/records/call_number.h"

namespace anlaufstelle::records {

Child start_loop(const TestOffice& office, const std::filesystem::path& store,
                 const std::string& word, Syncs syncs) {
  int ends[2];
  REQUIRE(pipe2(ends, O_CLOEXEC) == 0);
  posix_spawn_file_actions_t actions;
  posix_spawn_file_actions_init(&actions);
  posix_spawn_file_actions_adddup2(&actions, ends[1], STDOUT_FILENO);
  std::string words[] = {HAND_IN_LOOP, office.kiosk_folder().string(), store.string(), word,
                         "no-sync"};
  char* argv[] = {words[0].data(),
                  words[1].data(),
                  words[2].data(),
                  words[3].data(),
                  syncs == Syncs::kNone ? words[4].data() : nullptr,
                  nullptr};
  Child child;
  REQUIRE(posix_spawn(&child.pid, argv[0], &actions, nullptr, argv, environ) == 0);
  posix_spawn_file_actions_destroy(&actions);
  close(ends[1]);
  child.out = ends[0];
  return child;
}

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

std::vector<Receipt> receipts_in(const std::string& text) {
  std::vector<Receipt> receipts;
  std::size_t at = 0;
  for (std::size_t end = text.find('\n'); end != std::string::npos; end = text.find('\n', at)) {
    const std::string line = text.substr(at, end - at);
    const std::size_t tab = line.find('\t'), second = line.find('\t', tab + 1);
    REQUIRE(second != std::string::npos);
    receipts.push_back({line.substr(0, tab), line.substr(tab + 1, second - tab - 1),
                        std::stoll(line.substr(second + 1))});
    at = end + 1;
  }
  return receipts;
}

std::int64_t monotonic_ns() {
  timespec now{};
  clock_gettime(CLOCK_MONOTONIC, &now);
  return now.tv_sec * std::int64_t{1'000'000'000} + now.tv_nsec;
}

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

}  // namespace anlaufstelle::records
