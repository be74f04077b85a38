// SPDX-License-Identifier: EUPL-1.2
#pragma once

#include <cstdint>
#include <functional>
#include <optional>
#include <vector>

#include "storage/records/event.h"
#include "storage/records/record_store.h"

namespace anlaufstelle::records {

// How a record ends: its bytes are overwritten in the store and its log, a tombstone and a signed
// event stay (storage/FORMAT.md, Retention). Uses the store's connection: its thread, its errors.
class Retention {
 public:
  explicit Retention(RecordStore& store) : store_(store) {}

  // Which records may go at all.
  enum class What { kHandedOver, kEverything };
  struct Policy {
    What what = What::kHandedOver;
    std::int64_t keep_minutes = 24 * 60;
    std::int64_t earliest_clock = 0;  // a clock before that (the newest key set's minute) is wrong
  };
  // What stays of the records that go (storage/records/figures.h), in the same transaction.
  // Asked in each run that may delete, also when nothing goes; may be asked twice for one run.
  struct KeptFigures {
    std::int64_t seq = 0;
    Bytes sealed;
  };
  struct KeptOutcome {
    std::int64_t seq = 0;
    Bytes age;  // storage/records/outcome.h
  };
  struct Leaving {
    std::vector<RecordId> going;
    std::vector<KeptFigures> kept;
    // Of those that go, and of those that went while nobody was there to open them.
    std::vector<KeptOutcome> outcomes;
  };
  struct NewFigures {
    Bytes sealed;
    std::vector<std::int64_t> instead_of;  // these rows are in it
    std::vector<std::int64_t> outcomes;    // and these, which go too
  };
  using Count = std::function<Result<std::optional<NewFigures>>(const Leaving& leaving)>;

  // The time of a record counts from the first run that finds it handed over (kEverything: that
  // finds it), by a clock that isn't known to be wrong; so it is kept up to a run's distance
  // longer and never shorter. A clock before `earliest_clock` does nothing. A clock that is more
  // than 60 days ahead of the last run only notes that: the next run on a later day believes it.
  // Deletes nothing of a store whose rows and indexes disagree. Empties the log in any case.
  // Returns the deleted ones. Errors: also Corrupt, and those of `count`: nothing is deleted then.
  Result<std::vector<RecordId>> run(const Policy& policy, std::int64_t minute,
                                    const EventSigner& signer, const Count& count = {});

  // What was counted so far.
  Result<std::vector<KeptFigures>> figures();

  // Whether the last run believed this clock: it had this minute. Errors: the store's.
  Result<bool> believed(std::int64_t minute);

  // One record, now, and whatever was entered of it: kWithdrawn or kDeleted. Errors: NotFound.
  Status remove(const RecordId& id, EventKind why, std::int64_t minute, const EventSigner& signer);

 private:
  RecordStore& store_;
};

}  // namespace anlaufstelle::records
