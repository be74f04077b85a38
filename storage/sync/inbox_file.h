// SPDX-License-Identifier: EUPL-1.2
#pragma once

#include <cstddef>
#include <filesystem>
#include <string_view>
#include <vector>

#include "storage/base/result.h"

namespace anlaufstelle::sync {

// Names in an inbox folder (storage/FORMAT.md, Inbox). ON DISK: do not rename.
inline constexpr std::string_view kEnvelopeSuffix = ".envelope";
inline constexpr std::string_view kHeadSuffix = ".head";
inline constexpr std::string_view kWordSuffix = ".word";
inline constexpr std::string_view kQuarantineFolder = "quarantine";
// Above the largest envelope that a kiosk can seal.
inline constexpr std::size_t kMaxEnvelope = 20 * 1024 * 1024;
inline constexpr std::size_t kMaxWord = 16 * 1024;

// The whole files of that ending, by name. Errors: Unreachable, Io.
Result<std::vector<std::filesystem::path>> files_in_inbox(const std::filesystem::path& folder,
                                                          std::string_view suffix);

Error inbox_error(const std::filesystem::path& path, const std::error_code& code);

// Moves a file to the folder's quarantine under a name that is free. Errors: Full, Io.
Status quarantine(const std::filesystem::path& file);

}  // namespace anlaufstelle::sync
