// SPDX-License-Identifier: EUPL-1.2
#include "kiosk/pages/page_files.h"

#include <algorithm>

#include "storage/base/byte_reader.h"
#include "storage/base/file.h"

namespace anlaufstelle::pages {
namespace {

namespace fs = std::filesystem;

// ON DISK: do not change.
constexpr std::string_view kKind = "anlaufstelle-pages/", kTitle = "anlaufstelle-pages/1\n";
constexpr std::string_view kEnding = ".md";

Error corrupt(const char* what) {
  return Error{ErrorCode::kCorrupt, std::string("pages: ") + what};
}

// Small letters, digits, hyphens; a dot before a language; nothing that leads elsewhere.
bool is_known_file(std::string_view name) {
  if (name == kContactsFile) return true;
  if (!name.ends_with(kEnding) || name.size() > 128) return false;
  name.remove_suffix(kEnding.size());
  return !name.empty() && name.front() != '.' && name.back() != '.' &&
         std::count(name.begin(), name.end(), '.') <= 1 &&
         std::all_of(name.begin(), name.end(), [](char c) {
           return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') ||
                  c == '-' || c == '.';
         });
}

}  // namespace

PageName name_of_page(const std::string& file) {
  if (file == kContactsFile) return {};
  const std::string stem = file.substr(0, file.size() - std::min(file.size(), kEnding.size()));
  const std::size_t dot = stem.find('.');
  if (dot == std::string::npos) return {stem, {}};
  return {stem.substr(0, dot), stem.substr(dot + 1)};
}

Result<PageFiles> read_page_folder(const fs::path& folder) {
  PageFiles files;
  std::error_code trouble;
  for (fs::directory_iterator at(folder, trouble), end; !trouble && at != end;
       at.increment(trouble)) {
    const std::string name = at->path().filename().string();
    if (name != kContactsFile && (!name.ends_with(kEnding) || name == "README.md")) continue;
    if (!is_known_file(name)) {
      return Error{ErrorCode::kInvalidInput,
                   name + ": a page is called ID.md or ID.LANGUAGE.md, of a-z, 0-9 and -"};
    }
    TRY_ASSIGN(const Bytes text, read_file(at->path(), kMaxPageBytes));
    files.emplace(name, as_text(text));
  }
  if (trouble) return Error{ErrorCode::kNotFound, "pages folder: " + trouble.message()};
  return files;
}

Bytes write_bundle(const PageFiles& files) {
  Bytes start(kTitle.begin(), kTitle.end());
  ByteWriter out;
  out.u32(static_cast<std::uint32_t>(files.size()));
  for (const auto& [name, text] : files) {
    out.sized(as_bytes(name));
    out.sized(as_bytes(text));
  }
  start.insert(start.end(), out.bytes().begin(), out.bytes().end());
  return start;
}

Result<PageFiles> read_bundle(ByteView bundle) {
  const std::string_view text = as_text(bundle);
  if (!text.starts_with(kTitle)) {
    if (text.starts_with(kKind)) return Error{ErrorCode::kTooNew, "pages of a newer version"};
    return corrupt("not a bundle");
  }
  ByteReader in(bundle.subspan(kTitle.size()));
  TRY_ASSIGN(const std::uint32_t count, in.u32());
  if (count > kMostPageFiles) return corrupt("too many");
  PageFiles files;
  for (std::uint32_t i = 0; i < count; ++i) {
    TRY_ASSIGN(const ByteView name, in.sized());
    TRY_ASSIGN(const ByteView page, in.sized());
    const std::string key(as_text(name));
    if (!is_known_file(key) || page.size() > kMaxPageBytes) return corrupt("a file");
    // In the order of their names, each once.
    if (!files.empty() && key <= files.rbegin()->first) return corrupt("order");
    files.emplace_hint(files.end(), key, as_text(page));
  }
  if (in.left() != 0) return corrupt("bytes at the end");
  return files;
}

void replace(PageFiles& files, PageFiles more) {
  for (const auto& [name, text] : more) {
    const PageName page = name_of_page(name);
    if (page.id.empty() || !page.tag.empty()) continue;
    std::erase_if(files, [&](const auto& old) { return name_of_page(old.first).id == page.id; });
  }
  for (auto& [name, text] : more) files.insert_or_assign(name, std::move(text));
}

}  // namespace anlaufstelle::pages
