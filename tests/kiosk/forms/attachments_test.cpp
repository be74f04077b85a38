// SPDX-License-Identifier: EUPL-1.2
#include <doctest/doctest.h>

#include "tests/kiosk/forms/form_builder.h"

namespace anlaufstelle::forms {

namespace {

struct WithFiles {
  WithFiles(const FormBuilder& builder, const Attachments& files) {
    auto imported = import_xform(builder.xml(), engine(), files);
    if (!imported) {
      error = imported.error().context;
      return;
    }
    findings = imported->findings;
    session = std::move(FormSession::start(imported->form, {&clock, &random, "UTC", ""}).value());
  }

  [[nodiscard]] std::string value(std::string_view name) const {
    return session->value(session->find("/data/" + std::string(name)).value_or(0));
  }
  [[nodiscard]] std::string choices(std::string_view name) const {
    std::string out;
    for (const Choice& choice :
         session->question(session->find("/data/" + std::string(name)).value_or(0)).choices)
      out += choice.value + "=" + choice.label + ";";
    return out;
  }

  FakeClock clock;
  CountingRandom random;
  std::vector<LintFinding> findings;
  std::unique_ptr<FormSession> session;
  std::string error;
};

FormBuilder with_table(std::string_view uri) {
  return FormBuilder()
      .instance("<wo/><plz/>")
      .model("<instance id=\"orte\" src=\"" + std::string(uri) + "\"/>")
      .bind("plz", "calculate=\"pulldata('orte', 'plz', 'name', /data/wo)\"")
      .body(
          "<select1 ref=\"/data/wo\"><label>wo</label><itemset "
          "nodeset=\"instance('orte')/root/item\"><value ref=\"name\"/><label ref=\"label\"/>"
          "</itemset></select1>");
}

}  // namespace

TEST_CASE("a CSV file is a table of choices, with quotes, either delimiter and any line end") {
  for (const char* csv : {"name,label,plz\nl,\"Leipzig, \"\"Ost\"\"\",04103\nd,Dresden,01067\n",
                          "\xef\xbb\xbfname;label;plz\r\nl;\"Leipzig, \"\"Ost\"\"\";04103\r\n"
                          "d;Dresden;01067",
                          "name\tlabel\tplz\nl\tLeipzig, \"Ost\"\t04103\n\nd\tDresden\t01067"}) {
    CAPTURE(csv);
    WithFiles f(with_table("jr://file-csv/orte.csv"), {{"jr://file-csv/orte.csv", csv}});
    REQUIRE(f.error == "");
    CHECK(f.choices("wo") == "l=Leipzig, \"Ost\";d=Dresden;");
    REQUIRE(f.session->answer(*f.session->find("/data/wo"), "d").ok());
    CHECK(f.value("plz") == "01067");
  }
}

TEST_CASE("an XML file is an instance too, and a missing file an empty one with a finding") {
  WithFiles f(
      with_table("jr://file/orte.xml"),
      {{"jr://file/orte.xml", "<root><item><name>l</name><label>Leipzig</label></item></root>"}});
  REQUIRE(f.error == "");
  CHECK(f.choices("wo") == "l=Leipzig;");
  WithFiles none(with_table("jr://file/orte.xml"), {});
  REQUIRE(none.error == "");
  CHECK(none.choices("wo") == "");
  CHECK(none.findings.front().what.find("missing") != std::string::npos);
}

TEST_CASE("a damaged table is refused with its line") {
  const auto error = [](std::string_view csv) {
    return WithFiles(with_table("jr://file-csv/o.csv"), {{"jr://file-csv/o.csv", std::string(csv)}})
        .error;
  };
  CHECK(error("name,label\nl,\"Leipzig\n").find("line 3: a quote isn't closed") !=
        std::string::npos);
  CHECK(error("name\n\xff").find("not UTF-8") != std::string::npos);
  CHECK(error("") == "");
}

}  // namespace anlaufstelle::forms
