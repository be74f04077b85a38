// SPDX-License-Identifier: EUPL-1.2
#pragma once

#include <toml++/toml.h>
#include <filesystem>
#include <string>

#include "storage/base/result.h"

namespace anlaufstelle::app {

// "file:line: what", the form in which every complaint about a TOML file is made.
Error complain(const std::filesystem::path& file, const toml::source_region& where,
               const std::string& what);

// Errors: InvalidInput with file and line; NotFound.
Result<toml::table> read_toml(const std::filesystem::path& file);

}  // namespace anlaufstelle::app
