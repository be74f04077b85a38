// SPDX-License-Identifier: EUPL-1.2
#include <doctest/doctest.h>

#include <algorithm>

#include "tests/kiosk/forms/form_builder.h"

namespace anlaufstelle::forms {

namespace {

std::vector<std::string> values_of(const std::vector<Choice>& choices) {
  std::vector<std::string> out;
  for (const Choice& choice : choices) out.push_back(choice.value);
  return out;
}

}  // namespace

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

TEST_CASE("a hidden answer reads as empty in every expression") {
  Filling f(FormBuilder()
                .instance("<zeigen>ja</zeigen><alter/><sieht/>")
                .bind("alter", "relevant=\"/data/zeigen = 'ja'\"")
                .bind("sieht", "calculate=\"concat('[', /data/alter, ']')\"")
                .input("zeigen")
                .input("alter"));
  REQUIRE(f.error == "");
  CHECK(f.answer("alter", "30"));
  CHECK(f.value("sieht") == "[30]");
  CHECK(f.answer("zeigen", "nein"));
  CHECK(f.value("sieht") == "[]");
  CHECK(f.answer("zeigen", "ja"));
  CHECK(f.value("sieht") == "[30]");
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

TEST_CASE("a calculation into a date is stored as a day") {
  Filling f(FormBuilder()
                .instance("<bis/><frist/><heute/><um/>")
                .bind("bis", "type=\"date\"")
                .bind("frist", "type=\"date\" calculate=\"date(/data/bis) + 14\"")
                .bind("heute", "type=\"date\" calculate=\"today()\"")
                .bind("um", "type=\"dateTime\" calculate=\"now()\"")
                .input("bis"));
  REQUIRE(f.error == "");
  CHECK(f.value("frist") == "");
  CHECK(f.answer("bis", "2026-10-20"));
  CHECK(f.value("frist") == "2026-11-03");
  CHECK(f.value("heute") == "2026-11-22");
  CHECK(f.value("um") == "2026-11-22T11:00:00.000+01:00");
}

TEST_CASE("an answer that breaks a constraint is kept and marked with the form's message") {
  Filling f(
      FormBuilder()
          .instance("<name/><alter/>")
          .bind("alter", "type=\"int\" constraint=\". &lt; 120\" jr:constraintMsg=\"Bitte prüfen\"")
          .bind("name", "required=\"true()\" jr:requiredMsg=\"Bitte antworten\"")
          .input("name")
          .input("alter"));
  REQUIRE(f.error == "");
  CHECK(f.answer("alter", "300"));
  CHECK(f.value("alter") == "300");
  CHECK(f.question("alter").violation == Violation::kConstraint);
  CHECK(f.question("alter").message == "Bitte prüfen");
  CHECK(f.question("name").violation == Violation::kRequired);
  CHECK(f.question("name").message == "Bitte antworten");
  CHECK(f.session->first_violation() == f.node("name"));
  CHECK(f.answer("name", "Amina"));
  CHECK(f.session->first_violation() == f.node("alter"));
  CHECK(f.answer("alter", ""));
  CHECK(f.session->first_violation() == std::nullopt);
}

TEST_CASE("a required question that isn't relevant is no violation") {
  Filling f(FormBuilder()
                .instance("<da/><dann/>")
                .bind("dann", "required=\"true()\" relevant=\"/data/da = 'ja'\"")
                .input("da")
                .input("dann"));
  REQUIRE(f.error == "");
  CHECK(f.session->first_violation() == std::nullopt);
  CHECK(f.answer("da", "ja"));
  CHECK(f.session->first_violation() == f.node("dann"));
}

TEST_CASE("a standing answer clears the value, satisfies required and gives way to an answer") {
  Filling f(FormBuilder()
                .instance("<alter/><grund/><oder/>")
                .bind("alter", "type=\"int\" required=\"true()\"")
                .bind("grund", "kiosk:standing-answers=\"none\"")
                .bind("oder", "relevant=\"/data/alter != ''\"")
                .input("alter")
                .input("grund")
                .input("oder"));
  REQUIRE(f.error == "");
  CHECK(f.question("alter").standing_offered);
  CHECK_FALSE(f.question("grund").standing_offered);
  CHECK(f.answer("alter", "30"));
  CHECK(f.question("oder").relevant);
  f.session->set_standing(f.node("alter"), Standing::kInPerson);
  CHECK(f.value("alter") == "");
  CHECK_FALSE(f.question("oder").relevant);
  CHECK(f.question("alter").standing == Standing::kInPerson);
  CHECK(f.question("alter").violation == Violation::kNone);
  CHECK(f.answer("alter", "31"));
  CHECK(f.question("alter").standing == Standing::kNone);
  f.session->set_standing(f.node("grund"), Standing::kUnknown);
  CHECK(f.question("grund").standing == Standing::kNone);
}

TEST_CASE("a value that its type can't hold changes nothing") {
  Filling f(FormBuilder()
                .instance("<zahl/><komma/><tag/><monat/><wahl/><mehr/><ok/><text/>")
                .bind("zahl", "type=\"int\"")
                .bind("komma", "type=\"decimal\"")
                .bind("tag", "type=\"date\"")
                .bind("monat", "type=\"date\"")
                .input("zahl")
                .input("komma")
                .input("tag")
                .body("<input ref=\"/data/monat\" appearance=\"month-year\"><label/></input>")
                .choose("select1", "wahl", "a b")
                .choose("select", "mehr", "a b c")
                .body("<trigger ref=\"/data/ok\"><label>ok</label></trigger>")
                .input("text"));
  REQUIRE(f.error == "");
  CHECK(f.answer("zahl", "-12"));
  for (const char* wrong : {"1,5", "zwölf", "1e3", " 1", "9999999999999999999999"})
    CHECK_FALSE(f.answer("zahl", wrong));
  CHECK(f.value("zahl") == "-12");
  CHECK(f.answer("zahl", "12.9"));
  CHECK(f.value("zahl") == "12");
  CHECK(f.answer("komma", "1.5"));
  CHECK_FALSE(f.answer("komma", "1,5"));
  CHECK(f.answer("tag", "2024-02-29"));
  CHECK_FALSE(f.answer("tag", "2023-02-29"));
  CHECK_FALSE(f.answer("tag", "2023-02"));
  CHECK(f.answer("monat", "2023-02"));
  CHECK(f.value("monat") == "2023-02-01");
  CHECK(f.answer("wahl", "b"));
  CHECK_FALSE(f.answer("wahl", "c"));
  CHECK_FALSE(f.answer("wahl", "a b"));
  CHECK(f.answer("mehr", "c a c"));
  CHECK(f.value("mehr") == "c a");
  CHECK_FALSE(f.answer("mehr", "a x"));
  CHECK(f.answer("ok", "OK"));
  CHECK_FALSE(f.answer("ok", "yes"));
  CHECK(f.answer("text", "أمينة\nzweite Zeile"));
  CHECK_FALSE(f.answer("text", std::string_view("a\0b", 3)));
  CHECK_FALSE(f.answer("text", "\xff"));
  CHECK(f.session->answer(12'345, "x").error().code == ErrorCode::kInvalidInput);
}

TEST_CASE("a readonly question refuses answers, also because its group is readonly") {
  Filling f(FormBuilder()
                .instance("<fest>ja</fest><g><a/></g><notiz>x</notiz>")
                .bind("g", "readonly=\"/data/fest = 'ja'\"")
                .bind("notiz", "readonly=\"true()\"")
                .input("fest")
                .input("g/a")
                .input("notiz"));
  REQUIRE(f.error == "");
  CHECK(f.session->answer(f.node("g/a"), "1").error().code == ErrorCode::kRefused);
  CHECK(f.question("notiz").kind == ControlKind::kNote);
  CHECK(f.answer("fest", "nein"));
  CHECK(f.answer("g/a", "1"));
  CHECK(f.question("g/a").kind == ControlKind::kInput);
}

TEST_CASE("a field-list group is one screen and every other question has its own") {
  Filling f(FormBuilder()
                .instance("<a/><g><b/><c/><h><d/></h></g><k><e/><l><m/></l></k>")
                .bind("g", "relevant=\"/data/a = '1'\"")
                .input("a")
                .body("<group ref=\"/data/g\" appearance=\"field-list\"><label>Kinder</label>")
                .input("g/b")
                .input("g/c")
                .body("<group ref=\"/data/g/h\">")
                .input("g/h/d")
                .body("</group></group><group ref=\"/data/k\"><label>Arbeit</label>")
                .input("k/e")
                .body("<group>")
                .input("k/l/m")
                .body("</group></group>"));
  REQUIRE(f.error == "");
  const auto& screens = f.session->screens();
  REQUIRE(screens.size() == 4);
  CHECK(screens[0].title == "");
  CHECK(screens[1].title == "Kinder");
  CHECK(screens[1].questions == std::vector<NodeId>{f.node("g/b"), f.node("g/c"), f.node("g/h/d")});
  CHECK(screens[2].title == "Arbeit");
  CHECK(screens[3].questions == std::vector<NodeId>{f.node("k/l/m")});
  CHECK_FALSE(f.session->screen_relevant(1));
  CHECK(f.answer("a", "1"));
  CHECK(f.session->screen_relevant(1));
  CHECK(f.session->questions().size() == 6);
}

TEST_CASE("choices of an itemset follow other answers, and so does what was chosen") {
  Filling f(FormBuilder()
                .instance("<land/><stadt/><folge/>")
                .model("<instance id=\"städte\"><root>"
                       "<item><land>de</land><name>dd</name><label>Dresden</label></item>"
                       "<item><land>de</land><name>l</name><label>Leipzig</label></item>"
                       "<item><land>pl</land><name>wr</name><label>Breslau</label></item>"
                       "</root></instance>")
                .bind("folge", "calculate=\"jr:choice-name(/data/stadt, '/data/stadt')\"")
                .choose("select1", "land", "de pl")
                .body("<select1 ref=\"/data/stadt\"><label>Stadt</label>"
                      "<itemset nodeset=\"instance('städte')/root/item[land = /data/land]\">"
                      "<value ref=\"name\"/><label ref=\"label\"/></itemset></select1>"));
  REQUIRE(f.error == "");
  CHECK(f.question("stadt").choices.empty());
  CHECK(f.answer("land", "de"));
  CHECK(values_of(f.question("stadt").choices) == std::vector<std::string>{"dd", "l"});
  CHECK(f.question("stadt").choices[0].label == "Dresden");
  CHECK_FALSE(f.answer("stadt", "wr"));
  CHECK(f.answer("stadt", "dd"));
  CHECK(f.value("folge") == "Dresden");
  CHECK(f.answer("land", "pl"));
  CHECK(f.value("stadt") == "");
  CHECK(f.value("folge") == "");
  CHECK(f.answer("land", "de"));
  CHECK(f.value("stadt") == "dd");
  CHECK(f.answer("stadt", "l"));
  CHECK(f.answer("land", "pl"));
  CHECK(f.answer("land", "de"));
  CHECK(f.value("stadt") == "l");
}

TEST_CASE("itemsets that take each other's choices away come to an end") {
  const std::string items = "<instance id=\"i\"><root><item><n>x</n></item></root></instance>";
  Filling f(FormBuilder()
                .instance("<a/><b/>")
                .model(items)
                .body("<select1 ref=\"/data/a\"><label>a</label><itemset "
                      "nodeset=\"instance('i')/root/item[/data/b = '']\"><value ref=\"n\"/>"
                      "<label ref=\"n\"/></itemset></select1>"
                      "<select1 ref=\"/data/b\"><label>b</label><itemset "
                      "nodeset=\"instance('i')/root/item[/data/a != '']\"><value ref=\"n\"/>"
                      "<label ref=\"n\"/></itemset></select1>"));
  REQUIRE(f.error == "");
  CHECK(f.answer("a", "x"));
  static_cast<void>(f.answer("b", "x"));
  CHECK(f.session->questions().size() == 2);
}

TEST_CASE("preloads and first-load events fill a new form once, and tell nothing of the device") {
  Filling f(FormBuilder()
                .instance("<start/><ende/><tag/><geraet/><wert/><regel/><leer>alt</leer>")
                .model("<setvalue event=\"odk-instance-first-load\" ref=\"/data/wert\">fest"
                       "</setvalue><setvalue event=\"odk-instance-first-load\" "
                       "ref=\"/data/regel\" value=\"1 + 1\"/><setvalue "
                       "event=\"odk-instance-first-load\" ref=\"/data/leer\" value=\"\"/>")
                .bind("start",
                      "type=\"dateTime\" jr:preload=\"timestamp\" "
                      "jr:preloadParams=\"start\"")
                .bind("ende",
                      "type=\"dateTime\" jr:preload=\"timestamp\" "
                      "jr:preloadParams=\"end\"")
                .bind("tag", "type=\"date\" jr:preload=\"date\" jr:preloadParams=\"today\"")
                .bind("geraet", "jr:preload=\"property\" jr:preloadParams=\"deviceid\""));
  REQUIRE(f.error == "");
  CHECK(f.value("start") == "2026-11-22T11:00:00.000+01:00");
  CHECK(f.value("ende") == "");
  CHECK(f.value("tag") == "2026-11-22");
  CHECK(f.value("geraet") == "");
  CHECK(f.value("wert") == "fest");
  CHECK(f.value("regel") == "2");
  CHECK(f.value("leer") == "");
  f.clock.advance(std::chrono::minutes(5));
  CHECK(f.session->submission(FormSession::Extent::kFull)
            .find("<ende>2026-11-22T11:05:00.000+01:00</ende>") != std::string::npos);
}

TEST_CASE("nodes are found by their role, print class and data class") {
  Filling f(FormBuilder()
                .instance("<u/><n/><x/>")
                .bind("u", "kiosk:role=\"urgent\" kiosk:print=\"P\" kiosk:class=\"I\"")
                .bind("n", "kiosk:role=\"call-name\" kiosk:print=\"p\"")
                .choose("select", "u", "u1 u2")
                .input("n")
                .input("x"));
  REQUIRE(f.error == "");
  CHECK(f.session->with_role("urgent") == std::vector<NodeId>{f.node("u")});
  CHECK(f.session->with_role("nobody").empty());
  CHECK(f.session->with_role("").empty());
  CHECK(f.question("u").print == PrintClass::kAlways);
  CHECK(f.question("u").data_class == "I");
  CHECK(f.question("x").print == PrintClass::kNever);
  f.session->set_print_ticked(f.node("n"), true);
  f.session->set_print_ticked(f.node("x"), true);
  CHECK(f.question("n").print_ticked);
  CHECK_FALSE(f.question("x").print_ticked);
}

TEST_CASE("a session needs a clock, a random source and a known time zone") {
  Filling f(FormBuilder().instance("<a/>").input("a"));
  SessionEnvironment none = f.environment();
  none.clock = nullptr;
  CHECK(FormSession::start(f.form, none).error().code == ErrorCode::kInvalidInput);
  SessionEnvironment nowhere = f.environment();
  nowhere.time_zone = "Nowhere/Else";
  CHECK(FormSession::start(f.form, nowhere).error().code == ErrorCode::kNotFound);
  CHECK(FormSession::start(nullptr, f.environment()).error().code == ErrorCode::kInvalidInput);
}

TEST_CASE("a form whose formulas never end is not started") {
  std::string items;
  for (int i = 0; i < 400; ++i) items += "<i/>";
  Filling f(FormBuilder()
                .instance("<a/>")
                .model("<instance id=\"x\"><r>" + items + "</r></instance>")
                .bind("a",
                      "calculate=\"count(instance('x')//i[count(instance('x')//i["
                      "count(instance('x')//i) &gt; 0]) &gt; 0])\"")
                .input("a"));
  CHECK(f.error == "the form's formulas need too many steps");
}

}  // namespace anlaufstelle::forms
