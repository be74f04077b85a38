// SPDX-License-Identifier: EUPL-1.2
#pragma once

#include <cstdint>

#include "storage/base/result.h"
#include "storage/base/secret.h"

namespace anlaufstelle::forms {

// Pixels: rows from the top, each red, green, blue and one that is left out.
struct PixelView {
  const std::uint8_t* rgba = nullptr;
  int width = 0, height = 0;
};

// A JPEG file without any metadata, its longer side at most `most_side` pixels (0: as it is).
// `quality` 1..100. Errors: Io.
Result<Bytes> write_jpeg(const PixelView& picture, int most_side, int quality);

}  // namespace anlaufstelle::forms
