// SPDX-License-Identifier: EUPL-1.2
#pragma once

#include <filesystem>
#include <string>
#include <vector>

#include "kiosk/language/language.h"

namespace anlaufstelle::app {

// Reads locales/languages.toml. `order` keeps and sorts the tags it names; empty = all, in file
// order. Errors: InvalidInput with file and line; NotFound for a tag in `order` without an entry.
Result<std::vector<language::Language>> load_languages(const std::filesystem::path& file,
                                                       const std::vector<std::string>& order);

}  // namespace anlaufstelle::app
