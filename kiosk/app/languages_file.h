// SPDX-License-Identifier: EUPL-1.2
#pragma once

#include <filesystem>
#include <string>
#include <vector>

#include "kiosk/language/language.h"

namespace anlaufstelle::app {

struct OfferedLanguages {
  std::vector<language::Language> languages;  // in the order of the start screen
  // Of the families that these languages name, each once, and of Noto Sans. All exist.
  std::vector<std::filesystem::path> font_files;
};

// Reads and checks the whole of locales/languages.toml; its head says what each key means. `order`
// keeps and sorts the tags it names; empty = all, in file order. Errors: InvalidInput with file and
// line; NotFound for a tag in `order` without an entry, or a font file that is not installed.
Result<OfferedLanguages> load_languages(const std::filesystem::path& file,
                                        const std::vector<std::string>& order);

// Leaves German and what a native reader has signed.
void keep_reviewed(OfferedLanguages& offered);

}  // namespace anlaufstelle::app
