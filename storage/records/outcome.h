// SPDX-License-Identifier: EUPL-1.2
#pragma once

#include <optional>
#include <span>
#include <string>
#include <vector>

#include "storage/records/event.h"
#include "storage/records/record_store.h"

namespace anlaufstelle::records {

// What came of a talk, as a counsellor entered it: codes and never words of somebody's own
// (facts.md 3.2, storage/FORMAT.md, Outcomes).
struct Outcome {
  std::string month;                          // of the entry, "2026-11", UTC
  std::vector<std::string> paths, referrals;  // each code once, of the shape of a figure's value
  std::string result;                         // one such code
  bool operator==(const Outcome&) const = default;
};

// For those who open whole records of that set; the size tells it in steps of 256 bytes.
struct SealedOutcome {
  std::string key_set;
  Bytes age;
};
// Errors: InvalidInput (a text of another shape).
Result<SealedOutcome> seal_outcome(const Outcome& outcome, const crypto::KeySet& keys,
                                   Random& random);
// Errors: WrongKey, Corrupt, TooNew.
Result<Outcome> open_outcome(ByteView age, std::span<const crypto::Identity> identities);

// Whether `actor` ("staff/anna") may enter one: the role is on the card, signed by the root.
bool may_enter_outcome(const std::string& actor, const crypto::DeskTrust& trust);

// The outcomes in a desk's store, one for each record: its event in the audit trail names the
// hash of the sealed bytes beside. Uses the store's connection: its thread, its errors.
class Outcomes {
 public:
  explicit Outcomes(RecordStore& store) : store_(store) {}

  // In the place of an earlier one. Durable when it returns. Errors: NotFound (no such record).
  Status put(const RecordId& id, const SealedOutcome& outcome, std::int64_t minute,
             const EventSigner& signer);

  struct Kept {
    Event event;  // who, and when; verified
    Bytes age;
  };
  // Errors: Corrupt (not what was signed, or not by a counsellor), NotFound (nobody's signature).
  Result<std::optional<Kept>> of(const RecordId& id, const crypto::DeskTrust& trust);

  // The sealed bytes of those whose records are gone and that nobody has counted yet.
  Result<std::vector<Bytes>> loose();
  // Ids of the key sets that some outcome here is sealed to, also of records that are gone
  // (Retention).
  Result<std::vector<std::string>> key_sets();

 private:
  RecordStore& store_;
};

}  // namespace anlaufstelle::records
