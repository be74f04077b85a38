// SPDX-License-Identifier: EUPL-1.2
#include "kiosk/printing/drawing.h"

#include <doctest/doctest.h>

#include "tests/kiosk/printing/printing_fixture.h"

namespace anlaufstelle::printing {
namespace {

// "rows columns" of dark pixels, as ImageMagick crops them: width, height, x, y.
std::string dark_box(const Bytes& png, const std::filesystem::path& folder) {
  const auto file = folder / "drawing.png";
  std::ofstream(file, std::ios::binary) << as_text(png);
  return output_of("convert '" + file.string() + "' -fuzz 20% -trim -format '%w %h %X %Y' info:");
}

TEST_CASE("strokes become a picture of the size that was asked for, where they were drawn") {
  const TempDir folder;
  const std::vector<PenStroke> strokes = {{{0.25f, 0.1f}, {0.5f, 0.1f}, {0.75f, 0.1f}}};
  const auto png = drawing_png(strokes, 0.01f, 400, 160, {});
  REQUIRE(png.ok());
  int width = 0, height = 0, x = 0, y = 0;
  REQUIRE(std::sscanf(dark_box(*png, folder.path()).c_str(), "%d %d %d %d", &width, &height, &x,
                      &y) == 4);
  CHECK(width > 200);
  CHECK(width < 208);
  CHECK(height < 7);
  CHECK(x > 95);
  CHECK(x < 101);
  CHECK(y > 36);
  CHECK(y < 40);
}

TEST_CASE("a single point is a dot, and a stroke without points is nothing") {
  const TempDir folder;
  const std::vector<PenStroke> strokes = {{{0.5f, 0.2f}}, {}};
  const auto png = drawing_png(strokes, 0.05f, 200, 80, {});
  REQUIRE(png.ok());
  CHECK(dark_box(*png, folder.path()).starts_with("10 10 "));
}

TEST_CASE("strokes are drawn on the picture that lies below them") {
  const TempDir folder;
  Bytes below;
  for (int i = 0; i < 4; ++i) below.insert(below.end(), {200, 200, 200, 255});
  const auto png = drawing_png({}, 0.01f, 20, 20, {below.data(), 2, 2});
  REQUIRE(png.ok());
  const auto file = folder.path() / "grey.png";
  std::ofstream(file, std::ios::binary) << as_text(*png);
  CHECK(
      output_of("convert '" + file.string() + "' -format '%[pixel:p{10,10}]' info:").find("200") !=
      std::string::npos);
}

TEST_CASE_FIXTURE(PrintingFixture, "a sheet prints the picture of an answer below its words") {
  const Bytes black(300 * 100 * 4, 0xFF);
  sheet.sections[1].lines[0].picture = std::make_shared<const LinePicture>(300, 100, black);
  const auto pdf = render_pdf(sheet, languages);
  REQUIRE(pdf.ok());
  const auto file = folder.path() / "facts.pdf";
  std::ofstream(file, std::ios::binary) << as_text(*pdf);
  const std::string images = output_of("pdfimages -list " + file.string());
  CHECK(images.find(" 300 ") != std::string::npos);
  CHECK(images.find(" 100 ") != std::string::npos);
}

}  // namespace
}  // namespace anlaufstelle::printing
