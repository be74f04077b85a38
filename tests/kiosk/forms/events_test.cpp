// SPDX-License-Identifier: EUPL-1.2
#include <doctest/doctest.h>

#include "tests/kiosk/forms/form_builder.h"

namespace anlaufstelle::forms {

TEST_CASE("a changed answer starts the actions of its question after the recalculation") {
  Filling f(FormBuilder()
                .instance("<a/><doppelt/><ziel/>")
                .bind("doppelt", "calculate=\"/data/a * 2\"")
                .body("<input ref=\"/data/a\"><label>a</label><setvalue "
                      "event=\"xforms-value-changed\" ref=\"/data/ziel\" value=\"/data/doppelt\"/>"
                      "</input>")
                .input("ziel"));
  REQUIRE(f.error == "");
  CHECK(f.value("ziel") == "");
  CHECK(f.answer("a", "12"));
  CHECK(f.value("ziel") == "24");
  CHECK(f.answer("ziel", "eigenes"));
  CHECK(f.answer("a", "12"));  // the same again changes nothing
  CHECK(f.value("ziel") == "eigenes");
}

TEST_CASE("a new instance starts the actions of its repeat, in that instance alone") {
  Filling f(FormBuilder()
                .instance("<r jr:template=\"\"><a/><b/></r>")
                .body("<repeat nodeset=\"/data/r\"><setvalue event=\"odk-new-repeat\" "
                      "ref=\"/data/r/a\" value=\"concat('nr ', position(..))\"/>"
                      "<input ref=\"/data/r/a\"><label>a</label><setvalue "
                      "event=\"xforms-value-changed\" ref=\"/data/r/b\" value=\"../a\"/></input>"
                      "</repeat>"));
  REQUIRE(f.error == "");
  REQUIRE(f.session->add_repeat("/data/r").ok());
  CHECK(f.answer("r[1]/a", "anders"));
  REQUIRE(f.session->add_repeat("/data/r").ok());
  CHECK(f.value("r[1]/a") == "anders");
  CHECK(f.value("r[2]/a") == "nr 2");
  CHECK(f.value("r[1]/b") == "anders");
}

TEST_CASE("actions that start each other come to an end") {
  Filling f(
      FormBuilder()
          .instance("<a/><b/>")
          .body("<input ref=\"/data/a\"><label>a</label><setvalue event=\"xforms-value-changed\" "
                "ref=\"/data/b\" value=\"concat(/data/a, 'x')\"/></input>"
                "<input ref=\"/data/b\"><label>b</label><setvalue event=\"xforms-value-changed\" "
                "ref=\"/data/a\" value=\"concat(/data/b, 'y')\"/></input>"));
  REQUIRE(f.error == "");
  CHECK(f.answer("a", "1"));
  CHECK(f.value("b").size() < 100);
}

TEST_CASE("first-load actions set every instance that the form starts with") {
  Filling f(FormBuilder()
                .instance("<r><a/></r><r><a/></r>")
                .model("<setvalue event=\"odk-instance-first-load\" ref=\"/data/r/a\">x</setvalue>")
                .body("<repeat nodeset=\"/data/r\"><input ref=\"/data/r/a\"><label>a</label>"
                      "</input></repeat>"));
  REQUIRE(f.error == "");
  CHECK(f.value("r[1]/a") == "x");
  CHECK(f.value("r[2]/a") == "x");
}

}  // namespace anlaufstelle::forms
