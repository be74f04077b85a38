// SPDX-License-Identifier: EUPL-1.2
#include "kiosk/forms/compiled_form.h"

#include <doctest/doctest.h>

#include <filesystem>
#include <fstream>
#include <iterator>
#include <random>

#include "tests/kiosk/forms/form_builder.h"

using namespace anlaufstelle;
using namespace anlaufstelle::forms;

namespace {

constexpr SourceDigest kSource = {7, 7, 7};

// Something of everything that a form may have.
FormBuilder everything() {
  FormBuilder builder;
  builder.instance("<land/><ort/><alter>18</alter><kind jr:template=\"\"><name/><nr/></kind>")
      .instance("<stufe/><summe/><brief/><rang/>")
      .model(
          "<instance id=\"orte\"><root><item><name>b</name><land>d</land><itextId>o1</itextId>"
          "</item><item><name>w</name><land>a</land><itextId>o2</itextId></item></root></instance>")
      .model(
          "<itext><translation lang=\"de\" default=\"true()\"><text id=\"o1\"><value>Berlin</value>"
          "</text><text id=\"o2\"><value>Wien</value></text><text id=\"l\"><value>Alter <output "
          "value=\"/data/alter\"/></value></text></translation><translation lang=\"ar\"><text "
          "id=\"o1\"><value>برلين</value></text></translation></itext>")
      .bind("alter",
            "type=\"int\" required=\"true()\" constraint=\". &lt; 120 or . = -1.5\" "
            "jr:constraintMsg=\"jr:itext('l')\" kiosk:print=\"P\" kiosk:class=\"N\"")
      .bind("ort", "relevant=\"/data/land != ''\" kiosk:never-store=\"w\" kiosk:role=\"place\"")
      .bind("summe", "calculate=\"sum(/data/kind/nr) + count(/data/kind)\"")
      .bind("kind/nr", "type=\"int\"")
      .choose("select1", "land", "d a")
      .body(
          "<select1 ref=\"/data/ort\"><label>Ort</label><itemset "
          "nodeset=\"instance('orte')/root/item[land = /data/land]\"><value ref=\"name\"/><label "
          "ref=\"jr:itext(itextId)\"/></itemset></select1>")
      .body(
          "<input ref=\"/data/alter\"><label ref=\"jr:itext('l')\"/><setvalue "
          "event=\"xforms-value-changed\" ref=\"/data/brief\" value=\"concat('x', 1 + 2)\"/>"
          "</input>")
      .body(
          "<group ref=\"/data/kind\"><label>Kind</label><repeat nodeset=\"/data/kind\"><input "
          "ref=\"/data/kind/nr\"><label>nr</label></input></repeat></group>")
      .body("<range ref=\"/data/stufe\" start=\"1\" end=\"5\" step=\"1\"><label>r</label></range>");
  return builder;
}

Bytes compiled(const std::string& xml) {
  const auto import = import_xform(xml, engine());
  REQUIRE_MESSAGE(import.ok(), import.error().context);
  return compile_form(*import->form, kSource);
}

std::string walk(const std::shared_ptr<const FormDef>& form) {
  FakeClock clock;
  CountingRandom random;
  auto session = FormSession::start(form, {&clock, &random, "Europe/Berlin", ""});
  REQUIRE_MESSAGE(session.ok(), session.error().context);
  FormSession& filled = **session;
  std::string seen;
  const auto note = [&] {
    for (const NodeId node : filled.questions()) {
      const Question question = filled.question(node);
      seen += question.ref + "|" + question.label + "|" + question.value + "|" + question.message;
      for (const Choice& choice : question.choices) seen += "|" + choice.value + choice.label;
      seen += question.relevant ? "+" : "-";
      seen += question.required ? "r\n" : "\n";
    }
    seen += filled.submission(FormSession::Extent::kFull) +
            filled.submission(FormSession::Extent::kSlip);
  };
  note();
  for (int round = 0; round < 2; ++round) {
    static_cast<void>(filled.add_repeat("/data/kind"));
    for (const NodeId node : filled.questions()) {
      const Question question = filled.question(node);
      const std::string value = question.choices.empty()
                                    ? std::to_string(round + 3)
                                    : question.choices[round % question.choices.size()].value;
      static_cast<void>(filled.answer(node, value));
      note();
    }
    filled.set_language("ar");
    note();
  }
  return seen;
}

}  // namespace

TEST_CASE("a session on a compiled form sees and hands in what one on the imported form does") {
  const auto import = import_xform(everything().xml(), engine());
  REQUIRE_MESSAGE(import.ok(), import.error().context);
  const auto loaded = load_compiled_form(compile_form(*import->form, kSource));
  REQUIRE_MESSAGE(loaded.ok(), loaded.error().context);
  CHECK((*loaded)->id() == "erst");
  CHECK((*loaded)->languages() == std::vector<std::string>{"de", "ar"});
  const std::string seen = walk(import->form);
  CHECK(seen.find("Berlin") != std::string::npos);
  CHECK(seen.find("برلين") != std::string::npos);
  CHECK(seen.find("<brief>x3</brief>") != std::string::npos);
  CHECK(walk(*loaded) == seen);
}

