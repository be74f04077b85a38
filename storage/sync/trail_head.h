// SPDX-License-Identifier: EUPL-1.2
#pragma once

#include <cstdint>
#include <filesystem>
#include <string>
#include <vector>

#include "storage/crypto/office.h"
#include "storage/records/record_store.h"

namespace anlaufstelle::sync {

// How far a kiosk's audit trail went, signed by that kiosk: sent along with its envelopes, so that
// a trail that was cut off since shows (storage/FORMAT.md, Inbox).
struct TrailHead {
  std::string kiosk_id;
  std::uint64_t seq = 0;
  std::string text;  // as EventLog::Head::text()
  bool operator==(const TrailHead&) const = default;
};

// As a kiosk sends it; empty before the trail's first event. The storage thread. Errors: the
// store's.
Result<Bytes> trail_head_of(records::RecordStore& store, const crypto::KioskKeys& keys);

// Replaces the kiosk's earlier one in an inbox folder; nothing before the trail's first event.
// The storage thread. Errors: Unreachable, and those of store and disk.
Status put_trail_head(const std::filesystem::path& folder, records::RecordStore& store,
                      const crypto::KioskKeys& keys);

// Takes what kiosks put there; what no enrolled kiosk signed goes to quarantine. Errors:
// Unreachable, Io.
struct HeadReport {
  std::vector<TrailHead> heads;
  int quarantined = 0;
};
Result<HeadReport> take_trail_heads(const std::filesystem::path& folder,
                                    const crypto::DeskTrust& trust);

}  // namespace anlaufstelle::sync
