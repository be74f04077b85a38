// SPDX-License-Identifier: EUPL-1.2
// Texts that nobody beside the client should read, and large numbers.
#include <doctest/doctest.h>

#include "tests/kiosk/screens/kiosk_fixture.h"

using namespace anlaufstelle;
using namespace anlaufstelle::screens;

namespace {

constexpr std::string_view kForm = R"xml(<?xml version="1.0"?>
<h:html xmlns="http://www.w3.org/2002/xforms" xmlns:h="http://www.w3.org/1999/xhtml"
        xmlns:orx="http://openrosa.org/xforms" xmlns:kiosk="urn:anlaufstelle:kiosk">
  <h:head><h:title>Probe</h:title><model>
    <instance><data id="probe" version="1"><wort/><lohn/><summe/><jahr/>
      <orx:meta><orx:instanceID/></orx:meta></data></instance>
    <bind nodeset="/data/wort" type="string"/>
    <bind nodeset="/data/lohn" type="int"/>
    <bind nodeset="/data/summe" type="decimal"/>
    <bind nodeset="/data/jahr" type="int"/>
  </model></h:head>
  <h:body>
    <secret ref="/data/wort"><label>Ein Wort, das nur Sie kennen</label></secret>
    <input ref="/data/lohn" appearance="masked thousands-sep"><label>Ihr Lohn</label></input>
    <input ref="/data/summe" appearance="thousands-sep"><label>Ihre Schulden</label></input>
    <input ref="/data/jahr"><label>Seit welchem Jahr?</label></input>
  </h:body>
</h:html>)xml";

class Form : public Kiosk {
 public:
  explicit Form(const std::string& tag = "de")
      : Kiosk(shapes()[2].screen, Writer::kPresent, kForm) {
    tap("lang:" + tag);
    tap("home:form");
    next();
  }
  void answer(const std::string& question, std::string_view text) {
    go_to_question(question);
    tap("field:" + question);
    type(text);
    tap("key:hide");
  }
  // What the field would let others read.
  [[nodiscard]] std::string read(const std::string& question) const {
    return find("field:" + question)->value;
  }
  void review() {
    for (int i = 0; i < 20 && !shows("nav:handin"); ++i) next();
    REQUIRE(shows("nav:handin"));
  }
};

}  // namespace

TEST_CASE("a masked answer stands in dots until the client wants to see it") {
  Form kiosk;
  kiosk.answer("wort", "Safran");
  CHECK(kiosk.read("wort").empty());
  CHECK_FALSE(kiosk.find("show:wort")->selected);
  kiosk.tap("show:wort");
  CHECK(kiosk.find("show:wort")->selected);
  CHECK(kiosk.read("wort") == "Safran");
  kiosk.tap("show:wort");
  CHECK(kiosk.read("wort").empty());
}

TEST_CASE("a masked answer that was shown is dots again for who comes back, also in the review") {
  Form kiosk;
  kiosk.answer("wort", "Safran");
  kiosk.tap("show:wort");
  kiosk.next();
  kiosk.tap("nav:back");
  CHECK(kiosk.read("wort").empty());
  kiosk.answer("lohn", "1234");
  CHECK(kiosk.read("lohn").empty());
  CHECK_FALSE(kiosk.shows_answer("1.234"));
  kiosk.review();
  CHECK_FALSE(kiosk.shows_answer("Safran"));
  CHECK_FALSE(kiosk.shows_answer("1234"));
  CHECK_FALSE(kiosk.shows_answer("1.234"));
  CHECK(kiosk.shows_answer("••••••••"));
  kiosk.tap("nav:handin");
  if (!kiosk.shows("receipt:done")) kiosk.wait_for("receipt:done");
  const std::string xml = kiosk.records().at(0).full_xml;
  CHECK(xml.find("<wort>Safran</wort>") != std::string::npos);
  CHECK(xml.find("<lohn>1234</lohn>") != std::string::npos);
}

TEST_CASE("a masked question that has no answer shows none in the review") {
  Form kiosk;
  kiosk.review();
  CHECK_FALSE(kiosk.shows_answer("••••••••"));
}

TEST_CASE("nothing that was typed into a masked field can be taken back by a key") {
  Form kiosk;
  kiosk.go_to_question("wort");
  kiosk.tap("field:wort");
  CHECK_FALSE(kiosk.shows("key:undo"));  // nothing typed is remembered
  kiosk.tap("key:hide");
  kiosk.tap("show:wort");
  kiosk.tap("field:wort");
  kiosk.type("a");
  CHECK(kiosk.shows("key:undo"));
}

TEST_CASE("a large number stands below its field with its thousands apart, and is stored plain") {
  Form kiosk;
  kiosk.answer("summe", "120");
  CHECK_FALSE(kiosk.shows_answer("120"));
  kiosk.answer("summe", "4000.5");  // behind what stands there
  CHECK(kiosk.shows_answer("1.204.000,5"));
  kiosk.answer("jahr", "2019");
  CHECK_FALSE(kiosk.shows_answer("2.019"));
  kiosk.review();
  CHECK(kiosk.shows_answer("1.204.000,5"));
  CHECK(kiosk.shows_answer("2019"));
  kiosk.tap("nav:handin");
  if (!kiosk.shows("receipt:done")) kiosk.wait_for("receipt:done");
  CHECK(kiosk.records().at(0).full_xml.find("<summe>1204000.5</summe>") != std::string::npos);
}
