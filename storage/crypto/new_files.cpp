// SPDX-License-Identifier: EUPL-1.2
#include "storage/crypto/new_files.h"

#include <sys/stat.h>

#include "storage/base/file.h"

namespace anlaufstelle::crypto {

namespace fs = std::filesystem;

NewFiles::~NewFiles() {
  std::error_code ignored;
  for (auto file = written_.rbegin(); file != written_.rend(); ++file) fs::remove(*file, ignored);
}

Status NewFiles::check_free(const fs::path& file) {
  struct stat info {};
  if (lstat(file.c_str(), &info) != 0) return ok_status();
  return Error{ErrorCode::kConflict,
               file.string() +
                   ": there is already; nothing was changed. Choose another folder, "
                   "or move the old one away if its setup never finished"};
}

Status NewFiles::write(const fs::path& file, ByteView content) {
  TRY(check_free(file));
  written_.push_back(file);
  return write_file_durably(file, content, 0600);
}

}  // namespace anlaufstelle::crypto
