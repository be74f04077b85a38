// SPDX-License-Identifier: EUPL-1.2
#include "kiosk/printing/slip.h"

#include <algorithm>
#include <memory>

#include "kiosk/printing/pdf_file.h"
#include "kiosk/printing/typesetter.h"

namespace anlaufstelle::printing {
namespace {

// Points.
struct Measures {
  double margin, code_size, gap;
};
constexpr Measures kA4{57, 24, 14}, kRoll{11.34, 18, 10};
constexpr double kRollWidth = 226.77, kQrSide = 110;
constexpr Face kOffice{11}, kTitle{18, true}, kText{12};

struct Placed {
  std::shared_ptr<PangoLayout> layout;
  double y = 0;
};

}  // namespace

Result<Bytes> render_slip(const Slip& slip, const std::vector<language::Language>& languages,
                          Paper paper) {
  TRY_ASSIGN(const QrCode qr, make_qr_code(slip.code));
  const bool roll = paper == Paper::kRoll80mm;
  const Measures& m = roll ? kRoll : kA4;
  PdfPage page;
  page.language = slip.language;
  if (roll) page.width = kRollWidth;
  const double width = page.width - 2 * m.margin;
  Typesetter type(languages);
  std::vector<Placed> placed;
  double y = m.margin;
  const auto put = [&](const std::string& text, Face face, const std::string& tag) {
    placed.push_back({type.set(text, face, width, tag), y});
    y += height_of(placed.back().layout.get()) + m.gap / 2;
  };
  put(slip.office, kOffice, "de");
  put(slip.title, kTitle, slip.language);
  y += m.gap;
  put(slip.code, {m.code_size, true}, "de");
  const double qr_top = y;
  y += kQrSide + m.gap;
  for (const std::string& line : slip.lines) put(line, kText, slip.language);
  if (roll) page.height = y + m.margin;
  return make_pdf(page, "Anlaufstelle", [&](cairo_t* cr) {
    for (const Placed& text : placed) {
      cairo_move_to(cr, m.margin, text.y);
      pango_cairo_show_layout(cr, text.layout.get());
    }
    draw_qr(cr, qr, m.margin, qr_top, kQrSide);
    cairo_show_page(cr);
  });
}

}  // namespace anlaufstelle::printing
