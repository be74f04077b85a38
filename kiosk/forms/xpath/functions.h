// SPDX-License-Identifier: EUPL-1.2
#pragma once

#include <cstddef>
#include <span>
#include <string_view>

#include "kiosk/forms/xpath/evaluator.h"

namespace anlaufstelle::forms::xpath {

inline constexpr std::size_t kAnyNumber = 1'000'000;

// A function of XPath 1.0 or ODK XForms ("Functions"). `apply` evaluates the arguments that it
// needs, so that if() and its like leave the rest alone.
struct Function {
  std::string_view name;
  std::size_t least, most;  // arguments
  Value (*apply)(const Call&);
};

// nullptr where there is no such function. The pointer lives as long as the program.
const Function* find_function(std::string_view name);

// The tables, one file each; find_function() looks through all.
std::span<const Function> node_functions();
std::span<const Function> text_functions();
std::span<const Function> number_functions();
std::span<const Function> date_functions();
std::span<const Function> form_functions();
std::span<const Function> repeat_functions();
std::span<const Function> geo_functions();

}  // namespace anlaufstelle::forms::xpath
