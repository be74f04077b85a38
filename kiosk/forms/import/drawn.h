// SPDX-License-Identifier: EUPL-1.2
#pragma once

#include <string_view>

#include "kiosk/forms/form_def.h"

namespace anlaufstelle::forms {

// What the kiosk's screens draw, for Profile::kKiosk. The engine runs more than that: whatever is
// not in these tables is refused there. A row is added with the screen that draws it.

// An element of the body by its name: "select1".
bool is_drawn(std::string_view element);

// As in a form's type attribute.
std::string_view name_of(DataType type);

}  // namespace anlaufstelle::forms
