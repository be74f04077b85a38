// SPDX-License-Identifier: EUPL-1.2
#include "kiosk/app/page_bundle.h"

#include "kiosk/app/contacts_file.h"
#include "kiosk/app/process.h"
#include "kiosk/pages/page_store.h"
#include "storage/base/file.h"

namespace anlaufstelle::app {
namespace {

namespace fs = std::filesystem;

constexpr std::size_t kMaxSignature = 1024;

fs::path signature_of(const fs::path& bundle) {
  return bundle.string() + ".sig";
}

}  // namespace

Result<pages::PageFiles> shipped_pages() {
  return pages::read_page_folder(locales_folder() / "pages");
}

Result<pages::PageFiles> with_bundle(pages::PageFiles shipped, const fs::path& bundle,
                                     const crypto::VerifyKey& root) {
  std::error_code failed;
  if (!fs::exists(fs::symlink_status(bundle, failed))) return shipped;
  TRY_ASSIGN(const Bytes bytes,
             crypto::read_signed_file(bundle, crypto::kDomainPages, root, pages::kMaxBundleBytes));
  TRY_ASSIGN(pages::PageFiles own, pages::read_bundle(bytes));
  pages::replace(shipped, std::move(own));
  return shipped;
}

Result<std::vector<std::string>> check_pages(const pages::PageFiles& files, UnixSeconds now) {
  TRY_ASSIGN(pages::PageFiles all, shipped_pages());
  pages::replace(all, files);
  TRY_ASSIGN(language::Catalogue words,
             language::Catalogue::load(catalogues_folder(), "content", {}));
  TRY_ASSIGN(pages::Contacts contacts, read_contacts(all));
  TRY_ASSIGN(const pages::PageStore store,
             pages::PageStore::load(all, std::move(words), std::move(contacts)));
  return store.missing_contacts(now);
}

Status publish_pages(const pages::PageFiles& files, const BundlePlaces& places,
                     const crypto::SigningKey& root) {
  const auto sound = check_pages(files, SystemClock().now());
  if (!sound) return sound.error();
  const Bytes bundle = pages::write_bundle(files);
  if (bundle.size() > pages::kMaxBundleBytes) {
    return Error{ErrorCode::kInvalidInput, "pages: above 64 MiB"};
  }
  for (const fs::path& place : {places.desk, places.kiosk}) {
    TRY(make_private_folder(place.parent_path()));
    TRY(write_file_durably(place, bundle));
    TRY(crypto::sign_file(place, crypto::kDomainPages, root));
  }
  return ok_status();
}

Status copy_bundle(const fs::path& from, const fs::path& to) {
  std::error_code failed;
  if (!fs::exists(from, failed)) return ok_status();
  TRY_ASSIGN(const Bytes bundle, read_file(from, pages::kMaxBundleBytes));
  TRY_ASSIGN(const Bytes signature, read_file(signature_of(from), kMaxSignature));
  TRY(write_file_durably(to, bundle));
  return write_file_durably(signature_of(to), signature);
}

}  // namespace anlaufstelle::app
