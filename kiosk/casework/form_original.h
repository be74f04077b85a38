// SPDX-License-Identifier: EUPL-1.2
#pragma once

#include <array>
#include <filesystem>
#include <optional>
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

// What a form's files are called: "<id>-<version>". XLSForm's versions may be missing and
// KoboToolbox's read "3 (2026-01-31 09:15:02)": whatever can't stand in a file's name becomes "_",
// and part of a digest of both words tells the names apart. Two forms may still share one, so
// compare what is in the file. Nothing for words that no record could hold: no id, more than 200
// bytes, a control character.
std::optional<std::string> form_stem(std::string_view id, std::string_view version);
// What the names of all its versions begin with.
std::string form_stem_start(std::string_view id);
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
