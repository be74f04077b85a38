// SPDX-License-Identifier: EUPL-1.2
// The caret half of PangoParagraph: everything that speaks of byte positions. Pango counts log
// attributes and "trailing" in characters, and everything else in bytes.
#include <pango/pango.h>

#include <algorithm>
#include <cmath>

#include "kiosk/text/paragraph.h"

namespace anlaufstelle::text {
namespace {

float px(int pango_units) {
  return static_cast<float>(pango_units) / PANGO_SCALE;
}
int units(float pixels) {
  return static_cast<int>(std::lround(static_cast<double>(pixels) * PANGO_SCALE));
}

bool contains(const Box& box, float x, float y) {
  return box.x <= x && x < box.x + box.w && box.y <= y && y < box.y + box.h;
}

}  // namespace

const char* PangoParagraph::at(std::size_t byte) const {
  return pango_layout_get_text(layout_) + std::min(byte, text_.size());
}

Box PangoParagraph::caret(std::size_t byte, bool strong) const {
  PangoRectangle box;
  const int index = static_cast<int>(std::min(byte, text_.size()));
  pango_layout_get_cursor_pos(layout_, index, strong ? &box : nullptr, strong ? nullptr : &box);
  return {px(box.x), px(box.y), px(box.width), px(box.height)};
}

Box PangoParagraph::strong_caret(std::size_t byte) const {
  return caret(byte, true);
}
Box PangoParagraph::weak_caret(std::size_t byte) const {
  return caret(byte, false);
}

std::size_t PangoParagraph::next_grapheme(std::size_t byte) const {
  const char* text = at(0);
  const char* here = at(byte);
  int count = 0;
  const PangoLogAttr* attributes = pango_layout_get_log_attrs_readonly(layout_, &count);
  auto i = g_utf8_pointer_to_offset(text, here);
  while (i + 1 < count) {
    here = g_utf8_next_char(here);
    if (attributes[++i].is_cursor_position) break;
  }
  return std::min(static_cast<std::size_t>(here - text), text_.size());
}

std::size_t PangoParagraph::previous_grapheme(std::size_t byte) const {
  const char* text = at(0);
  const char* here = at(byte);
  int count = 0;
  const PangoLogAttr* attributes = pango_layout_get_log_attrs_readonly(layout_, &count);
  auto i = g_utf8_pointer_to_offset(text, here);
  while (i > 0) {
    here = g_utf8_prev_char(here);
    if (attributes[--i].is_cursor_position) break;
  }
  return static_cast<std::size_t>(here - text);
}

std::size_t PangoParagraph::backspace_from(std::size_t byte) const {
  const char* here = at(byte);
  if (here == at(0)) return 0;
  int count = 0;
  const PangoLogAttr* attributes = pango_layout_get_log_attrs_readonly(layout_, &count);
  const auto i = g_utf8_pointer_to_offset(at(0), here);
  // One code point, not one code point of the decomposed form as GTK does: that would turn
  // alef with madda into a bare alef.
  if (i < count && attributes[i].backspace_deletes_character)
    return static_cast<std::size_t>(g_utf8_prev_char(here) - at(0));
  return previous_grapheme(byte);
}

std::size_t PangoParagraph::move_visually(std::size_t byte, int direction) const {
  const bool to_right = direction > 0;
  int index = 0, trailing = 0;
  pango_layout_move_cursor_visually(layout_, TRUE, static_cast<int>(std::min(byte, text_.size())),
                                    0, to_right ? 1 : -1, &index, &trailing);
  if (index < 0 || index == G_MAXINT) return byte;  // at the edge
  const char* here = at(static_cast<std::size_t>(index));
  for (; trailing > 0 && *here; --trailing) here = g_utf8_next_char(here);
  const auto moved = static_cast<std::size_t>(here - at(0));
  // At an invisible character on the edge of a line (an isolate), Pango jumps to the other edge.
  const Box from = strong_caret(byte), from_weak = weak_caret(byte);
  const Box to = strong_caret(moved), to_weak = weak_caret(moved);
  const bool backwards = to_right ? std::max(to.x, to_weak.x) < std::min(from.x, from_weak.x)
                                  : std::min(to.x, to_weak.x) > std::max(from.x, from_weak.x);
  return from.y == to.y && backwards ? byte : moved;
}

std::size_t PangoParagraph::hit(float x, float y) const {
  int index = 0, trailing = 0;
  pango_layout_xy_to_index(layout_, units(x), units(y), &index, &trailing);
  const auto leading = static_cast<std::size_t>(index);
  // Pango 1.50 never reports the trailing half of a grapheme of several characters (a letter
  // with its marks), so the nearer edge is chosen here.
  PangoRectangle box;
  pango_layout_index_to_pos(layout_, index, &box);
  const float to_leading = std::fabs(x - px(box.x));
  const float to_trailing = std::fabs(x - px(box.x + box.width));
  if (to_leading <= to_trailing) return leading;
  const std::size_t next = next_grapheme(leading);
  // Behind the last letter of a wrapped line is the start of the next line: stay on this one.
  int line = 0, line_of_next = 0;
  pango_layout_index_to_line_x(layout_, index, FALSE, &line, nullptr);
  pango_layout_index_to_line_x(layout_, static_cast<int>(next), FALSE, &line_of_next, nullptr);
  return line == line_of_next ? next : leading;
}

std::vector<Box> PangoParagraph::selection(std::size_t begin, std::size_t end) const {
  std::vector<Box> boxes;
  PangoLayoutIter* iter = pango_layout_get_iter(layout_);
  do {
    PangoLayoutLine* line = pango_layout_iter_get_line_readonly(iter);
    const auto line_begin = static_cast<std::size_t>(line->start_index);
    const auto from = std::max(begin, line_begin);
    const auto to = std::min(end, line_begin + static_cast<std::size_t>(line->length));
    if (from >= to) continue;
    PangoRectangle logical;
    pango_layout_iter_get_line_extents(iter, nullptr, &logical);
    int* ranges = nullptr;
    int count = 0;
    pango_layout_line_get_x_ranges(line, static_cast<int>(from), static_cast<int>(to), &ranges,
                                   &count);
    for (int i = 0; i < count; ++i) {
      const int left = ranges[2 * i], right = ranges[2 * i + 1];
      if (right > left)
        boxes.push_back({px(left), px(logical.y), px(right - left), px(logical.height)});
    }
    g_free(ranges);
  } while (pango_layout_iter_next_line(iter));
  pango_layout_iter_free(iter);
  return boxes;
}

std::vector<Box> PangoParagraph::link_boxes(int link) const {
  std::vector<Box> boxes;
  for (const Span& span : spans_) {
    if (span.link != link || link < 0) continue;
    const auto more = selection(span.begin, span.end);
    boxes.insert(boxes.end(), more.begin(), more.end());
  }
  return boxes;
}

std::optional<int> PangoParagraph::link_at(float x, float y) const {
  if (!has_links_) return std::nullopt;
  for (const Span& span : spans_) {
    if (span.link < 0) continue;
    for (const Box& box : selection(span.begin, span.end)) {
      if (contains(box, x, y)) return span.link;
    }
  }
  return std::nullopt;
}

}  // namespace anlaufstelle::text
