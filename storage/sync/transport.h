// SPDX-License-Identifier: EUPL-1.2
#pragma once

#include <filesystem>
#include <vector>

#include "storage/records/record_store.h"

namespace anlaufstelle::sync {

// Moves sealed envelopes to the office; knows nothing of what is inside. One thread each.
class Transport {
 public:
  virtual ~Transport() = default;
  // True only when the other side keeps the envelope durably. Errors: Unreachable, Full, Conflict.
  virtual Status send(const records::SealedRecord& record) = 0;
};

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

// Sends everything in the store's outbox and marks what arrived. Returns how many were sent;
// stops at the first error and leaves the rest for the next time. Where the error concerns one
// record only (Conflict, Corrupt, TooNew), that one stays and the others are sent before the
// error is returned.
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
