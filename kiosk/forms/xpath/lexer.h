// SPDX-License-Identifier: EUPL-1.2
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "storage/base/result.h"

namespace anlaufstelle::forms::xpath {

enum class TokenKind {
  kNumber,
  kLiteral,
  kName,
  kOperator,
  kOpen,
  kClose,
  kOpenPredicate,
  kClosePredicate,
  kDot,
  kDotDot,
  kAt,
  kComma,
  kColons,
  kDollar,
  kEnd,
};

struct Token {
  TokenKind kind = TokenKind::kEnd;
  // kName: "name", "prefix:name", "prefix:*" or "*"; kOperator: "and", "<=", "/", "//", …;
  // kLiteral: without quotes.
  std::string_view text;
  double number = 0;
  std::size_t at = 0;  // byte in the source
};

// XPath 1.0, 3.7, with its rule for "*" and operator names. The tokens point into the source.
// Errors: InvalidInput, starting with "syntax".
Result<std::vector<Token>> tokenize(std::string_view source);

}  // namespace anlaufstelle::forms::xpath
