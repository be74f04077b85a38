// SPDX-License-Identifier: EUPL-1.2
#pragma once

#include "storage/records/database.h"

namespace anlaufstelle::records {

// Undoes what was written since begin() unless it was committed. Lives shorter than its Database.
class Transaction {
 public:
  explicit Transaction(Database& database) : database_(database) {}
  Transaction(const Transaction&) = delete;
  Transaction& operator=(const Transaction&) = delete;
  ~Transaction() {
    // SQLite has rolled back by itself after a full disk or a failed write.
    if (database_.in_transaction()) (void)database_.run("ROLLBACK");
  }
  Status begin() { return once("BEGIN IMMEDIATE"); }
  Status commit() { return once("COMMIT"); }

 private:
  // Compiled once: a hand-in waits for it.
  Status once(const char* sql) {
    TRY_ASSIGN(Statement statement, database_.prepare(sql));
    return statement.run();
  }
  Database& database_;
};

}  // namespace anlaufstelle::records
