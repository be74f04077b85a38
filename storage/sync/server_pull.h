// SPDX-License-Identifier: EUPL-1.2
#pragma once

#include <chrono>
#include <filesystem>
#include <map>
#include <optional>
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

  // What the other desks are to hear, sealed, oldest first; a few at a time.
  struct Untold {
    std::uint64_t seq = 0;
    std::optional<RecordId> withdrawn;
    Bytes sealed;
  };
  virtual Result<std::vector<Untold>> untold() = 0;
  virtual Status told(std::uint64_t seq) = 0;
  // Cheap: whether asking is worth it. Any thread.
  [[nodiscard]] virtual bool has_untold() const = 0;
};

// A desk's way from the association's server: what is new there is written into the desk's own
// inbox folder, and taken from it like what comes by a shared folder or a stick (take_inbox
// verifies and sets aside). Only when the store has a record is the server told: what no desk has
// taken is never removed there. `seq` isn't the order of commits, so each round looks back over a
// stretch, and once a day over everything. Several desks on one server don't disturb each other;
// what they did with a record they tell each other by it, sealed (storage/sync/words.h).
// REQUIRES: all given outlive it; one thread.
class ServerPull {
 public:
  ServerPull(ServerLink& link, DeskStore& store, std::filesystem::path inbox)
      : link_(link), store_(store), inbox_(std::move(inbox)) {}

  struct Round {
    int pulled = 0;   // envelopes that are new in the inbox folder
    int waiting = 0;  // that lie there and aren't in the store yet
    int words = 0;    // of other desks, new in the inbox folder
    int told = 0;     // of this one, that the server has now
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
  Status pull_words(bool whole, Round& round);
  Status tell(Round& round);

  ServerLink& link_;
  DeskStore& store_;
  std::filesystem::path inbox_;
  std::int64_t furthest_ = 0;
  std::set<RecordId> settled_;          // in the store, and the server knows
  std::map<std::string, Bytes> heads_;  // as they were written last, by kiosk
  std::int64_t furthest_word_ = 0;
  std::set<std::int64_t> heard_;  // `seq` of words that were written into the inbox
  std::chrono::milliseconds next_whole_{0};
};

}  // namespace anlaufstelle::sync
