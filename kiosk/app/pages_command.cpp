// SPDX-License-Identifier: EUPL-1.2
#include <cstdio>

#include "kiosk/app/commands.h"
#include "kiosk/app/page_bundle.h"
#include "kiosk/app/unlock.h"

namespace anlaufstelle::app {
namespace {

int fail(const Error& error) {
  std::fprintf(stderr, "anlaufstelle pages: %s: %s\n", std::string(name_of(error.code)).c_str(),
               error.context.c_str());
  return 1;
}

void print(const pages::PageFiles& files, const std::vector<std::string>& missing) {
  for (const auto& [name, text] : files) {
    const pages::PageName page = pages::name_of_page(name);
    if (page.id.empty()) continue;
    std::printf("%-32s  %s\n", page.id.c_str(), page.tag.empty() ? "de" : page.tag.c_str());
  }
  for (const std::string& id : missing) {
    std::printf(
        "[[kontakt:%s]] isn't in contacts.toml, or was checked too long ago: its place says "
        "what stands before it\n",
        id.c_str());
  }
}

}  // namespace

int run_pages_check(const std::filesystem::path& folder) {
  const auto files = pages::read_page_folder(folder);
  if (!files) return fail(files.error());
  const auto missing = check_pages(*files, SystemClock().now());
  if (!missing) return fail(missing.error());
  print(*files, *missing);
  return 0;
}

int run_pages_publish(const CommandContext& context, const std::filesystem::path& folder) {
  const DataFolders folders = data_folders(context.settings);
  const auto files = pages::read_page_folder(folder);
  if (!files) return fail(files.error());
  const auto missing = check_pages(*files, SystemClock().now());
  if (!missing) return fail(missing.error());
  const auto root = ask_root(folders);
  if (!root) return fail(root.error());
  const Status published =
      publish_pages(*files, {folders.desk_pages(), folders.kiosk_pages()}, *root);
  if (!published) return fail(published.error());
  print(*files, *missing);
  std::printf("Signed as one; the kiosk shows them from its next start on.\n");
  return 0;
}

}  // namespace anlaufstelle::app
