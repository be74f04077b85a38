// SPDX-License-Identifier: EUPL-1.2
#include "storage/base/file.h"

#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

#include <cerrno>
#include <cstring>
#include <utility>

namespace anlaufstelle {
namespace {

// Closes on every way out.
class Descriptor {
 public:
  explicit Descriptor(int fd) : fd_(fd) {}
  ~Descriptor() {
    if (fd_ >= 0) close(fd_);
  }
  Descriptor(const Descriptor&) = delete;
  Descriptor& operator=(const Descriptor&) = delete;
  [[nodiscard]] int get() const { return fd_; }

 private:
  int fd_;
};

Error system_error(const std::filesystem::path& path, const char* step) {
  const int code = errno;
  const bool full = code == ENOSPC || code == EDQUOT || code == EFBIG;
  const ErrorCode kind = full             ? ErrorCode::kFull
                         : code == ENOENT ? ErrorCode::kNotFound
                                          : ErrorCode::kIo;
  return Error{kind, path.string() + ": " + step + ": " + std::strerror(code)};
}

Status write_all(int fd, ByteView content, const std::filesystem::path& path) {
  std::size_t done = 0;
  while (done < content.size()) {
    const ssize_t n = write(fd, content.data() + done, content.size() - done);
    if (n < 0 && errno == EINTR) continue;
    if (n < 0) return system_error(path, "write");
    done += static_cast<std::size_t>(n);
  }
  return ok_status();
}

std::filesystem::path folder_of(const std::filesystem::path& path) {
  return path.has_parent_path() ? path.parent_path() : ".";
}

// Makes a rename or removal of `path` durable.
Status sync_folder(const std::filesystem::path& path) {
  const std::filesystem::path folder = folder_of(path);
  const Descriptor directory(open(folder.c_str(), O_RDONLY | O_DIRECTORY | O_CLOEXEC));
  if (directory.get() < 0 || fsync(directory.get()) != 0) return system_error(folder, "fsync");
  return ok_status();
}

}  // namespace

Result<Bytes> read_file(const std::filesystem::path& path, std::size_t max_bytes) {
  const Descriptor fd(open(path.c_str(), O_RDONLY | O_CLOEXEC));
  if (fd.get() < 0) return system_error(path, "open");
  Bytes content;
  std::uint8_t buffer[16384];
  for (;;) {
    const ssize_t n = read(fd.get(), buffer, sizeof buffer);
    if (n < 0 && errno == EINTR) continue;
    if (n < 0) return system_error(path, "read");
    if (n == 0) break;
    if (content.size() + static_cast<std::size_t>(n) > max_bytes) {
      return Error{ErrorCode::kRefused, path.string() + ": larger than allowed"};
    }
    content.insert(content.end(), buffer, buffer + n);
  }
  return content;
}

Status write_file_durably(const std::filesystem::path& path, ByteView content, mode_t mode) {
  const std::filesystem::path folder = folder_of(path);
  std::string temporary =
      (folder / (std::string(kTemporaryStart) + path.filename().string() + "-XXXXXX")).string();
  {
    const Descriptor fd(mkostemp(temporary.data(), O_CLOEXEC));
    if (fd.get() < 0) return system_error(path, "create");
    Status written = write_all(fd.get(), content, path);
    if (written && fchmod(fd.get(), mode) != 0) written = system_error(path, "chmod");
    if (written && fsync(fd.get()) != 0) written = system_error(path, "fsync");
    if (!written) {
      unlink(temporary.c_str());
      return written;
    }
  }
  if (rename(temporary.c_str(), path.c_str()) != 0) {
    Error error = system_error(path, "rename");
    unlink(temporary.c_str());
    return error;
  }
  return sync_folder(path);
}

Status overwrite_file(const std::filesystem::path& path, ByteView content) {
  const Descriptor fd(open(path.c_str(), O_WRONLY | O_CLOEXEC | O_NOFOLLOW));
  if (fd.get() < 0) return system_error(path, "open");
  struct stat info {};
  if (fstat(fd.get(), &info) != 0) return system_error(path, "stat");
  if (!S_ISREG(info.st_mode) || static_cast<std::size_t>(info.st_size) != content.size()) {
    return Error{ErrorCode::kConflict, path.string() + ": has another size"};
  }
  TRY(write_all(fd.get(), content, path));
  return fsync(fd.get()) == 0 ? ok_status() : system_error(path, "fsync");
}

Status move_durably(const std::filesystem::path& from, const std::filesystem::path& to) {
  {
    const Descriptor fd(open(from.c_str(), O_RDONLY | O_CLOEXEC));
    if (fd.get() < 0) return system_error(from, "open");
    if (fsync(fd.get()) != 0) return system_error(from, "fsync");
  }
  if (rename(from.c_str(), to.c_str()) != 0) return system_error(to, "rename");
  return sync_folder(to);
}

Status destroy_file(const std::filesystem::path& path) {
  {
    const Descriptor fd(open(path.c_str(), O_WRONLY | O_CLOEXEC | O_NOFOLLOW));
    if (fd.get() < 0) return errno == ENOENT ? ok_status() : system_error(path, "open");
    struct stat info {};
    if (fstat(fd.get(), &info) != 0) return system_error(path, "stat");
    const Bytes zeros(static_cast<std::size_t>(info.st_size), 0);
    TRY(write_all(fd.get(), zeros, path));
    if (fsync(fd.get()) != 0) return system_error(path, "fsync");
  }
  if (unlink(path.c_str()) != 0) return system_error(path, "unlink");
  return sync_folder(path);
}

Status make_private_folder(const std::filesystem::path& path) {
  std::error_code failed;
  std::filesystem::path partial;
  for (const auto& part : path) {
    partial /= part;
    if (std::filesystem::exists(partial, failed)) continue;
    if (mkdir(partial.c_str(), 0700) != 0 && errno != EEXIST) {
      return system_error(partial, "mkdir");
    }
  }
  struct stat info {};
  if (stat(path.c_str(), &info) != 0) return system_error(path, "stat");
  if (!S_ISDIR(info.st_mode)) return Error{ErrorCode::kRefused, path.string() + ": not a folder"};
  if ((info.st_mode & 077) != 0) {
    return Error{ErrorCode::kRefused,
                 path.string() + ": others may enter it; run chmod 0700 on it first"};
  }
  return ok_status();
}

}  // namespace anlaufstelle
