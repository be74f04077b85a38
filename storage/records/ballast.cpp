// SPDX-License-Identifier: EUPL-1.2
#include "storage/records/ballast.h"

#include <fcntl.h>
#include <sys/stat.h>
#include <sys/statvfs.h>
#include <unistd.h>

#include <cerrno>
#include <cstring>

namespace anlaufstelle::records {
namespace {

bool has_size(const std::filesystem::path& file, std::uint64_t bytes) {
  struct stat info {};
  // A sparse file of the right size keeps no room.
  return stat(file.c_str(), &info) == 0 && static_cast<std::uint64_t>(info.st_size) == bytes &&
         static_cast<std::uint64_t>(info.st_blocks) * 512 >= bytes;
}

// Asked first: trying would leave no room for anybody else meanwhile. A quarter more, so that what
// comes next doesn't need the ballast at once.
bool has_room_for(const std::filesystem::path& file, std::uint64_t bytes) {
  const std::filesystem::path folder = file.has_parent_path() ? file.parent_path() : ".";
  struct statvfs info {};
  return statvfs(folder.c_str(), &info) == 0 &&
         std::uint64_t{info.f_bavail} * info.f_frsize >= bytes + bytes / 4;
}

}  // namespace

Ballast::Ballast(std::filesystem::path file, std::uint64_t bytes)
    : file_(std::move(file)), bytes_(bytes), in_place_(bytes == 0 || has_size(file_, bytes)) {}

Status Ballast::take() {
  if (in_place_) return ok_status();
  if (!has_room_for(file_, bytes_)) {
    return Error{ErrorCode::kFull, file_.string() + ": no room for the ballast"};
  }
  const int fd = open(file_.c_str(), O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, 0600);
  // posix_fallocate tells its error by its value.
  const int code = fd < 0 ? errno : posix_fallocate(fd, 0, static_cast<off_t>(bytes_));
  if (fd >= 0) close(fd);
  in_place_ = code == 0;
  if (in_place_) return ok_status();
  unlink(file_.c_str());  // or a part of it would stay
  const bool full = code == ENOSPC || code == EDQUOT || code == EFBIG;
  return Error{full ? ErrorCode::kFull : ErrorCode::kIo,
               file_.string() + ": ballast: " + std::strerror(code)};
}

bool Ballast::release() {
  if (bytes_ == 0 || unlink(file_.c_str()) != 0) return false;
  in_place_ = false;
  return true;
}

}  // namespace anlaufstelle::records
