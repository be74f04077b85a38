// SPDX-License-Identifier: EUPL-1.2
#include "storage/records/record_store.h"

#include <algorithm>

#include "storage/records/ballast.h"
#include "storage/records/call_number.h"
#include "storage/records/store_file.h"
#include "storage/records/transaction.h"

namespace anlaufstelle::records {
namespace {

namespace fs = std::filesystem;

Result<RecordId> id_at(const Statement& row) {
  RecordId id;
  const ByteView bytes = row.bytes(0);
  if (bytes.size() != id.bytes.size()) return Error{ErrorCode::kCorrupt, "store: record id"};
  std::copy(bytes.begin(), bytes.end(), id.bytes.begin());
  return id;
}

Status insert(Database& database, const RecordId& id, ByteView envelope) {
  TRY_ASSIGN(Statement row, database.prepare("INSERT INTO record (id, envelope) VALUES (?, ?)"));
  row.bind(1, ByteView(id.bytes));
  row.bind(2, envelope);
  return row.run();
}

}  // namespace

struct RecordStore::Impl {
  fs::path file;
  Ballast ballast;
  std::unique_ptr<Database> database;

  // The connection, opened and checked anew where the last failure broke it.
  Result<Database*> ready() {
    if (database != nullptr && !database->broken()) return database.get();
    database.reset();
    TRY_ASSIGN(database, open_store_file(file));
    return database.get();
  }

  // Tries once more with the ballast's room where the disk is full.
  template <typename Work>
  auto with_room(Work work) {
    auto result = work();
    if (!result && result.error().code == ErrorCode::kFull && ballast.release()) result = work();
    return result;
  }

  Result<PutOutcome> put(const SealedRecord& record);
  Result<std::vector<PutOutcome>> put_all(std::span<const SealedRecord> records);
  Result<std::string> put_numbered(
      const std::function<Result<SealedRecord>(const std::string& number)>& seal);
  Status mark_handed_over(const RecordId& id);
  Status checkpoint();

