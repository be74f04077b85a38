// SPDX-License-Identifier: EUPL-1.2
#pragma once

#include <filesystem>
#include <vector>

#include "storage/base/result.h"
#include "storage/base/secret.h"

namespace anlaufstelle::crypto {

// Writes files (0600), never over one that is there, and takes its own away again unless keep()
// was called: what fails half-way leaves nothing behind. One thread.
class NewFiles {
 public:
  NewFiles() = default;
  NewFiles(const NewFiles&) = delete;
  NewFiles& operator=(const NewFiles&) = delete;
  ~NewFiles();
  void keep() { written_.clear(); }

  // Errors: Conflict.
  static Status check_free(const std::filesystem::path& file);
  // Errors: Conflict, Full, Io.
  Status write(const std::filesystem::path& file, ByteView content);

 private:
  std::vector<std::filesystem::path> written_;
};

}  // namespace anlaufstelle::crypto
