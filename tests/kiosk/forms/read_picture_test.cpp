// SPDX-License-Identifier: EUPL-1.2
#include "kiosk/forms/import/read_picture.h"

#include <doctest/doctest.h>

#include <fstream>
#include <iterator>
#include <random>

#include "kiosk/forms/compiled_form.h"
#include "tests/kiosk/forms/form_builder.h"

using namespace anlaufstelle;
using namespace anlaufstelle::forms;

namespace {

std::string file(const std::string& name) {
  std::ifstream in(SOURCE_DIR "/tests/data/forms/bilder/" + name, std::ios::binary);
  return {std::istreambuf_iterator<char>(in), std::istreambuf_iterator<char>()};
}

// A PNG header that promises that many pixels and brings none.
std::string promise(std::uint32_t width, std::uint32_t height) {
  std::string png = file("haus.png").substr(0, 33);
  for (int i = 0; i < 4; ++i) {
    png[static_cast<std::size_t>(16 + i)] = static_cast<char>(width >> (24 - 8 * i));
    png[static_cast<std::size_t>(20 + i)] = static_cast<char>(height >> (24 - 8 * i));
  }
  return png;
}

FormBuilder with_pictures() {
  return FormBuilder()
      .instance("<a/>")
      .model(
          "<itext><translation lang=\"de\" default=\"true()\"><text id=\"l\"><value>L</value>"
          "<value form=\"image\">jr://images/haus.png</value><value "
          "form=\"big-image\">jr://images/ort.jpg</value></text><text id=\"c\"><value>C</value>"
          "<value form=\"image\">jr://images/bus.jpg</value></text></translation><translation "
          "lang=\"ar\"><text id=\"l\"><value>ل</value></text><text id=\"c\"><value>ج</value>"
          "<value form=\"image\">jr://images/haus.png</value></text></translation></itext>")
      .model(
          "<instance id=\"t\"><root><item><name>x</name><itextId>c</itextId></item></root>"
          "</instance>")
      .body(
          "<select1 ref=\"/data/a\"><label ref=\"jr:itext('l')\"/><item><label "
          "ref=\"jr:itext('c')\"/><value>c</value></item><itemset "
          "nodeset=\"instance('t')/root/item\"><value ref=\"name\"/><label "
          "ref=\"jr:itext(itextId)\"/></itemset></select1>");
}

Attachments pictures() {
  Attachments files;
  for (const char* name : {"haus.png", "bus.jpg", "ort.jpg"}) files[name] = file(name);
  return files;
}

}  // namespace

TEST_CASE("PNG and JPEG pictures are decoded and scaled down in their shape") {
  const auto house = read_picture(as_bytes(file("haus.png")), 480);
  REQUIRE_MESSAGE(house.ok(), house.error().context);
  CHECK(house->width == 480);
  CHECK(house->height == 360);
  CHECK(house->rgba.size() == 480u * 360 * 4);
  CHECK(house->rgba[3] == 0);  // nothing is drawn in the corner
  const auto bus = read_picture(as_bytes(file("bus.jpg")), 4000);
  REQUIRE_MESSAGE(bus.ok(), bus.error().context);
  CHECK(bus->width == 640);
  CHECK(bus->rgba[3] == 255);
  CHECK(bus->rgba[0] > 200);  // its ground is light
  CHECK(read_picture(as_bytes(file("bus.jpg")), 1)->rgba.size() == 4);
}

TEST_CASE("a picture that would unpack to more than memory holds is refused before it does") {
  for (const auto& [width, height] :
       {std::pair{6000u, 5000u}, {1u << 30, 1u << 30}, {1u << 31, 2u}})
    CHECK_FALSE(read_picture(as_bytes(promise(width, height)), 480).ok());
}

