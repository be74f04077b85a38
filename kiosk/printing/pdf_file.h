// SPDX-License-Identifier: EUPL-1.2
#pragma once

#include <cairo.h>

#include <functional>
#include <string>

#include "kiosk/printing/qr_code.h"
#include "storage/base/result.h"
#include "storage/base/secret.h"

namespace anlaufstelle::printing {

// A PDF in memory; lengths in points (1/72 inch). `draw` shows its pages itself. Print queues and
// file managers show the title: it says nothing about anybody. The file is all that is left of it,
// and its memory grows once at most in a megabyte. Errors: Io (cairo failed).
struct PdfPage {
  double width = 595.28, height = 841.89;  // A4
  std::string language = "de";             // BCP 47, of the document
};
Result<Bytes> make_pdf(const PdfPage& page, const std::string& title,
                       const std::function<void(cairo_t*)>& draw);

// With its quiet zone, `side` points in all.
void draw_qr(cairo_t* cr, const QrCode& code, double left, double top, double side);

}  // namespace anlaufstelle::printing
