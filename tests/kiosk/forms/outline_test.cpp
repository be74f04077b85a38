// SPDX-License-Identifier: EUPL-1.2
#include "kiosk/forms/outline.h"

#include <doctest/doctest.h>

#include <algorithm>

#include "tests/kiosk/forms/form_builder.h"

namespace anlaufstelle::forms {

TEST_CASE("a form is outlined with its groups, conditions, choices and calculations") {
  const auto form = import_xform(
      FormBuilder()
          .instance("<a/><r jr:template=\"\"><x/></r><c/>")
          .bind("a", "required=\"true()\" constraint=\". != 'b'\"")
          .bind("r/x", "relevant=\"/data/a = 'a'\"")
          .bind("c", "calculate=\"count(/data/r)\"")
          .choose("select1", "a", "a b")
          .body("<group ref=\"/data/r\"><label>Kinder</label><repeat nodeset=\"/data/r\">"
                "<input ref=\"/data/r/x\"><label>Nr. <output value=\"position(..)\"/></label>"
                "</input></repeat></group>")
          .xml(),
      engine());
  REQUIRE(form.ok());
  const std::vector<OutlineRow> rows = outline(*form->form);
  REQUIRE(rows.size() == 5);
  CHECK(rows[0].ref == "/data/a");
  CHECK(rows[0].required == "true()");
  CHECK(rows[0].constraint == ". != 'b'");
  CHECK(rows[0].choices == std::vector<std::string>{"a: a", "b: b"});
  CHECK(rows[1].kind == ControlKind::kGroup);
  CHECK(rows[1].label == "Kinder");
  CHECK(rows[2].kind == ControlKind::kRepeat);
  CHECK(rows[3].depth == 2);
  CHECK(rows[3].label == "Nr. {position(..)}");
  CHECK(rows[3].relevant == "/data/a = 'a'");
  CHECK(rows[4].calculate == "count(/data/r)");
}

TEST_CASE("a check lists every finding of a file in its order, errors too") {
  const auto findings = lint_xform(FormBuilder()
                                       .instance("<a/><b/>")
                                       .bind("a", "type=\"geopoint\"")
                                       .bind("b", "calculate=\"frobnicate()\"")
                                       .input("a")
                                       .xml());
  REQUIRE(findings.size() == 2);
  CHECK(findings[0].what == "type geopoint is not run here");
  CHECK(findings[1].what.find("frobnicate") != std::string::npos);
  CHECK(findings[0].line < findings[1].line);
  CHECK(lint_xform("<a>\n</b>").at(0).line == 2);
}

TEST_CASE("a language with holes is named with their number") {
  const auto form = import_xform(
      FormBuilder()
          .instance("<a/>")
          .model("<itext><translation lang=\"de\"><text id=\"x\"><value>X</value></text>"
                 "<text id=\"y\"><value>Y</value></text></translation>"
                 "<translation lang=\"ar\"><text id=\"x\"><value>س</value></text></translation>"
                 "</itext>")
          .body("<input ref=\"/data/a\"><label ref=\"jr:itext('x')\"/></input>")
          .xml());
  REQUIRE(form.ok());
  const auto holes = language_holes(*form->form);
  REQUIRE(holes.size() == 2);
  CHECK(holes[0].missing == 0);
  CHECK(holes[1].language == "ar");
  CHECK(holes[1].missing == 1);
  CHECK(holes[1].ids == std::vector<std::string>{"y"});
  CHECK(holes[1].texts == 2);
}

TEST_CASE("what the kiosk refuses is asked in words for conformance suites") {
  const std::string xml =
      FormBuilder().instance("<a/>").bind("a", "type=\"geopoint\"").input("a").xml();
  CHECK_FALSE(import_xform(xml).ok());
  ImportLimits all;
  all.profile = Profile::kAll;
  CHECK(import_xform(xml, all).ok());
}

TEST_CASE("the list of features names every function that a form may call") {
  const std::vector<Feature> all = features();
  for (const std::string_view name : {"indexed-repeat", "pulldata", "digest", "once", "regex"})
    CHECK(std::any_of(all.begin(), all.end(), [&](const Feature& f) { return f.name == name; }));
}

TEST_CASE("a form's use of the engine is counted by controls, types and functions") {
  const auto form = import_xform(FormBuilder()
                                     .instance("<a/><b/><c/>")
                                     .bind("a", "type=\"date\" constraint=\"not(. = today())\"")
                                     .bind("b", "relevant=\"not(/data/a = '')\"")
                                     .input("a")
                                     .body("<group><label>G</label>")
                                     .choose("select1", "b", "x y")
                                     .body("</group>")
                                     .xml());
  REQUIRE(form.ok());
  std::string seen;
  for (const UsedFeature& used : used_features(*form->form))
    seen += std::string(used.feature.name) + " " + std::to_string(used.times) + "; ";
  CHECK(seen == "input 1; select1 1; group 1; date 1; not 2; today 1; ");
}

}  // namespace anlaufstelle::forms
