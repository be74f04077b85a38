// SPDX-License-Identifier: EUPL-1.2
#pragma once

#include <filesystem>
#include <functional>
#include <memory>
#include <span>
#include <vector>

#include "storage/base/clock.h"
#include "storage/records/sealed_record.h"

namespace anlaufstelle::records {

class Database;

enum class PutOutcome { kStored, kAlready, kConflict };

// One SQLite store of sealed envelopes, used by the kiosk (with its outbox) and, in another
// file, by the desk. WAL, synchronous=FULL, secure_delete=ON, locking_mode=EXCLUSIVE: one
// process. REQUIRES: one thread at a time. Schema: storage/FORMAT.md, Store.
class RecordStore {
 public:
  // Creates the file (0600) if need be; looks through it, and of one above 4 MiB at the newest
  // records only (check_integrity does the rest). `ballast_bytes`: room kept
  // beside it (storage/records/ballast.h), taken here where there is room. Errors: Conflict
  // (another process has it open), Corrupt (the file is left untouched), TooNew, Refused (others
  // may read it), NotFound (its folder), Full, Io.
  static Result<RecordStore> open(const std::filesystem::path& file,
                                  std::uint64_t ballast_bytes = 0);
  RecordStore(RecordStore&&) noexcept;
  RecordStore& operator=(RecordStore&&) noexcept;
  ~RecordStore();

  // Durable when it returns kStored. The same envelope again is kAlready; the same id with
  // other bytes is kConflict and changes nothing; a deleted one is kAlready and stays deleted.
  // Errors: Full, Corrupt, Io: not stored. After Full it goes on as soon as there is space; after
  // Io the next call opens the file anew. Every call that writes gives the ballast back and tries
  // again before it says Full.
  Result<PutOutcome> put(const SealedRecord& record);

  // As put for each of them, all in one transaction: an error stores none.
  Result<std::vector<PutOutcome>> put_all(std::span<const SealedRecord> records);

  // The next call number and the record made from it, in one transaction: a number that was
  // shown always has its record, and no number is given twice. `seal` may be called twice.
  // REQUIRES: a store that gets its records by this function only. Errors: as put; what `seal`
  // answers.
  Result<std::string> put_numbered(
      const std::function<Result<SealedRecord>(const std::string& number)>& seal);

  // Oldest first.
  Result<std::vector<RecordId>> ids();
  Result<SealedRecord> get(const RecordId& id);

  // Whether new work should begin: false from the moment the ballast was needed until take_room()
  // finds as much room again.
  [[nodiscard]] bool has_room() const;
  bool take_room();

  // Envelopes not yet handed over to the next store, oldest first.
  Result<std::vector<RecordId>> outbox();
  Status mark_handed_over(const RecordId& id);
  // All of them in one transaction.
  Status mark_handed_over(std::span<const RecordId> ids);

  // Whether it is here, or was and is deleted: another copy of it is nothing new.
  Result<bool> knows(const RecordId& id);
  // Those that were deleted here.
  Result<std::vector<RecordId>> tombstones();

  // PRAGMA integrity_check: reads the whole file, about a second for 100,000 records. Errors:
  // Corrupt.
  Status check_integrity();
  // Truncates the WAL (before the file is searched or copied).
  Status checkpoint();

 private:
  // What else lives in the file: the audit trail, retention, backups.
  friend class EventLog;
  friend class Heard;
  friend class Outcomes;
  friend class Retention;
  friend Status write_backup(RecordStore& store, const std::filesystem::path& file);
  Result<Database*> database();
  // All of `work` or nothing, durable when it returns; like every call that writes it gives the
  // ballast back when the disk is full, and calls `work` a second time.
  Status in_transaction(const std::function<Status(Database&)>& work);
  struct Impl;
  explicit RecordStore(std::unique_ptr<Impl> impl);
  std::unique_ptr<Impl> impl_;
};

}  // namespace anlaufstelle::records
