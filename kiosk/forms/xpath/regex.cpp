// SPDX-License-Identifier: EUPL-1.2
#define PCRE2_CODE_UNIT_WIDTH 8
#include "kiosk/forms/xpath/regex.h"

#include <pcre2.h>

#include <memory>
#include <string>

namespace anlaufstelle::forms::xpath {

namespace {

constexpr std::size_t kMaxPattern = 4096;
constexpr std::uint32_t kMatchLimit = 100'000, kDepthLimit = 1000, kHeapLimitKiB = 1024;

template <auto Free>
struct Freed {
  template <typename T>
  void operator()(T* p) const {
    Free(p);
  }
};

}  // namespace

Result<bool> regex_fits(std::string_view text, std::string_view pattern) {
  if (pattern.size() > kMaxPattern)
    return Error{ErrorCode::kInvalidInput, "regular expression too long"};
  int code = 0;
  PCRE2_SIZE at = 0;
  const std::unique_ptr<pcre2_code, Freed<pcre2_code_free>> compiled(
      pcre2_compile(reinterpret_cast<PCRE2_SPTR>(pattern.data()), pattern.size(),
                    PCRE2_UTF | PCRE2_NEVER_BACKSLASH_C, &code, &at, nullptr));
  if (!compiled)
    return Error{ErrorCode::kInvalidInput,
                 "regular expression is broken at character " + std::to_string(at + 1)};
  const std::unique_ptr<pcre2_match_context, Freed<pcre2_match_context_free>> limits(
      pcre2_match_context_create(nullptr));
  const std::unique_ptr<pcre2_match_data, Freed<pcre2_match_data_free>> match(
      pcre2_match_data_create_from_pattern(compiled.get(), nullptr));
  if (!limits || !match) return Error{ErrorCode::kRefused, "no memory for a regular expression"};
  pcre2_set_match_limit(limits.get(), kMatchLimit);
  pcre2_set_depth_limit(limits.get(), kDepthLimit);
  pcre2_set_heap_limit(limits.get(), kHeapLimitKiB);
  const int found = pcre2_match(compiled.get(), reinterpret_cast<PCRE2_SPTR>(text.data()),
                                text.size(), 0, 0, match.get(), limits.get());
  if (found >= 0) return true;
  if (found == PCRE2_ERROR_NOMATCH) return false;
  return Error{ErrorCode::kRefused, "regular expression needs too many steps"};
}

}  // namespace anlaufstelle::forms::xpath
