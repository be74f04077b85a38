// SPDX-License-Identifier: EUPL-1.2
#include "kiosk/printing/slip.h"

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
  const Slip slip{"Beratungsstelle Löbtau",
                  "هذا رمزكم",
                  kCode,
                  {"من لديه الرمز يستطيع قراءة إجاباتكم.", "بعد 30 يومًا تُحذف الإجابات."},
                  "ar"};
  const auto pdf = render_slip(slip, languages);
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

TEST_CASE_FIXTURE(PrintingFixture,
                  "a slip on a roll is as long as it needs, and its code is read") {
  const Slip number{"Beratungsstelle Löbtau", "Das ist Ihre Nummer:", "B 27", {"Sagen Sie sie."}};
  const auto pdf = render_slip(number, languages, Paper::kRoll80mm);
  REQUIRE(pdf.ok());
  CHECK(text_of(*pdf).find("B 27") != std::string::npos);
  CHECK(scanned(*pdf, folder.path()) == "B 27\n");
  const PageSize size = first_page_of(*pdf).value();
  CHECK(size.width == 8000);
  CHECK(size.height < 12'000);
  CHECK(is_a4(first_page_of(render_slip(number, languages).value()).value()));
  CHECK(first_page_of(Bytes{1, 2, 3}).error().code == ErrorCode::kIo);
}

}  // namespace anlaufstelle::printing
