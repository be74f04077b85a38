// SPDX-License-Identifier: EUPL-1.2
// How the body is laid out into screens, with repeats as cards.
#include <doctest/doctest.h>

#include <string>
#include <vector>

#include "tests/kiosk/forms/form_builder.h"

namespace anlaufstelle::forms {

namespace {

std::string in(std::string_view element, std::string_view attributes, std::string_view content) {
  return "<" + std::string(element) + " " + std::string(attributes) + ">" + std::string(content) +
         "</" + std::string(element) + ">";
}

std::string ask(std::string_view path) {
  return "<input ref=\"/data/" + std::string(path) + "\"><label>" + std::string(path) +
         "</label></input>";
}

// Each relevant screen in a line: "heading: names of questions", cards as "heading: [name n]".
std::string layout(const FormSession& session) {
  std::string out;
  for (std::size_t i = 0; i < session.screens().size(); ++i) {
    if (!session.screen_relevant(i)) continue;
    const Screen& screen = session.screens()[i];
    out += heading_of(screen) + ":";
    for (const NodeId node : screen.questions) out += " " + session.question(node).name;
    if (screen.cards)
      out += " [" + screen.cards->name + " " + std::to_string(screen.cards->instances.size()) + "]";
    out += "\n";
  }
  return out;
}

FormBuilder household() {
  return FormBuilder()
      .instance(
          "<a/><kind jr:template=\"\"><name/><schule><ort/><klasse/></schule></kind>"
          "<kind><name/><schule><ort/><klasse/></schule></kind><z/>")
      .input("a")
      .body(in("group", "ref=\"/data/kind\"",
               "<label>Kinder</label>" +
                   in("repeat", "nodeset=\"/data/kind\"",
                      ask("kind/name") + in("group",
                                            "ref=\"/data/kind/schule\" appearance=\"field-list\"",
                                            "<label>Schule</label>" + ask("kind/schule/ort") +
                                                ask("kind/schule/klasse")))))
      .input("z");
}

}  // namespace

TEST_CASE("a repeat is a screen of cards before its instances, a field-list in it one screen") {
  Filling f(household());
  REQUIRE(f.error == "");
  CHECK(layout(*f.session) ==
        ": a\nKinder: [kind 1]\nKinder 1: name\nKinder 1 · Schule: ort klasse\n: z\n");
  REQUIRE(f.session->add_repeat("/data/kind").ok());
  CHECK(layout(*f.session) ==
        ": a\nKinder: [kind 2]\nKinder 1: name\nKinder 1 · Schule: ort klasse\n"
        "Kinder 2: name\nKinder 2 · Schule: ort klasse\n: z\n");
  REQUIRE(f.session->remove_repeat(f.node("kind[1]")).ok());
  REQUIRE(f.session->remove_repeat(f.node("kind[1]")).ok());
  CHECK(layout(*f.session) == ": a\nKinder: [kind 0]\n: z\n");
}

TEST_CASE("a screen keeps its name while instances come and go before it") {
  Filling f(household());
  REQUIRE(f.error == "");
  REQUIRE(f.session->add_repeat("/data/kind").ok());
  const auto id_of = [&](std::string_view question) {
    for (const Screen& screen : f.session->screens())
      for (const NodeId node : screen.questions)
        if (f.session->question(node).ref == "/data/" + std::string(question)) return screen.id;
    return ScreenId{};
  };
  const ScreenId cards = f.session->screens()[1].id, last = id_of("z"),
                 name = id_of("kind[2]/name");
  REQUIRE(f.session->remove_repeat(f.node("kind[1]")).ok());
  CHECK(f.session->screens()[1].id == cards);
  CHECK(id_of("kind[1]/name") == name);
  CHECK(id_of("z") == last);
}

TEST_CASE("a repeat divides a field-list, and each instance of it is one screen") {
  Filling f(FormBuilder()
                .instance("<g><a/><b/><r><x/><y/></r><c/></g>")
                .body(in("group", "ref=\"/data/g\" appearance=\"field-list\"",
                         "<label>G</label>" + ask("g/a") + ask("g/b") +
                             in("repeat", "nodeset=\"/data/g/r\"", ask("g/r/x") + ask("g/r/y")) +
                             ask("g/c"))));
  REQUIRE(f.error == "");
  CHECK(layout(*f.session) == "G: a b\nG: [r 1]\nG 1: x y\nG: c\n");
}

TEST_CASE("repeats in repeats are cards in each instance, named by both numbers") {
  Filling f(FormBuilder()
                .instance("<h><wer/><p jr:template=\"\"><x/></p></h>")
                .body(in("group", "ref=\"/data/h\"",
                         "<label>Haus</label>" +
                             in("repeat", "nodeset=\"/data/h\"",
                                ask("h/wer") +
                                    in("group", "ref=\"/data/h/p\"",
                                       "<label>Person</label>" +
                                           in("repeat", "nodeset=\"/data/h/p\"", ask("h/p/x")))))));
  REQUIRE(f.error == "");
  REQUIRE(f.session->add_repeat("/data/h").ok());
  REQUIRE(f.session->add_repeat("/data/h[2]/p").ok());
  REQUIRE(f.session->add_repeat("/data/h[2]/p").ok());
  CHECK(layout(*f.session) ==
        "Haus: [h 2]\nHaus 1: wer\nHaus 1 · Person: [p 0]\nHaus 2: wer\nHaus 2 · Person: [p 2]\n"
        "Haus 2 · Person 1: x\nHaus 2 · Person 2: x\n");
}

TEST_CASE("a repeat's label reads in each instance as its own answers have it") {
  Filling f(FormBuilder()
                .instance("<r><x/></r><r><x/></r>")
                .body(in("group", "ref=\"/data/r\"",
                         "<label>Kind <output value=\"../r/x\"/></label>" +
                             in("repeat", "nodeset=\"/data/r\"",
                                "<label>Kind <output value=\"./x\"/></label>" + ask("r/x")))));
  REQUIRE(f.error == "");
  CHECK(f.answer("r[2]/x", "Amina"));
  CHECK(heading_of(f.session->screens().back()) == "Kind Amina 2");
}

TEST_CASE("an empty repeat is offered while a new instance would be relevant") {
  const auto offered = [](std::string_view relevant) {
    Filling f(FormBuilder()
                  .instance("<a/><g><b/><r jr:template=\"\"><x/></r></g>")
                  .bind("g/r", "relevant=\"" + std::string(relevant) + "\"")
                  .input("a")
                  .input("g/b")
                  .body(in("repeat", "nodeset=\"/data/g/r\"", ask("g/r/x"))));
    REQUIRE(f.error == "");
    const auto is_shown = [&] { return layout(*f.session).find("[r 0]") != std::string::npos; };
    const bool before = is_shown();
    CHECK(f.answer("a", "ja"));
    CHECK(f.answer("g/b", "ja"));
    const bool after = is_shown();
    CHECK(f.session->add_repeat("/data/g/r").ok());
    CHECK(layout(*f.session).find(after ? "[r 1]" : "[r 0]") != std::string::npos);
    CHECK(f.answer("a", "nein"));
    CHECK(f.answer("g/b", "nein"));
    CHECK(is_shown() == false);
    return std::string(before ? "1" : "0") + (after ? "1" : "0");
  };
  CHECK(offered("/data/a = 'ja'") == "01");
  CHECK(offered("../b = 'ja'") == "01");
  CHECK(offered("current()/../b = 'ja' and ../../a != ''") == "01");
  CHECK(offered("boolean((/data/a)[. = 'ja'])") == "01");
  CHECK(offered("not(false()) and string-length(../b) = 2") == "01");
}

TEST_CASE("what looks into the instance to be made is no reason to hide an empty repeat") {
  Filling f(FormBuilder()
                .instance("<a/><r jr:template=\"\"><x/></r>")
                .bind("r", "relevant=\"count(preceding-sibling::a) = 1\"")
                .input("a")
                .body(in("repeat", "nodeset=\"/data/r\"", ask("r/x"))));
  REQUIRE(f.error == "");
  CHECK(layout(*f.session) == ": a\n: [r 0]\n");
}

TEST_CASE("a whole repeat and what counts it are relevant by count() as soon as instances come") {
  Filling f(FormBuilder()
                .instance("<mehr/><r jr:template=\"\"><x/></r><viele/>")
                .bind("r", "relevant=\"/data/mehr = 'ja'\"")
                .bind("viele", "relevant=\"count(/data/r) &gt;= 2\"")
                .input("mehr")
                .body(in("repeat", "nodeset=\"/data/r\"", ask("r/x")))
                .input("viele"));
  REQUIRE(f.error == "");
  CHECK(layout(*f.session) == ": mehr\n");
  CHECK(f.answer("mehr", "ja"));
  REQUIRE(f.session->add_repeat("/data/r").ok());
  CHECK(layout(*f.session) == ": mehr\n: [r 1]\n1: x\n");
  REQUIRE(f.session->add_repeat("/data/r").ok());
  CHECK(layout(*f.session) == ": mehr\n: [r 2]\n1: x\n2: x\n: viele\n");
  CHECK(f.answer("mehr", "nein"));
  CHECK(layout(*f.session) == ": mehr\n: viele\n");  // irrelevant ones count, they only read as ''
  CHECK(f.answer("mehr", "ja"));
  CHECK(layout(*f.session) == ": mehr\n: [r 2]\n1: x\n2: x\n: viele\n");
}

TEST_CASE("a repeat that asks nothing and a counted one without instances have no screen") {
  Filling f(FormBuilder()
                .instance("<n/><r jr:template=\"\"><x/></r><still><y/></still>")
                .bind("n", "type=\"int\"")
                .bind("still/y", "calculate=\"1\"")
                .input("n")
                .body(in("repeat", "nodeset=\"/data/r\" jr:count=\"/data/n\"", ask("r/x")))
                .body(in("repeat", "nodeset=\"/data/still\"", "")));
  REQUIRE(f.error == "");
  CHECK(layout(*f.session) == ": n\n");
  CHECK(f.answer("n", "2"));
  CHECK(layout(*f.session) == ": n\n: [r 2]\n1: x\n2: x\n");
}

TEST_CASE("a session makes no more instances than its environment allows, counted or added") {
  Filling f(FormBuilder()
                .instance("<n/><r jr:template=\"\"><x/></r><q jr:template=\"\"><y/></q>")
                .bind("n", "type=\"int\"")
                .input("n")
                .body(in("repeat", "nodeset=\"/data/r\" jr:count=\"/data/n\"", ask("r/x")))
                .body(in("repeat", "nodeset=\"/data/q\"", ask("q/y"))));
  REQUIRE(f.error == "");
  SessionEnvironment environment = f.environment();
  environment.most_instances = 3;
  auto session = FormSession::start(f.form, environment);
  REQUIRE(session.ok());
  REQUIRE((*session)->answer(*(*session)->find("/data/n"), "99").ok());
  for (int i = 0; i < 3; ++i) REQUIRE((*session)->add_repeat("/data/q").ok());
  CHECK((*session)->add_repeat("/data/q").error().code == ErrorCode::kRefused);
  int full = 0;
  for (const Screen& screen : (*session)->screens())
    if (screen.cards && screen.cards->full && screen.cards->instances.size() == 3) ++full;
  CHECK(full == 2);
}

}  // namespace anlaufstelle::forms
