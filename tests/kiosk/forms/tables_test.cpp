// SPDX-License-Identifier: EUPL-1.2
#include <doctest/doctest.h>

#include <numeric>

#include "tests/kiosk/forms/form_builder.h"

namespace anlaufstelle::forms {

namespace {

constexpr int kRows = 200, kRegions = 7;

// Rows n0 … n199 in regions r0 … r6.
std::string rows() {
  std::string out;
  for (int i = 0; i < kRows; ++i) {
    const std::string n = std::to_string(i), r = std::to_string(i % kRegions);
    out += "<item><name>n" + n + "</name><label>Nr. " + n + "</label><region>r" + r +
           "</region><zahl>" + n + ".0</zahl></item>";
  }
  return "<instance id=\"t\"><root>" + out + "</root></instance>";
}

FormBuilder list_with(std::string_view predicate) {
  return FormBuilder()
      .instance("<r/><z/><wahl/>")
      .model(rows())
      .bind("z", "type=\"int\"")
      .input("r")
      .input("z")
      .body(
          "<select1 ref=\"/data/wahl\"><label>w</label><itemset "
          "nodeset=\"instance('t')/root/item" +
          std::string(predicate) +
          "\"><value ref=\"name\"/><label ref=\"label\"/></itemset></select1>");
}

std::string first_and_count(const Filling& f) {
  const std::vector<Choice> choices = f.question("wahl").choices;
  return (choices.empty() ? "" : choices.front().value) + " of " + std::to_string(choices.size());
}

}  // namespace

TEST_CASE("a filter on a long table finds the same by its index as by walking") {
  // The second of each pair is written so that no index can serve it.
  for (const auto& [indexed, walked] :
       {std::pair{"[region = /data/r]", "[concat(region, '') = /data/r]"},
        std::pair{"[/data/r = region]", "[/data/r = concat(region, '')]"},
        std::pair{"[region = current()/../r]", "[concat(region, '') = current()/../r]"},
        std::pair{"[region = 'r3'][position() = 2]", "[concat(region, '') = 'r3'][position() = 2]"},
        std::pair{"[region = /data/r and name != 'n5']",
                  "[concat(region, '') = /data/r and name != 'n5']"},
        std::pair{"[nix = /data/r]", "[concat(nix, '?') = /data/r]"}}) {
    CAPTURE(indexed);
    Filling a(list_with(indexed)), b(list_with(walked));
    REQUIRE(a.error == "");
    REQUIRE(b.error == "");
    for (const char* region : {"r5", "r0", "", "r99"}) {
      CHECK(a.answer("r", region));
      CHECK(b.answer("r", region));
      CHECK(first_and_count(a) == first_and_count(b));
    }
  }
  Filling f(list_with("[region = /data/r]"));
  CHECK(f.answer("r", "r5"));
  CHECK(first_and_count(f) == "n5 of 28");
}

TEST_CASE("a number in a filter compares as a number, index or not") {
  Filling f(list_with("[zahl = number(/data/z)]"));
  REQUIRE(f.error == "");
  CHECK(f.answer("z", "7"));
  CHECK(first_and_count(f) == "n7 of 1");
  Filling text(list_with("[zahl = /data/z]"));
  CHECK(text.answer("z", "7"));
  CHECK(first_and_count(text) == " of 0");  // both sides are nodes: XPath compares their texts
}

TEST_CASE("children of a wide group are found by name before and after a repeat grows in it") {
  std::string instance;
  FormBuilder builder;
  for (int i = 0; i < 60; ++i)
    instance += "<q" + std::to_string(i) + ">1</q" + std::to_string(i) + ">";
  builder.instance(instance + "<r jr:template=\"\"><x/></r><summe/><zahl/>")
      .bind("summe", "calculate=\"/data/q0 + /data/q59 + sum(/data/r/x)\"")
      .bind("zahl", "calculate=\"count(/data/r)\"")
      .input("q0")
      .body(
          "<repeat nodeset=\"/data/r\"><input ref=\"/data/r/x\"><label>x</label></input></repeat>");
  Filling f(builder);
  REQUIRE(f.error == "");
  CHECK(f.value("summe") == "2");
  REQUIRE(f.session->add_repeat("/data/r").ok());
  REQUIRE(f.session->add_repeat("/data/r").ok());
  CHECK(f.value("zahl") == "2");
  CHECK(f.value("summe") == "");  // an empty one makes no number
  CHECK(f.answer("r[1]/x", "0"));
  CHECK(f.answer("r[2]/x", "40"));
  CHECK(f.value("summe") == "42");
  REQUIRE(f.session->remove_repeat(f.node("r[2]")).ok());
  CHECK(f.value("zahl") == "1");
  CHECK(f.value("summe") == "2");
}

}  // namespace anlaufstelle::forms
