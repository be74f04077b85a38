// SPDX-License-Identifier: EUPL-1.2
#include "kiosk/app/pages_import.h"

#include <rapidjson/document.h>
#include <rapidjson/error/en.h>

#include <cstdio>

#include "kiosk/app/commands.h"
#include "kiosk/app/page_bundle.h"
#include "storage/base/file.h"

namespace anlaufstelle::app {
namespace {

namespace fs = std::filesystem;
using Json = rapidjson::Value;

const Json* member(const Json& object, const char* name) {
  if (!object.IsObject()) return nullptr;
  const auto found = object.FindMember(name);
  return found == object.MemberEnd() ? nullptr : &found->value;
}

std::string text_of(const Json& object, const char* name) {
  const Json* value = member(object, name);
  if (value == nullptr || !value->IsString()) return {};
  return {value->GetString(), value->GetStringLength()};
}

std::string address_of(const Json& entry) {
  const Json* location = member(entry, "location");
  if (location == nullptr) return {};
  std::string address = text_of(*location, "address");
  std::string town = text_of(*location, "postcode") + " " + text_of(*location, "town");
  town = town == " " ? std::string() : town;
  if (address.empty()) return town;
  return town.empty() ? address : address + ", " + town;
}

Result<pages::RegionEntry> read_entry(const Json& entry, std::size_t number) {
  const auto wrong = [&](const char* what) {
    return Error{ErrorCode::kInvalidInput, "entry " + std::to_string(number) + ": " + what};
  };
  if (!entry.IsObject()) return wrong("no object");
  for (const char* name : {"path", "title", "content", "last_updated"}) {
    const Json* value = member(entry, name);
    if (value == nullptr || !value->IsString())
      return wrong((std::string("no text \"") + name + "\"").c_str());
  }
  pages::RegionEntry read{.path = text_of(entry, "path"),
                          .title = text_of(entry, "title"),
                          .html = text_of(entry, "content"),
                          .last_updated = text_of(entry, "last_updated"),
                          .parent_path = {},
                          .other_languages = {},
                          .address = address_of(entry)};
  if (const Json* parent = member(entry, "parent")) read.parent_path = text_of(*parent, "path");
  if (const Json* order = member(entry, "order"); order != nullptr && order->IsInt())
    read.order = order->GetInt();
  if (const Json* others = member(entry, "available_languages"); others && others->IsObject()) {
    for (const auto& other : others->GetObject()) {
      const std::string path = text_of(other.value, "path");
      if (!path.empty())
        read.other_languages.emplace(
            std::string(other.name.GetString(), other.name.GetStringLength()), path);
    }
  }
  return read;
}

int fail(const Error& error) {
  std::fprintf(stderr, "anlaufstelle pages import: %s\n", error.context.c_str());
  return 1;
}

// Nothing of somebody's is written over.
Status check_empty(const fs::path& folder) {
  std::error_code failed;
  if (!fs::exists(folder, failed)) {
    fs::create_directories(folder, failed);
    if (failed) return Error{ErrorCode::kIo, folder.string() + ": " + failed.message()};
  }
  if (!fs::is_directory(folder, failed) || !fs::is_empty(folder, failed))
    return Error{ErrorCode::kRefused, folder.string() + ": a new or an empty folder is needed"};
  return ok_status();
}

Result<pages::RegionPages> import(const std::vector<std::string>& files) {
  std::vector<pages::RegionEntry> entries;
  for (const std::string& file : files) {
    auto bytes = read_file(file, kMaxExportBytes);
    if (!bytes) return with_context(bytes.error(), file);
    auto read = read_region_export(as_text(*bytes));
    if (!read) return with_context(read.error(), file);
    std::move(read->begin(), read->end(), std::back_inserter(entries));
  }
  TRY_ASSIGN(pages::RegionPages made, pages::pages_of_region(entries));
  if (made.files.empty())
    return Error{ErrorCode::kInvalidInput,
                 "no German page: German is what the others are held against"};
  TRY_ASSIGN(const auto missing, check_pages(made.files, SystemClock().now()));
  (void)missing;
  return made;
}

}  // namespace

Result<std::vector<pages::RegionEntry>> read_region_export(std::string_view json) {
  rapidjson::Document document;
  // Not by recursion: brackets may be nested as deep as the file is long.
  document.Parse<rapidjson::kParseIterativeFlag | rapidjson::kParseValidateEncodingFlag>(
      json.data(), json.size());
  if (document.HasParseError()) {
    return Error{ErrorCode::kInvalidInput,
                 "at byte " + std::to_string(document.GetErrorOffset()) + ": " +
                     rapidjson::GetParseError_En(document.GetParseError())};
  }
  std::vector<pages::RegionEntry> entries;
  if (document.IsObject()) {
    TRY_ASSIGN(pages::RegionEntry only, read_entry(document, 1));
    entries.push_back(std::move(only));
    return entries;
  }
  if (!document.IsArray())
    return Error{ErrorCode::kInvalidInput, "at byte 0: no list of pages and no page"};
  std::size_t number = 0;
  for (const Json& entry : document.GetArray()) {
    TRY_ASSIGN(pages::RegionEntry read, read_entry(entry, ++number));
    entries.push_back(std::move(read));
  }
  return entries;
}

int run_pages_import(const std::vector<std::string>& files, const fs::path& folder) {
  const auto made = import(files);
  if (!made) return fail(made.error());
  if (const Status empty = check_empty(folder); !empty) return fail(empty.error());
  for (const auto& [name, text] : made->files) {
    const Status written = write_file_durably(folder / name, as_bytes(text), 0644);
    if (!written) return fail(written.error());
  }
  std::printf("%d German pages and %d translations in %s\n", made->german, made->translations,
              folder.c_str());
  if (made->older > 0)
    std::printf("%d translations are older than their German and are not shown\n", made->older);
  if (made->without_german > 0)
    std::printf("%d pages have no German and were left out\n", made->without_german);
  std::printf("Read them, then: anlaufstelle pages publish %s\n", folder.c_str());
  return 0;
}

}  // namespace anlaufstelle::app
