// SPDX-License-Identifier: EUPL-1.2
#include "storage/records/store_file.h"

#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

#include <cerrno>
#include <cstring>
#include <string>

#include "storage/records/transaction.h"

namespace anlaufstelle::records {
namespace {

namespace fs = std::filesystem;

// ON DISK: do not change.
constexpr std::int64_t kApplicationId = 0x414e4c31;  // "ANL1"

// ON DISK: do not renumber. SQLite's user_version.
enum class Schema : std::int64_t {
  kNone = 0,
  kFirst = 1,    // records, their hand-over, call numbers
  kLife = 2,     // how records end: the audit trail, retention, tombstones
  kFigures = 3,  // what is counted of records before they are deleted
  kTold = 4,     // what counsellors enter, and what desks tell each other
};
constexpr Schema kCurrent = Schema::kTold;

constexpr std::int64_t kLookedThroughAtStart = 4 * 1024 * 1024;

// AUTOINCREMENT: the order of arrival stays true when records are deleted.
constexpr const char* kMakeFirst = R"(
CREATE TABLE record (
  seq INTEGER PRIMARY KEY AUTOINCREMENT,
  id BLOB NOT NULL UNIQUE CHECK (length(id) = 16),
  envelope BLOB NOT NULL,
  handed_over INTEGER NOT NULL DEFAULT 0 CHECK (handed_over IN (0, 1))
) STRICT;
CREATE INDEX record_outbox ON record (seq) WHERE handed_over = 0;
CREATE TABLE series (
  only INTEGER PRIMARY KEY CHECK (only = 1),
  next INTEGER NOT NULL CHECK (next >= 0)
) STRICT;
INSERT INTO series (only, next) VALUES (1, 0);
PRAGMA application_id = 0x414e4c31;
PRAGMA user_version = 1;
)";
constexpr const char* kMakeLife = R"(
ALTER TABLE record ADD COLUMN kept_since INTEGER;
CREATE INDEX record_kept ON record (kept_since) WHERE kept_since IS NOT NULL;
CREATE TABLE event (
  seq INTEGER PRIMARY KEY,
  record BLOB CHECK (record IS NULL OR length(record) = 16),
  entry BLOB NOT NULL
) STRICT;
CREATE INDEX event_record ON event (record, seq) WHERE record IS NOT NULL;
CREATE TABLE tombstone (
  id BLOB PRIMARY KEY CHECK (length(id) = 16)
) STRICT, WITHOUT ROWID;
CREATE TABLE retention (
  only INTEGER PRIMARY KEY CHECK (only = 1),
  last_run INTEGER NOT NULL,
  doubted INTEGER NOT NULL
) STRICT;
INSERT INTO retention (only, last_run, doubted) VALUES (1, 0, 0);
PRAGMA user_version = 2;
)";

constexpr const char* kMakeFigures = R"(
CREATE TABLE figures (
  seq INTEGER PRIMARY KEY,
  sealed BLOB NOT NULL
) STRICT;
PRAGMA user_version = 3;
)";

constexpr const char* kMakeTold = R"(
CREATE TABLE outcome (
  seq INTEGER PRIMARY KEY,
  record BLOB UNIQUE CHECK (record IS NULL OR length(record) = 16),
  entry BLOB CHECK ((entry IS NULL) = (record IS NULL)),
  key_set TEXT NOT NULL,
  sealed BLOB NOT NULL
) STRICT;
CREATE TABLE heard (
  hash BLOB PRIMARY KEY CHECK (length(hash) = 32),
  record BLOB NOT NULL CHECK (length(record) = 16),
  entry BLOB NOT NULL
) STRICT, WITHOUT ROWID;
CREATE INDEX heard_record ON heard (record);
CREATE TABLE told (
  only INTEGER PRIMARY KEY CHECK (only = 1),
  seq INTEGER NOT NULL CHECK (seq >= 0)
) STRICT;
INSERT INTO told (only, seq) VALUES (1, 0);
PRAGMA user_version = 4;
)";

// What brings a store of the version before to `to`.
struct Step {
  Schema to;
  const char* sql;
};
constexpr Step kSteps[] = {{Schema::kFirst, kMakeFirst},
                           {Schema::kLife, kMakeLife},
                           {Schema::kFigures, kMakeFigures},
                           {Schema::kTold, kMakeTold}};

Error system_error(const fs::path& file, const char* step) {
  const int code = errno;
  const ErrorCode kind = code == ENOENT                     ? ErrorCode::kNotFound
                         : code == ENOSPC || code == EDQUOT ? ErrorCode::kFull
                                                            : ErrorCode::kIo;
  return Error{kind, file.string() + ": " + step + ": " + std::strerror(code)};
}

// Ours and not SQLite's: SQLite would make it readable for everyone that the umask allows.
Status make_file(const fs::path& file) {
  const int fd = open(file.c_str(), O_RDWR | O_CREAT | O_EXCL | O_CLOEXEC, 0600);
  if (fd < 0) return errno == EEXIST ? ok_status() : system_error(file, "create");
  close(fd);
  const fs::path folder = file.has_parent_path() ? file.parent_path() : fs::path(".");
  const int directory = ::open(folder.c_str(), O_RDONLY | O_DIRECTORY | O_CLOEXEC);
  if (directory < 0) return system_error(folder, "open");
  const int synced = fsync(directory);
  Status status = synced == 0 ? ok_status() : system_error(folder, "fsync");
  close(directory);
  return status;
}

