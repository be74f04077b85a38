// SPDX-License-Identifier: EUPL-1.2
#pragma once

#include <filesystem>
#include <map>
#include <string>
#include <string_view>

#include "storage/base/result.h"
#include "storage/base/secret.h"

namespace anlaufstelle::pages {

// Texts of pages by their file names: "weg-25a.md" is German, "hilfe.ar.md" the whole page in
// Arabic. Any thread.
using PageFiles = std::map<std::string, std::string>;

inline constexpr std::size_t kMaxPageBytes = 256u << 10, kMostPageFiles = 100'000,
                             kMaxBundleBytes = 64u << 20;

// Beside the pages: who they send people to (TOML, read by kiosk/app).
inline constexpr std::string_view kContactsFile = "contacts.toml";

// Every *.md of a folder but README.md, and its contacts.toml. Errors: NotFound, Refused (a file
// above kMaxPageBytes), Io.
Result<PageFiles> read_page_folder(const std::filesystem::path& folder);

// All of them in one piece, to be signed as one (storage/FORMAT.md, Pages).
Bytes write_bundle(const PageFiles& files);
// Errors: Corrupt, TooNew.
Result<PageFiles> read_bundle(ByteView bundle);

// `more` beside `files`; a page of the same id takes the place of one that is there, with all its
// languages.
void replace(PageFiles& files, PageFiles more);

// "hilfe.ar.md" → id "hilfe", tag "ar"; the tag is empty for German. What is no page has no id.
struct PageName {
  std::string id, tag;
};
PageName name_of_page(const std::string& file);

}  // namespace anlaufstelle::pages