TEST_CASE("a damaged picture is read or refused") {
  const unsigned seed = std::random_device{}();
  CAPTURE(seed);
  std::mt19937 random(seed);
  for (const char* name : {"haus.png", "bus.jpg"}) {
    const std::string whole = file(name);
    CHECK_FALSE(read_picture(as_bytes(whole.substr(0, whole.size() / 2)), 480).ok());
    for (int round = 0; round < 60; ++round) {
      std::string damaged = whole;
      for (int k = 0; k < 3; ++k) damaged[random() % damaged.size()] = static_cast<char>(random());
      static_cast<void>(read_picture(as_bytes(damaged), 480));
    }
  }
  CHECK(read_picture(as_bytes("GIF89a"), 480).error().context == "neither PNG nor JPEG");
}

TEST_CASE("labels and choices have their language's picture, else the default's") {
  const auto import = import_xform(with_pictures().xml(), {}, pictures());
  REQUIRE_MESSAGE(import.ok(), import.error().context);
  const auto loaded = load_compiled_form(compile_form(*import->form, {}));
  REQUIRE_MESSAGE(loaded.ok(), loaded.error().context);
  FakeClock clock;
  CountingRandom random;
  const auto session = FormSession::start(*loaded, {&clock, &random, "Europe/Berlin", ""});
  REQUIRE(session.ok());
  const NodeId node = *(*session)->find("/data/a");
  const auto width = [](const Picture* picture) { return picture == nullptr ? 0 : picture->width; };
  Question question = (*session)->question(node);
  REQUIRE(question.choices.size() == 2);
  CHECK(width(question.picture) == 480);
  CHECK(question.picture->height == 360);
  REQUIRE(question.big_picture != nullptr);
  CHECK(question.big_picture->width > question.picture->width);
  CHECK(question.choices[0].picture == question.choices[1].picture);
  CHECK(question.choices[0].picture->rgba[3] == 255);  // the bus
  (*session)->set_language("ar");
  question = (*session)->question(node);
  CHECK(question.picture->height == 360);
  CHECK(question.choices[1].picture->rgba[3] == 0);  // the house
}

TEST_CASE("missing and unreadable pictures, sounds and names that lead away are findings") {
  Attachments files = pictures();
  files.erase("bus.jpg");
  const auto missing = import_xform(with_pictures().xml(), {}, files);
  REQUIRE_MESSAGE(missing.ok(), missing.error().context);
  CHECK(missing->findings.front().what.find("jr://images/bus.jpg is missing") != std::string::npos);
  CHECK(missing->findings.front().line > 0);
  files["bus.jpg"] = "BM";
  const auto other = import_xform(with_pictures().xml(), {}, files);
  REQUIRE_FALSE(other.ok());
  CHECK(other.error().context.find("neither PNG nor JPEG") != std::string::npos);
  const auto with_value = [](const std::string& form, const std::string& uri) {
    return FormBuilder()
        .instance("<a/>")
        .model("<itext><translation lang=\"de\"><text id=\"l\"><value>L</value><value form=\"" +
               form + "\">" + uri + "</value></text></translation></itext>")
        .body("<input ref=\"/data/a\"><label ref=\"jr:itext('l')\"/></input>")
        .xml();
  };
  for (const char* uri :
       {"jr://images/../haus.png", "jr://images/a/b.png", "jr://images/.x", "/etc/x"})
    CHECK(import_error(with_value("image", uri)).context.find("outside the form's folder") !=
          std::string::npos);
  const std::string with_sound = with_value("audio", "jr://audio/l.mp3");
  const auto sound = import_xform(with_sound);
  REQUIRE(sound.ok());
  CHECK(sound->findings.front().what.find("l.mp3 is missing") != std::string::npos);
  const auto no_sound = import_xform(with_sound, {}, {{"l.mp3", std::string(100, 'x')}});
  REQUIRE_FALSE(no_sound.ok());
  CHECK(no_sound.error().context.find("neither WAV, MP3, OGG nor FLAC") != std::string::npos);
}

