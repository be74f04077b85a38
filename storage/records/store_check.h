// SPDX-License-Identifier: EUPL-1.2
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "storage/records/event_log.h"
#include "storage/records/record_store.h"

namespace anlaufstelle::records {

// Questions that read every record of a store. They take a while; what is damaged is named record
// by record and the rest is looked at all the same. Thread and errors: the store's.

struct StoreReport {
  std::size_t opened = 0;  // signature and inside are sound
  std::size_t sealed = 0;  // the signature is sound; no key at hand opens it
  struct Damage {
    RecordId id;
    std::string what;
  };
  std::vector<Damage> damaged;  // records, and deletions of which tombstone or event is missing
  std::vector<EventLog::Break> breaks;  // of the audit trail
  EventLog::Head head;
  std::size_t tombstones = 0;
  [[nodiscard]] bool sound() const { return damaged.empty() && breaks.empty(); }
};
// The database's own integrity, each kiosk's signature, the audit trail, and whatever `role` (may
// be null) opens. `seen`: a head that somebody noted, EventLog::check.
Result<StoreReport> check_store(RecordStore& store, const crypto::DeskTrust& trust,
                                const crypto::OpenedRole* role,
                                const std::optional<std::string>& seen);

// The records with this call number that `role` opens, oldest first: numbers come back after some
// months.
struct NumberedRecord {
  RecordId id;
  std::int64_t minute = 0;  // of hand-in
};
Result<std::vector<NumberedRecord>> find_number(RecordStore& store, const crypto::DeskTrust& trust,
                                                const crypto::OpenedRole& role,
                                                const std::string& number);

// Superseded sets that no record here is sealed to and that were superseded at least
// `keep_minutes` ago: late envelopes of a kiosk may still come before that. Only sets whose secret
// `role` holds can be told. REQUIRES: `role` isn't recovery. Errors: a record that can't be read,
// because it may need any of them.
Result<std::vector<std::string>> unused_sets(RecordStore& store, const crypto::DeskTrust& trust,
                                             const crypto::OpenedRole& role,
                                             std::int64_t keep_minutes, std::int64_t minute);

}  // namespace anlaufstelle::records
