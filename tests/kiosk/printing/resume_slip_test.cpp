// SPDX-License-Identifier: EUPL-1.2
#include "kiosk/printing/resume_slip.h"

#include <doctest/doctest.h>

#include "tests/kiosk/printing/printing_fixture.h"

namespace anlaufstelle::printing {
namespace {

constexpr const char* kCode = "7K3M-X2P9-QRTW-0F5A";

// Prints the page to a picture and runs the reader of bar codes on it, as a phone would.
std::string scanned(const Bytes& pdf, const std::filesystem::path& folder) {
  const auto file = folder / "slip.pdf";
  std::ofstream(file, std::ios::binary) << as_text(pdf);
  const std::string stem = (folder / "slip").string();
  (void)output_of("pdftoppm -r 150 -png -singlefile '" + file.string() + "' '" + stem + "'");
  return output_of("zbarimg --quiet --raw '" + stem + ".png' 2>/dev/null");
}

}  // namespace

TEST_CASE_FIXTURE(PrintingFixture, "a slip says a client's code in words and by QR, on one page") {
  const ResumeSlip slip{"Beratungsstelle Löbtau",
                        "هذا رمزكم",
                        kCode,
                        {"من لديه الرمز يستطيع قراءة إجاباتكم.", "بعد 30 يومًا تُحذف الإجابات."},
                        "ar"};
  const auto pdf = render_resume_slip(slip, languages);
  REQUIRE(pdf.ok());
  const std::string text = text_of(*pdf);
  CHECK(text.find(kCode) != std::string::npos);
  CHECK(text.find("Beratungsstelle Löbtau") != std::string::npos);
  CHECK(text.find("هذا رمزكم") != std::string::npos);
  CHECK(scanned(*pdf, folder.path()) == std::string(kCode) + "\n");
  const std::string facts = facts_of(*pdf, "pdfinfo");
  CHECK(facts.find("Pages:           1") != std::string::npos);
  CHECK(facts.find(kCode) == std::string::npos);
  CHECK(facts.find("Löbtau") == std::string::npos);
}

}  // namespace anlaufstelle::printing