  Result<std::vector<RecordId>> list(const char* sql) {
    TRY_ASSIGN(Database* const db, ready());
    TRY_ASSIGN(Statement rows, db->prepare(sql));
    std::vector<RecordId> ids;
    for (;;) {
      TRY_ASSIGN(const bool row, rows.step());
      if (!row) return ids;
      TRY_ASSIGN(const RecordId id, id_at(rows));
      ids.push_back(id);
    }
  }
};

RecordStore::RecordStore(std::unique_ptr<Impl> impl) : impl_(std::move(impl)) {}
RecordStore::RecordStore(RecordStore&&) noexcept = default;
RecordStore& RecordStore::operator=(RecordStore&&) noexcept = default;
RecordStore::~RecordStore() = default;

Result<RecordStore> RecordStore::open(const fs::path& file, std::uint64_t ballast_bytes) {
  auto impl = std::make_unique<Impl>(
      Impl{file, Ballast(file.string() + "-ballast", ballast_bytes), nullptr});
  TRY(impl->with_room([&] { return impl->ready(); }));
  RecordStore store(std::move(impl));
  store.take_room();
  return store;
}

Result<Database*> RecordStore::database() {
  return impl_->ready();
}

Status RecordStore::in_transaction(const std::function<Status(Database&)>& work) {
  return impl_->with_room([&]() -> Status {
    TRY_ASSIGN(Database* const db, impl_->ready());
    Transaction transaction(*db);
    TRY(transaction.begin());
    TRY(work(*db));
    return transaction.commit();
  });
}

bool RecordStore::has_room() const {
  return impl_->ballast.in_place();
}

bool RecordStore::take_room() {
  return impl_->ballast.take().ok();
}

Result<PutOutcome> RecordStore::Impl::put(const SealedRecord& record) {
  TRY_ASSIGN(Database* const db, ready());
  const Bytes envelope = record.encode();
  {
    TRY_ASSIGN(Statement query, db->prepare("SELECT envelope FROM record WHERE id = ?"));
    query.bind(1, ByteView(record.id.bytes));
    TRY_ASSIGN(const bool found, query.step());
    if (found) {
      const ByteView stored = query.bytes(0);
      return std::equal(stored.begin(), stored.end(), envelope.begin(), envelope.end())
                 ? PutOutcome::kAlready
                 : PutOutcome::kConflict;
    }
  }
  {
    // It was here and was deleted: a late copy doesn't bring it back. The trail knows it too,
    // should the tombstone be damaged.
    TRY_ASSIGN(Statement query, db->prepare("SELECT 1 FROM tombstone WHERE id = ?1 "
                                            "UNION ALL SELECT 1 FROM event WHERE record = ?1"));
    query.bind(1, ByteView(record.id.bytes));
    TRY_ASSIGN(const bool buried, query.step());
    if (buried) return PutOutcome::kAlready;
  }
  TRY(insert(*db, record.id, envelope));
  return PutOutcome::kStored;
}

Result<PutOutcome> RecordStore::put(const SealedRecord& record) {
  return impl_->with_room([&] { return impl_->put(record); });
}

Result<std::vector<PutOutcome>> RecordStore::Impl::put_all(std::span<const SealedRecord> records) {
  TRY_ASSIGN(Database* const db, ready());
  Transaction transaction(*db);
  TRY(transaction.begin());
  std::vector<PutOutcome> outcomes;
  for (const SealedRecord& record : records) {
    TRY_ASSIGN(const PutOutcome outcome, put(record));
    outcomes.push_back(outcome);
  }
  TRY(transaction.commit());
  return outcomes;
}

Result<std::vector<PutOutcome>> RecordStore::put_all(std::span<const SealedRecord> records) {
  return impl_->with_room([&] { return impl_->put_all(records); });
}

Result<std::string> RecordStore::Impl::put_numbered(
    const std::function<Result<SealedRecord>(const std::string& number)>& seal) {
  TRY_ASSIGN(Database* const db, ready());
  Transaction transaction(*db);
  TRY(transaction.begin());
  TRY_ASSIGN(const std::int64_t next, db->integer("SELECT next FROM series"));
  // Each record of this store got a number, so SQLite's own count of them says the same: neither
  // can be damaged unseen.
  TRY_ASSIGN(const std::int64_t stored,
             db->integer("SELECT seq FROM sqlite_sequence WHERE name = 'record'"));
  if (next < 0 || next != stored) return Error{ErrorCode::kCorrupt, "store: number series"};
  std::string number = call_number(static_cast<std::uint64_t>(next));
  TRY_ASSIGN(const SealedRecord record, seal(number));
  TRY(insert(*db, record.id, record.encode()));
  TRY_ASSIGN(Statement count, db->prepare("UPDATE series SET next = next + 1"));
  TRY(count.run());
  TRY(transaction.commit());
  return number;
}

Result<std::string> RecordStore::put_numbered(
    const std::function<Result<SealedRecord>(const std::string& number)>& seal) {
  return impl_->with_room([&] { return impl_->put_numbered(seal); });
}

Result<std::vector<RecordId>> RecordStore::ids() {
  return impl_->list("SELECT id FROM record ORDER BY seq");
}

Result<bool> RecordStore::knows(const RecordId& id) {
  TRY_ASSIGN(Database* const db, impl_->ready());
  TRY_ASSIGN(Statement query, db->prepare("SELECT 1 FROM record WHERE id = ?1 UNION ALL "
                                          "SELECT 1 FROM tombstone WHERE id = ?1"));
  query.bind(1, ByteView(id.bytes));
  return query.step();
}

Result<std::vector<RecordId>> RecordStore::outbox() {
  return impl_->list("SELECT id FROM record WHERE handed_over = 0 ORDER BY seq");
}

Result<SealedRecord> RecordStore::get(const RecordId& id) {
  TRY_ASSIGN(Database* const db, impl_->ready());
  TRY_ASSIGN(Statement query, db->prepare("SELECT envelope FROM record WHERE id = ?"));
  query.bind(1, ByteView(id.bytes));
  TRY_ASSIGN(const bool found, query.step());
  if (!found) return Error{ErrorCode::kNotFound, "store: no record " + id.hex()};
  auto record = SealedRecord::decode(query.bytes(0));
  if (!record) return with_context(record.error(), "store: record " + id.hex());
  if (record->id != id) return Error{ErrorCode::kCorrupt, "store: record " + id.hex()};
  return record;
}

Status RecordStore::Impl::mark_handed_over(const RecordId& id) {
  TRY_ASSIGN(Database* const db, ready());
  TRY_ASSIGN(Statement update,
             db->prepare("UPDATE record SET handed_over = 1 WHERE id = ? RETURNING seq"));
  update.bind(1, ByteView(id.bytes));
  TRY_ASSIGN(const bool found, update.step());
  if (!found) return Error{ErrorCode::kNotFound, "store: no record " + id.hex()};
  return update.run();
}

Result<std::vector<RecordId>> RecordStore::tombstones() {
  return impl_->list("SELECT id FROM tombstone ORDER BY id");
}

Status RecordStore::mark_handed_over(const RecordId& id) {
  return impl_->with_room([&] { return impl_->mark_handed_over(id); });
}

Status RecordStore::mark_handed_over(std::span<const RecordId> ids) {
  return impl_->with_room([&]() -> Status {
    TRY_ASSIGN(Database* const db, impl_->ready());
    Transaction transaction(*db);
    TRY(transaction.begin());
    for (const RecordId& id : ids) TRY(impl_->mark_handed_over(id));
    return transaction.commit();
  });
}

Status RecordStore::check_integrity() {
  TRY_ASSIGN(Database* const db, impl_->ready());
  TRY_ASSIGN(const std::string answer, db->text("PRAGMA integrity_check(1)"));
  if (answer != "ok") {
    return Error{ErrorCode::kCorrupt, impl_->file.string() + ": integrity check: " + answer};
  }
  return ok_status();
}

Status RecordStore::Impl::checkpoint() {
  TRY_ASSIGN(Database* const db, ready());
  TRY_ASSIGN(const std::int64_t busy, db->integer("PRAGMA wal_checkpoint(TRUNCATE)"));
  if (busy != 0) return Error{ErrorCode::kIo, file.string() + ": checkpoint"};
  return ok_status();
}

Status RecordStore::checkpoint() {
  return impl_->with_room([&] { return impl_->checkpoint(); });
}

}  // namespace anlaufstelle::records
