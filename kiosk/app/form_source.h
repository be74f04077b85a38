// SPDX-License-Identifier: EUPL-1.2
#pragma once

#include <filesystem>
#include <string>
#include <vector>

#include "kiosk/casework/form_original.h"
#include "storage/base/result.h"

namespace anlaufstelle::app {

// A form as somebody hands it over, and what of it is no part of the form.
struct FormSource {
  std::filesystem::path file;  // the XML
  casework::FormOriginal original;
  std::vector<std::string> unused;  // "notes.txt: the kiosk reads CSV, XML, …"
};

// Reads FORM.xml with the files in the folder FORM-media beside it, or a folder with one form in
// it, whose other files belong to it. Follows no link and no further folder.
// Errors: NotFound, InvalidInput (no form or several in a folder, a name that leads elsewhere),
// Refused (too large, too many), Io.
Result<FormSource> read_form_source(const std::filesystem::path& path);

}  // namespace anlaufstelle::app