TEST_CASE(
    "labels and choices have their language's sound, hints their guidance, labels a short form") {
  const auto import = import_xform(
      FormBuilder()
          .instance("<a/>")
          .model("<itext><translation lang=\"de\" default=\"true()\">"
                 "<text id=\"l\"><value>Lang</value><value form=\"short\">Kurz</value>"
                 "<value form=\"audio\">jr://audio/de.ogg</value></text>"
                 "<text id=\"h\"><value form=\"guidance\">Mehr dazu</value></text>"
                 "<text id=\"x\"><value>X</value><value form=\"audio\">jr://audio/x.wav</value>"
                 "</text></translation><translation lang=\"ar\">"
                 "<text id=\"l\"><value>طويل</value>"
                 "<value form=\"audio\">jr://audio/ar.mp3</value></text></translation></itext>")
          .body("<select1 ref=\"/data/a\"><label ref=\"jr:itext('l')\"/>"
                "<hint ref=\"jr:itext('h')\"/>"
                "<item><label ref=\"jr:itext('x')\"/><value>x</value></item></select1>")
          .xml(),
      {},
      {{"de.ogg", "OggS de" + std::string(20, ' ')},
       {"ar.mp3", "ID3 ar" + std::string(20, ' ')},
       {"x.wav", "RIFF    WAVE x" + std::string(20, ' ')}});
  REQUIRE_MESSAGE(import.ok(), import.error().context);
  const auto loaded = load_compiled_form(compile_form(*import->form, {}));
  REQUIRE_MESSAGE(loaded.ok(), loaded.error().context);
  FakeClock clock;
  CountingRandom random;
  const auto session = FormSession::start(*loaded, {&clock, &random, "Europe/Berlin", ""});
  REQUIRE(session.ok());
  const NodeId node = *(*session)->find("/data/a");
  const auto begins = [](const Sound* sound, std::string_view with) {
    return sound != nullptr && as_text(sound->file).starts_with(with);
  };
  Question question = (*session)->question(node);
  CHECK(begins(question.sound, "OggS de"));
  CHECK(begins(question.choices[0].sound, "RIFF"));
  CHECK(question.short_label == "Kurz");
  CHECK(question.hint.empty());
  CHECK(question.guidance == "Mehr dazu");
  (*session)->set_language("ar");
  question = (*session)->question(node);
  CHECK(begins(question.sound, "ID3 ar"));
  CHECK(begins(question.choices[0].sound, "RIFF"));  // the default language's
  CHECK(question.guidance == "Mehr dazu");
}

TEST_CASE(
    "a title's sound goes with it into groups and cards, and ends where another title begins") {
  const auto asks = [](std::string_view path) {
    return "<input ref=\"/data/" + std::string(path) + "\"><label>" + std::string(path) +
           "</label></input>";
  };
  const std::string title = "<label ref=\"jr:itext('t')\"/>";
  const auto import = import_xform(
      FormBuilder()
          .instance("<a/><b/><c/><d/><r><e/></r>")
          .model(
              "<itext><translation lang=\"de\" default=\"true()\"><text id=\"t\"><value>T</value>"
              "<value form=\"audio\">jr://audio/t.wav</value></text></translation></itext>")
          .body("<group>" + title + asks("a") + "<group>" + asks("b") + "</group>" +
                "<group><label>Anderes</label>" + asks("c") + "</group></group>" + asks("d") +
                "<group>" + title + "<repeat nodeset=\"/data/r\">" + asks("r/e") +
                "</repeat></group>")
          .xml(),
      {}, {{"t.wav", "RIFF    WAVE" + std::string(20, ' ')}});
  REQUIRE_MESSAGE(import.ok(), import.error().context);
  FakeClock clock;
  CountingRandom random;
  const auto session = FormSession::start(import->form, {&clock, &random, "Europe/Berlin", ""});
  REQUIRE(session.ok());
  std::string heard;
  for (const Screen& screen : (*session)->screens()) {
    heard += screen.cards ? "cards" : (*session)->question(screen.questions.at(0)).name;
    heard += screen.title_media.sound != nullptr ? "+ " : "- ";
  }
  CHECK(heard == "a+ b+ c- d- cards+ e+ ");
}
