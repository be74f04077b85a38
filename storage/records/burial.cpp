// SPDX-License-Identifier: EUPL-1.2
#include "storage/records/burial.h"

#include "storage/records/database.h"

namespace anlaufstelle::records {
namespace {

Status run_with(Database& database, const char* sql, const RecordId& id) {
  TRY_ASSIGN(Statement statement, database.prepare(sql));
  statement.bind(1, ByteView(id.bytes));
  return statement.run();
}

}  // namespace

Status bury(Database& database, const RecordId& id, OutcomeAtEnd outcome) {
  TRY(run_with(database,
               outcome == OutcomeAtEnd::kForget
                   ? "DELETE FROM outcome WHERE record = ?"
                   : "UPDATE outcome SET record = NULL, entry = NULL WHERE record = ?",
               id));
  TRY(run_with(database, "DELETE FROM heard WHERE record = ?", id));
  TRY(run_with(database, "DELETE FROM record WHERE id = ?", id));
  return run_with(database, "INSERT INTO tombstone (id) VALUES (?)", id);
}

}  // namespace anlaufstelle::records
