// SPDX-License-Identifier: EUPL-1.2
#include "kiosk/printing/resume_slip.h"

#include "kiosk/printing/pdf_file.h"
#include "kiosk/printing/typesetter.h"

namespace anlaufstelle::printing {
namespace {

// Points, A4.
constexpr double kMargin = 57, kQrSide = 110, kGap = 14;
constexpr Face kOffice{11}, kTitle{18, true}, kCode{24, true}, kText{12};

}  // namespace

Result<Bytes> render_resume_slip(const ResumeSlip& slip,
                                 const std::vector<language::Language>& languages) {
  TRY_ASSIGN(const QrCode qr, make_qr_code(slip.code));
  PdfPage page;
  page.language = slip.language;
  const double width = page.width - 2 * kMargin;
  Typesetter type(languages);
  return make_pdf(page, "Anlaufstelle", [&](cairo_t* cr) {
    double y = kMargin;
    const auto put = [&](const std::string& text, Face face, const std::string& tag) {
      const auto layout = type.set(text, face, width, tag);
      cairo_move_to(cr, kMargin, y);
      pango_cairo_show_layout(cr, layout.get());
      y += height_of(layout.get()) + kGap / 2;
    };
    put(slip.office, kOffice, "de");
    put(slip.title, kTitle, slip.language);
    y += kGap;
    put(slip.code, kCode, "de");
    draw_qr(cr, qr, kMargin, y, kQrSide);
    y += kQrSide + kGap;
    for (const std::string& line : slip.lines) put(line, kText, slip.language);
    cairo_show_page(cr);
  });
}

}  // namespace anlaufstelle::printing
