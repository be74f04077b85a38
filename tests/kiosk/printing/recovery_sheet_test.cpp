// SPDX-License-Identifier: EUPL-1.2
#include "kiosk/printing/recovery_sheet.h"

#include <doctest/doctest.h>

#include "kiosk/printing/qr_code.h"
#include "tests/kiosk/printing/printing_fixture.h"

namespace anlaufstelle::printing {
namespace {

// 74 characters as a key has; no key of anybody.
constexpr const char* kKey =
    "AGE-SECRET-KEY-1QPZRY9X8GF2TVDW0S3JN54KHCE6MUA7LQPZRY9X8GF2TVDW0S3JN54KHCE6M";

RecoverySheet sample() {
  return {"Beratungsstelle Löbtau",
          "age1qpzry9x8gf2tvdw0s3jn54khce6mua7l",
          "26.11.2026",
          kKey,
          {"QPZRY 9X8GF 2TVDW  0S", "QPZRY 9X8GF 2TVDX  0T"}};
}

// Prints the page to a picture and runs the reader of bar codes on it, as a phone would.
std::string scanned(const Bytes& pdf, const std::filesystem::path& folder) {
  const auto file = folder / "sheet.pdf";
  std::ofstream(file, std::ios::binary) << as_text(pdf);
  const std::string stem = (folder / "sheet").string();
  (void)output_of("pdftoppm -r 150 -png -singlefile '" + file.string() + "' '" + stem + "'");
  return output_of("zbarimg --quiet --raw '" + stem + ".png' 2>/dev/null");
}

}  // namespace

TEST_CASE_FIXTURE(PrintingFixture, "a recovery sheet says its lines in words and its key by QR") {
  const RecoverySheet recovery = sample();
  const auto pdf = render_recovery_pdf(recovery);
  REQUIRE(pdf.ok());
  const std::string text = text_of(*pdf);
  for (const std::string& line : recovery.lines) {
    CAPTURE(line);
    std::string once = line;
    once.replace(once.find("  "), 2, " ");  // the text layer may join the two spaces
    CHECK((text.find(line) != std::string::npos || text.find(once) != std::string::npos));
  }
  CHECK(text.find("Beratungsstelle Löbtau") != std::string::npos);
  const TempDir dir;
  CHECK(scanned(*pdf, dir.path()) == std::string(kKey) + "\n");
}

TEST_CASE("a QR code is a square of modules and refuses what it can not hold") {
  const auto code = make_qr_code("B 27");
  REQUIRE(code.ok());
  CHECK(code->size == 21);
  CHECK(code->dark.size() == 21 * 21);
  CHECK(code->at(0, 0));  // the corner of a finder pattern
  CHECK(make_qr_code("").error().code == ErrorCode::kInvalidInput);
  CHECK(make_qr_code(std::string(4000, 'x')).error().code == ErrorCode::kInvalidInput);
  CHECK(make_qr_code(std::string("a\0b", 3)).error().code == ErrorCode::kInvalidInput);
}

}  // namespace anlaufstelle::printing
