// SPDX-License-Identifier: EUPL-1.2
#pragma once

#include <cstdint>
#include <optional>
#include <span>
#include <vector>

#include "storage/records/event.h"
#include "storage/records/outcome.h"
#include "storage/records/record_store.h"

namespace anlaufstelle::records {

// What one desk tells the others: a mark, a withdrawal or an outcome, as the person signed it
// there (storage/FORMAT.md, Words).
struct Word {
  Bytes entry;                           // of the event
  std::optional<SealedOutcome> outcome;  // of kOutcome
};

// For whoever opens slips of that set. All have one size but where an outcome is large.
Result<Bytes> seal_word(const Word& word, const crypto::KeySet& keys, Random& random);
// Errors: WrongKey, Corrupt, TooNew.
Result<Word> open_word(ByteView sealed, std::span<const crypto::Identity> identities);

// The words in a desk's store. Uses the store's connection: its thread, its errors.
class Heard {
 public:
  explicit Heard(RecordStore& store) : store_(store) {}

  // Of this desk's own trail what the others don't know yet, oldest first, so many at most.
  struct Untold {
    std::uint64_t seq = 0;  // of the event
    std::optional<RecordId> withdrawn;
    Word word;
  };
  Result<std::vector<Untold>> untold(std::size_t at_most);
  // Up to this event they know all.
  Status told(std::uint64_t seq);

  // Another desk's word into this store, in one transaction; again it changes nothing. A withdrawal
  // deletes the record here too, or keeps it from ever coming, and `signer` signs that. Errors:
  // Corrupt (not signed by somebody who works here and may do that, or no such word).
  enum class Taken {
    kNew,
    kKnown,    // heard before, or of a record that is gone
    kTooEarly  // its record isn't here (yet): keep the word
  };
  Result<Taken> take(const Word& word, const crypto::DeskTrust& trust, std::int64_t minute,
                     const EventSigner& signer);

  // Records that other desks said something of.
  Result<std::vector<RecordId>> records();

 private:
  static Result<Taken> take_into(Database& database, const Word& word, const Event& event,
                                 std::int64_t minute, const EventSigner& signer);
  RecordStore& store_;
};

}  // namespace anlaufstelle::records
