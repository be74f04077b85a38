// SPDX-License-Identifier: EUPL-1.2
#pragma once

#include <map>
#include <string>
#include <string_view>
#include <variant>
#include <vector>

#include "storage/base/clock.h"
#include "storage/base/id.h"
#include "storage/base/result.h"

namespace anlaufstelle::forms {

// One expression on one document, without a form around it: what conformance suites ask.
struct XpathRequest {
  std::string expression, xml;
  // Paths into the document: where evaluation starts, and where absolute paths do.
  std::string context = "/", root = "/";
  std::map<std::string, std::string, std::less<>> prefixes;
  std::string language;  // of jr:itext(); "" = the default translation
  std::string time_zone = "UTC";
  enum class As { kItself, kBoolean, kNumber, kString, kNodeset } as = As::kItself;
  const Clock* clock = nullptr;
  Random* random = nullptr;
};

// A node-set is the string values of its nodes, in document order.
using XpathAnswer = std::variant<bool, double, std::string, std::vector<std::string>>;

// instance('x') finds <instance id="x"> in the document, and jr:itext() its itext.
// Errors: InvalidInput (where the expression doesn't parse, starting with "syntax"), Refused.
Result<XpathAnswer> check_xpath(const XpathRequest& request);

}  // namespace anlaufstelle::forms
