// SPDX-License-Identifier: EUPL-1.2
#pragma once

#include <array>
#include <span>
#include <vector>

#include "storage/base/result.h"
#include "storage/base/secret.h"

namespace anlaufstelle::printing {

// A stroke's points: parts of the sheet's width, from its top left.
using PenStroke = std::vector<std::array<float, 2>>;

// Pixels: rows from the top, each red, green, blue, alpha (not premultiplied).
struct Pixels {
  const std::uint8_t* rgba = nullptr;
  int width = 0, height = 0;
};

// Strokes in black on white, or on a picture that fills the sheet, as a PNG file of that many
// pixels. `pen` is a part of the width. No copy but the file itself is left in memory. Errors: Io.
Result<Bytes> drawing_png(std::span<const PenStroke> strokes, float pen, int width_px,
                          int height_px, const Pixels& below);

}  // namespace anlaufstelle::printing
