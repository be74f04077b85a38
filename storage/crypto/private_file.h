// SPDX-License-Identifier: EUPL-1.2
#pragma once

#include <cstddef>
#include <filesystem>
#include <string_view>

#include "storage/base/result.h"
#include "storage/base/secret.h"

namespace anlaufstelle::crypto {

// Files that nobody else on the machine may read. Any thread; blocks. Every error names the
// file and, where the modes are wrong, the command that mends them.

// Errors: NotFound, Refused (not a folder, or group or others may enter).
Status check_private_folder(const std::filesystem::path& folder);

// Reads a secret without leaving a copy in ordinary memory.
// Errors: NotFound, Refused (modes, or larger than `max_bytes`), Io.
Result<SecretBytes> read_private_file(const std::filesystem::path& file, std::size_t max_bytes);

// Opens a secret wrapped by a passphrase. The bytes are ciphertext: their modes are the folder's
// care. Errors: NotFound, WrongKey, Corrupt, Refused, Io.
inline constexpr std::size_t kMaxWrappedFile = 64 * 1024;
Result<SecretBytes> open_wrapped_file(const std::filesystem::path& file,
                                      std::string_view passphrase);

}  // namespace anlaufstelle::crypto