Status check_file(const fs::path& file) {
  struct stat info {};
  if (stat(file.c_str(), &info) != 0) return system_error(file, "stat");
  if (!S_ISREG(info.st_mode)) {
    return Error{ErrorCode::kRefused, file.string() + ": not a regular file"};
  }
  if ((info.st_mode & 077) != 0) {
    return Error{ErrorCode::kRefused,
                 file.string() + ": others may read it; run: chmod 0600 '" + file.string() + "'"};
  }
  // SQLite deletes the log of an empty file. Ours is never empty beside a log, so something
  // emptied it, and the log holds the last records.
  struct stat log {};
  if (info.st_size == 0 && stat((file.string() + "-wal").c_str(), &log) == 0 && log.st_size > 0) {
    return Error{ErrorCode::kCorrupt, file.string() + ": empty, but its log isn't"};
  }
  return ok_status();
}

// A store whose making was cut off has neither mark nor table; it is made again.
Result<Schema> schema_of(Database& database, const fs::path& file) {
  TRY_ASSIGN(const std::int64_t application, database.integer("PRAGMA application_id"));
  TRY_ASSIGN(const std::int64_t version, database.integer("PRAGMA user_version"));
  if (application == 0 && version == 0) {
    TRY_ASSIGN(const std::int64_t tables, database.integer("SELECT count(*) FROM sqlite_schema"));
    if (tables == 0) return Schema::kNone;
  }
  if (application != kApplicationId || version < static_cast<std::int64_t>(Schema::kFirst)) {
    return Error{ErrorCode::kCorrupt, file.string() + ": not a store of this program"};
  }
  if (version > static_cast<std::int64_t>(kCurrent)) {
    return Error{ErrorCode::kTooNew, file.string() + ": store version " + std::to_string(version) +
                                         " was written by a newer version of this program"};
  }
  return static_cast<Schema>(version);
}

// A kiosk's store holds a day and is looked through whole, its indexes too: one changed bit can
// turn "handed over" round. A desk's grows, and its start must not take longer for that: of a large
// one a start reads the newest records, where a crash leaves its traces. The rest is read, and each
// signature verified, when the desk makes its list; the whole file is for
// RecordStore::check_integrity.
Status check_sound(Database& database, const fs::path& file, Schema schema) {
  TRY_ASSIGN(const std::int64_t pages, database.integer("PRAGMA page_count"));
  TRY_ASSIGN(const std::int64_t page_size, database.integer("PRAGMA page_size"));
  if (pages * page_size <= kLookedThroughAtStart) {
    TRY_ASSIGN(const std::string answer, database.text("PRAGMA integrity_check(1)"));
    if (answer != "ok") return Error{ErrorCode::kCorrupt, file.string() + ": " + answer};
  }
  TRY(
      database.run("SELECT seq, id, envelope, handed_over FROM record ORDER BY seq DESC LIMIT 20;"
                   "SELECT next FROM series"));
  if (schema < Schema::kLife) return ok_status();
  TRY(
      database.run("SELECT kept_since FROM record LIMIT 0;"
                   "SELECT seq, record, entry FROM event ORDER BY seq DESC LIMIT 20;"
                   "SELECT id FROM tombstone LIMIT 0; SELECT last_run, doubted FROM retention"));
  if (schema < Schema::kFigures) return ok_status();
  TRY(database.run("SELECT seq, sealed FROM figures"));
  if (schema < Schema::kTold) return ok_status();
  return database.run(
      "SELECT seq, record, entry, key_set, sealed FROM outcome LIMIT 20;"
      "SELECT hash, record, entry FROM heard LIMIT 20; SELECT seq FROM told");
}

// All steps or none. A later step may rely on every earlier one.
Status migrate(Database& database, Schema from) {
  if (from == kCurrent) return ok_status();
  Transaction transaction(database);
  TRY(transaction.begin());
  for (const Step& step : kSteps) {
    if (step.to > from) TRY(database.run(step.sql));
  }
  return transaction.commit();
}

Status prepare_to_write(Database& database, const fs::path& file) {
  TRY_ASSIGN(const std::string mode, database.text("PRAGMA journal_mode = WAL"));
  if (mode != "wal") return Error{ErrorCode::kIo, file.string() + ": no write-ahead log here"};
  // FULL: a commit is on the disk when it returns. secure_delete: deleted content is overwritten.
  return database.run(
      "PRAGMA synchronous = FULL; PRAGMA secure_delete = ON; PRAGMA temp_store = MEMORY");
}

}  // namespace

Result<std::unique_ptr<Database>> open_store_file(const fs::path& file) {
  TRY(make_file(file));
  TRY(check_file(file));
  TRY_ASSIGN(std::unique_ptr<Database> database, Database::open(file));
  database->set_on_close(Database::OnClose::kLeaveLog);
  // First of all: with it SQLite maps no -shm file, whose growing kills the process with SIGBUS
  // when the disk is full, and a second process is turned away. Nor is the file itself mapped.
  TRY(database->run(
      "PRAGMA locking_mode = EXCLUSIVE; PRAGMA mmap_size = 0; PRAGMA cell_size_check = ON"));
  TRY_ASSIGN(const Schema schema, schema_of(*database, file));
  if (schema != Schema::kNone) TRY(check_sound(*database, file, schema));
  TRY(prepare_to_write(*database, file));
  TRY(migrate(*database, schema));
  database->set_on_close(Database::OnClose::kCheckpoint);
  return database;
}

}  // namespace anlaufstelle::records
