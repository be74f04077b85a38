// SPDX-License-Identifier: EUPL-1.2
#include "kiosk/printing/qr_code.h"

#include <qrencode.h>

#include <memory>
#include <string>

#include "storage/base/secret.h"

namespace anlaufstelle::printing {
namespace {

struct FreeCode {
  void operator()(QRcode* code) const {
    // It may be a key: the library frees without wiping.
    wipe(code->data, static_cast<std::size_t>(code->width) * static_cast<std::size_t>(code->width));
    QRcode_free(code);
  }
};

}  // namespace

Result<QrCode> make_qr_code(std::string_view text) {
  if (text.empty() || text.find('\0') != std::string_view::npos) {
    return Error{ErrorCode::kInvalidInput, "QR code: no text"};
  }
  std::string copy(text);
  const std::unique_ptr<QRcode, FreeCode> code(
      QRcode_encodeString(copy.c_str(), 0, QR_ECLEVEL_M, QR_MODE_8, 1));
  wipe(copy);
  if (code == nullptr) return Error{ErrorCode::kInvalidInput, "QR code: text too long"};
  QrCode made;
  made.size = static_cast<std::size_t>(code->width);
  made.dark.reserve(made.size * made.size);
  for (std::size_t i = 0; i < made.size * made.size; ++i) {
    made.dark.push_back((code->data[i] & 1) != 0);
  }
  return made;
}

}  // namespace anlaufstelle::printing
