// SPDX-License-Identifier: EUPL-1.2
#pragma once

#include <string>
#include <string_view>

#include "kiosk/forms/form_session.h"
#include "kiosk/language/language.h"

namespace anlaufstelle::casework {

// An answer as the client read it, in the language `tag`. REQUIRES: the question has a value and
// its choices are in that language. `words`: domain "interface". Pure.
std::string clients_answer(const forms::Question& question, std::string_view tag,
                           const language::Catalogue& words);

}  // namespace anlaufstelle::casework
