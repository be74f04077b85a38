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

bool is_plain(std::string_view word) {
  return !word.empty() && word.size() <= 100 && word.front() != '.' &&
         std::all_of(word.begin(), word.end(), [](char c) {
           return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') ||
                  c == '.' || c == '_' || c == '-';
         });
}

Result<std::vector<std::filesystem::path>> versions_in(const std::filesystem::path& folder,
                                                       std::string_view form_id) {
  std::vector<std::filesystem::path> versions;
  std::error_code failed;
  for (std::filesystem::directory_iterator at(folder, failed), end; !failed && at != end;
       at.increment(failed)) {
    const std::string name = at->path().filename().string();
    if (name.starts_with(std::string(form_id) + "-") && name.ends_with(".xml")) {
      versions.push_back(at->path());
    }
  }
  if (failed && failed != std::errc::no_such_file_or_directory) {
    return Error{ErrorCode::kIo, folder.string() + ": " + failed.message()};
  }
  return versions;
}

// A form without its signature would stand in the way of the version before it.
Status put_signed(const std::filesystem::path& target, ByteView xml,
                  const crypto::SigningKey& root) {
  std::error_code ignored;
  const bool was_there = std::filesystem::exists(target, ignored);
  TRY(write_file_durably(target, xml));
  Status is_signed = crypto::sign_file(target, crypto::kDomainForm, root);
  if (!is_signed && !was_there) std::filesystem::remove(target, ignored);
  return is_signed;
}

}  // namespace

Status check_names(const forms::FormDef& form) {
  if (is_plain(form.id()) && is_plain(form.version())) return ok_status();
  return Error{ErrorCode::kInvalidInput,
               "id \"" + std::string(form.id()) + "\", version \"" + std::string(form.version()) +
                   "\": each needs 1 to 100 of A-Z, a-z, 0-9, \".\", \"_\" and \"-\", and no dot "
                   "at the beginning; records name their form by both"};
}

Result<std::shared_ptr<const forms::FormDef>> load_newest_form(const std::filesystem::path& folder,
                                                               std::string_view form_id,
                                                               const crypto::VerifyKey& root) {
  TRY_ASSIGN(const std::vector<std::filesystem::path> versions, versions_in(folder, form_id));
  if (versions.empty()) {
    return Error{ErrorCode::kNotFound, folder.string() + ": no form \"" + std::string(form_id) +
                                           "\"; run anlaufstelle setup or form import"};
  }
  const auto newest = std::max_element(versions.begin(), versions.end(), older);
  TRY_ASSIGN(const Bytes xml,
             crypto::read_signed_file(*newest, crypto::kDomainForm, root, kMaxFormBytes));
  Result<forms::Import> import = forms::import_xform(as_text(xml));
  if (!import) return with_context(import.error(), newest->string());
  if (import->form->id() != form_id) {
    return Error{ErrorCode::kConflict,
                 newest->string() + ": holds the form \"" + std::string(import->form->id()) + "\""};
  }
  if (Status names = check_names(*import->form); !names) {
    return with_context(names.error(), newest->string());
  }
  return import->form;
}

Result<InstalledForm> install_form(const std::filesystem::path& file,
                                   const std::vector<std::filesystem::path>& folders,
                                   const crypto::SigningKey& root) {
  TRY_ASSIGN(const Bytes xml, read_file(file, kMaxFormBytes));
  Result<forms::Import> import = forms::import_xform(as_text(xml));
  if (!import) return with_context(import.error(), file.string());
  if (Status names = check_names(*import->form); !names) {
    return with_context(names.error(), file.string());
  }
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
    TRY(put_signed(target, xml, root));
  }
  return InstalledForm{id, version};
}

}  // namespace anlaufstelle::app
