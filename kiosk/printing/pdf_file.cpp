// SPDX-License-Identifier: EUPL-1.2
#include "kiosk/printing/pdf_file.h"

#include <cairo-pdf.h>

#include <qpdf/qpdf-c.h>

#include <cmath>

#include "kiosk/printing/paper.h"

namespace anlaufstelle::printing {
namespace {

cairo_status_t append(void* to, const unsigned char* data, unsigned int size) {
  auto* bytes = static_cast<Bytes*>(to);
  bytes->insert(bytes->end(), data, data + size);
  return CAIRO_STATUS_SUCCESS;
}

// A PDF in qpdf's hands.
class PdfReader {
 public:
  explicit PdfReader(ByteView pdf) : file_(qpdf_init()) {
    qpdf_silence_errors(file_);
    qpdf_set_suppress_warnings(file_, QPDF_TRUE);
    open_ = (qpdf_read_memory(file_, "", reinterpret_cast<const char*>(pdf.data()), pdf.size(),
                              nullptr) &
             QPDF_ERRORS) == 0;
  }
  ~PdfReader() { qpdf_cleanup(&file_); }
  PdfReader(const PdfReader&) = delete;
  PdfReader& operator=(const PdfReader&) = delete;

  [[nodiscard]] bool open() const { return open_; }
  [[nodiscard]] qpdf_data file() const { return file_; }
  [[nodiscard]] Error error() const {
    const char* why =
        qpdf_has_error(file_) ? qpdf_get_error_full_text(file_, qpdf_get_error(file_)) : "no PDF";
    return Error{ErrorCode::kIo, std::string("qpdf: ") + why};
  }

 private:
  qpdf_data file_;
  bool open_ = false;
};

// cairo can't name a document's language. What qpdf holds of the text on the way stays in freed
// memory until the process is replaced, as with pango's and cairo's own.
Result<Bytes> with_language(Bytes pdf, const std::string& language) {
  const PdfReader reader(pdf);
  const qpdf_data file = reader.file();
  const auto failed = [&] {
    wipe(pdf.data(), pdf.size());
    return reader.error();
  };
  if (!reader.open()) return failed();
  const qpdf_oh catalogue = qpdf_get_root(file);
  qpdf_oh_replace_key(file, catalogue, "/Lang", qpdf_oh_new_unicode_string(file, language.c_str()));
  if (qpdf_oh_has_key(file, catalogue, "/StructTreeRoot")) {
    qpdf_oh_replace_key(file, catalogue, "/MarkInfo", qpdf_oh_parse(file, "<< /Marked true >>"));
  }
  // Viewers show the title, not a file's name.
  qpdf_oh_replace_key(file, catalogue, "/ViewerPreferences",
                      qpdf_oh_parse(file, "<< /DisplayDocTitle true >>"));
  if (qpdf_init_write_memory(file) & QPDF_ERRORS) return failed();
  qpdf_set_deterministic_ID(file, QPDF_TRUE);
  qpdf_set_object_stream_mode(file, qpdf_o_generate);
  if (qpdf_write(file) & QPDF_ERRORS || qpdf_has_error(file)) return failed();
  const unsigned char* written = qpdf_get_buffer(file);
  const Bytes named(written, written + qpdf_get_buffer_length(file));
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

Result<PageSize> first_page_of(ByteView pdf) {
  const PdfReader reader(pdf);
  if (!reader.open() || qpdf_get_num_pages(reader.file()) < 1) return reader.error();
  const qpdf_data file = reader.file();
  const qpdf_oh box = qpdf_oh_get_key(file, qpdf_get_page_n(file, 0), "/MediaBox");
  if (qpdf_oh_get_array_n_items(file, box) != 4) return reader.error();
  const auto hundredths = [&](int item) {
    const double points = qpdf_oh_get_numeric_value(file, qpdf_oh_get_array_item(file, box, item));
    return static_cast<int>(std::lround(points * 2540 / 72));
  };
  return PageSize{hundredths(2), hundredths(3)};
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
