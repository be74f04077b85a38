// SPDX-License-Identifier: EUPL-1.2
#include <doctest/doctest.h>

#include "kiosk/language/language.h"

namespace anlaufstelle::language {

TEST_CASE("thousands stand apart as each language has them, in Latin digits and without rounding") {
  CHECK(format_thousands("de", "1200000") == "1.200.000");
  CHECK(format_thousands("de-x-simple", "1200") == "1.200");
  CHECK(format_thousands("en", "-1200000.25") == "-1,200,000.25");
  CHECK(format_thousands("de", "1234.5") == "1.234,5");
  CHECK(format_thousands("de", "123456789012345678.123456789") ==
        "123.456.789.012.345.678,123456789");
  CHECK(format_thousands("de", "999") == "999");
  for (const char* tag : {"ar", "fa-AF", "ur", "ps", "ckb", "kmr", "ka", "ru", "fr", "tr"}) {
    CAPTURE(tag);
    const std::string text = format_thousands(tag, "1200000");
    CHECK(text.starts_with("1"));
    CHECK(text.size() > 7);
    CHECK(text.ends_with("000"));
  }
}

TEST_CASE("what is no number keeps its letters") {
  for (const char* text : {"", "-", "1.2.3", "zwölf", "1 200"})
    CHECK(format_thousands("de", text) == text);
}

}  // namespace anlaufstelle::language
