// SPDX-License-Identifier: EUPL-1.2
#pragma once

#include <filesystem>
#include <memory>
#include <string_view>
#include <vector>

#include "kiosk/app/form_source.h"
#include "kiosk/forms/form_def.h"
#include "storage/crypto/office.h"

namespace anlaufstelle::app {

// An installed form is two things: at the desk its original (casework/form_original.h), in the
// kiosk's folder what that compiles to, <id>-<version>.form, the only thing that the kiosk reads.
// Both are signed by the office root. storage/FORMAT.md, "Forms".

// The form that the kiosk offers, and those that it offers beside it.
inline constexpr std::string_view kKioskForm = "erstberatung";
inline constexpr std::string_view kMoreForms[] = {"folgeberatung", "drittanfrage"};
// The perspective check, beside the form.
inline constexpr std::string_view kCheckForm = "perspektive";

// Whether the desk will find the form of a record: id and version become a file name there.
// Errors: InvalidInput.
Status check_names(const forms::FormDef& form);

// The highest version of a form in the kiosk's `folder`; its signature must fit. Reads no XML.
// Errors: NotFound, Corrupt, Refused and TooNew (compiled by another version of this program), Io.
Result<std::shared_ptr<const forms::FormDef>> load_newest_form(const std::filesystem::path& folder,
                                                               std::string_view form_id,
                                                               const crypto::VerifyKey& root);

// That version of it. Errors: those of load_newest_form.
Result<std::shared_ptr<const forms::FormDef>> load_form(const std::filesystem::path& folder,
                                                        std::string_view form_id,
                                                        std::string_view version,
                                                        const crypto::VerifyKey& root);

struct FormFolders {
  std::filesystem::path desk, kiosk;
};
struct InstalledForm {
  std::string id, version;
};
// Imports a form, signs it and puts it into both folders; who reads records comes before who makes
// them. What can't be signed is taken away again. The same form may be installed again.
// Errors: InvalidInput (lint, names), Refused (a feature, a limit), Conflict (this version is there
// with other content), Full, Io.
Result<InstalledForm> install_form(const FormSource& source, const FormFolders& folders,
                                   const crypto::SigningKey& root);

}  // namespace anlaufstelle::app
