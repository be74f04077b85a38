// SPDX-License-Identifier: EUPL-1.2
#pragma once

#include <doctest/doctest.h>
#include <sqlite3.h>

#include <string>

#include "storage/base/file.h"
#include "storage/records/record_store.h"

namespace anlaufstelle::records {

inline RecordStore open_store(const std::filesystem::path& file) {
  auto store = RecordStore::open(file);
  REQUIRE_MESSAGE(store.ok(), store.error().context);
  return std::move(store).value();
}

inline ErrorCode open_error(const std::filesystem::path& file) {
  const auto store = RecordStore::open(file);
  REQUIRE_FALSE(store.ok());
  return store.error().code;
}

// What another program could do to the store's file.
inline void run_sql(const std::filesystem::path& file, const char* sql) {
  sqlite3* db = nullptr;
  REQUIRE(sqlite3_open(file.c_str(), &db) == SQLITE_OK);
  CHECK(sqlite3_exec(db, sql, nullptr, nullptr, nullptr) == SQLITE_OK);
  sqlite3_close(db);
}

// Every record counts as handed over, by its row and not by the index: what one changed bit does.
inline void turn_handed_over_round(const std::filesystem::path& file) {
  run_sql(file,
          "PRAGMA writable_schema = ON;"
          "CREATE TEMP TABLE kept AS SELECT * FROM main.sqlite_schema WHERE name = 'record_outbox';"
          "DELETE FROM main.sqlite_schema WHERE name = 'record_outbox';"
          "PRAGMA writable_schema = RESET;"
          "UPDATE record SET handed_over = 1;"
          "PRAGMA writable_schema = ON;"
          "INSERT INTO main.sqlite_schema SELECT * FROM temp.kept;");
}

inline Bytes bytes_of(const std::filesystem::path& file) {
  auto bytes = read_file(file, 1 << 28);
  REQUIRE(bytes.ok());
  return std::move(bytes).value();
}

}  // namespace anlaufstelle::records
