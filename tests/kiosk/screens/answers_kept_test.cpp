// SPDX-License-Identifier: EUPL-1.2
// For every kind of control that is drawn: what is missing or wrong is said in the client's
// language where it is, and nothing that was given goes by going back, by another language or by a
// constraint.
#include <doctest/doctest.h>

#include <functional>
#include <string>
#include <vector>

#include "tests/kiosk/screens/kiosk_fixture.h"

namespace anlaufstelle::screens {
namespace {

struct Control {
  const char* name;
  const char* type;  // attributes of its bind
  const char* body;  // its element; %L stands for label and choices
  std::function<void(Kiosk&)> give;
  std::function<bool(const Kiosk&)> is_given;
};

constexpr const char* kLabel = "<label ref=\"jr:itext('frage')\"/>";
constexpr const char* kItems =
    "<item><label ref=\"jr:itext('eins')\"/><value>eins</value></item>"
    "<item><label ref=\"jr:itext('zwei')\"/><value>zwei</value></item>"
    "<item><label>Drei</label><value>drei</value></item>";
constexpr const char* kRequired[] = {"Diese Antwort fehlt noch ganz.", "هذه الإجابة ناقصة تمامًا."};
constexpr const char* kWrong[] = {"So kann es nicht sein.", "لا يمكن أن يكون هكذا."};

// A question that no answer satisfies, and one behind it.
std::string form_of(const Control& control) {
  std::string body = control.body;
  body.replace(body.find("%L"), 2, kLabel);
  if (const auto items = body.find("%I"); items != std::string::npos)
    body.replace(items, 2, kItems);
  std::string texts;
  const char* words[][3] = {{"frage", "Was ist es?", "ما هو؟"},
                            {"eins", "Eins", "واحد"},
                            {"zwei", "Zwei", "اثنان"},
                            {"fehlt", kRequired[0], kRequired[1]},
                            {"falsch", kWrong[0], kWrong[1]}};
  for (const int language : {1, 2}) {
    texts += language == 1 ? "<translation lang=\"de\" default=\"true()\">"
                           : "<translation lang=\"ar\">";
    for (const auto& word : words)
      texts +=
          "<text id=\"" + std::string(word[0]) + "\"><value>" + word[language] + "</value></text>";
    texts += "</translation>";
  }
  return R"xml(<h:html xmlns="http://www.w3.org/2002/xforms" xmlns:h="http://www.w3.org/1999/xhtml"
 xmlns:jr="http://openrosa.org/javarosa" xmlns:kiosk="urn:anlaufstelle:kiosk"><h:head>
<h:title>Probe</h:title><model><itext>)xml" +
         texts +
         R"xml(</itext><instance><data id="probe" version="1"><q/><z/></data></instance>
<bind nodeset="/data/q" required="true()" constraint="false()" jr:requiredMsg="jr:itext('fehlt')"
 jr:constraintMsg="jr:itext('falsch')" )xml" +
         control.type + "/></model></h:head><h:body>" + body +
         R"xml(<input ref="/data/z"><label>z</label></input></h:body></h:html>)xml";
}

void type(Kiosk& kiosk, std::string_view text) {
  kiosk.tap("field:q");
  kiosk.type(text);
  kiosk.tap("key:hide");
}

std::function<void(Kiosk&)> typing(std::string_view text) {
  return [text](Kiosk& kiosk) { type(kiosk, text); };
}
std::function<bool(const Kiosk&)> typed(std::string_view text) {
  return [text](const Kiosk& kiosk) {
    return kiosk.shows("field:q") && kiosk.find("field:q")->value == text;
  };
}
std::function<bool(const Kiosk&)> chosen(std::vector<std::string> ids) {
  return [ids](const Kiosk& kiosk) {
    for (const std::string& id : ids)
      if (!kiosk.shows(id) || !kiosk.find(id)->selected) return false;
    return true;
  };
}
std::function<void(Kiosk&)> tapping(std::vector<std::string> ids) {
  return [ids](Kiosk& kiosk) {
    for (const std::string& id : ids) kiosk.tap(id);
  };
}

const std::vector<Control>& controls() {
  static const std::vector<Control> all = {
      {"text", "", "<input ref=\"/data/q\">%L</input>", typing("Mina سلمى"), typed("Mina سلمى")},
      {"multiline", "", "<input ref=\"/data/q\" appearance=\"multiline\">%L</input>",
       typing("Eins\nzwei"), typed("Eins\nzwei")},
      {"latin", "", "<input ref=\"/data/q\" appearance=\"latin\">%L</input>", typing("Mina"),
       typed("Mina")},
      {"int", "type=\"int\"", "<input ref=\"/data/q\">%L</input>", typing("12"), typed("12")},
      {"decimal", "type=\"decimal\"", "<input ref=\"/data/q\">%L</input>", typing("15"),
       typed("15")},
      {"date", "type=\"date\"", "<input ref=\"/data/q\">%L</input>",
       tapping({"date:q:day:5", "date:q:month:9", "date:q:year:2020"}),
       chosen({"date:q:day:5", "date:q:month:9", "date:q:year:2020"})},
      {"month-year", "type=\"date\"", "<input ref=\"/data/q\" appearance=\"month-year\">%L</input>",
       tapping({"date:q:month:9", "date:q:year:2020"}),
       chosen({"date:q:month:9", "date:q:year:2020"})},
      {"year", "type=\"date\"", "<input ref=\"/data/q\" appearance=\"year\">%L</input>",
       tapping({"date:q:year:2020"}), chosen({"date:q:year:2020"})},
      {"select1", "", "<select1 ref=\"/data/q\">%L%I</select1>", tapping({"choice:q:zwei"}),
       chosen({"choice:q:zwei"})},
      {"searched select1", "", "<select1 ref=\"/data/q\" appearance=\"minimal\">%L%I</select1>",
       tapping({"choice:q:drei"}), chosen({"choice:q:drei"})},
      {"select", "", "<select ref=\"/data/q\">%L%I</select>",
       tapping({"choice:q:eins", "choice:q:drei"}), chosen({"choice:q:eins", "choice:q:drei"})},
      {"searched select", "", "<select ref=\"/data/q\" appearance=\"autocomplete\">%L%I</select>",
       tapping({"choice:q:zwei"}), chosen({"choice:q:zwei"})},
      {"trigger", "", "<trigger ref=\"/data/q\">%L</trigger>", tapping({"choice:q:OK"}),
       chosen({"choice:q:OK"})},
  };
  return all;
}

