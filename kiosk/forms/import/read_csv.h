// SPDX-License-Identifier: EUPL-1.2
#pragma once

#include <string_view>

#include "kiosk/forms/xpath/tree.h"
#include "storage/base/result.h"

namespace anlaufstelle::forms {

// Reads a table (RFC 4180; comma, semicolon or tab, whichever the first line has most of) into
// the tree that ODK XForms makes of it: <root>, one <item> a row, one element a column.
// Errors: InvalidInput (a quote that is never closed), Refused (too large).
Status read_csv(std::string_view text, xpath::NameTable& names, xpath::Tree& tree);

}  // namespace anlaufstelle::forms
