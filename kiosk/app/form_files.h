// SPDX-License-Identifier: EUPL-1.2
#pragma once

#include <filesystem>
#include <memory>
#include <string_view>

#include "kiosk/forms/form_def.h"
#include "storage/crypto/office.h"

namespace anlaufstelle::app {

// Forms lie as `<id>-<version>.xml` with `.sig` of the office root beside them.

// The one form that the kiosk offers.
inline constexpr std::string_view kKioskForm = "erstberatung";

// Whether the desk will find the form of a record: id and version become a file name there.
// Errors: InvalidInput.
Status check_names(const forms::FormDef& form);

// The highest version of a form in `folder`; its signature must fit. Errors: NotFound, Corrupt,
// Conflict (the file holds another form), InvalidInput, Io.
Result<std::shared_ptr<const forms::FormDef>> load_newest_form(const std::filesystem::path& folder,
                                                               std::string_view form_id,
                                                               const crypto::VerifyKey& root);

struct InstalledForm {
  std::string id, version;
};
// Checks `file`, signs it and puts it into each of `folders`, in their order: who reads records
// comes before who makes them. What can't be signed is taken away again.
// Errors: InvalidInput (lint, names), Conflict (this version is there with other content), Io.
Result<InstalledForm> install_form(const std::filesystem::path& file,
                                   const std::vector<std::filesystem::path>& folders,
                                   const crypto::SigningKey& root);

}  // namespace anlaufstelle::app
