// SPDX-License-Identifier: EUPL-1.2
#pragma once

#include <string_view>

#include "storage/base/result.h"

namespace anlaufstelle::forms::xpath {

// Whether the pattern (PCRE2 syntax, Unicode) fits the text anywhere, as regex() in ODK engines;
// forms anchor with ^ and $. Backtracking is limited. Errors: InvalidInput (pattern broken),
// Refused (pattern needs too many steps on this text).
Result<bool> regex_fits(std::string_view text, std::string_view pattern);

}  // namespace anlaufstelle::forms::xpath
