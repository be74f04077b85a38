// SPDX-License-Identifier: EUPL-1.2
#pragma once

#include <string>
#include <vector>

#include "kiosk/forms/form.h"

namespace anlaufstelle::forms {

// What an expression may read of the primary instance, found without evaluating it: paths are
// followed over the template, wildcards and ".." included.
struct References {
  std::vector<NodeIx> nodes;   // ascending, each once
  bool names_nothing = false;  // some path of names leads to no node
};

// REQUIRES: the expression stands in the primary instance.
References find_references(const Form& form, const FormExpression& expression);

}  // namespace anlaufstelle::forms
