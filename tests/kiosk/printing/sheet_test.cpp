// SPDX-License-Identifier: EUPL-1.2
#include "kiosk/printing/sheet.h"

#include <doctest/doctest.h>

#include <algorithm>
#include <array>
#include <fstream>
#include <sstream>

#include "tests/kiosk/printing/printing_fixture.h"

namespace anlaufstelle::printing {
namespace {

bool holds(const std::string& text, std::string_view part) {
  return text.find(part) != std::string::npos;
}

int count(const std::string& text, std::string_view part) {
  int n = 0;
  for (auto at = text.find(part); at != std::string::npos; at = text.find(part, at + 1)) ++n;
  return n;
}

TEST_CASE_FIXTURE(PrintingFixture,
                  "a printed sheet gives back its German text when it is searched") {
  auto pdf = render_pdf(sheet, languages);
  REQUIRE(pdf.ok());
  const std::string text = text_of(*pdf);
  for (const auto* wanted :
       {"Gesprächsvorbereitung – Selbstauskunft, nicht geprüft, keine Rechtsauskunft", "B 27",
        "22. November 2026, 11 Uhr", "Ein anderes EU-Land soll zuständig sein.",
        "Was ist heute Ihre wichtigste Frage?", "Im Gespräch klären: Identität und Pass",
        "Nach dem Gespräch in die Akte", "Seite 1 von 1"}) {
    CAPTURE(wanted);
    CHECK(holds(text, wanted));
  }
}

TEST_CASE_FIXTURE(PrintingFixture, "an answer stands on the line of its question") {
  std::istringstream lines(text_of(render_pdf(sheet, languages).value()));
  bool together = false;
  for (std::string line; std::getline(lines, line);) {
    together = together || (holds(line, "wichtigste Frage?") && holds(line, "Arbeit"));
  }
  CHECK(together);
}

TEST_CASE_FIXTURE(PrintingFixture, "Arabic words leave the PDF in logical order under their mark") {
  const std::string text = text_of(render_pdf(sheet, languages).value());
  const auto mark = text.find("Originaltext, nicht übersetzt (Arabisch)");
  const auto words = text.find("هل يمكنني العمل");
  REQUIRE(mark != std::string::npos);
  REQUIRE(words != std::string::npos);
  CHECK(mark < words);
}

TEST_CASE_FIXTURE(PrintingFixture, "Arabic words stand at the right edge of their column") {
  std::istringstream boxes(text_of(render_pdf(sheet, languages).value(), "-bbox"));
  double first_word = 0, last_word = 0;
  for (std::string line; std::getline(boxes, line);) {
    const auto value = [&](const char* name) {
      const auto at = line.find(name);
      return at == std::string::npos ? 0.0 : std::stod(line.substr(at + std::string(name).size()));
    };
    if (holds(line, ">ه<")) first_word = value("xMax=\"");
    if (holds(line, ">ع<")) last_word = value("xMax=\"");
  }
  CHECK(first_word > 530);  // A4 is 595 wide, its right margin 51
  CHECK(last_word < first_word);
}

TEST_CASE_FIXTURE(PrintingFixture, "every font of a sheet is embedded as a subset") {
  std::istringstream fonts(facts_of(render_pdf(sheet, languages).value(), "pdffonts"));
  int embedded = 0;
  std::string line;
  std::getline(fonts, line);
  std::getline(fonts, line);
  for (; std::getline(fonts, line); ++embedded) {
    CAPTURE(line);
    CHECK(holds(line, "+Noto"));
    CHECK(holds(line, " yes yes "));
  }
  CHECK(embedded >= 3);  // regular, bold, Arabic
}

TEST_CASE_FIXTURE(PrintingFixture, "a sheet's metadata names neither number nor minute") {
  const std::string facts = facts_of(render_pdf(sheet, languages).value(), "pdfinfo");
  CHECK(holds(facts, "Gesprächsvorbereitung"));
  CHECK(holds(facts, "(A4)"));
  CHECK_FALSE(holds(facts, "27"));
  CHECK_FALSE(holds(facts, "CreationDate"));
  CHECK_FALSE(holds(facts, "Author"));
}

TEST_CASE_FIXTURE(PrintingFixture, "a sheet's headings and paragraphs can be told apart") {
  const Bytes pdf = render_pdf(sheet, languages).value();
  CHECK(holds(facts_of(pdf, "pdfinfo"), "Tagged:          yes"));
  const std::string tree = facts_of(pdf, "pdfinfo -struct-text");
  const auto title = tree.find("H1"), urgent = tree.find("Dringend"), first = tree.find("H2");
  REQUIRE(title != std::string::npos);
  REQUIRE(urgent != std::string::npos);
  CHECK(title < first);
  CHECK(first < urgent);
  CHECK(count(tree, "H2") == 2);
}

TEST_CASE_FIXTURE(PrintingFixture, "a sheet says its language, and shows its title in the window") {
  for (const std::string tag : {"de", "ar"}) {
    sheet.language = tag;
    const auto file = folder.path() / "language.pdf";
    std::ofstream(file, std::ios::binary) << as_text(render_pdf(sheet, languages).value());
    const std::string catalogue = output_of(
        "python3 -c 'import re, sys, zlib; d = open(sys.argv[1], \"rb\").read(); "
        "[print(zlib.decompressobj().decompress(s)) "
        "for s in re.findall(rb\"ObjStm.*?stream\\r?\\n(.*?)endstream\", d, re.S)]' " +
        file.string());
    CHECK(holds(catalogue, "/Lang (" + tag + ")"));
    CHECK(holds(catalogue, "/DisplayDocTitle true"));
  }
}

TEST_CASE_FIXTURE(PrintingFixture, "a sheet in Arabic has its questions at the right") {
  sheet.language = "ar";
  sheet.sections = {{"", {{Line::Kind::kAnswer, "عمر", "27", "ar"}}}};
  std::istringstream boxes(text_of(render_pdf(sheet, languages).value(), "-bbox"));
  double answer = 0, number = 0;
  for (std::string line; std::getline(boxes, line);) {
    const auto at = line.find("xMax=\"");
    if (at == std::string::npos) continue;
    const double right = std::stod(line.substr(at + 6));
    if (holds(line, ">27<") && answer == 0) number = right;
    if (holds(line, ">27<")) answer = right;
  }
  CHECK(number > 500);                                     // "B 27"
  CHECK(answer == doctest::Approx(342.28).epsilon(0.01));  // where the questions' column begins
}

TEST_CASE_FIXTURE(PrintingFixture, "pages for the screen are as many as on paper, and not empty") {
  sheet.sections.push_back({"Weiter", {{Line::Kind::kFixed, "", "Zweite Seite", "de"}}, true});
  const auto pages = render_pictures(sheet, languages, 300);
  REQUIRE(pages.ok());
  REQUIRE(pages->size() == 2);
  for (const auto& page : *pages) {
    CHECK(page->width == 300);
    CHECK(page->height == 424);
    const auto black = std::count_if(page->rgba.begin(), page->rgba.end(),
                                     [](std::uint8_t part) { return part < 100; });
    CHECK(black > 150);
    CHECK(black < 30'000);
  }
}

TEST_CASE_FIXTURE(PrintingFixture,
                  "a long sheet goes on over pages that each say number and count") {
  Section long_one{"Viele Fragen", {}};
  for (int i = 0; i < 90; ++i) {
    long_one.lines.push_back({Line::Kind::kAnswer, "Frage Nummer " + std::to_string(i),
                              "Antwort" + std::to_string(i) + "ende", "de"});
  }
  sheet.sections.push_back(long_one);
  const std::string text = text_of(render_pdf(sheet, languages).value());
  for (int i = 0; i < 90; ++i) CHECK(count(text, "Antwort" + std::to_string(i) + "ende") == 1);
  CHECK(holds(text, "Seite 3 von 3"));
  CHECK(count(text, "B 27") == 3);
  CHECK(count(text, "Selbstauskunft") == 3);
  CHECK(count(text, "vernichten") == 3);
}

// Where a sheet's words end, in points.
double right_end(const std::string& boxes) {
  double end = 0;
  for (auto at = boxes.find("xMax=\""); at != std::string::npos; at = boxes.find("xMax=\"", at + 1))
    end = std::max(end, std::stod(boxes.substr(at + 6)));
  return end;
}

TEST_CASE_FIXTURE(PrintingFixture, "a sheet on a roll says all it says on A4, on one strip") {
  sheet.sections.push_back({"Zwei Sprachen",
                            {{.kind = Line::Kind::kText,
                              .question = {},
                              .text = "Bitte am Empfang fragen.",
                              .other_text = "اسألوا في الاستقبال",
                              .other_language = "ar",
                              .mark = "•"}}});
  sheet.sections.push_back({"", {}, true});
  sheet.qr = "Der Text der Seite";
  sheet.qr_words = "Halten Sie die Kamera darauf.";
  for (const char* language : {"de", "ar"}) {
    CAPTURE(language);
    sheet.language = language;
    const Bytes pdf = render_pdf(sheet, languages, Paper::kRoll80mm).value();
    const std::string text = text_of(pdf);
    for (const auto* wanted :
         {"B 27", "Arbeit", "Ein anderes", "اسألوا", "هل يمكنني العمل", "Identität", "Akte des"}) {
      CAPTURE(wanted);
      CHECK(holds(text, wanted));
    }
    CHECK_FALSE(holds(text, "von"));  // no page is counted
    const std::string facts = facts_of(pdf, "pdfinfo");
    CHECK(holds(facts, "Pages:           1"));
    CHECK(holds(facts, "Page size:       226.77 x"));
    CHECK(right_end(text_of(pdf, "-bbox")) <= 226.77 - 11);
  }
}

TEST_CASE_FIXTURE(PrintingFixture, "words longer than a strip lose no line") {
  std::string words;
  for (int i = 0; i < 4000; ++i) words += "Wort" + std::to_string(i) + " ";
  sheet.sections = {{"", {{.kind = Line::Kind::kText, .question = {}, .text = words}}}};
  const std::string text = text_of(render_pdf(sheet, languages, Paper::kRoll80mm).value(), "-raw");
  for (int i = 0; i < 4000; ++i) {
    CAPTURE(i);
    CHECK(holds(text, "Wort" + std::to_string(i)));
  }
}

TEST_CASE_FIXTURE(PrintingFixture, "words taller than a page lose no line") {
  std::string words;
  for (int i = 0; i < 120; ++i) words += "Zeile" + std::to_string(i) + "x\n";
  sheet.sections = {{"Text", {{Line::Kind::kOwnWords, "Ihre Frage", words, "de"}}}};
  const std::string text = text_of(render_pdf(sheet, languages).value());
  for (int i = 0; i < 120; ++i) CHECK(count(text, "Zeile" + std::to_string(i) + "x") == 1);
}

TEST_CASE_FIXTURE(PrintingFixture, "a sheet whose German can't be drawn is no sheet") {
  sheet.sections.push_back({"\u4E2D\u6587", {{Line::Kind::kFixed, "", "\u4E2D", "de"}}});
  auto pdf = render_pdf(sheet, languages);
  REQUIRE_FALSE(pdf.ok());
  CHECK(pdf.error().code == ErrorCode::kNotFound);
}

TEST_CASE_FIXTURE(PrintingFixture,
                  "a bar is as long as its share, and a figure without one has no ink beside it") {
  Sheet chart;
  chart.sections = {{"", {}}};
  for (const std::optional<double> share :
       {std::optional(1.0), std::optional(0.25), std::optional(0.0), std::optional<double>()}) {
    Line line{Line::Kind::kBar, "Tunesien", "12", "de"};
    line.bar = share;
    chart.sections[0].lines.push_back(line);
  }
  const auto pages = render_pictures(chart, languages, 1240);
  REQUIRE(pages.ok());
  const LinePicture& page = *pages->at(0);
  // Rows of pixels that have a colour, and how many of them are dark.
  std::vector<std::array<int, 2>> bars;
  bool inside = false;
  for (int y = 0; y < page.height; ++y) {
    int dark = 0, light = 0;
    for (int x = 0; x < page.width; ++x) {
      const std::uint8_t* pixel = &page.rgba[static_cast<std::size_t>(y * page.width + x) * 4];
      if (pixel[2] - pixel[0] < 8) continue;  // grey
      ++(pixel[0] < 60 ? dark : light);
    }
    const bool coloured = dark + light > 50;
    if (coloured && !inside) bars.push_back({0, 0});
    if (coloured) bars.back() = std::max(bars.back(), std::array<int, 2>{dark, light});
    inside = coloured;
  }
  REQUIRE(bars.size() == 3);
  CHECK(bars[0][1] <= 2);
  CHECK(bars[1][0] == doctest::Approx(bars[0][0] / 4.0).epsilon(0.02));
  CHECK(bars[2][0] == 0);
  CHECK(bars[2][1] > 100);
}

}  // namespace
}  // namespace anlaufstelle::printing
