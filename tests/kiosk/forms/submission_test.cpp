// SPDX-License-Identifier: EUPL-1.2
#include <doctest/doctest.h>

#include "tests/kiosk/forms/form_builder.h"

namespace anlaufstelle::forms {

namespace {

using Extent = FormSession::Extent;

FormBuilder client_form() {
  return FormBuilder()
      .instance("<dringend/><name/><alter/><krank><seit/></krank><grund/><frei/>")
      .bind("dringend", "kiosk:print=\"P\" kiosk:role=\"urgent\" kiosk:never-store=\"u13 u14\"")
      .bind("name", "kiosk:print=\"p\"")
      .bind("alter", "type=\"int\" kiosk:print=\"P\"")
      .bind("krank", "relevant=\"/data/alter &gt; 17\"")
      .bind("krank/seit", "kiosk:print=\"-\"")
      .bind("grund", "relevant=\"/data/alter &gt; 17\" kiosk:print=\"P\"")
      .choose("select", "dringend", "u1 u2 u13 u14")
      .input("name")
      .input("alter")
      .input("krank/seit")
      .input("grund")
      .input("frei");
}

const std::string kRoot =
    "<?xml version=\"1.0\" encoding=\"UTF-8\"?>"
    "<data xmlns:kiosk=\"urn:anlaufstelle:kiosk\" xmlns:orx=\"http://openrosa.org/xforms\""
    " id=\"erst\" version=\"1\">";
const std::string kMeta =
    "<orx:meta><orx:instanceID>uuid:01020304-0506-4708-890a-0b0c0d0e0f10</orx:instanceID>"
    "</orx:meta></data>";

bool contains(const std::string& text, std::string_view part) {
  return text.find(part) != std::string::npos;
}

}  // namespace

TEST_CASE("a submission holds what is relevant, standing answers, ticks and an instanceID") {
  Filling f(client_form());
  REQUIRE(f.error == "");
  CHECK(f.answer("name", "Amina <\"&'> ب"));
  f.session->set_print_ticked(f.node("name"), true);
  f.session->set_standing(f.node("frei"), Standing::kUnknown);
  CHECK(f.session->submission(Extent::kFull) ==
        kRoot +
            "<dringend/><name kiosk:print=\"ticked\">Amina &lt;\"&amp;'&gt; ب</name><alter/>"
            "<frei kiosk:standing=\"unknown\"/>" +
            kMeta);
  CHECK(f.answer("alter", "30"));
  f.session->set_standing(f.node("krank/seit"), Standing::kInPerson);
  CHECK(contains(f.session->submission(Extent::kFull),
                 "<krank><seit kiosk:standing=\"in_person\"/></krank><grund/>"));
}

TEST_CASE("a slip holds what may be printed and not a trace of the rest") {
  Filling f(client_form());
  REQUIRE(f.error == "");
  CHECK(f.answer("dringend", "u1"));
  CHECK(f.answer("name", "Amina"));
  CHECK(f.answer("alter", "30"));
  CHECK(f.answer("krank/seit", "geheim"));
  CHECK(f.answer("frei", "auch geheim"));
  f.session->set_standing(f.node("grund"), Standing::kInPerson);
  const std::string untold = kRoot +
                             "<dringend>u1</dringend><alter>30</alter>"
                             "<grund kiosk:standing=\"in_person\"/>" +
                             kMeta;
  CHECK(f.session->submission(Extent::kSlip) == untold);
  f.session->set_print_ticked(f.node("name"), true);
  CHECK(
      contains(f.session->submission(Extent::kSlip), "<name kiosk:print=\"ticked\">Amina</name>"));
  f.session->set_print_ticked(f.node("name"), false);
  CHECK(f.session->submission(Extent::kSlip) == untold);
}

TEST_CASE("a slip keeps no name that a form calculates into its metadata") {
  Filling f(FormBuilder()
                .instance("<name/>")
                .meta("<orx:instanceName/>")
                .bind("orx:meta/orx:instanceName", "calculate=\"/data/name\"")
                .input("name"));
  REQUIRE(f.error == "");
  CHECK(f.answer("name", "Amina"));
  CHECK(contains(f.session->submission(Extent::kFull), "Amina"));
  CHECK_FALSE(contains(f.session->submission(Extent::kSlip), "Amina"));
  CHECK(contains(f.session->submission(Extent::kSlip), "<orx:instanceID>uuid:"));
}

TEST_CASE("choices that may never be stored are in no submission") {
  Filling f(client_form());
  REQUIRE(f.error == "");
  CHECK(f.answer("dringend", "u13 u1 u14 u2"));
  CHECK(f.value("dringend") == "u13 u1 u14 u2");
  for (const Extent extent : {Extent::kFull, Extent::kSlip}) {
    CHECK(contains(f.session->submission(extent), "<dringend>u1 u2</dringend>"));
    CHECK_FALSE(contains(f.session->submission(extent), "u13"));
    CHECK_FALSE(contains(f.session->submission(extent), "u14"));
  }
}

TEST_CASE("a resumed session is the one that was handed in") {
  Filling f(client_form());
  REQUIRE(f.error == "");
  CHECK(f.answer("dringend", "u2"));
  CHECK(f.answer("name", "Zeile 1\r\nZeile 2\t  \"Amina\" & <b>"));
  CHECK(f.answer("alter", "30"));
  CHECK(f.answer("krank/seit", "2019"));
  f.session->set_standing(f.node("grund"), Standing::kInPerson);
  f.session->set_print_ticked(f.node("name"), true);
  for (const Extent extent : {Extent::kFull, Extent::kSlip}) {
    const std::string xml = f.session->submission(extent);
    const auto resumed = FormSession::resume(f.form, f.environment(), xml);
    REQUIRE(resumed.ok());
    CHECK((*resumed)->submission(extent) == xml);
    CHECK((*resumed)->value(f.node("name")) == "Zeile 1\r\nZeile 2\t  \"Amina\" & <b>");
    CHECK((*resumed)->question(f.node("grund")).standing == Standing::kInPerson);
    CHECK((*resumed)->question(f.node("krank/seit")).relevant == (extent == Extent::kFull));
  }
}

TEST_CASE("a resumed session recalculates what follows from a changed answer") {
  Filling f(client_form());
  REQUIRE(f.error == "");
  CHECK(f.answer("alter", "30"));
  CHECK(f.answer("krank/seit", "2019"));
  const auto resumed =
      FormSession::resume(f.form, f.environment(), f.session->submission(Extent::kFull));
  REQUIRE(resumed.ok());
  CHECK((*resumed)->answer(f.node("alter"), "12").ok());
  CHECK_FALSE((*resumed)->question(f.node("krank/seit")).relevant);
  CHECK((*resumed)->answer(f.node("alter"), "18").ok());
  CHECK((*resumed)->value(f.node("krank/seit")) == "2019");
}

TEST_CASE("a record keeps its calculated values when it is read on another day") {
  Filling f(FormBuilder()
                .instance("<bis/><bald/>")
                .bind("bis", "type=\"date\"")
                .bind("bald", "calculate=\"/data/bis &lt; today() + 14\"")
                .input("bis"));
  REQUIRE(f.error == "");
  CHECK(f.answer("bis", "2027-01-01"));
  CHECK(f.value("bald") == "false");
  const std::string xml = f.session->submission(Extent::kFull);
  f.clock.set(f.clock.now() + std::chrono::hours(24 * 60));
  const auto later = FormSession::resume(f.form, f.environment(), xml);
  REQUIRE(later.ok());
  CHECK((*later)->value(f.node("bald")) == "false");
}

TEST_CASE("a record of another form or version is a conflict") {
  Filling f(client_form());
  REQUIRE(f.error == "");
  const auto code = [&](const std::string& xml) {
    const auto resumed = FormSession::resume(f.form, f.environment(), xml);
    return resumed.ok() ? ErrorCode::kIo : resumed.error().code;
  };
  CHECK(code("<data id=\"erst\" version=\"2\"/>") == ErrorCode::kConflict);
  CHECK(code("<data id=\"folge\" version=\"1\"/>") == ErrorCode::kConflict);
  CHECK(code("<other id=\"erst\" version=\"1\"/>") == ErrorCode::kConflict);
}

TEST_CASE("bytes that are no record of the form are corrupt") {
  Filling f(client_form());
  REQUIRE(f.error == "");
  const auto code = [&](std::string_view content) {
    const std::string xml =
        "<data id=\"erst\" version=\"1\" xmlns:kiosk=\"urn:anlaufstelle:kiosk\">" +
        std::string(content) + "</data>";
    const auto resumed = FormSession::resume(f.form, f.environment(), xml);
    return resumed.ok() ? ErrorCode::kIo : resumed.error().code;
  };
  CHECK(code("<name>a</name>") == ErrorCode::kIo);  // that is fine
  CHECK(code("<nichts/>") == ErrorCode::kCorrupt);
  CHECK(code("<name>a</name><name>b</name>") == ErrorCode::kCorrupt);
  CHECK(code("<name><x/></name>") == ErrorCode::kCorrupt);
  CHECK(code("<name kiosk:standing=\"often\"/>") == ErrorCode::kCorrupt);
  CHECK(code("<name kiosk:print=\"yes\"/>") == ErrorCode::kCorrupt);
  CHECK(code("<name>") == ErrorCode::kCorrupt);
  CHECK(FormSession::resume(f.form, f.environment(), "").error().code == ErrorCode::kCorrupt);
  CHECK(FormSession::resume(f.form, f.environment(), "<data/>").error().code ==
        ErrorCode::kConflict);
}

TEST_CASE("no error about a record quotes an answer") {
  Filling f(client_form());
  REQUIRE(f.error == "");
  for (const char* xml : {"<data id=\"erst\" version=\"1\"><name>Amina</nam></data>",
                          "<data id=\"erst\" version=\"1\"><Amina>Amina</Amina></data>"}) {
    const auto resumed = FormSession::resume(f.form, f.environment(), xml);
    REQUIRE_FALSE(resumed.ok());
    CHECK_FALSE(contains(resumed.error().context, "Amina"));
  }
  CHECK_FALSE(contains(f.session->answer(f.node("alter"), "Amina").error().context, "Amina"));
}

}  // namespace anlaufstelle::forms
