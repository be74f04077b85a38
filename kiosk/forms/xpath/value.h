// SPDX-License-Identifier: EUPL-1.2
#pragma once

#include <string>
#include <string_view>
#include <variant>
#include <vector>

#include "kiosk/forms/time_zone.h"
#include "kiosk/forms/xpath/dates.h"
#include "kiosk/forms/xpath/tree.h"

namespace anlaufstelle::forms::xpath {

// Document order, no node twice.
using NodeSet = std::vector<NodeRef>;

// What an expression yields: XPath 1.0's four types and ODK's dates.
using Value = std::variant<double, bool, std::string, NodeSet, DateValue>;

// Conversions (XPath 1.0, 4.2–4.4; ODK XForms, Functions). The zone decides what a date without
// an offset means: text that is an ISO date counts as its number of days.
double to_number(const Value& value, const TimeZone& zone);
double text_to_number(std::string_view text, const TimeZone& zone);
std::string to_text(const Value& value, const TimeZone& zone);
bool to_boolean(const Value& value);
// Decimal digits that read back as the same number, no more behind the point than that needs;
// never an exponent.
std::string number_to_text(double number);
// XPath 1.0 white space at both ends removed.
std::string_view trim(std::string_view text);

}  // namespace anlaufstelle::forms::xpath
