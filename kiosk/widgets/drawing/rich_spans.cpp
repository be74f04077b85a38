// SPDX-License-Identifier: EUPL-1.2
#include "kiosk/widgets/drawing/rich_spans.h"

#include <algorithm>

#include "kiosk/widgets/typing/utf8.h"

namespace anlaufstelle::widgets {

std::vector<text::Span> move_spans(std::string_view plain, std::string_view isolated,
                                   std::span<const text::Span> spans) {
  // moved[i]: where byte i of `plain` has gone; the last entry is the end.
  std::vector<std::size_t> moved(plain.size() + 1, isolated.size());
  std::size_t from = 0, to = 0;
  while (from < plain.size() && to < isolated.size()) {
    std::size_t from_next = 0, to_next = 0;
    const char32_t wanted = code_point_at(plain, from, from_next);
    if (code_point_at(isolated, to, to_next) == wanted) {
      for (std::size_t i = from; i < from_next; ++i) moved[i] = to + (i - from);
      from = from_next;
    }
    to = to_next;
  }
  std::vector<text::Span> out(spans.begin(), spans.end());
  for (text::Span& span : out) {
    const std::size_t end = std::min(span.end, plain.size());
    span.begin = moved[std::min(span.begin, plain.size())];
    // Up to the end of its last byte, not to the isolate that may open behind it.
    span.end = end == 0 ? 0 : moved[end - 1] + 1;
    span.end = std::max(span.begin, span.end);
  }
  return out;
}

}  // namespace anlaufstelle::widgets
