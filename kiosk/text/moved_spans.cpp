// SPDX-License-Identifier: EUPL-1.2
#include "kiosk/text/moved_spans.h"

#include <algorithm>

#include "storage/base/utf8.h"

namespace anlaufstelle::text {

namespace {

bool same(char32_t plain, char32_t prepared) {
  constexpr char32_t kNoBreakSpace = 0xA0;
  return plain == prepared || (plain == U' ' && prepared == kNoBreakSpace);
}

}  // namespace

std::vector<Span> move_spans(std::string_view plain, std::string_view prepared,
                             std::span<const Span> spans) {
  // Where byte i of `plain` has gone, and where the character that it ends has its end; the last
  // entry of `begins` is the end of all.
  std::vector<std::size_t> begins(plain.size() + 1, prepared.size()), ends(begins);
  std::size_t from = 0, to = 0;
  while (from < plain.size() && to < prepared.size()) {
    std::size_t from_next = 0, to_next = 0;
    const char32_t wanted = code_point_at(plain, from, from_next);
    if (same(wanted, code_point_at(prepared, to, to_next))) {
      for (std::size_t i = from; i < from_next; ++i) {
        begins[i] = to + (i - from);
        ends[i] = i + 1 == from_next ? to_next : begins[i] + 1;
      }
      from = from_next;
    }
    to = to_next;
  }
  std::vector<Span> out(spans.begin(), spans.end());
  for (Span& span : out) {
    const std::size_t end = std::min(span.end, plain.size());
    span.begin = begins[std::min(span.begin, plain.size())];
    // Up to the end of its last character, not to the isolate that may open behind it.
    span.end = end == 0 ? 0 : ends[end - 1];
    span.end = std::max(span.begin, span.end);
  }
  return out;
}

}  // namespace anlaufstelle::text
