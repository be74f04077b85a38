// SPDX-License-Identifier: EUPL-1.2
#include <doctest/doctest.h>

#include <algorithm>

#include "tests/kiosk/forms/form_builder.h"

namespace anlaufstelle::forms {

namespace {

FormBuilder children_form() {
  return FormBuilder()
      .instance("<anzahl/><kind jr:template=\"\"><name>?</name><alter/><nr/></kind><summe/>")
      .bind("kind/alter", "type=\"int\"")
      .bind("kind/nr", "calculate=\"position(..)\"")
      .bind("summe", "calculate=\"sum(/data/kind/alter)\"")
      .input("anzahl")
      .body(
          "<group ref=\"/data/kind\"><label>Kind</label><repeat nodeset=\"/data/kind\">"
          "<input ref=\"/data/kind/name\"><label>Name</label></input>"
          "<input ref=\"/data/kind/alter\"><label>Alter</label></input></repeat></group>");
}

std::size_t count_of(const Filling& f, ControlKind kind) {
  std::size_t out = 0;
  for (const NodeId node : f.session->nodes())
    if (f.session->question(node).kind == kind) ++out;
  return out;
}

}  // namespace

TEST_CASE("an instance added to a repeat starts with what its template holds") {
  Filling f(children_form());
  REQUIRE(f.error == "");
  CHECK(count_of(f, ControlKind::kRepeat) == 0);
  CHECK(f.session->questions().size() == 1);
  REQUIRE(f.session->add_repeat("/data/kind").ok());
  REQUIRE(f.session->add_repeat("/data/kind[1]").ok());
  CHECK(count_of(f, ControlKind::kRepeat) == 2);
  CHECK(f.value("kind[2]/name") == "?");
  CHECK(f.question("kind[2]/name").ref == "/data/kind[2]/name");
  CHECK(f.value("kind[1]/nr") == "1");
  CHECK(f.value("kind[2]/nr") == "2");
  CHECK(f.session->questions().size() == 5);
  CHECK(f.session->screens().size() == 6);  // with the cards
  CHECK(f.session->screens()[2].title == "Kind");
}

TEST_CASE("removing an instance moves the ones behind it up and recalculates") {
  Filling f(children_form());
  REQUIRE(f.error == "");
  for (int i = 0; i < 3; ++i) REQUIRE(f.session->add_repeat("/data/kind").ok());
  CHECK(f.answer("kind[1]/alter", "1"));
  CHECK(f.answer("kind[2]/alter", "20"));
  CHECK(f.answer("kind[3]/alter", "300"));
  CHECK(f.value("summe") == "321");
  const NodeId third = f.node("kind[3]/alter");
  REQUIRE(f.session->remove_repeat(f.node("kind[2]")).ok());
  CHECK(f.value("summe") == "301");
  CHECK(f.node("kind[2]/alter") == third);
  CHECK(f.value("kind[2]/nr") == "2");
  CHECK(f.session->find("/data/kind[3]") == std::nullopt);
  CHECK(f.session->remove_repeat(f.node("anzahl")).error().code == ErrorCode::kNotFound);
  CHECK(f.session->add_repeat("/data/anzahl").error().code == ErrorCode::kNotFound);
}

TEST_CASE("without a template an instance starts empty, and those of the form stay") {
  Filling f(FormBuilder()
                .instance("<r><a>1</a></r><r><a>2</a></r>")
                .body("<repeat nodeset=\"/data/r\"><input ref=\"/data/r/a\"><label>a</label>"
                      "</input></repeat>"));
  REQUIRE(f.error == "");
  CHECK(f.value("r[1]/a") == "1");
  CHECK(f.value("r[2]/a") == "2");
  REQUIRE(f.session->add_repeat("/data/r").ok());
  CHECK(f.value("r[3]/a") == "");
}

TEST_CASE("a repeat with a count follows it and can't be changed by hand") {
  Filling f(FormBuilder()
                .instance("<n/><r jr:template=\"\"><a/></r><fest jr:template=\"\"><b/></fest>")
                .bind("n", "type=\"int\"")
                .input("n")
                .body("<repeat nodeset=\"/data/r\" jr:count=\"/data/n\"><input ref=\"/data/r/a\">"
                      "<label>a</label></input></repeat>"
                      "<repeat nodeset=\"/data/fest\" jr:noAddRemove=\"true()\">"
                      "<input ref=\"/data/fest/b\"><label>b</label></input></repeat>"));
  REQUIRE(f.error == "");
  CHECK(count_of(f, ControlKind::kRepeat) == 1);  // the fixed one
  CHECK(f.answer("n", "3"));
  CHECK(count_of(f, ControlKind::kRepeat) == 4);
  CHECK(f.answer("r[2]/a", "zwei"));
  CHECK(f.answer("n", "1"));
  CHECK(count_of(f, ControlKind::kRepeat) == 2);
  CHECK(f.answer("n", "2"));
  CHECK(f.value("r[2]/a") == "");
  CHECK(f.answer("n", "99999999"));
  CHECK(count_of(f, ControlKind::kRepeat) == 10'001);
  CHECK(f.session->add_repeat("/data/r").error().code == ErrorCode::kRefused);
  CHECK(f.session->remove_repeat(f.node("r")).error().code == ErrorCode::kRefused);
  CHECK(f.session->remove_repeat(f.node("fest")).error().code == ErrorCode::kRefused);
}

TEST_CASE("repeats inside repeats count and calculate in their own surroundings") {
  Filling f(FormBuilder()
                .instance("<h jr:template=\"\"><wer/><n/><p jr:template=\"\"><x/><wo/></p></h>")
                .bind("h/n", "calculate=\"count(../p)\"")
                .bind("h/p/wo", "calculate=\"concat(../../wer, position(..))\"")
                .body("<repeat nodeset=\"/data/h\"><input ref=\"/data/h/wer\"><label>w</label>"
                      "</input><repeat nodeset=\"/data/h/p\"><input ref=\"/data/h/p/x\">"
                      "<label>x</label></input></repeat></repeat>"));
  REQUIRE(f.error == "");
  REQUIRE(f.session->add_repeat("/data/h").ok());
  REQUIRE(f.session->add_repeat("/data/h").ok());
  REQUIRE(f.session->add_repeat("/data/h[2]/p").ok());
  REQUIRE(f.session->add_repeat("/data/h[2]/p").ok());
  CHECK(f.value("h[1]/n") == "0");
  CHECK(f.value("h[2]/n") == "2");
  CHECK(f.answer("h[2]/wer", "B"));
  CHECK(f.value("h[2]/p[2]/wo") == "B2");
  CHECK(f.session->questions().size() == 4);
}

TEST_CASE("relevance and choices inside a repeat follow its own answers") {
  Filling f(FormBuilder()
                .instance("<r><ja/><mehr/></r><r><ja/><mehr/></r>")
                .bind("r/mehr", "relevant=\"../ja = 'ja'\"")
                .body("<repeat nodeset=\"/data/r\"><input ref=\"/data/r/ja\"><label>j</label>"
                      "</input><input ref=\"/data/r/mehr\"><label>m</label></input></repeat>"));
  REQUIRE(f.error == "");
  CHECK(f.answer("r[2]/ja", "ja"));
  CHECK_FALSE(f.question("r[1]/mehr").relevant);
  CHECK(f.question("r[2]/mehr").relevant);
  REQUIRE(f.session->remove_repeat(f.node("r[1]")).ok());
  CHECK(f.question("r[1]/mehr").relevant);
}

TEST_CASE("a running total over the instances before is calculated and is no circle") {
  Filling f(FormBuilder()
                .instance("<r><w/><t/></r><r><w/><t/></r><r><w/><t/></r>")
                .bind("r/w", "type=\"int\"")
                .bind("r/t",
                      "calculate=\"../w + coalesce(indexed-repeat(/data/r/t, /data/r, "
                      "position(..) - 1), 0)\"")
                .body("<repeat nodeset=\"/data/r\"><input ref=\"/data/r/w\"><label>w</label>"
                      "</input></repeat>"));
  REQUIRE(f.error == "");
  CHECK(f.answer("r[3]/w", "4"));
  CHECK(f.answer("r[2]/w", "2"));
  CHECK(f.answer("r[1]/w", "1"));
  CHECK(f.value("r[3]/t") == "7");
}

TEST_CASE("an absolute path to the own repeat is warned of, except where all are wanted") {
  const auto warned = [](std::string_view calculate) {
    Filling f(FormBuilder()
                  .instance("<r><a/><b/></r>")
                  .bind("r/b", "calculate=\"" + std::string(calculate) + "\"")
                  .body("<repeat nodeset=\"/data/r\"><input ref=\"/data/r/a\"><label>a</label>"
                        "</input></repeat>"));
    REQUIRE(f.error == "");
    return std::any_of(f.findings.begin(), f.findings.end(), [](const LintFinding& finding) {
      return finding.what.find("of all instances") != std::string::npos;
    });
  };
  CHECK(warned("/data/r/a"));
  CHECK_FALSE(warned("../a"));
  CHECK_FALSE(warned("sum(/data/r/a)"));
  CHECK_FALSE(warned("indexed-repeat(/data/r/a, /data/r, 1)"));
}

TEST_CASE("a record with repeats is read back as it was handed in") {
  Filling f(children_form());
  REQUIRE(f.error == "");
  REQUIRE(f.session->add_repeat("/data/kind").ok());
  REQUIRE(f.session->add_repeat("/data/kind").ok());
  CHECK(f.answer("kind[2]/name", "Amina"));
  const std::string xml = f.session->submission(FormSession::Extent::kFull);
  CHECK(xml.find("template") == std::string::npos);
  auto read = FormSession::resume(f.form, f.environment(), xml);
  REQUIRE(read.ok());
  CHECK((*read)->submission(FormSession::Extent::kFull) == xml);
  REQUIRE((*read)->add_repeat("/data/kind").ok());
  CHECK((*read)->find("/data/kind[3]").has_value());
}

}  // namespace anlaufstelle::forms
