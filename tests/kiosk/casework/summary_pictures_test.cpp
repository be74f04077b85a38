// SPDX-License-Identifier: EUPL-1.2
// Drawings on the sheet of a record.
#include <doctest/doctest.h>

#include "kiosk/casework/summary.h"
#include "kiosk/printing/drawing.h"
#include "tests/kiosk/casework/casework_fixture.h"

namespace anlaufstelle::casework {
namespace {

constexpr std::string_view kForm = R"xml(<?xml version="1.0"?>
<h:html xmlns="http://www.w3.org/2002/xforms" xmlns:h="http://www.w3.org/1999/xhtml"
        xmlns:kiosk="urn:anlaufstelle:kiosk"><h:head><h:title>Bilder</h:title><model>
<instance><data id="bilder" version="1"><auf/><nie/><kaputt/></data></instance>
<bind nodeset="/data/auf" type="binary" kiosk:print="P"/>
<bind nodeset="/data/nie" type="binary" kiosk:print="-"/>
<bind nodeset="/data/kaputt" type="binary" kiosk:print="P"/>
</model></h:head><h:body>
<upload ref="/data/auf" mediatype="image/*" appearance="signature"><label>Auf Papier</label></upload>
<upload ref="/data/nie" mediatype="image/*" appearance="draw"><label>Nie</label></upload>
<upload ref="/data/kaputt" mediatype="image/*" appearance="draw"><label>Kaputt</label></upload>
</h:body></h:html>)xml";

struct PicturesFixture : CaseworkFixture {
  PicturesFixture() {
    auto imported = forms::import_xform(kForm);
    REQUIRE(imported.ok());
    session = std::move(forms::FormSession::start(imported->form, environment()).value());
    const std::vector<printing::PenStroke> strokes = {{{0.1f, 0.1f}, {0.9f, 0.2f}}};
    const Bytes png = printing::drawing_png(strokes, 0.01f, 300, 100, {}).value();
    for (const char* name : {"auf", "nie"}) attach(name, png);
    attach("kaputt", Bytes(100, 7));
  }
  forms::SessionEnvironment environment() {
    forms::SessionEnvironment given;
    given.clock = &clock_;
    given.random = &random_;
    return given;
  }
  void attach(const std::string& name, const Bytes& file) {
    REQUIRE(session->attach(session->find("/data/" + name).value(), file, "png").ok());
  }
  const printing::Line* line(const std::vector<printing::Section>& sections,
                             std::string_view question) {
    for (const auto& section : sections) {
      for (const auto& each : section.lines)
        if (each.question == question) return &each;
    }
    return nullptr;
  }

  FakeClock clock_;
  SeededRandom random_{5};
  std::unique_ptr<forms::FormSession> session;
};

TEST_CASE_FIXTURE(PicturesFixture,
                  "a drawing stands below its question, on the list of its class") {
  const Summary summary = summarise(content("B 27", {}), session.get());
  const printing::Line* on_paper = line(summary.sheet.sections, "Auf Papier");
  REQUIRE(on_paper != nullptr);
  CHECK(on_paper->text == "Unterschrift");
  REQUIRE(on_paper->picture != nullptr);
  CHECK(on_paper->picture->width == 300);
  CHECK(line(summary.sheet.sections, "Nie") == nullptr);
  const printing::Line* never = line(summary.not_for_paper, "Nie");
  REQUIRE(never != nullptr);
  CHECK(never->text == "Zeichnung");
  CHECK(never->picture != nullptr);
}

TEST_CASE_FIXTURE(PicturesFixture, "a picture that can't be read is named and left out") {
  const Summary summary = summarise(content("B 27", {}), session.get());
  const printing::Line* damaged = line(summary.sheet.sections, "Kaputt");
  REQUIRE(damaged != nullptr);
  CHECK(damaged->text == "Zeichnung");
  CHECK(damaged->picture == nullptr);
}

TEST_CASE_FIXTURE(PicturesFixture, "a slip says that there is a drawing and has none") {
  auto slip = forms::FormSession::resume(forms::import_xform(kForm)->form, environment(),
                                         session->submission(forms::FormSession::Extent::kSlip));
  REQUIRE(slip.ok());
  const Summary summary = summarise(content("B 27", {}), slip->get());
  const printing::Line* named = line(summary.sheet.sections, "Auf Papier");
  REQUIRE(named != nullptr);
  CHECK(named->text == "Unterschrift");
  CHECK(named->picture == nullptr);
}

}  // namespace
}  // namespace anlaufstelle::casework
