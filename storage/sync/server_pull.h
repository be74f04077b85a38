// SPDX-License-Identifier: EUPL-1.2
#pragma once

#include <chrono>
#include <filesystem>
#include <map>
#include <set>
#include <span>
#include <string>
#include <vector>

#include "storage/base/id.h"
#include "storage/sync/server_link.h"

namespace anlaufstelle::sync {

// What a desk says of its store, from whatever thread has it.
class DeskStore {
 public:
  virtual ~DeskStore() = default;
  // For each: RecordStore::knows.
  virtual Result<std::vector<bool>> knows(std::span<const RecordId> ids) = 0;
};

// A desk's way from the association's server: what is new there is written into the desk's own
// inbox folder, and taken from it like what comes by a shared folder or a stick (take_inbox
// verifies and sets aside). Only when the store has a record is the server told: what no desk has
// taken is never removed there. `seq` isn't the order of commits, so each round looks back over a
// stretch, and once a day over everything. Several desks on one server don't disturb each other.
// REQUIRES: all given outlive it; one thread.
class ServerPull {
 public:
  ServerPull(ServerLink& link, DeskStore& store, std::filesystem::path inbox)
      : link_(link), store_(store), inbox_(std::move(inbox)) {}

  struct Round {
    int pulled = 0;   // envelopes that are new in the inbox folder
    int waiting = 0;  // that lie there and aren't in the store yet
  };
  // Errors: those of the link and the store; Unreachable (no inbox folder), Full, Io. What was
  // pulled before an error stays.
  Result<Round> run(std::chrono::milliseconds monotonic);

 private:
  struct Listed {
    RecordId id;
    std::int64_t seq = 0;
    bool taken = false;
  };
  Result<std::vector<Listed>> list(std::int64_t behind);
  Status take_page(std::span<const Listed> page, Round& round);
  Result<bool> pull(const RecordId& id);
  Status tell_taken(const std::vector<RecordId>& ids);
  Status pull_heads();

  ServerLink& link_;
  DeskStore& store_;
  std::filesystem::path inbox_;
  std::int64_t furthest_ = 0;
  std::set<RecordId> settled_;          // in the store, and the server knows
  std::map<std::string, Bytes> heads_;  // as they were written last, by kiosk
  std::chrono::milliseconds next_whole_{0};
};

}  // namespace anlaufstelle::sync
