// SPDX-License-Identifier: EUPL-1.2
#include "kiosk/app/form_files.h"

#include <algorithm>
#include <vector>

#include "storage/base/file.h"

namespace anlaufstelle::app {
namespace {

constexpr std::size_t kMaxFormBytes = 8u << 20;

// Versions are usually dates (2026112201): longer digits are newer, then by text.
bool older(const std::filesystem::path& a, const std::filesystem::path& b) {
  const std::string x = a.filename().string(), y = b.filename().string();
  return x.size() != y.size() ? x.size() < y.size() : x < y;
}

}  // namespace

Result<std::shared_ptr<const forms::FormDef>> load_newest_form(const std::filesystem::path& folder,
                                                               std::string_view form_id,
                                                               const crypto::VerifyKey& root) {
  std::vector<std::filesystem::path> versions;
  std::error_code failed;
  for (const auto& entry : std::filesystem::directory_iterator(folder, failed)) {
    const std::string name = entry.path().filename().string();
    if (name.starts_with(std::string(form_id) + "-") && name.ends_with(".xml")) {
      versions.push_back(entry.path());
    }
  }
  if (versions.empty()) {
    return Error{ErrorCode::kNotFound, folder.string() + ": no form \"" + std::string(form_id) +
                                           "\"; run anlaufstelle setup or form import"};
  }
  const auto newest = std::max_element(versions.begin(), versions.end(), older);
  TRY_ASSIGN(const Bytes xml,
             crypto::read_signed_file(*newest, crypto::kDomainForm, root, kMaxFormBytes));
  Result<forms::Import> import = forms::import_xform(as_text(xml));
  if (!import) return with_context(import.error(), newest->string());
  return import->form;
}

Result<std::string> install_form(const std::filesystem::path& file,
                                 const std::vector<std::filesystem::path>& folders,
                                 const crypto::SigningKey& root) {
  TRY_ASSIGN(const Bytes xml, read_file(file, kMaxFormBytes));
  Result<forms::Import> import = forms::import_xform(as_text(xml));
  if (!import) return with_context(import.error(), file.string());
  const std::string id(import->form->id()), version(import->form->version());
  for (const std::filesystem::path& folder : folders) {
    TRY(make_private_folder(folder));
    const std::filesystem::path target = folder / (id + "-" + version + ".xml");
    Result<Bytes> present = read_file(target, kMaxFormBytes);
    if (present && *present != xml) {
      return Error{ErrorCode::kConflict,
                   target.string() +
                       ": this version exists with other content; give the form a "
                       "new version"};
    }
    TRY(write_file_durably(target, xml));
    TRY(crypto::sign_file(target, crypto::kDomainForm, root));
  }
  return id + " " + version;
}

}  // namespace anlaufstelle::app
