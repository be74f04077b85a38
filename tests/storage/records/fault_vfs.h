// SPDX-License-Identifier: EUPL-1.2
#pragma once

#include <sqlite3.h>

#include <array>
#include <cstddef>

namespace anlaufstelle::records {

enum class DiskCall { kWrite, kSync, kTruncate, kOpen, kDelete };
inline constexpr std::size_t kDiskCalls = 5;

struct Fault {
  DiskCall call = DiskCall::kWrite;
  int nth = 1;  // counted from 1 since arm(); the write that fails is half done
  enum class Lasts { kOnce, kFourCalls, kForEver } lasts = Lasts::kOnce;
  enum class Tells { kIoError, kFull } tells = Tells::kIoError;
};

// A disk that fails where a test wants it: SQLite's default VFS while it lives, over the one that
// was. It offers no shared memory and no memory-mapped pages, so nothing can use them. One test at
// a time; arm it while no store is at work. Syncs never reach the real disk: this is about what
// the program makes of what it is told (record_power_cut.cpp is about what the disk does).
class FaultVfs {
 public:
  FaultVfs();
  ~FaultVfs();
  FaultVfs(const FaultVfs&) = delete;
  FaultVfs& operator=(const FaultVfs&) = delete;

  void arm(const Fault& fault);
  void disarm();
  [[nodiscard]] int seen(DiskCall call) const;  // since arm() or disarm()

  // For the callbacks that SQLite holds.
  bool fails(DiskCall call);
  [[nodiscard]] int code_of(DiskCall call) const;
  [[nodiscard]] sqlite3_vfs& real() const { return *real_; }

 private:
  sqlite3_vfs* real_;
  sqlite3_vfs vfs_{};
  Fault fault_;
  bool armed_ = false;
  std::array<int, kDiskCalls> seen_{};
};

}  // namespace anlaufstelle::records
