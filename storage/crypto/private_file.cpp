// SPDX-License-Identifier: EUPL-1.2
#include "storage/crypto/private_file.h"

#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

#include <cerrno>
#include <cstring>
#include <string>

#include "storage/base/file.h"
#include "storage/crypto/age.h"

namespace anlaufstelle::crypto {
namespace {

constexpr mode_t kOthers = 077;

Error failed(const std::filesystem::path& path, const char* step) {
  const int code = errno;
  return Error{code == ENOENT ? ErrorCode::kNotFound : ErrorCode::kIo,
               path.string() + ": " + step + ": " + std::strerror(code)};
}

Error refused(const std::filesystem::path& path, const std::string& why) {
  return Error{ErrorCode::kRefused, path.string() + ": " + why};
}

Result<SecretBytes> read_whole(int fd, std::size_t size, const std::filesystem::path& file) {
  SecretBytes content(size);
  std::size_t done = 0;
  while (done < size) {
    const ssize_t n = read(fd, content.data() + done, size - done);
    if (n < 0 && errno == EINTR) continue;
    if (n < 0) return failed(file, "read");
    if (n == 0) return refused(file, "changed while it was read");
    done += static_cast<std::size_t>(n);
  }
  return content;
}

Result<SecretBytes> read_checked(int fd, const std::filesystem::path& file, std::size_t max_bytes) {
  struct stat info {};
  if (fstat(fd, &info) != 0) return failed(file, "stat");
  if (!S_ISREG(info.st_mode)) return refused(file, "not a regular file");
  if ((info.st_mode & kOthers) != 0) {
    return refused(file, "others may read it; run: chmod 0600 '" + file.string() + "'");
  }
  const auto size = static_cast<std::size_t>(info.st_size);
  if (size > max_bytes) return refused(file, "larger than allowed");
  return read_whole(fd, size, file);
}

}  // namespace

Status check_private_folder(const std::filesystem::path& folder) {
  struct stat info {};
  if (stat(folder.c_str(), &info) != 0) return failed(folder, "stat");
  if (!S_ISDIR(info.st_mode)) return refused(folder, "not a folder");
  if ((info.st_mode & kOthers) != 0) {
    return refused(folder, "others may enter it; run: chmod 0700 '" + folder.string() + "'");
  }
  return ok_status();
}

Result<SecretBytes> read_private_file(const std::filesystem::path& file, std::size_t max_bytes) {
  // The open file is checked, not its name, so that nobody can exchange it in between.
  const int fd = open(file.c_str(), O_RDONLY | O_CLOEXEC | O_NONBLOCK);
  if (fd < 0) return failed(file, "open");
  auto content = read_checked(fd, file, max_bytes);
  close(fd);
  return content;
}

Result<SecretBytes> open_wrapped_file(const std::filesystem::path& file,
                                      std::string_view passphrase) {
  TRY_ASSIGN(const Bytes sealed, read_file(file, kMaxWrappedFile));
  auto opened = age_open_passphrase(sealed, passphrase);
  if (!opened) return with_context(opened.error(), file.string());
  return opened;
}

}  // namespace anlaufstelle::crypto
