// SPDX-License-Identifier: EUPL-1.2
#pragma once

#include <optional>
#include <string>
#include <string_view>

#include "kiosk/text/text_engine.h"

namespace anlaufstelle::text {

// The beginning of a text that is laid out: kMaxParagraphBytes at most, whole code points.
std::string_view layout_part(std::string_view text);

// The text with every byte that is no UTF-8, and every NUL, replaced by '?': places stay the
// same. Nothing if it is sound.
std::optional<std::string> mended(std::string_view text);

// `byte`, or the beginning of the code point that it lies in, or the end of the text.
std::size_t code_point_start(std::string_view text, std::size_t byte);

// Lengths within what text_engine.h promises; what is no number becomes the default.
ParagraphSpec bounded(ParagraphSpec spec);

}  // namespace anlaufstelle::text
