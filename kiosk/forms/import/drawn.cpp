// SPDX-License-Identifier: EUPL-1.2
#include "kiosk/forms/import/drawn.h"

#include <algorithm>
#include <array>

namespace anlaufstelle::forms {

namespace {

constexpr std::array<std::string_view, 10> kElements = {"group",   "input",  "range",  "rank",
                                                        "repeat",  "secret", "select", "select1",
                                                        "trigger", "upload"};
// By the number of the type.
constexpr std::array<std::string_view, 7> kNames = {"string", "int",  "decimal", "boolean",
                                                    "date",   "time", "dateTime"};

}  // namespace

bool is_drawn(std::string_view element) {
  return std::find(kElements.begin(), kElements.end(), element) != kElements.end();
}

std::string_view name_of(DataType type) {
  return kNames[static_cast<std::size_t>(type)];
}

}  // namespace anlaufstelle::forms
