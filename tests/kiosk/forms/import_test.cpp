// SPDX-License-Identifier: EUPL-1.2
#include <doctest/doctest.h>

#include <random>

#include "tests/kiosk/forms/form_builder.h"

namespace anlaufstelle::forms {

namespace {

std::string times(std::string_view text, int count) {
  std::string out;
  for (int i = 0; i < count; ++i) out += text;
  return out;
}

bool has_finding(const Filling& f, std::string_view part) {
  for (const LintFinding& finding : f.findings)
    if (finding.what.find(part) != std::string::npos) return true;
  return false;
}

FormBuilder of(std::string_view instance) {
  return FormBuilder().instance(instance);
}

}  // namespace

TEST_CASE("a form tells its id, version and title") {
  Filling f(of("<a/>").input("a"));
  REQUIRE(f.error == "");
  CHECK(f.form->id() == "erst");
  CHECK(f.form->version() == "1");
  CHECK(f.form->title() == "Erstberatung");
  CHECK(f.form->languages().empty());
  CHECK(f.findings.empty());
}

TEST_CASE("what is no XForm is refused with its line") {
  CHECK(import_error("").context == "line 1: the file is empty");
  CHECK(import_error("no xml").context.starts_with("line 1: not well-formed"));
  CHECK(import_error("<a>\n<b>\n</a>").context.starts_with("line 3: not well-formed"));
  CHECK(import_error("<html/>").context.starts_with("line 1: this is not an XForm"));
  CHECK(import_error("<?xml version=\"1.0\"?>\n\n<a/>").context.starts_with("line 3: this is not"));
  CHECK(import_error(std::string(100, '\0')).code == ErrorCode::kInvalidInput);
}

TEST_CASE("a prefix must be declared, and mean one thing in the instance") {
  CHECK(import_error("<a:b/>").context.starts_with("line 1: not well-formed"));
  CHECK(import_error(of("<x:a xmlns:x=\"urn:1\"/><x:b xmlns:x=\"urn:2\"/>").xml())
            .context.find("two namespaces") != std::string::npos);
  CHECK(import_error(of("<kiosk:a xmlns:kiosk=\"urn:else\"/>").xml())
            .context.find("two namespaces") != std::string::npos);
}

TEST_CASE("a DOCTYPE is refused before any entity is read") {
  std::string bomb = "<?xml version=\"1.0\"?>\n<!DOCTYPE lolz [<!ENTITY a0 \"lol\">";
  for (int i = 1; i < 10; ++i)
    bomb += "<!ENTITY a" + std::to_string(i) + " \"" +
            times("&a" + std::to_string(i - 1) + ";", 10) + "\">";
  bomb += "]>\n<html>&a9;</html>";
  CHECK(import_error(bomb).code == ErrorCode::kRefused);
  CHECK(import_error(bomb).context == "line 2: a DOCTYPE isn't allowed");
  CHECK(import_error("<!DOCTYPE h SYSTEM \"file:///etc/passwd\"><h/>").code == ErrorCode::kRefused);
  CHECK(import_error("<h>&undeclared;</h>").code == ErrorCode::kInvalidInput);
}

TEST_CASE("size, number of nodes and depth are limited") {
  const std::string good = of("<a/>").input("a").xml();
  CHECK(import_xform(good).ok());
  CHECK(import_xform(good, {.max_bytes = 100}).error().code == ErrorCode::kRefused);
  CHECK(import_xform(good, {.max_nodes = 10}).error().code == ErrorCode::kRefused);
  CHECK(import_xform(good, {.max_depth = 3}).error().code == ErrorCode::kRefused);
  CHECK(import_error(of(times("<g>", 200) + times("</g>", 200)).xml()).code == ErrorCode::kRefused);
  CHECK(import_error(times("<g>", 100'000)).code == ErrorCode::kRefused);
}

TEST_CASE("what the kiosk never runs is refused by name and line") {
  const auto refused = [](const FormBuilder& builder, std::string_view part) {
    const Error error = import_error(builder.xml());
    CAPTURE(error.context);
    return error.code == ErrorCode::kRefused && error.context.starts_with("line ") &&
           error.context.find(part) != std::string::npos;
  };
  CHECK(refused(of("<a/>").body("<upload ref=\"/data/a\" mediatype=\"audio/*\"/>"), "audio/*"));
  CHECK(refused(of("<a/>").body("<upload ref=\"/data/a\" mediatype=\"video/*\"/>"), "video/*"));
  CHECK(refused(of("<a/>").body("<input ref=\"/data/a\" appearance=\"ex:org.scan\"/>"), "ex:org"));
  CHECK(refused(of("<a/>").body("<odk:map ref=\"/data/a\"/>"), "<map>"));
  CHECK(refused(of("<a/>").bind("a", "type=\"geopoint\""), "geopoint"));
  CHECK(refused(of("<a/>").bind("a", "type=\"barcode\""), "barcode"));
  CHECK(refused(of("<a/>").model("<instance id=\"x\" src=\"jr://file/x.geojson\"/>"), "GeoJSON"));
  CHECK(refused(of("<a/>").model("<submission method=\"carrier-pigeon\"/>"), "carrier-pigeon"));
  CHECK(refused(of("<a/>").model("<instance id=\"x\" src=\"jr://instance/last-saved\"/>"),
                "previous person"));
  CHECK(refused(of("<a/>").model("<odk:setgeopoint event=\"odk-instance-first-load\"/>"),
                "setgeopoint"));
  CHECK(refused(of("<a/>").model("<setvalue event=\"xforms-focus\" ref=\"/data/a\"/>"),
                "xforms-focus"));
}

TEST_CASE("a mistake in an expression is told with its line and place") {
  const auto error = [](std::string_view attributes) {
    return import_error(of("<a/><b/>").bind("a", attributes).input("a").xml()).context;
  };
  CHECK(error("relevant=\"1 +\"").starts_with("line 7: /data/a relevant: syntax: name expected"));
  CHECK(error("calculate=\"frobnicate('x')\"") ==
        "line 7: /data/a calculate: unknown function frobnicate()");
  CHECK(error("calculate=\"substr('x')\"") ==
        "line 7: /data/a calculate: wrong number of arguments for substr()");
  CHECK(error("constraint=\"regex(., '[')\"").find("regular expression is broken") !=
        std::string::npos);
  CHECK(error("calculate=\"instance('x')/a\"").find("no instance 'x'") != std::string::npos);
  CHECK(error("calculate=\"foo:b\"").find("unknown namespace prefix") != std::string::npos);
  CHECK(error("calculate=\"jr:choice-name('a', '/data/b')\"").find("no question with choices") !=
        std::string::npos);
  CHECK(error("kiosk:print=\"Q\"").find("kiosk:print") != std::string::npos);
  CHECK(error("kiosk:standing-answers=\"some\"").find("standing-answers") != std::string::npos);
}

TEST_CASE("expressions that wait for each other are refused with the circle named") {
  const Error circle = import_error(of("<a/><b/><c/>")
                                        .bind("a", "calculate=\"/data/b + 1\"")
                                        .bind("b", "relevant=\"/data/c = 1\"")
                                        .bind("c", "calculate=\"/data/a\"")
                                        .xml());
  CHECK(circle.code == ErrorCode::kInvalidInput);
  CHECK(circle.context.find("these wait for each other") != std::string::npos);
  for (const char* part : {"/data/a (calculate)", "/data/b (relevant)", "/data/c (calculate)"})
    CHECK(circle.context.find(part) != std::string::npos);
  const auto code = [](std::string_view attributes) {
    return import_error(of("<a/><g><x/></g>").bind("a", attributes).input("a").xml()).code;
  };
  CHECK(code("calculate=\". + 1\"") == ErrorCode::kInvalidInput);
  CHECK(code("calculate=\"sum(../*)\"") == ErrorCode::kInvalidInput);
  CHECK(code("relevant=\". = ''\"") == ErrorCode::kInvalidInput);
  CHECK(code("constraint=\". &gt; 1\"") == ErrorCode::kIo);  // a constraint may
  CHECK(code("calculate=\"once('x')\"") == ErrorCode::kIo);
  // A group that hides the question which decides about it.
  CHECK(import_error(of("<g><x/></g>").bind("g", "relevant=\"/data/g/x = 1\"").input("g/x").xml())
            .context.find("these wait for each other") != std::string::npos);
}

TEST_CASE("mistakes that do no harm are warnings") {
  Filling f(of("<a/><w/>")
                .bind("nichts", "type=\"string\"")
                .bind("a", "calculate=\"/data/fehlt\" jr:preload=\"property\"")
                .bind("w", "kiosk:never-store=\"x\"")
                .choose("select", "w", "x y"));
  REQUIRE(f.error == "");
  CHECK(has_finding(f, "bind for /data/nichts, which the instance doesn't have"));
  CHECK(has_finding(f, "/data/a calculate names an element that the instance doesn't have"));
  CHECK(has_finding(f, "stays blank"));
  Filling leak(of("<a/><w/>")
                   .bind("a", "calculate=\"selected(/data/w, 'x')\"")
                   .bind("w", "kiosk:never-store=\"x\"")
                   .choose("select", "w", "x y"));
  REQUIRE(leak.error == "");
  CHECK(has_finding(leak, "choices that are never stored"));
}

TEST_CASE("questions that can't work are errors") {
  const auto error = [](const FormBuilder& builder) { return import_error(builder.xml()).context; };
  CHECK(error(of("<a/>").input("fehlt")).find("/data/fehlt") != std::string::npos);
  CHECK(error(of("<g><a/></g>").input("g")).find("has elements in it") != std::string::npos);
  CHECK(error(of("<a/><a/>")).find("occurs twice") != std::string::npos);
  CHECK(error(of("<a/>").body("<select ref=\"/data/a\"><label>a</label><item><label>x</label>"
                              "<value>x y</value></item></select>"))
            .find("has a space in it") != std::string::npos);
  CHECK(error(of("<a/>").body("<input ref=\"/data/a\"><label ref=\"jr:itext('no')\"/></input>"))
            .find("no text 'no' in any language") != std::string::npos);
}

TEST_CASE("refs may be relative to their group, and binds be named by id") {
  Filling f(of("<g><a/></g><b/>")
                .bind("b", "id=\"b-bind\" readonly=\"/data/g/a = 1\"")
                .body("<group ref=\"/data/g\"><input ref=\"a\"><label>a</label></input></group>"
                      "<input bind=\"b-bind\"><label>b</label></input>"));
  REQUIRE(f.error == "");
  CHECK(f.question("g/a").label == "a");
  CHECK(f.question("b").label == "b");
}

TEST_CASE("a form damaged at random is read or refused, and never more") {
  const std::string good =
      of("<a/><b/><g><c/></g><d/>")
          .model(
              "<itext><translation lang=\"de\"><text id=\"t\"><value>Text <output "
              "value=\"/data/a\"/></value></text></translation></itext><instance id=\"i\"><root>"
              "<item><n>x</n><label>X</label></item></root></instance>")
          .bind("a", "type=\"int\" required=\"true()\" constraint=\". &lt; 10 and . &gt; -1\"")
          .bind("b", "relevant=\"/data/a = 5\" calculate=\"concat(/data/a, 'x')\"")
          .bind("g/c", "type=\"date\" relevant=\"selected(/data/d, 'x')\" kiosk:print=\"p\"")
          .input("a")
          .body(
              "<group ref=\"/data/g\" appearance=\"field-list\"><label ref=\"jr:itext('t')\"/>"
              "<input ref=\"/data/g/c\"><label>c</label></input></group>"
              "<select ref=\"/data/d\"><label>d</label><itemset nodeset=\"instance('i')/root/"
              "item[n != /data/a]\"><value ref=\"n\"/><label ref=\"label\"/></itemset></select>")
          .xml();
  constexpr unsigned kSeed = 20261122;
  std::mt19937 random(kSeed);
  constexpr std::string_view kPieces[] = {"<",     ">",    "\"", "'",  "/",    "(", ")",
                                          "[",     "]",    "..", "//", "and ", "*", "&#0;",
                                          "&amp;", "\xff", "\0", "0",  "$"};
  int read = 0;
  for (int i = 0; i < 4'000; ++i) {
    std::string bad = good;
    for (unsigned k = random() % 2 + 1; k > 0; --k) {
      const std::size_t at = random() % bad.size();
      switch (random() % 4) {
        case 0:
          bad[at] = static_cast<char>(random());
          break;
        case 1:
          bad.erase(at, random() % 20);
          break;
        case 2:
          bad.insert(at, kPieces[random() % std::size(kPieces)]);
          break;
        default:
          bad.insert(at, bad.substr(random() % bad.size(), random() % 60));
          break;
      }
    }
    CAPTURE(kSeed);
    CAPTURE(i);
    Filling f(bad);
    if (f.session == nullptr) {
      CHECK(f.error != "");
      continue;
    }
    ++read;
    for (const NodeId node : f.session->questions()) {
      static_cast<void>(f.session->answer(node, "5"));
      static_cast<void>(f.session->answer(node, "x"));
      static_cast<void>(f.session->question(node));
    }
    static_cast<void>(f.session->first_violation());
    const std::string xml = f.session->submission(FormSession::Extent::kFull);
    CAPTURE(xml);
    CHECK(FormSession::resume(f.form, f.environment(), xml).ok());
  }
  CHECK(read > 100);  // else the damage is too heavy to find anything
}

}  // namespace anlaufstelle::forms
