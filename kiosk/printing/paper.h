// SPDX-License-Identifier: EUPL-1.2
#pragma once

#include "storage/base/result.h"
#include "storage/base/secret.h"

namespace anlaufstelle::printing {

// What a printer is loaded with: sheets, or a roll of 80 mm of which 72 take ink.
enum class Paper { kA4, kRoll80mm };

// In hundredths of a millimetre, as IPP counts (PWG 5100.7).
struct PageSize {
  int width = 0, height = 0;
  bool operator==(const PageSize&) const = default;
};
[[nodiscard]] inline bool is_a4(PageSize size) {
  return (size.width + 50) / 100 == 210 && (size.height + 50) / 100 == 297;
}

// Of a PDF. Errors: Io (no PDF).
Result<PageSize> first_page_of(ByteView pdf);

}  // namespace anlaufstelle::printing
