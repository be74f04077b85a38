// SPDX-License-Identifier: EUPL-1.2
#include "kiosk/app/toml_file.h"

namespace anlaufstelle::app {

Error complain(const std::filesystem::path& file, const toml::source_region& where,
               const std::string& what) {
  return Error{ErrorCode::kInvalidInput,
               file.string() + ":" + std::to_string(where.begin.line) + ": " + what};
}

Result<toml::table> read_toml(const std::filesystem::path& file) {
  std::error_code missing;
  if (!std::filesystem::exists(file, missing)) {
    return Error{ErrorCode::kNotFound, file.string() + ": no such file"};
  }
  // A folder would be read as an empty table.
  if (std::filesystem::is_directory(file, missing)) {
    return Error{ErrorCode::kInvalidInput, file.string() + ": a folder; a TOML file is expected"};
  }
  try {
    return toml::parse_file(file.string());
  } catch (const toml::parse_error& error) {  // Debian's library is built with exceptions
    return complain(file, error.source(), std::string(error.description()));
  }
}

}  // namespace anlaufstelle::app
