// SPDX-License-Identifier: EUPL-1.2
#include "kiosk/forms/xpath/functions.h"

#include <algorithm>

namespace anlaufstelle::forms::xpath {

const Function* find_function(std::string_view name) {
  for (const auto table : {node_functions(), text_functions(), number_functions(), date_functions(),
                           form_functions(), repeat_functions(), geo_functions()}) {
    const auto found =
        std::find_if(table.begin(), table.end(), [&](const Function& f) { return f.name == name; });
    if (found != table.end()) return &*found;
  }
  return nullptr;
}

}  // namespace anlaufstelle::forms::xpath
