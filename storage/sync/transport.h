// SPDX-License-Identifier: EUPL-1.2
#pragma once

#include <filesystem>
#include <optional>
#include <set>
#include <span>
#include <string_view>
#include <vector>

#include "storage/records/record_store.h"

namespace anlaufstelle::sync {

// Moves sealed envelopes to the office; knows nothing of what is inside. One thread each.
class Transport {
 public:
  virtual ~Transport() = default;
  // True only when the other side keeps the envelope durably. Errors: Unreachable, Full, Conflict.
  virtual Status send(const records::SealedRecord& record) = 0;
  // One answer for each; behind an error that concerns the way the others get that one too.
  virtual std::vector<Status> send_all(std::span<const records::SealedRecord> records);
  // One word for what was wrong with the way last; nothing: the error's code says it all.
  [[nodiscard]] virtual std::string_view trouble() const { return {}; }
};

// Something is wrong with one record (Conflict, Corrupt, TooNew), not with the way.
bool concerns_one_record(ErrorCode code);

// A folder both sides reach: one file `<record id>.envelope` each, written to a temporary name,
// fsynced and renamed. The folder must exist: a missing one is a stick or server that isn't
// there now, and making it would send the envelopes to nowhere. Setup makes it.
class InboxFolder : public Transport {
 public:
  // Errors: Unreachable.
  static Result<InboxFolder> open(const std::filesystem::path& folder);
  Status send(const records::SealedRecord& record) override;

 private:
  explicit InboxFolder(std::filesystem::path folder) : folder_(std::move(folder)) {}
  std::filesystem::path folder_;
};

// Where records wait until they are handed over.
class Outbox {
 public:
  virtual ~Outbox() = default;
  virtual Result<std::vector<RecordId>> waiting() = 0;  // oldest first
  virtual Result<records::SealedRecord> get(const RecordId& id) = 0;
  virtual Status handed_over(std::span<const RecordId> ids) = 0;
};

// A store's own, for the store's thread. REQUIRES: the store outlives it.
class StoreOutbox : public Outbox {
 public:
  explicit StoreOutbox(records::RecordStore& store) : store_(store) {}
  Result<std::vector<RecordId>> waiting() override { return store_.outbox(); }
  Result<records::SealedRecord> get(const RecordId& id) override { return store_.get(id); }
  Status handed_over(std::span<const RecordId> ids) override {
    return store_.mark_handed_over(ids);
  }

 private:
  records::RecordStore& store_;
};

// Sends what waits, but not `without`, and marks what arrived. Stops at the first error of the way
// and leaves the rest for the next time; a record that is wrong in itself stays and is named, and
// the others are sent.
struct Shipped {
  int sent = 0;
  std::optional<Error> error;     // the way's; or else the first of a record
  std::vector<RecordId> refused;  // wrong in themselves
};
Shipped ship(Outbox& outbox, Transport& transport, const std::set<RecordId>& without = {});

// The same for a store on its own thread: how many were sent, or the error.
Result<int> ship_outbox(records::RecordStore& store, Transport& transport);

// The desk's side: verifies, stores, then deletes each inbox file. What can't be verified is
// moved to `<folder>/quarantine` and counted, never lost; moved back, it is tried again.
// Errors: Unreachable (no folder), Full, Corrupt, Io: what wasn't taken stays in the inbox.
struct TakeReport {
  int stored = 0, already = 0, quarantined = 0;
};
Result<TakeReport> take_inbox(const std::filesystem::path& folder, records::RecordStore& store,
                              const crypto::DeskTrust& trust);

}  // namespace anlaufstelle::sync
