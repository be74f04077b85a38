// SPDX-License-Identifier: EUPL-1.2
#include "storage/sync/inbox_file.h"

#include <algorithm>
#include <string>

namespace anlaufstelle::sync {

namespace fs = std::filesystem;

Error inbox_error(const fs::path& path, const std::error_code& code) {
  const ErrorCode kind = code == std::errc::no_space_on_device          ? ErrorCode::kFull
                         : code == std::errc::no_such_file_or_directory ? ErrorCode::kUnreachable
                                                                        : ErrorCode::kIo;
  return Error{kind, path.string() + ": " + code.message()};
}

// By name, so that the outcome doesn't depend on the file system.
Result<std::vector<fs::path>> files_in_inbox(const fs::path& folder, std::string_view suffix) {
  std::vector<fs::path> files;
  std::error_code failed;
  for (fs::directory_iterator at(folder, failed), end; !failed && at != end; at.increment(failed)) {
    const fs::path& file = at->path();
    // A name that begins with a dot is still being written.
    if (file.extension() == suffix && !file.filename().string().starts_with('.')) {
      files.push_back(file);
    }
  }
  if (failed) return inbox_error(folder, failed);
  std::sort(files.begin(), files.end());
  return files;
}

// Never over something that is there: the same name may come twice.
Status quarantine(const fs::path& file) {
  const fs::path folder = file.parent_path() / kQuarantineFolder;
  std::error_code failed;
  fs::create_directory(folder, failed);
  if (failed) return inbox_error(folder, failed);
  fs::path target = folder / file.filename();
  for (int n = 2; fs::exists(fs::symlink_status(target, failed)); ++n) {
    target = folder / (file.filename().string() + "." + std::to_string(n));
  }
  fs::rename(file, target, failed);
  if (failed) return inbox_error(file, failed);
  return ok_status();
}

}  // namespace anlaufstelle::sync
