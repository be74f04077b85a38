// SPDX-License-Identifier: EUPL-1.2
#include "tests/storage/records/fault_vfs.h"

#include <cerrno>

namespace anlaufstelle::records {
namespace {

// What SQLite allocates for one open file: ours, with the real one's behind it.
struct FaultFile {
  sqlite3_file base;
  FaultVfs* vfs;
};

FaultVfs& vfs_of(sqlite3_file* file) {
  return *reinterpret_cast<FaultFile*>(file)->vfs;
}
sqlite3_file* real_of(sqlite3_file* file) {
  return reinterpret_cast<sqlite3_file*>(reinterpret_cast<FaultFile*>(file) + 1);
}
FaultVfs& vfs_of(sqlite3_vfs* vfs) {
  return *static_cast<FaultVfs*>(vfs->pAppData);
}

int close_file(sqlite3_file* file) {
  return real_of(file)->pMethods->xClose(real_of(file));
}
int read_file(sqlite3_file* file, void* into, int size, sqlite3_int64 at) {
  return real_of(file)->pMethods->xRead(real_of(file), into, size, at);
}
int write_file(sqlite3_file* file, const void* from, int size, sqlite3_int64 at) {
  FaultVfs& vfs = vfs_of(file);
  sqlite3_file* const real = real_of(file);
  if (!vfs.fails(DiskCall::kWrite)) return real->pMethods->xWrite(real, from, size, at);
  real->pMethods->xWrite(real, from, size / 2, at);
  return vfs.code_of(DiskCall::kWrite);
}
int truncate_file(sqlite3_file* file, sqlite3_int64 size) {
  FaultVfs& vfs = vfs_of(file);
  if (vfs.fails(DiskCall::kTruncate)) return vfs.code_of(DiskCall::kTruncate);
  return real_of(file)->pMethods->xTruncate(real_of(file), size);
}
int sync_file(sqlite3_file* file, int) {
  FaultVfs& vfs = vfs_of(file);
  return vfs.fails(DiskCall::kSync) ? vfs.code_of(DiskCall::kSync) : SQLITE_OK;
}
int file_size(sqlite3_file* file, sqlite3_int64* size) {
  return real_of(file)->pMethods->xFileSize(real_of(file), size);
}
int lock_file(sqlite3_file* file, int level) {
  return real_of(file)->pMethods->xLock(real_of(file), level);
}
int unlock_file(sqlite3_file* file, int level) {
  return real_of(file)->pMethods->xUnlock(real_of(file), level);
}
int is_reserved(sqlite3_file* file, int* out) {
  return real_of(file)->pMethods->xCheckReservedLock(real_of(file), out);
}
int control(sqlite3_file* file, int what, void* with) {
  return real_of(file)->pMethods->xFileControl(real_of(file), what, with);
}
int sector_size(sqlite3_file* file) {
  return real_of(file)->pMethods->xSectorSize(real_of(file));
}
int characteristics(sqlite3_file* file) {
  return real_of(file)->pMethods->xDeviceCharacteristics(real_of(file));
}

// Version 1 of the table ends before shared memory and memory-mapped pages.
const sqlite3_io_methods kMethods = {
    1,         close_file,  read_file,   write_file, truncate_file, sync_file,       file_size,
    lock_file, unlock_file, is_reserved, control,    sector_size,   characteristics, nullptr,
    nullptr,   nullptr,     nullptr,     nullptr,    nullptr};

int open_file(sqlite3_vfs* vfs, const char* name, sqlite3_file* file, int flags, int* out) {
  FaultVfs& faults = vfs_of(vfs);
  file->pMethods = nullptr;
  if (faults.fails(DiskCall::kOpen)) return faults.code_of(DiskCall::kOpen);
  reinterpret_cast<FaultFile*>(file)->vfs = &faults;
  const int code = faults.real().xOpen(&faults.real(), name, real_of(file), flags, out);
  if (code == SQLITE_OK) file->pMethods = &kMethods;
  return code;
}
int delete_file(sqlite3_vfs* vfs, const char* name, int sync) {
  FaultVfs& faults = vfs_of(vfs);
  if (faults.fails(DiskCall::kDelete)) return faults.code_of(DiskCall::kDelete);
  return faults.real().xDelete(&faults.real(), name, sync);
}
int access_file(sqlite3_vfs* vfs, const char* name, int flags, int* out) {
  return vfs_of(vfs).real().xAccess(&vfs_of(vfs).real(), name, flags, out);
}
int full_name(sqlite3_vfs* vfs, const char* name, int size, char* out) {
  return vfs_of(vfs).real().xFullPathname(&vfs_of(vfs).real(), name, size, out);
}
int last_error(sqlite3_vfs*, int, char*) {
  return errno;
}

}  // namespace

FaultVfs::FaultVfs() : real_(sqlite3_vfs_find(nullptr)) {
  vfs_ = *real_;  // what isn't about files (randomness, sleep, time) is the real one's
  vfs_.zName = "faults";
  vfs_.szOsFile = static_cast<int>(sizeof(FaultFile)) + real_->szOsFile;
  vfs_.pNext = nullptr;
  vfs_.pAppData = this;
  vfs_.xOpen = open_file;
  vfs_.xDelete = delete_file;
  vfs_.xAccess = access_file;
  vfs_.xFullPathname = full_name;
  vfs_.xGetLastError = last_error;
  sqlite3_vfs_register(&vfs_, 1);
}

FaultVfs::~FaultVfs() {
  sqlite3_vfs_unregister(&vfs_);
  sqlite3_vfs_register(real_, 1);
}

void FaultVfs::arm(const Fault& fault) {
  fault_ = fault;
  armed_ = true;
  seen_ = {};
}

void FaultVfs::disarm() {
  armed_ = false;
  seen_ = {};
}

int FaultVfs::seen(DiskCall call) const {
  return seen_[static_cast<std::size_t>(call)];
}

bool FaultVfs::fails(DiskCall call) {
  const int now = ++seen_[static_cast<std::size_t>(call)];
  if (!armed_ || call != fault_.call) return false;
  switch (fault_.lasts) {
    case Fault::Lasts::kOnce:
      return now == fault_.nth;
    case Fault::Lasts::kFourCalls:
      return now >= fault_.nth && now < fault_.nth + 4;
    case Fault::Lasts::kForEver:
      return now >= fault_.nth;
  }
  return false;
}

int FaultVfs::code_of(DiskCall call) const {
  const bool full = fault_.tells == Fault::Tells::kFull;
  errno = full ? ENOSPC : EIO;
  if (full && call != DiskCall::kOpen) return SQLITE_FULL;
  switch (call) {
    case DiskCall::kWrite:
      return SQLITE_IOERR_WRITE;
    case DiskCall::kSync:
      return SQLITE_IOERR_FSYNC;
    case DiskCall::kTruncate:
      return SQLITE_IOERR_TRUNCATE;
    case DiskCall::kDelete:
      return SQLITE_IOERR_DELETE;
    case DiskCall::kOpen:
      return SQLITE_CANTOPEN;
  }
  return SQLITE_IOERR;
}

}  // namespace anlaufstelle::records
