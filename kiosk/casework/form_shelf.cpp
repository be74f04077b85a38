// SPDX-License-Identifier: EUPL-1.2
#include "kiosk/casework/form_shelf.h"

#include <algorithm>
#include <functional>
#include <utility>

#include "kiosk/casework/form_original.h"

namespace anlaufstelle::casework {

Result<std::shared_ptr<const forms::FormDef>> FormShelf::named(const std::string& stem) {
  if (const auto known = forms_.find(stem); known != forms_.end()) return known->second;
  TRY_ASSIGN(const FormOriginal original, read_original(folder_, stem, root_));
  // Nobody is asked anything here; a record outlives what the screens of its day drew.
  forms::ImportLimits limits;
  limits.profile = forms::Profile::kEngine;
  auto imported = forms::import_xform(original.xml, limits, original.files);
  if (!imported) return with_context(imported.error(), stem);
  return forms_.emplace(stem, imported->form).first->second;
}

Result<std::shared_ptr<const forms::FormDef>> FormShelf::form(const std::string& id,
                                                              const std::string& version) {
  const std::optional<std::string> stem = form_stem(id, version);
  if (!stem) return Error{ErrorCode::kCorrupt, "a record names a form that can't be a file"};
  TRY_ASSIGN(const std::shared_ptr<const forms::FormDef> found, named(*stem));
  // Two names that join to the same file name must not be taken for each other.
  if (found->id() != id || found->version() != version) {
    return Error{ErrorCode::kConflict, *stem + ": another form or version is in the file"};
  }
  return found;
}

forms::SessionEnvironment FormShelf::environment() const {
  forms::SessionEnvironment environment;
  environment.clock = &clock_;
  environment.random = &random_;
  environment.language = "de";
  return environment;
}

std::vector<std::string> FormShelf::stems() const {
  std::vector<std::pair<std::filesystem::file_time_type, std::string>> found;
  std::error_code failed;
  for (std::filesystem::directory_iterator at(folder_, failed), end; !failed && at != end;
       at.increment(failed)) {
    if (at->path().extension() != ".xml") continue;
    std::error_code ignored;
    found.emplace_back(at->last_write_time(ignored), at->path().stem().string());
  }
  std::sort(found.begin(), found.end(), std::greater<>());
  std::vector<std::string> stems;
  for (auto& [time, stem] : found) stems.push_back(std::move(stem));
  return stems;
}

std::vector<ChoiceLabel> FormShelf::choices(std::string_view role) {
  std::vector<ChoiceLabel> all;
  for (const std::string& stem : stems()) {
    const auto def = named(stem);
    if (!def) continue;
    const auto session = forms::FormSession::start(*def, environment());
    if (!session) continue;
    for (const auto node : (*session)->with_role(role)) {
      for (auto& choice : (*session)->question(node).choices) {
        const bool known = std::any_of(all.begin(), all.end(), [&](const ChoiceLabel& one) {
          return one.value == choice.value;
        });
        if (!known) all.push_back({std::move(choice.value), std::move(choice.label)});
      }
    }
  }
  return all;
}

Result<std::unique_ptr<forms::FormSession>> FormShelf::read(const records::RecordContent& content,
                                                            std::string_view xml) {
  TRY_ASSIGN(const std::shared_ptr<const forms::FormDef> def,
             form(content.form_id, content.form_version));
  forms::SessionEnvironment in_german = environment();
  in_german.outputs = forms::Outputs::kIsolated;
  TRY_ASSIGN(auto session, forms::FormSession::resume(def, in_german, xml));
  for (const records::RecordFile& file : content.files)
    session->restore_file(file.name, file.bytes);
  return session;
}

}  // namespace anlaufstelle::casework
