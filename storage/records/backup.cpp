// SPDX-License-Identifier: EUPL-1.2
#include "storage/records/backup.h"

#include <fcntl.h>
#include <unistd.h>

#include <cerrno>
#include <cstring>

#include "storage/base/file.h"
#include "storage/records/database.h"
#include "storage/records/event_log.h"

namespace anlaufstelle::records {
namespace {

namespace fs = std::filesystem;

Error taken(const fs::path& file) {
  return Error{ErrorCode::kConflict, file.string() + ": is there already; nothing was changed"};
}

bool is_there(const fs::path& file) {
  std::error_code ignored;
  return fs::symlink_status(file, ignored).type() != fs::file_type::not_found;
}

// A private empty file, which SQLite fills and would otherwise make for everybody to read.
Status make_private(const fs::path& file) {
  const int fd = open(file.c_str(), O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0600);
  if (fd < 0) {
    if (errno == EEXIST) return taken(file);
    return Error{errno == ENOENT ? ErrorCode::kNotFound : ErrorCode::kIo,
                 file.string() + ": " + std::strerror(errno)};
  }
  close(fd);
  return ok_status();
}

}  // namespace

Status write_backup(RecordStore& store, const fs::path& file) {
  if (is_there(file)) return taken(file);
  TRY_ASSIGN(Database* const db, store.database());
  const fs::path partial = file.string() + ".partial";
  std::error_code ignored;
  fs::remove(partial, ignored);
  TRY(make_private(partial));
  const auto filled = [&]() -> Status {
    TRY_ASSIGN(Statement copy, db->prepare("VACUUM INTO CAST(? AS TEXT)"));
    copy.bind(1, ByteView(as_bytes(partial.native())));
    TRY(copy.run());
    return move_durably(partial, file);
  }();
  fs::remove(partial, ignored);
  return filled;
}

Status restore_backup(const fs::path& file, const fs::path& store_file, std::int64_t minute,
                      const EventSigner& signer) {
  if (!is_there(file)) return Error{ErrorCode::kNotFound, file.string()};
  if (is_there(store_file) || is_there(store_file.string() + "-wal")) return taken(store_file);
  const fs::path partial = store_file.string() + ".partial";
  std::error_code ignored;
  const auto clean = [&] {
    fs::remove(partial, ignored);
    fs::remove(partial.string() + "-wal", ignored);
  };
  clean();
  const auto checked = [&]() -> Status {
    TRY(make_private(partial));
    std::error_code failed;
    fs::copy_file(file, partial, fs::copy_options::overwrite_existing, failed);
    if (failed) return Error{ErrorCode::kIo, file.string() + ": " + failed.message()};
    fs::permissions(partial, fs::perms::owner_read | fs::perms::owner_write, failed);
    // Opens, checks and brings to this version; closing puts all of it into the one file.
    TRY_ASSIGN(RecordStore store, RecordStore::open(partial));
    TRY(store.check_integrity());
    TRY(EventLog(store).append({EventKind::kRestored, std::nullopt, {}, minute}, signer));
    return store.checkpoint();
  }();
  const Status moved = checked ? move_durably(partial, store_file) : checked;
  clean();
  return moved;
}

}  // namespace anlaufstelle::records
