// SPDX-License-Identifier: EUPL-1.2
#pragma once

#include "kiosk/forms/form.h"
#include "storage/base/result.h"

namespace anlaufstelle::forms {

// What every import keeps to and nothing else would look at again, in a form that was read from
// bytes: shapes of expressions, trees that fit each other, tasks that name something. The indexes
// have been checked while reading. Finds functions by their names and counts heights on the way.
// Errors: Corrupt; Refused for a function that this program doesn't have.
Status check_form(Form& form);

}  // namespace anlaufstelle::forms
