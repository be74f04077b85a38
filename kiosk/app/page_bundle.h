// SPDX-License-Identifier: EUPL-1.2
#pragma once

#include <filesystem>
#include <string>
#include <vector>

#include "kiosk/pages/page_files.h"
#include "storage/base/clock.h"
#include "storage/crypto/office.h"

namespace anlaufstelle::app {

// The pages that come with the program, and in their place or beside them what the office's root
// signed (storage/FORMAT.md, Pages).

// Errors: those of read_page_folder.
Result<pages::PageFiles> shipped_pages();

// Without a bundle the shipped pages. Errors: Corrupt (not signed by the root), TooNew, Io: the
// caller shows the shipped ones then.
Result<pages::PageFiles> with_bundle(pages::PageFiles shipped, const std::filesystem::path& bundle,
                                     const crypto::VerifyKey& root);

// Whether the kiosk can show them, together with the shipped ones; the ids of contacts that pages
// name and that it doesn't show. Errors: InvalidInput (a page or contacts.toml is wrong, or a link
// leads nowhere).
Result<std::vector<std::string>> check_pages(const pages::PageFiles& files, UnixSeconds now);

// Signs them as one and puts them into both places. Errors: those of check_pages, Full, Io.
struct BundlePlaces {
  std::filesystem::path desk, kiosk;
};
Status publish_pages(const pages::PageFiles& files, const BundlePlaces& places,
                     const crypto::SigningKey& root);

// A signed bundle from one place to another, if there is one; who reads it checks it.
Status copy_bundle(const std::filesystem::path& from, const std::filesystem::path& to);

}  // namespace anlaufstelle::app
