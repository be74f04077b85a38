// SPDX-License-Identifier: EUPL-1.2
#include <doctest/doctest.h>

#include "tests/kiosk/forms/form_builder.h"

namespace anlaufstelle::forms {

TEST_CASE("a question is relevant while its expression and its group's hold") {
  Filling f(FormBuilder()
                .instance("<papier/><g><seit/></g>")
                .bind("g", "relevant=\"/data/papier = 'duldung'\"")
                .choose("select1", "papier", "duldung visum")
                .input("g/seit"));
  REQUIRE(f.error == "");
  CHECK_FALSE(f.question("g/seit").relevant);
  CHECK(f.answer("papier", "duldung"));
  CHECK(f.question("g/seit").relevant);
  CHECK(f.answer("g/seit", "2019"));
  CHECK(f.answer("papier", "visum"));
  CHECK(f.value("g/seit") == "");
  CHECK(f.answer("papier", "duldung"));
  CHECK(f.value("g/seit") == "2019");
}

TEST_CASE("a calculated value follows what it is calculated from") {
  Filling f(FormBuilder()
                .instance("<a/><b/><summe/><gross/>")
                .bind("a", "type=\"int\"")
                .bind("b", "type=\"int\"")
                .bind("gross", "calculate=\"/data/summe &gt; 10\"")
                .bind("summe", "calculate=\"/data/a + /data/b\"")
                .input("a")
                .input("b"));
  REQUIRE(f.error == "");
  CHECK(f.value("summe") == "");
  CHECK(f.value("gross") == "false");
  CHECK(f.answer("a", "7"));
  CHECK(f.answer("b", "5"));
  CHECK(f.value("summe") == "12");
  CHECK(f.value("gross") == "true");
}

}  // namespace anlaufstelle::forms
