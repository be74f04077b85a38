// SPDX-License-Identifier: EUPL-1.2
#pragma once

#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "storage/base/result.h"
#include "storage/crypto/signature.h"

namespace anlaufstelle::crypto {

// The text form of what the office root signs (storage/FORMAT.md, Cards): a title line, lines
// "key: value" in a fixed order, a last line "signature: …" over all bytes before it.
// Any thread, no I/O.
struct CardShape {
  std::string_view title;   // "anlaufstelle-office/1"
  std::string_view domain;  // of the signature
  std::span<const std::string_view> keys;
};

// True for 1 to 200 bytes without control characters.
bool fits_a_card(std::string_view value);

// REQUIRES: as many values as keys, all of them fits_a_card.
std::string write_card(const CardShape& shape, std::span<const std::string> values,
                       const SigningKey& root);

// The values in order. Anything else than what write_card writes is an error.
// Errors: Corrupt (text or signature), TooNew (a later number in the title).
Result<std::vector<std::string>> read_card(const CardShape& shape, std::string_view text,
                                           const VerifyKey& root);

}  // namespace anlaufstelle::crypto
