// SPDX-License-Identifier: EUPL-1.2
#include <doctest/doctest.h>

#include "tests/kiosk/forms/form_builder.h"

namespace anlaufstelle::forms {

namespace {

FormBuilder in_three_languages() {
  return FormBuilder()
      .instance("<name/><g><wahl/></g>")
      .model(R"x(<itext>
 <translation lang="English (en)">
  <text id="name"><value>Your name?</value></text><text id="g"><value>About you</value></text>
  <text id="ja"><value>yes</value></text><text id="leer"><value/></text>
 </translation>
 <translation lang="Deutsch (de)" default="true()">
  <text id="name"><value>Ihr Name?</value></text><text id="g"><value>Zu <output value="/data/name"/></value></text>
  <text id="ja"><value>ja</value></text><text id="nur"><value>nur deutsch</value></text>
  <text id="muss"><value>Bitte antworten</value></text>
  <text id="frage"><value>Und Sie,
      <output value="/data/name"/>?</value></text><text id="leer"><value>voll</value></text>
 </translation>
 <translation lang="العربية (ar)">
  <text id="name"><value>ما اسمك؟</value></text><text id="ja"><value>نعم</value></text>
 </translation></itext>)x")
      .bind("name", "required=\"true()\" jr:requiredMsg=\"jr:itext('muss')\"")
      .body(
          R"x(<input ref="/data/name"><label ref="jr:itext('name')"/><hint ref="jr:itext('nur')"/></input>
 <group ref="/data/g"><label ref="jr:itext('g')"/>
 <select1 ref="/data/g/wahl"><label ref="jr:itext('frage')"/>
  <item><label ref="jr:itext('ja')"/><value>ja</value></item>
  <item><label>wörtlich</label><value>w</value></item></select1></group>)x");
}

}  // namespace

TEST_CASE("the default language comes first and a missing text falls back to it") {
  Filling f(in_three_languages());
  REQUIRE(f.error == "");
  CHECK(f.form->languages() ==
        std::vector<std::string>{"Deutsch (de)", "English (en)", "العربية (ar)"});
  CHECK(f.session->language() == "Deutsch (de)");
  CHECK(f.question("name").label == "Ihr Name?");
  f.session->set_language("ar");
  CHECK(f.session->language() == "العربية (ar)");
  CHECK(f.question("name").label == "ما اسمك؟");
  CHECK(f.question("name").hint == "nur deutsch");
  CHECK(f.question("name").message == "Bitte antworten");
  CHECK(f.question("g/wahl").choices[0].label == "نعم");
  CHECK(f.question("g/wahl").choices[1].label == "wörtlich");
}

TEST_CASE("switching the language keeps every answer and renews titles") {
  Filling f(in_three_languages());
  REQUIRE(f.error == "");
  CHECK(f.answer("name", "Amina"));
  CHECK(f.session->screens()[1].title == "Zu Amina");
  CHECK(f.question("g/wahl").label == "Und Sie,\nAmina?");
  f.session->set_language("English (en)");
  CHECK(f.session->screens()[1].title == "About you");
  CHECK(f.value("name") == "Amina");
  f.session->set_language("en-GB");
  CHECK(f.session->language() == "English (en)");
  f.session->set_language("xx");
  CHECK(f.session->language() == "Deutsch (de)");
  CHECK(f.answer("name", "Omar"));
  CHECK(f.session->screens()[1].title == "Zu Omar");
}

TEST_CASE("a language given at the start is the one that the form begins in") {
  Filling f(in_three_languages());
  SessionEnvironment environment = f.environment();
  environment.language = "ar";
  const auto session = FormSession::start(f.form, environment);
  REQUIRE(session.ok());
  CHECK((*session)->language() == "العربية (ar)");
}

TEST_CASE("missing translations are found at import") {
  Filling f(in_three_languages());
  REQUIRE(f.error == "");
  const auto found = [&](std::string_view what) {
    for (const LintFinding& finding : f.findings)
      if (finding.what == what) return finding.level == LintFinding::Level::kWarning;
    return false;
  };
  CHECK(found("text 'nur' has no translation in العربية (ar)"));
  CHECK(found("text 'nur' has no translation in English (en)"));
  CHECK_FALSE(found("text 'name' has no translation in English (en)"));
}

TEST_CASE("a text whose output asks for itself comes to an end") {
  Filling f(FormBuilder()
                .instance("<a/>")
                .model("<itext><translation lang=\"de\"><text id=\"t\"><value>x"
                       "<output value=\"jr:itext('t')\"/></value></text></translation></itext>")
                .body("<input ref=\"/data/a\"><label ref=\"jr:itext('t')\"/></input>"));
  REQUIRE(f.error == "");
  CHECK(f.question("a").label.size() < 10);
}

TEST_CASE("a shown label isolates its outputs line by line, and no stored value has isolates") {
  const FormBuilder form =
      FormBuilder()
          .instance("<a/><b/><c/>")
          .model(
              "<itext><translation lang=\"de\"><text id=\"x\"><value>Zu <output value=\""
              "/data/a\"/>!</value></text><text id=\"y\"><value>Nur hier?</value></text>"
              "</translation><translation lang=\"ar\"><text id=\"x\"><value>إلى <output value="
              "\"/data/a\"/>!</value></text></translation></itext>")
          .bind("c", "calculate=\"jr:itext('x')\"")
          .body(
              "<input ref=\"/data/a\"><label ref=\"jr:itext('x')\"/></input>"
              "<input ref=\"/data/b\"><label ref=\"jr:itext('y')\"/></input>");
  Filling f(form);
  REQUIRE(f.error == "");
  SessionEnvironment environment = f.environment();
  environment.outputs = Outputs::kIsolated;
  environment.language = "ar";
  auto session = FormSession::start(f.form, environment);
  REQUIRE(session.ok());
  const auto node = [&](std::string_view name) {
    return (*session)->find("/data/" + std::string(name)).value();
  };
  REQUIRE((*session)->answer(node("a"), "Mina\nOmar").ok());
  const auto label = [&](std::string_view name) { return (*session)->question(node(name)).label; };
  CHECK(label("a") == "إلى \u2068Mina\u2069\n\u2068Omar\u2069!");
  CHECK(label("b") == "\u2068Nur hier?\u2069");  // German for want of an Arabic text
  CHECK((*session)->value(node("c")).find("\u2068") == std::string::npos);
  (*session)->set_language("de");
  CHECK(label("b") == "Nur hier?");
  (*session)->set_language("ru");  // no language of the form
  CHECK(label("a") == "\u2068Zu \u2068Mina\u2069\u2069\n\u2068\u2068Omar\u2069!\u2069");
  CHECK(f.question("a").label.find("\u2068") == std::string::npos);
}

TEST_CASE(
    "wording for paper shows what a slip holds, an ellipsis for the rest, and hides nothing "
    "after") {
  Filling f(
      FormBuilder()
          .instance("<a/><b/><c/>")
          .bind("a", "kiosk:print=\"p\"")
          .input("a")
          .body("<input ref=\"/data/b\"><label>Zu <output value=\"/data/a\"/></label></input>"));
  REQUIRE(f.error == "");
  CHECK(f.answer("a", "Mina"));
  f.session->word_for(Audience::kPaper);
  CHECK(f.question("b").label == "Zu …");
  f.session->word_for(Audience::kAll);
  CHECK(f.question("b").label == "Zu Mina");
  CHECK(f.value("a") == "Mina");
  f.session->set_print_ticked(f.node("a"), true);
  f.session->word_for(Audience::kPaper);
  CHECK(f.question("b").label == "Zu Mina");
}

}  // namespace anlaufstelle::forms
