// SPDX-License-Identifier: EUPL-1.2
#pragma once

#include <map>
#include <string>
#include <string_view>

#include "kiosk/forms/xpath/ast.h"
#include "storage/base/result.h"

namespace anlaufstelle::forms::xpath {

// What names in an expression mean.
struct NameScope {
  NameTable* names = nullptr;
  const std::map<std::string, std::string, std::less<>>* prefixes = nullptr;  // → namespace
};

// XPath 1.0. Errors: InvalidInput, starting with "syntax". What parses but means nothing here is
// in Expression::problem.
Result<Expression> parse(std::string_view source, const NameScope& scope);

}  // namespace anlaufstelle::forms::xpath
