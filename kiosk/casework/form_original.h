// SPDX-License-Identifier: EUPL-1.2
#pragma once

#include <array>
#include <filesystem>
#include <string>
#include <string_view>

#include "kiosk/forms/form_def.h"
#include "storage/base/result.h"
#include "storage/crypto/signature.h"

namespace anlaufstelle::casework {

// A form as its author made it: the XML and the files that came with it, by their names. The desk
// keeps it for every version, because a record is read with the form that it was filled in with,
// by whatever version of this program. storage/FORMAT.md, "Forms".
struct FormOriginal {
  std::string xml;
  forms::Attachments files;
};

inline constexpr std::size_t kMostFormBytes = 8u << 20;  // of the XML
inline constexpr std::size_t kMostFiles = 200;
inline constexpr std::size_t kMostFileBytes = 16u << 20, kMostFilesBytes = 64u << 20;  // one, all

// Whether a word of a form (its id, its version) may become part of a file's name.
bool is_plain_word(std::string_view word);
// Whether a file that comes with a form may keep its name: it can't lead anywhere else.
bool is_file_name(std::string_view name);

// Two originals are the same if and only if this is.
std::array<std::uint8_t, 32> digest(const FormOriginal& original);

// Reads <folder>/<name>.xml and what belongs to it; `name` is "<form id>-<version>".
// Errors: NotFound, Corrupt (not signed by the root; a file isn't the one that was), Refused, Io.
Result<FormOriginal> read_original(const std::filesystem::path& folder, const std::string& name,
                                   const crypto::VerifyKey& root);

// Writes it, signed; the XML last, so that what is there is whole. Errors: Full, Io.
Status write_original(const std::filesystem::path& folder, const std::string& name,
                      const FormOriginal& original, const crypto::SigningKey& root);

}  // namespace anlaufstelle::casework
