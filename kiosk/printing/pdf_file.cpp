// SPDX-License-Identifier: EUPL-1.2
#include "kiosk/printing/pdf_file.h"

#include <cairo-pdf.h>

namespace anlaufstelle::printing {
namespace {

cairo_status_t append(void* to, const unsigned char* data, unsigned int size) {
  auto* bytes = static_cast<Bytes*>(to);
  bytes->insert(bytes->end(), data, data + size);
  return CAIRO_STATUS_SUCCESS;
}

}  // namespace

Result<Bytes> make_pdf(const PdfPage& page, const std::string& title,
                       const std::function<void(cairo_t*)>& draw) {
  Bytes pdf;
  pdf.reserve(1 << 20);  // a copy left behind by growing would be what is on the paper
  cairo_surface_t* surface =
      cairo_pdf_surface_create_for_stream(append, &pdf, page.width, page.height);
  cairo_pdf_surface_set_metadata(surface, CAIRO_PDF_METADATA_TITLE, title.c_str());
  cairo_pdf_surface_set_metadata(surface, CAIRO_PDF_METADATA_CREATOR, "Anlaufstelle");
  cairo_pdf_surface_set_metadata(surface, CAIRO_PDF_METADATA_CREATE_DATE, "");
  cairo_t* cr = cairo_create(surface);
  draw(cr);
  cairo_status_t status = cairo_status(cr);
  cairo_destroy(cr);
  cairo_surface_finish(surface);
  if (status == CAIRO_STATUS_SUCCESS) status = cairo_surface_status(surface);
  cairo_surface_destroy(surface);
  if (status != CAIRO_STATUS_SUCCESS) {
    wipe(pdf.data(), pdf.size());
    return Error{ErrorCode::kIo, std::string("cairo: ") + cairo_status_to_string(status)};
  }
  return pdf;
}

void draw_qr(cairo_t* cr, const QrCode& code, double left, double top, double side) {
  const double module = side / static_cast<double>(code.size + 2 * kQuietModules);
  left += module * kQuietModules;
  top += module * kQuietModules;
  // One path: single squares would show hairlines between them.
  for (std::size_t y = 0; y < code.size; ++y) {
    for (std::size_t x = 0; x < code.size; ++x) {
      if (!code.at(x, y)) continue;
      cairo_rectangle(cr, left + static_cast<double>(x) * module,
                      top + static_cast<double>(y) * module, module, module);
    }
  }
  cairo_fill(cr);
}

}  // namespace anlaufstelle::printing
