// SPDX-License-Identifier: EUPL-1.2
#pragma once

#include <cstdint>
#include <filesystem>
#include <map>
#include <memory>
#include <string>
#include <string_view>

#include "storage/base/result.h"
#include "storage/base/secret.h"

struct sqlite3;
struct sqlite3_stmt;

namespace anlaufstelle::records {

class Database;

// One prepared statement. Bound bytes must live until the next reset. REQUIRES: the thread of
// its Database, and that the Database outlives it.
class Statement {
 public:
  void bind(int at, std::int64_t value);
  void bind(int at, ByteView value);
  void bind(int at, std::string_view value);

  // True: there is a row. Errors: as Database.
  Result<bool> step();
  // step() where no row is expected.
  Status run();

  [[nodiscard]] std::int64_t integer(int column) const;
  [[nodiscard]] ByteView bytes(int column) const;  // until the next step
  [[nodiscard]] std::string text(int column) const;

 private:
  friend class Database;
  struct GiveBack {
    Database* database;
    void operator()(sqlite3_stmt* statement) const;
  };
  Statement(sqlite3_stmt* statement, Database& database)
      : statement_(statement, GiveBack{&database}), database_(&database) {}
  std::unique_ptr<sqlite3_stmt, GiveBack> statement_;
  Database* database_;
};

// One SQLite connection, with SQLite's codes turned into ours. REQUIRES: one thread at a time.
// Errors: Full (also over a quota or file size limit), Corrupt, Conflict (locked by another
// process), Io. The context names the file and SQLite's words, never a value.
class Database {
 public:
  // Opens an existing file; locks and checks nothing yet.
  static Result<std::unique_ptr<Database>> open(const std::filesystem::path& file);
  ~Database();
  Database(const Database&) = delete;
  Database& operator=(const Database&) = delete;

  // Compiles each text once: it is kept for the next time when its Statement ends.
  Result<Statement> prepare(std::string_view sql);
  // Statements without values and results.
  Status run(const char* sql);
  // The one integer, or text, that a query without values answers.
  Result<std::int64_t> integer(const char* sql);
  Result<std::string> text(const char* sql);

  // Closing must not write into a file that wasn't found sound.
  enum class OnClose { kLeaveLog, kCheckpoint };
  void set_on_close(OnClose what);

  [[nodiscard]] bool in_transaction() const;
  // After a failed read, write or fsync nobody knows what is on the disk (Linux may call pages
  // clean that it couldn't write): the connection must be closed and the file looked at again.
  [[nodiscard]] bool broken() const { return broken_; }

  // The error of the last call. Remembers whether it broke the connection.
  Error error(const char* step);

 private:
  friend class Statement;
  Database(sqlite3* handle, std::filesystem::path file);
  void take_back(sqlite3_stmt* statement);
  sqlite3* handle_;
  std::map<std::string, sqlite3_stmt*, std::less<>> idle_;  // by text, as compiled
  std::filesystem::path file_;
  bool broken_ = false;
};

}  // namespace anlaufstelle::records
