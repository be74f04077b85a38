// SPDX-License-Identifier: EUPL-1.2
#pragma once

#include <sys/types.h>

#include <cstddef>
#include <filesystem>
#include <string>

#include "storage/base/result.h"
#include "storage/base/secret.h"

namespace anlaufstelle {

// Reads a whole file. Errors: NotFound, Refused (larger than `max_bytes`), Io. Blocks.
Result<Bytes> read_file(const std::filesystem::path& path, std::size_t max_bytes);

// What the temporary name begins with: a process that is killed may leave such a file.
inline constexpr std::string_view kTemporaryStart = ".tmp-";

// Writes to a temporary name in the same folder, fsyncs it, renames it over `path` and fsyncs
// the folder: after a power cut either the old or the new content is there, whole.
// Errors: Full, Io. Blocks.
Status write_file_durably(const std::filesystem::path& path, ByteView content, mode_t mode = 0600);

// Writes over the bytes of a file of exactly this size and fsyncs: needs no new room on the disk,
// but a power cut may leave some old and some new bytes. Errors: NotFound, Conflict (another
// size; nothing is written), Full (a copying file system), Io. Blocks.
Status overwrite_file(const std::filesystem::path& path, ByteView content);

// fsyncs a file that somebody else wrote, renames it over `to` in the same folder and fsyncs the
// folder. Errors: NotFound, Full, Io. Blocks.
Status move_durably(const std::filesystem::path& from, const std::filesystem::path& to);

// Overwrites the file's bytes, fsyncs and removes it: for a secret that must not come back. What a
// copying file system or a flash disk keeps elsewhere stays there. Nothing to do where there is
// no such file. Errors: Io.
Status destroy_file(const std::filesystem::path& path);

// Creates `path` and its parents with mode 0700. Errors: Io, and Refused where a folder that
// exists already may be read or written by others.
Status make_private_folder(const std::filesystem::path& path);

}  // namespace anlaufstelle
