// SPDX-License-Identifier: EUPL-1.2
#pragma once

#include <sys/types.h>

#include <chrono>
#include <cstdint>
#include <filesystem>
#include <map>
#include <string>
#include <vector>

#include "storage/records/record_store.h"
#include "tests/storage/test_office.h"

namespace anlaufstelle::records {

// The hand-in loop (tests/support/hand_in_loop.cpp) in a process of its own, for tests that end it
// or its disk at a random moment.
struct Child {
  pid_t pid = -1;
  int out = -1;  // its receipts
};

// Whether its syncs reach the disk.
enum class Syncs { kReal, kNone };
Child start_loop(const TestOffice& office, const std::filesystem::path& store,
                 const std::string& word, Syncs syncs = Syncs::kReal);

// Appends what comes within the time or until `lines` are there, whichever is first.
void read_some(const Child& child, std::chrono::milliseconds time, std::ptrdiff_t lines,
               std::string& text);
void read_rest(const Child& child, std::string& text);

// One line of the loop: written when the record was durable, at `monotonic_ns`.
struct Receipt {
  std::string number, mark;
  std::int64_t monotonic_ns = 0;
};
std::vector<Receipt> receipts_in(const std::string& text);
std::int64_t monotonic_ns();

// Opens the records from `first` on: each must be whole and carry the next number. Marks by
// number.
std::map<std::string, std::string> whole_records(RecordStore& store, std::size_t first,
                                                 const crypto::DeskTrust& trust,
                                                 const crypto::OpenedRole& role);

}  // namespace anlaufstelle::records
