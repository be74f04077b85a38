// SPDX-License-Identifier: EUPL-1.2
#include "storage/base/utf8.h"

#include <doctest/doctest.h>

namespace anlaufstelle {

TEST_CASE("every length of UTF-8 is written and read back") {
  for (const char32_t c : {U'a', U'ß', U'ع', U'ሀ', U'😀'}) {
    const std::string text = to_utf8(c);
    std::size_t next = 0;
    CHECK(code_point_at(text, 0, next) == c);
    CHECK(next == text.size());
    CHECK(previous_code_point(text, text.size()) == 0);
  }
}

TEST_CASE("bytes that are not UTF-8 are refused") {
  CHECK(is_valid_utf8("Müller \xEF\xBF\xBD"));
  CHECK_FALSE(is_valid_utf8("M\xFCller"));
  CHECK_FALSE(is_valid_utf8("\xC3"));
  CHECK_FALSE(is_valid_utf8("\xC0\xAF"));
  CHECK_FALSE(is_valid_utf8("\xED\xA0\x80"));
  CHECK_FALSE(is_valid_utf8("\xF5\x80\x80\x80"));
}

}  // namespace anlaufstelle