TEST_CASE("the shipped form is the same after it was compiled and loaded") {
  std::ifstream in(SOURCE_DIR "/locales/forms/erstberatung.xml");
  const std::string xml{std::istreambuf_iterator<char>(in), std::istreambuf_iterator<char>()};
  const auto import = import_xform(xml);
  REQUIRE_MESSAGE(import.ok(), import.error().context);
  const Bytes first = compile_form(*import->form, kSource);
  const auto loaded = load_compiled_form(first);
  REQUIRE_MESSAGE(loaded.ok(), loaded.error().context);
  CHECK(walk(*loaded) == walk(import->form));
  CHECK(compile_form(*import_xform(xml)->form, kSource) == first);
}

TEST_CASE("every shipped form is sound, and has all its texts in every language") {
  int forms = 0;
  for (const auto& file : std::filesystem::directory_iterator(SOURCE_DIR "/locales/forms")) {
    if (file.path().extension() != ".xml") continue;
    CAPTURE(file.path().string());
    std::ifstream in(file.path());
    const std::string xml{std::istreambuf_iterator<char>(in), std::istreambuf_iterator<char>()};
    const auto import = import_xform(xml);
    REQUIRE_MESSAGE(import.ok(), import.error().context);
    for (const LintFinding& finding : import->findings)
      CHECK_MESSAGE(finding.level == LintFinding::Level::kNote, finding.what);
    CHECK(import->form->languages().size() == 13);
    ++forms;
  }
  CHECK(forms == 4);
}

TEST_CASE("a compiled form says which original it was made from") {
  const Bytes file = compiled(FormBuilder().instance("<a/>").input("a").xml());
  const auto header = read_compiled_header(file);
  REQUIRE(header.ok());
  CHECK(header->format == kCompiledFormat);
  CHECK(header->source == kSource);
}

TEST_CASE("a compiled form of another format asks for a new import") {
  Bytes file = compiled(FormBuilder().instance("<a/>").input("a").xml());
  const std::size_t format_at = std::string_view("anlaufstelle form\n").size();
  file[format_at] = static_cast<std::uint8_t>(kCompiledFormat + 1);
  const auto newer = load_compiled_form(file);
  REQUIRE_FALSE(newer.ok());
  CHECK(newer.error().code == ErrorCode::kTooNew);
  CHECK(newer.error().context.find("anlaufstelle form import") != std::string::npos);
  file[format_at] = 0;
  const auto older = load_compiled_form(file);
  REQUIRE_FALSE(older.ok());
  CHECK(older.error().code == ErrorCode::kRefused);
  CHECK(read_compiled_header(file)->source == kSource);
}

TEST_CASE("a compiled form that ends too early is refused wherever it ends") {
  const Bytes file = compiled(everything().xml());
  for (std::size_t size = 0; size < file.size(); ++size) {
    CAPTURE(size);
    CHECK_FALSE(load_compiled_form(ByteView(file).first(size)).ok());
  }
  Bytes longer = file;
  longer.push_back(0);
  CHECK_FALSE(load_compiled_form(longer).ok());
}

TEST_CASE("any byte of a compiled form may be wrong: it is read or refused") {
  const Bytes file = compiled(everything().xml());
  std::size_t refused = 0;
  for (std::size_t at = 0; at < file.size(); ++at)
    for (const int change : {0x01, 0x80, 0xff}) {
      Bytes damaged = file;
      damaged[at] ^= static_cast<std::uint8_t>(change);
      const auto loaded = load_compiled_form(damaged);
      if (!loaded) {
        ++refused;
      } else if (change == 0x01) {
        FakeClock clock;
        CountingRandom random;
        static_cast<void>(FormSession::start(*loaded, {&clock, &random, "Europe/Berlin", ""}));
      }
    }
  CHECK(refused > file.size());
}

TEST_CASE("what a compiled form is made of may be shuffled: it is read or refused") {
  const unsigned seed = std::random_device{}();
  CAPTURE(seed);
  std::mt19937 random(seed);
  const Bytes file = compiled(everything().xml());
  for (int round = 0; round < 2000; ++round) {
    Bytes damaged = file;
    for (unsigned k = random() % 6 + 1; k > 0; --k) {
      const std::size_t from = random() % damaged.size(), to = random() % damaged.size();
      const std::size_t size = std::min<std::size_t>(random() % 40, damaged.size() - from);
      const Bytes piece(damaged.begin() + static_cast<std::ptrdiff_t>(from),
                        damaged.begin() + static_cast<std::ptrdiff_t>(from + size));
      damaged.insert(damaged.begin() + static_cast<std::ptrdiff_t>(to), piece.begin(), piece.end());
    }
    static_cast<void>(load_compiled_form(damaged));
  }
}
