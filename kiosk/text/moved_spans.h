// SPDX-License-Identifier: EUPL-1.2
#pragma once

#include <span>
#include <string_view>
#include <vector>

#include "kiosk/text/text_engine.h"

namespace anlaufstelle::text {

// Where spans of `plain` lie in `prepared`, the same text as language::prepare_text gives it back:
// with isolates inserted, and no-break spaces where there were spaces. A span that begins where
// something was inserted begins behind it.
std::vector<Span> move_spans(std::string_view plain, std::string_view prepared,
                             std::span<const Span> spans);

}  // namespace anlaufstelle::text