void switch_to(Kiosk& kiosk, const std::string& tag) {
  kiosk.tap("nav:language");
  kiosk.tap("lang:" + tag);
}

// The question behind the notice, in Arabic.
void begin(Kiosk& kiosk) {
  kiosk.tap("lang:ar");
  kiosk.tap("home:form");
  kiosk.next();
  REQUIRE(kiosk.has_question("q"));
}

}  // namespace

TEST_CASE("every control says what is missing in the client's language, and goes on without it") {
  for (const Control& control : controls()) {
    CAPTURE(std::string(control.name));
    Kiosk kiosk(shapes()[2].screen, Kiosk::Writer::kPresent, form_of(control));
    begin(kiosk);
    CHECK_FALSE(kiosk.shows_text(kRequired[1]));
    kiosk.next();
    CHECK(kiosk.has_question("q"));
    CHECK(kiosk.shows_text(kRequired[1]));
    switch_to(kiosk, "de");
    CHECK(kiosk.shows_text(kRequired[0]));
    CHECK_FALSE(kiosk.shows_text(kRequired[1]));
    if (!kiosk.shows("standing:q:unknown")) continue;  // a trigger
    kiosk.tap("standing:q:unknown");
    kiosk.next();
    CHECK(kiosk.has_question("z"));
  }
}

TEST_CASE("no control loses an answer by a constraint, by another language or by going back") {
  for (const Control& control : controls()) {
    CAPTURE(std::string(control.name));
    Kiosk kiosk(shapes()[2].screen, Kiosk::Writer::kPresent, form_of(control));
    begin(kiosk);
    control.give(kiosk);
    REQUIRE(control.is_given(kiosk));
    kiosk.next();
    CHECK(kiosk.shows_text(kWrong[1]));
    CHECK(control.is_given(kiosk));
    switch_to(kiosk, "de");
    CHECK(kiosk.shows_text(kWrong[0]));
    CHECK(control.is_given(kiosk));
    kiosk.tap("nav:back");
    kiosk.next();
    CHECK(control.is_given(kiosk));
    kiosk.next();  // said once, then let pass
    CHECK(kiosk.has_question("z"));
    switch_to(kiosk, "ar");
    kiosk.tap("nav:back");
    CHECK(control.is_given(kiosk));
    kiosk.tap("nav:home");
    kiosk.tap("home:form");
    CHECK(control.is_given(kiosk));
  }
}

TEST_CASE("what is no number and a date without a year stay as they were given, and are named") {
  struct Begun {
    std::size_t control;
    std::function<void(Kiosk&)> give;
    std::function<bool(const Kiosk&)> is_given;
    const char* german;
  };
  // Only digits can be typed; more of them than a number has are none.
  constexpr const char* kDigits = "99999999999999999999";
  const Begun all[] = {
      {3, typing(kDigits), typed(kDigits), "Bitte schreiben Sie hier nur eine Zahl."},
      {5, tapping({"date:q:day:5", "date:q:month:9"}), chosen({"date:q:day:5", "date:q:month:9"}),
       "Das Datum ist noch nicht vollständig."}};
  for (const Begun& begun : all) {
    const Control& control = controls()[begun.control];
    CAPTURE(std::string(control.name));
    Kiosk kiosk(shapes()[2].screen, Kiosk::Writer::kPresent, form_of(control));
    begin(kiosk);
    begun.give(kiosk);
    REQUIRE(begun.is_given(kiosk));
    kiosk.next();
    CHECK(kiosk.has_question("q"));
    CHECK_FALSE(kiosk.shows_text(begun.german));  // it is said in Arabic
    switch_to(kiosk, "de");
    CHECK(kiosk.shows_text(begun.german));
    CHECK(begun.is_given(kiosk));
    kiosk.tap("nav:back");
    kiosk.next();
    CHECK(begun.is_given(kiosk));
    kiosk.next();
    CHECK(kiosk.shows_text(begun.german));
  }
}

TEST_CASE("a form that takes standing answers away has none on the screen, and required holds") {
  Control control = controls()[8];
  control.type = "kiosk:standing-answers=\"none\"";
  Kiosk kiosk(shapes()[2].screen, Kiosk::Writer::kPresent, form_of(control));
  begin(kiosk);
  CHECK_FALSE(kiosk.shows("standing:q:unknown"));
  CHECK_FALSE(kiosk.shows("standing:q:in_person"));
  kiosk.next();
  CHECK(kiosk.shows_text(kRequired[1]));
}

}  // namespace anlaufstelle::screens
