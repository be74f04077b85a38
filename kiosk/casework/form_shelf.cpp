// SPDX-License-Identifier: EUPL-1.2
#include "kiosk/casework/form_shelf.h"

#include <utility>

#include "kiosk/casework/form_original.h"

namespace anlaufstelle::casework {

Result<std::shared_ptr<const forms::FormDef>> FormShelf::form(const std::string& id,
                                                              const std::string& version) {
  const std::optional<std::string> stem = form_stem(id, version);
  if (!stem) return Error{ErrorCode::kCorrupt, "a record names a form that can't be a file"};
  const std::string& name = *stem;
  if (const auto known = forms_.find(name); known != forms_.end()) return known->second;
  TRY_ASSIGN(const FormOriginal original, read_original(folder_, name, root_));
  // Nobody is asked anything here; a record outlives what the screens of its day drew.
  forms::ImportLimits limits;
  limits.profile = forms::Profile::kEngine;
  auto imported = forms::import_xform(original.xml, limits, original.files);
  if (!imported) return with_context(imported.error(), name);
  // Two names that join to the same file name must not be taken for each other.
  if (imported->form->id() != id || imported->form->version() != version) {
    return Error{ErrorCode::kConflict, name + ": another form or version is in the file"};
  }
  return forms_.emplace(name, imported->form).first->second;
}

Result<std::unique_ptr<forms::FormSession>> FormShelf::read(const records::RecordContent& content,
                                                            std::string_view xml) {
  TRY_ASSIGN(const std::shared_ptr<const forms::FormDef> def,
             form(content.form_id, content.form_version));
  forms::SessionEnvironment environment;
  environment.clock = &clock_;
  environment.random = &random_;
  environment.language = "de";
  environment.outputs = forms::Outputs::kIsolated;
  TRY_ASSIGN(auto session, forms::FormSession::resume(def, environment, xml));
  for (const records::RecordFile& file : content.files)
    session->restore_file(file.name, file.bytes);
  return session;
}

}  // namespace anlaufstelle::casework
