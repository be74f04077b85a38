// SPDX-License-Identifier: EUPL-1.2
#pragma once

#include <string>

#include "kiosk/forms/form_session.h"

namespace anlaufstelle::casework {

// An answer as staff read it: labels of choices, dates and times in German. What the client typed
// stays as it is. REQUIRES: the question has a value, and the session speaks German. Pure.
std::string german_answer(const forms::Question& question);

// Whether german_answer() is in the client's own words. Figures, telephone numbers and e-mail
// addresses are not: they read the same in every language.
bool is_own_words(const forms::Question& question);

}  // namespace anlaufstelle::casework
