// SPDX-License-Identifier: EUPL-1.2
#include "storage/records/retention.h"

#include <algorithm>
#include <cassert>

#include "storage/records/burial.h"
#include "storage/records/database.h"
#include "storage/records/event_log.h"

namespace anlaufstelle::records {
namespace {

constexpr std::int64_t kDay = 24 * 60, kBelievableGap = 60 * kDay;

Result<std::vector<RecordId>> ids_of(Database& database, const char* sql, std::int64_t limit) {
  TRY_ASSIGN(Statement rows, database.prepare(sql));
  rows.bind(1, limit);
  std::vector<RecordId> ids;
  for (;;) {
    TRY_ASSIGN(const bool row, rows.step());
    if (!row) return ids;
    RecordId id;
    const ByteView bytes = rows.bytes(0);
    if (bytes.size() != id.bytes.size()) return Error{ErrorCode::kCorrupt, "store: record id"};
    std::copy(bytes.begin(), bytes.end(), id.bytes.begin());
    ids.push_back(id);
  }
}

Status run_with(Database& database, const char* sql, std::int64_t value) {
  TRY_ASSIGN(Statement statement, database.prepare(sql));
  statement.bind(1, value);
  return statement.run();
}

// Whether this clock may delete; remembers it.
Result<bool> believe(Database& database, std::int64_t minute) {
  TRY_ASSIGN(const std::int64_t last, database.integer("SELECT last_run FROM retention"));
  TRY_ASSIGN(const std::int64_t doubted, database.integer("SELECT doubted FROM retention"));
  const bool first = last == 0;
  const bool jumped = !first && minute - last > kBelievableGap;
  const bool confirmed =
      jumped && doubted != 0 && minute - doubted >= kDay && minute - doubted <= kBelievableGap;
  if (jumped && !confirmed) {
    const bool keep_doubt = doubted != 0 && minute >= doubted && minute - doubted < kDay;
    if (!keep_doubt) TRY(run_with(database, "UPDATE retention SET doubted = ?", minute));
    return false;
  }
  TRY(run_with(database, "UPDATE retention SET last_run = ?, doubted = 0", minute));
  return true;
}

// What may go now. Notes the time of records that are seen for the first time.
Result<std::vector<RecordId>> due(Database& database, const Retention::Policy& policy,
                                  std::int64_t minute) {
  // A time in the future was noted by a clock that was wrong then.
  TRY(run_with(database, "UPDATE record SET kept_since = NULL WHERE kept_since > ?", minute));
  TRY(run_with(database,
               policy.what == Retention::What::kHandedOver
                   ? "UPDATE record SET kept_since = ? WHERE kept_since IS NULL AND handed_over"
                   : "UPDATE record SET kept_since = ? WHERE kept_since IS NULL",
               minute));
  TRY_ASSIGN(auto ids, ids_of(database, "SELECT id FROM record WHERE kept_since <= ? ORDER BY seq",
                              minute - policy.keep_minutes));
  if (ids.empty()) return ids;
  // One changed bit can turn a time or "handed over" round; the indexes tell. Opening looked only
  // at small files, and what is deleted can't be asked again.
  TRY_ASSIGN(const std::string answer, database.text("PRAGMA integrity_check(1)"));
  if (answer != "ok") return Error{ErrorCode::kCorrupt, "store: integrity check: " + answer};
  return ids;
}

Result<std::vector<Retention::KeptFigures>> figures_in(Database& database) {
  TRY_ASSIGN(Statement rows, database.prepare("SELECT seq, sealed FROM figures ORDER BY seq"));
  std::vector<Retention::KeptFigures> kept;
  for (;;) {
    TRY_ASSIGN(const bool row, rows.step());
    if (!row) return kept;
    const ByteView sealed = rows.bytes(1);
    kept.push_back({rows.integer(0), Bytes(sealed.begin(), sealed.end())});
  }
}

Result<std::vector<Retention::KeptOutcome>> outcomes_in(Database& database,
                                                        const std::vector<RecordId>& going) {
  std::vector<Retention::KeptOutcome> kept;
  const auto take = [&](Statement& rows) -> Status {
    for (;;) {
      TRY_ASSIGN(const bool row, rows.step());
      if (!row) return ok_status();
      const ByteView age = rows.bytes(1);
      kept.push_back({rows.integer(0), Bytes(age.begin(), age.end())});
    }
  };
  {
    TRY_ASSIGN(Statement loose,
               database.prepare("SELECT seq, sealed FROM outcome WHERE record IS NULL"));
    TRY(take(loose));
  }
  for (const RecordId& id : going) {
    TRY_ASSIGN(Statement own, database.prepare("SELECT seq, sealed FROM outcome WHERE record = ?"));
    own.bind(1, ByteView(id.bytes));
    TRY(take(own));
  }
  return kept;
}

Status keep_figures(Database& database, const Retention::NewFigures& figures) {
  for (const std::int64_t seq : figures.instead_of) {
    TRY(run_with(database, "DELETE FROM figures WHERE seq = ?", seq));
  }
  for (const std::int64_t seq : figures.outcomes) {
    TRY(run_with(database, "DELETE FROM outcome WHERE seq = ?", seq));
  }
  TRY_ASSIGN(Statement row, database.prepare("INSERT INTO figures (sealed) VALUES (?)"));
  row.bind(1, ByteView(figures.sealed));
  return row.run();
}

}  // namespace

Result<std::vector<RecordId>> Retention::run(const Policy& policy, std::int64_t minute,
                                             const EventSigner& signer, const Count& count) {
  std::vector<RecordId> gone;
  if (minute < policy.earliest_clock || minute <= 0) return gone;
  const Status done = store_.in_transaction([&](Database& database) -> Status {
    gone.clear();
    TRY_ASSIGN(const bool believed, believe(database, minute));
    if (!believed) return ok_status();
    TRY_ASSIGN(gone, due(database, policy, minute));
    if (count) {
      Leaving leaving{gone, {}, {}};
      TRY_ASSIGN(leaving.kept, figures_in(database));
      TRY_ASSIGN(leaving.outcomes, outcomes_in(database, gone));
      TRY_ASSIGN(const auto figures, count(leaving));
      if (figures) TRY(keep_figures(database, *figures));
    }
    for (const RecordId& id : gone) {
      TRY(bury(database, id, OutcomeAtEnd::kWaits));
      TRY(EventLog::add(database, {EventKind::kDeleted, id, {}, minute}, signer));
    }
    return ok_status();
  });
  TRY(done);
  // Until the log is emptied it still holds the pages as they were, also of a deletion that was
  // cut off right here the last time.
  TRY(store_.checkpoint());
  return gone;
}

Result<std::vector<Retention::KeptFigures>> Retention::figures() {
  TRY_ASSIGN(Database * database, store_.database());
  return figures_in(*database);
}

Result<bool> Retention::believed(std::int64_t minute) {
  TRY_ASSIGN(Database * database, store_.database());
  TRY_ASSIGN(const std::int64_t last, database->integer("SELECT last_run FROM retention"));
  return last == minute && minute > 0;
}

Status Retention::remove(const RecordId& id, EventKind why, std::int64_t minute,
                         const EventSigner& signer) {
  assert(state_after(why) == RecordState::kDeleted);
  const Status done = store_.in_transaction([&](Database& database) -> Status {
    {
      TRY_ASSIGN(Statement query, database.prepare("SELECT 1 FROM record WHERE id = ?"));
      query.bind(1, ByteView(id.bytes));
      TRY_ASSIGN(const bool found, query.step());
      if (!found) return Error{ErrorCode::kNotFound, "store: no record " + id.hex()};
    }
    TRY(bury(database, id, OutcomeAtEnd::kForget));
    TRY(EventLog::add(database, {why, id, {}, minute}, signer));
    return ok_status();
  });
  TRY(done);
  return store_.checkpoint();
}

}  // namespace anlaufstelle::records
