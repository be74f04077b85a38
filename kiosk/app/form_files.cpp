// SPDX-License-Identifier: EUPL-1.2
#include "kiosk/app/form_files.h"

#include <algorithm>

#include "kiosk/forms/compiled_form.h"
#include "storage/base/file.h"

namespace anlaufstelle::app {
namespace {

namespace fs = std::filesystem;

constexpr std::size_t kMostCompiledBytes = 64u << 20;

// Versions are usually dates (2026112201): longer digits are newer, then by text.
bool older(const fs::path& a, const fs::path& b) {
  const std::string x = a.filename().string(), y = b.filename().string();
  return x.size() != y.size() ? x.size() < y.size() : x < y;
}

Result<std::vector<fs::path>> versions_in(const fs::path& folder, std::string_view form_id) {
  std::vector<fs::path> versions;
  const std::string prefix = casework::form_stem_start(form_id);
  std::error_code failed;
  for (fs::directory_iterator at(folder, failed), end; !failed && at != end; at.increment(failed)) {
    const std::string name = at->path().filename().string();
    if (name.starts_with(prefix) && name.ends_with(".form")) {
      versions.push_back(at->path());
    }
  }
  if (failed && failed != std::errc::no_such_file_or_directory) {
    return Error{ErrorCode::kIo, folder.string() + ": " + failed.message()};
  }
  return versions;
}

// Another content may not take the place of one that records were made with.
Status check_unchanged(const fs::path& desk, const fs::path& compiled, const std::string& name,
                       const forms::SourceDigest& source, const crypto::VerifyKey& root) {
  const Error changed{ErrorCode::kConflict,
                      name +
                          ": this version exists with other content; give the form a new "
                          "version"};
  const Result<casework::FormOriginal> original = casework::read_original(desk, name, root);
  if (original && casework::digest(*original) != source) return changed;
  const Result<Bytes> file = read_file(compiled, kMostCompiledBytes);
  if (!file) return ok_status();
  const Result<forms::CompiledHeader> header = forms::read_compiled_header(*file);
  return header && header->source != source ? Status(changed) : ok_status();
}

// A form without its signature would stand in the way of the version before it.
Status put_compiled(const fs::path& file, ByteView content, const crypto::SigningKey& root) {
  TRY(make_private_folder(file.parent_path()));
  std::error_code ignored;
  const bool was_there = fs::exists(file, ignored);
  TRY(write_file_durably(file, content));
  Status is_signed = crypto::sign_file(file, crypto::kDomainCompiledForm, root);
  if (!is_signed && !was_there) fs::remove(file, ignored);
  return is_signed;
}

Result<std::shared_ptr<const forms::FormDef>> load_file(const fs::path& file,
                                                        const crypto::VerifyKey& root) {
  TRY_ASSIGN(const Bytes content,
             crypto::read_signed_file(file, crypto::kDomainCompiledForm, root, kMostCompiledBytes));
  Result<std::shared_ptr<const forms::FormDef>> form = forms::load_compiled_form(content);
  if (!form) return with_context(form.error(), file.string());
  return form;
}

}  // namespace

Status check_names(const forms::FormDef& form) {
  if (casework::form_stem(form.id(), form.version())) return ok_status();
  return Error{ErrorCode::kInvalidInput,
               "id \"" + std::string(form.id()) + "\", version \"" + std::string(form.version()) +
                   "\": a form needs an id, and each has at most 200 bytes and no control "
                   "characters; records name their form by both"};
}

Result<std::shared_ptr<const forms::FormDef>> load_newest_form(const fs::path& folder,
                                                               std::string_view form_id,
                                                               const crypto::VerifyKey& root) {
  const Error not_there{ErrorCode::kNotFound, folder.string() + ": no form \"" +
                                                  std::string(form_id) +
                                                  "\"; run anlaufstelle setup or form import"};
  TRY_ASSIGN(std::vector<fs::path> versions, versions_in(folder, form_id));
  std::sort(versions.begin(), versions.end(),
            [](const fs::path& a, const fs::path& b) { return older(b, a); });
  for (const fs::path& version : versions) {
    TRY_ASSIGN(auto form, load_file(version, root));
    // Names of other forms may begin alike: "erstberatung-kurz".
    if (form->id() == form_id) return form;
  }
  return not_there;
}

Result<std::shared_ptr<const forms::FormDef>> load_form(const fs::path& folder,
                                                        std::string_view form_id,
                                                        std::string_view version,
                                                        const crypto::VerifyKey& root) {
  const Error not_there{ErrorCode::kNotFound,
                        folder.string() + ": no such version of \"" + std::string(form_id) + "\""};
  const auto stem = casework::form_stem(form_id, version);
  if (!stem) return not_there;
  TRY_ASSIGN(auto form, load_file(folder / (*stem + ".form"), root));
  if (form->id() != form_id || form->version() != version) return not_there;
  return form;
}

Result<InstalledForm> install_form(const FormSource& source, const FormFolders& folders,
                                   const crypto::SigningKey& root) {
  Result<forms::Import> import =
      forms::import_xform(source.original.xml, {}, source.original.files);
  if (!import) return with_context(import.error(), source.file.string());
  if (Status names = check_names(*import->form); !names) {
    return with_context(names.error(), source.file.string());
  }
  const InstalledForm installed{std::string(import->form->id()),
                                std::string(import->form->version())};
  const std::string name = *casework::form_stem(installed.id, installed.version);
  const fs::path compiled = folders.kiosk / (name + ".form");
  const forms::SourceDigest digest = casework::digest(source.original);
  TRY(check_unchanged(folders.desk, compiled, name, digest, root.verify_key()));
  const Bytes content = forms::compile_form(*import->form, digest);
  if (content.size() > kMostCompiledBytes)
    return Error{ErrorCode::kRefused, source.file.string() + ": the form needs more than 64 MiB"};
  TRY(casework::write_original(folders.desk, name, source.original, root));
  TRY(put_compiled(compiled, content, root));
  return installed;
}

}  // namespace anlaufstelle::app
