// SPDX-License-Identifier: EUPL-1.2
// Questions that are answered by typing: which keyboard comes, and what stays in sight above it.
#include <doctest/doctest.h>

#include <algorithm>

#include "tests/kiosk/screens/kiosk_fixture.h"

using namespace anlaufstelle;
using namespace anlaufstelle::screens;
using widgets::Rect;
using widgets::SemanticNode;

namespace {

// A name in the own script, and as the document has it.
constexpr std::string_view kTwoNames = R"xml(<?xml version="1.0"?>
<h:html xmlns="http://www.w3.org/2002/xforms" xmlns:h="http://www.w3.org/1999/xhtml"
        xmlns:orx="http://openrosa.org/xforms" xmlns:kiosk="urn:anlaufstelle:kiosk">
  <h:head><h:title>Probe</h:title><model>
    <instance><data id="probe" version="1"><name/><ausweis/><mail/><telefon/><text/>
      <orx:meta><orx:instanceID/></orx:meta></data></instance>
    <bind nodeset="/data/name" type="string"/>
    <bind nodeset="/data/ausweis" type="string"/>
    <bind nodeset="/data/mail" type="string"/>
    <bind nodeset="/data/telefon" type="string"/>
    <bind nodeset="/data/text" type="string"/>
  </model></h:head>
  <h:body>
    <input ref="/data/name"><label>Wie heißen Sie?</label></input>
    <input ref="/data/ausweis" appearance="latin"><label>Wie steht es im Ausweis?</label></input>
    <input ref="/data/mail" appearance="email"><label>E-Mail</label></input>
    <input ref="/data/telefon" appearance="numbers"><label>Telefon</label></input>
    <input ref="/data/text" appearance="multiline"><label>Ihre Frage</label></input>
  </h:body>
</h:html>)xml";

float keyboard_top(Kiosk& kiosk) {
  float top = kiosk.ui().screen().bottom();
  for (const SemanticNode& node : kiosk.ui().tree()) {
    if (node.role == widgets::NodeRole::kKey) top = std::min(top, node.rect.y);
  }
  return top;
}

void open_field(Kiosk& kiosk, const std::string& question) {
  kiosk.go_to_question(question);
  kiosk.tap("field:" + question);
}

}  // namespace

TEST_CASE("a name is asked in the own script and, where the form says so, in Latin letters") {
  Kiosk kiosk(shapes()[2].screen, Kiosk::Writer::kPresent, kTwoNames);
  kiosk.tap("lang:ar");
  kiosk.tap("home:form");
  open_field(kiosk, "name");
  CHECK(kiosk.shows("key:ش"));
  kiosk.tap("key:hide");
  open_field(kiosk, "ausweis");
  CHECK(kiosk.shows("key:a"));
  kiosk.tap("key:layout");  // one tap to the own script, here too
  CHECK(kiosk.shows("key:ش"));
  kiosk.tap("key:hide");
  open_field(kiosk, "mail");
  CHECK(kiosk.shows("key:a"));
  kiosk.tap("key:hide");
  open_field(kiosk, "telefon");
  CHECK(kiosk.shows("key:+"));
  CHECK_FALSE(kiosk.shows("key:a"));
}

TEST_CASE("the focused field stays in sight above the keyboard on every screen") {
  for (const Shape& shape : shapes()) {
    for (const char* tag : {"de", "ar"}) {
      INFO(std::string(shape.name), " ", std::string(tag));
      Kiosk kiosk(shape.screen, Kiosk::Writer::kPresent, kTwoNames);
      kiosk.tap("lang:" + std::string(tag));
      kiosk.tap("home:form");
      for (const char* question : {"name", "ausweis", "telefon", "text"}) {
        INFO("question ", std::string(question));
        open_field(kiosk, question);
        const Rect field = kiosk.find("field:" + std::string(question))->rect;
        const float above_keys = keyboard_top(kiosk) - field.bottom();
        CHECK(field.h >= kiosk.ui().mm(12.7f) - 1);
        // Several lines have no room above a tablet's keyboard: there the caret's line has.
        const bool whole = field.h >= kiosk.ui().mm(question == std::string("text") ? 36 : 14) - 1;
        CHECK(above_keys >= (whole ? kiosk.ui().mm(8) - 1 : 0));
        kiosk.tap("key:hide");
      }
    }
  }
}
