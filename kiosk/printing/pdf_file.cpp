// SPDX-License-Identifier: EUPL-1.2
#include "kiosk/printing/pdf_file.h"

#include <cairo-pdf.h>

#include <exception>
#include <qpdf/QPDF.hh>
#include <qpdf/QPDFObjectHandle.hh>
#include <qpdf/QPDFWriter.hh>

namespace anlaufstelle::printing {
namespace {

cairo_status_t append(void* to, const unsigned char* data, unsigned int size) {
  auto* bytes = static_cast<Bytes*>(to);
  bytes->insert(bytes->end(), data, data + size);
  return CAIRO_STATUS_SUCCESS;
}

// cairo can't name a document's language. What qpdf holds of the text on the way stays in freed
// memory until the process is replaced, as with pango's and cairo's own.
Result<Bytes> with_language(Bytes pdf, const std::string& language) {
  Bytes named;
  try {
    QPDF file;
    file.setSuppressWarnings(true);
    file.processMemoryFile("", reinterpret_cast<const char*>(pdf.data()), pdf.size());
    QPDFObjectHandle catalogue = file.getRoot();
    catalogue.replaceKey("/Lang", QPDFObjectHandle::newUnicodeString(language));
    if (catalogue.hasKey("/StructTreeRoot"))
      catalogue.replaceKey("/MarkInfo", QPDFObjectHandle::parse("<< /Marked true >>"));
    // Viewers show the title, not a file's name.
    catalogue.replaceKey("/ViewerPreferences",
                         QPDFObjectHandle::parse("<< /DisplayDocTitle true >>"));
    QPDFWriter writer(file);
    writer.setOutputMemory();
    writer.setDeterministicID(true);
    writer.setObjectStreamMode(qpdf_o_generate);
    writer.write();
    const auto buffer = writer.getBufferSharedPointer();
    named.assign(buffer->getBuffer(), buffer->getBuffer() + buffer->getSize());
    wipe(buffer->getBuffer(), buffer->getSize());
  } catch (const std::exception& error) {
    wipe(pdf.data(), pdf.size());
    return Error{ErrorCode::kIo, std::string("qpdf: ") + error.what()};
  }
  wipe(pdf.data(), pdf.size());
  return named;
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
  return with_language(std::move(pdf), page.language);
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
