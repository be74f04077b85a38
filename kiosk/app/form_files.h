// SPDX-License-Identifier: EUPL-1.2
#pragma once

#include <filesystem>
#include <memory>
#include <string_view>

#include "kiosk/forms/form_def.h"
#include "storage/crypto/office.h"

namespace anlaufstelle::app {

// Forms lie as `<id>-<version>.xml` with `.sig` of the office root beside them.

// The highest version of a form in `folder` whose signature fits. Errors: NotFound, Corrupt.
Result<std::shared_ptr<const forms::FormDef>> load_newest_form(const std::filesystem::path& folder,
                                                               std::string_view form_id,
                                                               const crypto::VerifyKey& root);

// Checks `file`, signs it and puts it into each of `folders`. Returns "<id> <version>".
// Errors: InvalidInput (lint), Conflict (this version is there with other content), Io.
Result<std::string> install_form(const std::filesystem::path& file,
                                 const std::vector<std::filesystem::path>& folders,
                                 const crypto::SigningKey& root);

}  // namespace anlaufstelle::app
