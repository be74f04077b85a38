// SPDX-License-Identifier: EUPL-1.2
#pragma once

#include <array>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

#include "storage/base/id.h"
#include "storage/crypto/office.h"

namespace anlaufstelle::records {

// What happened to a record, or in the office: who, what, when, signed by that person's key and
// chained to the event before (storage/FORMAT.md, Events). Any thread, no I/O.

// ON DISK: do not renumber.
enum class EventKind : std::uint8_t {
  kPrinted = 1,
  kInCounselling = 2,
  kDone = 3,
  kExported = 4,
  kDeleted = 5,           // retention ran out
  kWithdrawn = 6,         // the client asked for it
  kOpened = 7,            // somebody read it
  kUnlocked = 8,          // somebody came; the detail says how many wrong passphrases before
  kRestored = 9,          // this store was read back from a backup
  kKeySetDestroyed = 10,  // the detail names the set
  kHeadNoted = 11,        // of a kiosk's trail: "kiosk-1 12 4F6C…"
  kDayClosed = 12,        // the daily closing was printed
  kOutcome = 13,          // what came of the talk; the detail is the hash of what was sealed
};
std::string_view name_of(EventKind kind);

// A record's state is its last event that is one; kNew without any.
enum class RecordState { kNew, kPrinted, kInCounselling, kDone, kExported, kDeleted };
std::optional<RecordState> state_after(EventKind kind);

using EventHash = std::array<std::uint8_t, 32>;

// "staff/anna" or "kiosk/kiosk-1", and the key that card names.
struct EventSigner {
  std::string actor;
  const crypto::SigningKey* key = nullptr;
};
// REQUIRES: `role` outlives the signer and has a signing key.
EventSigner signer_of(const crypto::OpenedRole& role);
EventSigner signer_of(const crypto::KioskKeys& keys);

struct Event {
  EventHash previous{};   // of the event before; zeros for the first
  std::uint64_t seq = 0;  // from 1, without gaps
  EventKind kind = EventKind::kOpened;
  std::int64_t minute = 0;         // since 1970-01-01 UTC, by the clock of that machine
  std::optional<RecordId> record;  // nothing: about no record
  std::string actor;               // 1 to 64 bytes
  std::string detail;              // at most 256 bytes without control characters
  crypto::Signature signature{};
};

// Signs and writes. REQUIRES: texts of the sizes above.
Bytes write_event(Event& event, const crypto::SigningKey& key);
// Takes nothing else than what write_event writes. Errors: Corrupt, TooNew.
Result<Event> read_event(ByteView entry);
EventHash hash_of(ByteView entry);

// Errors: NotFound (the office has nobody of this name), Corrupt (another key signed it).
Status verify_event(const Event& event, const crypto::DeskTrust& trust);

}  // namespace anlaufstelle::records
