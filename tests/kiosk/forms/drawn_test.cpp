// SPDX-License-Identifier: EUPL-1.2
#include "kiosk/forms/import/drawn.h"

#include <doctest/doctest.h>

#include <algorithm>

#include "kiosk/forms/form_session.h"
#include "kiosk/forms/outline.h"
#include "tests/kiosk/forms/form_builder.h"
#include "tests/support/fake_clock.h"

namespace anlaufstelle::forms {

namespace {

constexpr std::string_view kNotDrawn = "the kiosk's screens do not draw ";

FormBuilder of(std::string_view instance) {
  return FormBuilder().instance(instance);
}

// Why the kiosk refuses a form that the engine runs; "" unless both are so.
std::string refusal(const FormBuilder& builder) {
  const std::string xml = builder.xml();
  if (const auto runs = import_xform(xml, engine()); !runs) return "";
  const auto import = import_xform(xml);
  if (import) return "";
  CHECK(import.error().code == ErrorCode::kRefused);
  return import.error().context;
}

}  // namespace

TEST_CASE("the kiosk takes each control that its screens draw") {
  const auto control = [](std::string_view name) {
    return of("<a/>").body(
        "<" + std::string(name) +
        " ref=\"/data/a\" start=\"0\" end=\"9\" step=\"1\" mediatype=\"image/*\">"
        "<label>a</label></" +
        std::string(name) + ">");
  };
  for (const char* name : {"input", "secret", "range", "rank", "select1", "select", "trigger"}) {
    CAPTURE(name);
    CHECK(import_xform(control(name).xml()).ok());
  }
}

TEST_CASE("the kiosk takes drawings and photographs, which need a camera, and no other files") {
  const auto upload = [](std::string_view type, std::string_view appearance) {
    return of("<a/>")
        .bind("a", "type=\"binary\"")
        .body("<upload ref=\"/data/a\" mediatype=\"" + std::string(type) + "\" appearance=\"" +
              std::string(appearance) + "\"><label>a</label></upload>");
  };
  for (const char* appearance : {"signature", "draw", "draw unknown"}) {
    CAPTURE(appearance);
    const auto import = import_xform(upload("image/*", appearance).xml());
    REQUIRE(import.ok());
    CHECK(import->findings.empty());
    CHECK_FALSE(import->form->asks_for_photographs());
  }
  const auto photo = import_xform(upload("image/*", "new annotate").xml());
  REQUIRE(photo.ok());
  CHECK(photo->form->asks_for_photographs());
  REQUIRE(photo->findings.size() == 1);
  CHECK(photo->findings[0].what == "<upload> of a photograph needs a kiosk with a camera");
  CHECK(refusal(upload("application/pdf", "")) ==
        "line 9: " + std::string(kNotDrawn) + "<upload> of files yet");
}

TEST_CASE("the kiosk takes an input of every type that its screens draw, and no other") {
  for (const char* type : {"string", "int", "decimal", "boolean", "date", "time", "dateTime"}) {
    CAPTURE(type);
    CHECK(import_xform(of("<a/>").bind("a", "type=\"" + std::string(type) + "\"").input("a").xml())
              .ok());
  }
  CHECK(refusal(of("<a/>").bind("a", "type=\"duration\"").input("a"))
            .find("draw type duration yet") != std::string::npos);
}

TEST_CASE("a secret is a text with the appearance masked, once") {
  for (const char* element :
       {"<secret", "<input appearance=\"masked\"", "<secret appearance=\"masked\""}) {
    CAPTURE(element);
    const auto import = import_xform(
        of("<a/>")
            .body(std::string(element) + " ref=\"/data/a\"><label>a</label></" +
                  (std::string_view(element).starts_with("<secret") ? "secret>" : "input>"))
            .xml());
    REQUIRE(import.ok());
    FakeClock clock;
    CountingRandom random;
    const auto session = FormSession::start(import->form, {&clock, &random, "Europe/Berlin", ""});
    REQUIRE(session.ok());
    const Question question = (*session)->question(*(*session)->find("/data/a"));
    CHECK(question.kind == ControlKind::kInput);
    CHECK(question.appearance == std::vector<std::string>{std::string(kMasked)});
  }
}

TEST_CASE("the kiosk takes repeats, and refuses a template's question that no repeat asks") {
  const std::string question = "<input ref=\"/data/r/x\"><label>x</label></input>";
  const std::string repeat = "<repeat nodeset=\"/data/r\">" + question + "</repeat>";
  for (const char* instance : {"<r><x/></r>", "<r jr:template=\"\"><x/></r>"})
    CHECK(import_xform(of(instance).body(repeat).xml()).ok());
  CHECK(refusal(of("<r jr:template=\"\"><x/></r>").body(question)) ==
        "line 8: /data/r/x stands in a jr:template without a repeat");
}

TEST_CASE(
    "the kiosk refuses a form whose table is missing, by name and line, and takes it with it") {
  for (const char* uri : {"jr://file-csv/orte.csv", "jr://file/orte.xml"}) {
    const FormBuilder form =
        of("<a/>")
            .model("<instance id=\"orte\" src=\"" + std::string(uri) + "\"/>")
            .body(
                "<select1 ref=\"/data/a\"><label>a</label><itemset nodeset=\""
                "instance('orte')/root/item\"><value ref=\"name\"/></itemset></select1>");
    CHECK(refusal(form) == "line 7: the file " + std::string(uri) + " is missing");
    const std::string_view name =
        std::string_view(uri).substr(std::string_view(uri).rfind('/') + 1);
    const std::string table = name.ends_with("csv") ? "name\nl\n" : "<root/>";
    CHECK(import_xform(form.xml(), {}, {{uri, table}}).ok());
    CHECK(import_xform(form.xml(), {}, {{std::string(name), table}}).ok());
    CHECK(lint_xform(form.xml()).size() == 1);
  }
  const auto calculated = [](std::string_view expression) {
    return of("<a/>").bind("a", "calculate=\"" + std::string(expression) + "\"").input("a");
  };
  CHECK(refusal(calculated("pulldata('orte', 'plz', 'name', 'l')")).find("no table 'orte'") !=
        std::string::npos);
  for (const char* attribute :
       {"appearance=\"minimal search('orte')\"", "query=\"instance('orte')/root/item\""})
    CHECK(refusal(of("<a/>").body("<select1 " + std::string(attribute) +
                                  " ref=\"/data/a\"><label>a</label></select1>"))
              .find("/data/a: choices by query are not run here") != std::string::npos);
}

TEST_CASE("the kiosk refuses what its screens could not tell apart or not store") {
  CHECK(refusal(of("<a/>").input("a").input("a")).find("two questions for /data/a") !=
        std::string::npos);
  CHECK(refusal(of("<a/>").body("<select1 ref=\"/data/a\"><label>a</label><item><label>x</label>"
                                "<value/></item></select1>"))
            .find("a choice without a value") != std::string::npos);
  CHECK(refusal(of("<a/>").body("<group intent=\"org.scan\"><input ref=\"/data/a\"><label>a</label>"
                                "</input></group>"))
            .find("intents are not run here") != std::string::npos);
}

TEST_CASE("a check lists everything that the screens do not draw") {
  const auto findings = lint_xform(
      of("<a/><r><x/></r>")
          .bind("a", "type=\"duration\"")
          .body(
              "<input ref=\"/data/a\"><label>a</label></input>\n<repeat nodeset=\"/data/r\">\n"
              "<upload ref=\"/data/r/x\" mediatype=\"image/*\"><label>x</label></upload></repeat>")
          .xml());
  REQUIRE(findings.size() == 2);
  CHECK(findings[0].what.find("draw type duration yet") != std::string::npos);
  CHECK(findings[1].what == "<upload> of a photograph needs a kiosk with a camera");
}

TEST_CASE("the list of features tells what the screens do not draw yet") {
  const std::vector<Feature> all = features();
  const auto state = [&](std::string_view area, std::string_view name) {
    const auto found = std::find_if(all.begin(), all.end(), [&](const Feature& feature) {
      return feature.area == area && feature.name == name;
    });
    REQUIRE(found != all.end());
    return found->state;
  };
  CHECK(state("controls", "select1") == Feature::State::kRuns);
  CHECK(state("controls", "range") == Feature::State::kRuns);
  CHECK(state("controls", "rank") == Feature::State::kRuns);
  CHECK(state("controls", "upload") == Feature::State::kRuns);
  CHECK(state("controls", "secret") == Feature::State::kRuns);
  CHECK(state("inputs of", "date") == Feature::State::kRuns);
  CHECK(state("inputs of", "dateTime") == Feature::State::kRuns);
}

}  // namespace anlaufstelle::forms
