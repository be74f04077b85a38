// SPDX-License-Identifier: EUPL-1.2
#include "kiosk/forms/xpath/regex.h"

#include <doctest/doctest.h>

#include <string>

namespace anlaufstelle::forms::xpath {

TEST_CASE("a regular expression sees characters of any script") {
  CHECK(*regex_fits("Dvořák", "^.{6}$"));
  CHECK(*regex_fits("أمينة", "^\\p{Arabic}+$"));
  CHECK_FALSE(*regex_fits("amina", "^\\p{Arabic}+$"));
  CHECK(*regex_fits("a-b", "-"));
}

TEST_CASE("a broken regular expression is invalid input") {
  const auto fits = regex_fits("a", "[a");
  REQUIRE_FALSE(fits.ok());
  CHECK(fits.error().code == ErrorCode::kInvalidInput);
}

TEST_CASE("a regular expression that backtracks without end is refused") {
  const auto fits = regex_fits(std::string(60, 'a'), "^(a|a)*b$|^(a+)+c$");
  REQUIRE_FALSE(fits.ok());
  CHECK(fits.error().code == ErrorCode::kRefused);
}

}  // namespace anlaufstelle::forms::xpath
