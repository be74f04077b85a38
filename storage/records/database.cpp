// SPDX-License-Identifier: EUPL-1.2
#include "storage/records/database.h"

#include <sqlite3.h>

#include <cassert>
#include <cerrno>
#include <utility>

namespace anlaufstelle::records {
namespace {

bool no_space(int os_code) {
  return os_code == ENOSPC || os_code == EDQUOT || os_code == EFBIG;
}

ErrorCode code_of(int sqlite_code, int os_code) {
  switch (sqlite_code & 0xff) {
    case SQLITE_FULL:
      return ErrorCode::kFull;
    case SQLITE_BUSY:
    case SQLITE_LOCKED:
      return ErrorCode::kConflict;
    case SQLITE_CORRUPT:
    case SQLITE_NOTADB:
      return ErrorCode::kCorrupt;
    case SQLITE_IOERR:
    case SQLITE_CANTOPEN:
      return no_space(os_code) ? ErrorCode::kFull : ErrorCode::kIo;
    default:
      return ErrorCode::kIo;
  }
}

}  // namespace

void Statement::GiveBack::operator()(sqlite3_stmt* statement) const {
  database->take_back(statement);
}

void Statement::bind(int at, std::int64_t value) {
  [[maybe_unused]] const int bound = sqlite3_bind_int64(statement_.get(), at, value);
  assert(bound == SQLITE_OK);
}

void Statement::bind(int at, ByteView value) {
  [[maybe_unused]] const int bound =
      sqlite3_bind_blob64(statement_.get(), at, value.data(), value.size(), SQLITE_STATIC);
  assert(bound == SQLITE_OK);
}

void Statement::bind(int at, std::string_view value) {
  [[maybe_unused]] const int bound = sqlite3_bind_text64(statement_.get(), at, value.data(),
                                                         value.size(), SQLITE_STATIC, SQLITE_UTF8);
  assert(bound == SQLITE_OK);
}

Result<bool> Statement::step() {
  errno = 0;
  const int code = sqlite3_step(statement_.get());
  if (code == SQLITE_ROW) return true;
  if (code == SQLITE_DONE) return false;
  Error error = database_->error("step");
  sqlite3_reset(statement_.get());
  return error;
}

Status Statement::run() {
  TRY_ASSIGN([[maybe_unused]] const bool row, step());
  assert(!row);
  return ok_status();
}

std::int64_t Statement::integer(int column) const {
  return sqlite3_column_int64(statement_.get(), column);
}

ByteView Statement::bytes(int column) const {
  const auto* data =
      static_cast<const std::uint8_t*>(sqlite3_column_blob(statement_.get(), column));
  const int size = sqlite3_column_bytes(statement_.get(), column);
  return {data, static_cast<std::size_t>(size)};
}

std::string Statement::text(int column) const {
  return std::string(as_text(bytes(column)));
}

Database::Database(sqlite3* handle, std::filesystem::path file)
    : handle_(handle), file_(std::move(file)) {}

Result<std::unique_ptr<Database>> Database::open(const std::filesystem::path& file) {
  sqlite3* handle = nullptr;
  errno = 0;
  const int code =
      sqlite3_open_v2(file.c_str(), &handle,
                      SQLITE_OPEN_READWRITE | SQLITE_OPEN_NOMUTEX | SQLITE_OPEN_EXRESCODE, nullptr);
  if (handle == nullptr) return Error{ErrorCode::kIo, file.string() + ": not enough memory"};
  std::unique_ptr<Database> database(new Database(handle, file));
  if (code != SQLITE_OK) return database->error("open");
  sqlite3_db_config(handle, SQLITE_DBCONFIG_DEFENSIVE, 1, nullptr);
  sqlite3_db_config(handle, SQLITE_DBCONFIG_TRUSTED_SCHEMA, 0, nullptr);
  sqlite3_busy_timeout(handle, 0);
  return database;
}

Database::~Database() {
  for (const auto& [sql, statement] : idle_) sqlite3_finalize(statement);
  sqlite3_close_v2(handle_);
}

Result<Statement> Database::prepare(std::string_view sql) {
  if (const auto kept = idle_.find(sql); kept != idle_.end()) {
    sqlite3_stmt* const statement = kept->second;
    idle_.erase(kept);
    return Statement(statement, *this);
  }
  sqlite3_stmt* statement = nullptr;
  errno = 0;
  if (sqlite3_prepare_v3(handle_, sql.data(), static_cast<int>(sql.size()),
                         SQLITE_PREPARE_PERSISTENT, &statement, nullptr) != SQLITE_OK) {
    return error("prepare");
  }
  return Statement(statement, *this);
}

void Database::take_back(sqlite3_stmt* statement) {
  sqlite3_reset(statement);
  sqlite3_clear_bindings(statement);  // what was bound may be gone by the next time
  if (!idle_.emplace(sqlite3_sql(statement), statement).second) sqlite3_finalize(statement);
}

Status Database::run(const char* sql) {
  errno = 0;
  if (sqlite3_exec(handle_, sql, nullptr, nullptr, nullptr) != SQLITE_OK) return error(sql);
  return ok_status();
}

Result<std::int64_t> Database::integer(const char* sql) {
  TRY_ASSIGN(Statement query, prepare(sql));
  TRY_ASSIGN(const bool row, query.step());
  return row ? query.integer(0) : 0;
}

Result<std::string> Database::text(const char* sql) {
  TRY_ASSIGN(Statement query, prepare(sql));
  TRY_ASSIGN(const bool row, query.step());
  return row ? query.text(0) : std::string();
}

void Database::set_on_close(OnClose what) {
  sqlite3_db_config(handle_, SQLITE_DBCONFIG_NO_CKPT_ON_CLOSE, what == OnClose::kLeaveLog ? 1 : 0,
                    nullptr);
}

bool Database::in_transaction() const {
  return sqlite3_get_autocommit(handle_) == 0;
}

Error Database::error(const char* step) {
  // SQLite tells a quota or a file size limit in the log as a mere failed write; then errno,
  // cleared before the call, knows better.
  const int last_errno = errno;
  const int told_errno = sqlite3_system_errno(handle_);
  const int code = sqlite3_extended_errcode(handle_);
  const ErrorCode kind = code_of(code, told_errno != 0 ? told_errno : last_errno);
  const bool lost_sync = code == SQLITE_IOERR_FSYNC || code == SQLITE_IOERR_DIR_FSYNC;
  if (lost_sync || ((code & 0xff) == SQLITE_IOERR && kind != ErrorCode::kFull)) broken_ = true;
  if (kind == ErrorCode::kConflict) {
    return Error{kind, file_.string() + ": another process has it open"};
  }
  return Error{kind, file_.string() + ": " + step + ": " + sqlite3_errstr(code)};
}

}  // namespace anlaufstelle::records
