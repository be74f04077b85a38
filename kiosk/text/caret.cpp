// SPDX-License-Identifier: EUPL-1.2
// The caret half of PangoParagraph: everything that speaks of byte positions. Pango counts log
// attributes and "trailing" in characters, and everything else in bytes.
#include <pango/pango.h>

#include <algorithm>
#include <cmath>

#include "kiosk/text/paragraph.h"
#include "kiosk/text/sound_spec.h"

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

bool PangoParagraph::Stop::same_place(const Stop& other) const {
  constexpr float kSame = 0.01f;  // pixels; far below what a caret can show
  return std::fabs(strong - other.strong) < kSame && std::fabs(weak - other.weak) < kSame;
}

std::size_t PangoParagraph::snapped(std::size_t byte) const {
  return code_point_start({pango_layout_get_text(layout_), text_.size()}, byte);
}

const char* PangoParagraph::at(std::size_t byte) const {
  return pango_layout_get_text(layout_) + snapped(byte);
}

Box PangoParagraph::caret(std::size_t byte, bool strong) const {
  PangoRectangle box;
  const int index = static_cast<int>(snapped(byte));
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

std::size_t PangoParagraph::grapheme_start(std::size_t byte) const {
  int count = 0;
  const PangoLogAttr* attributes = pango_layout_get_log_attrs_readonly(layout_, &count);
  const auto i = g_utf8_pointer_to_offset(at(0), at(byte));
  return i < count && attributes[i].is_cursor_position ? byte : previous_grapheme(byte);
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

std::vector<PangoParagraph::Stop> PangoParagraph::stops(const PangoLayoutLine& line) const {
  const auto begin = static_cast<std::size_t>(line.start_index);
  const std::size_t end = begin + static_cast<std::size_t>(line.length);
  // The end of a line that wraps is the beginning of the next: its caret stands there.
  const bool wraps = end < text_.size() && line_number(end) != line_number(begin);
  std::size_t first = grapheme_start(begin);
  if (first < begin) first = next_grapheme(first);
  std::vector<Stop> all;
  for (std::size_t at = first; at <= end && !(at == end && wraps); at = next_grapheme(at)) {
    const Stop stop{strong_caret(at).x, weak_caret(at).x, at};
    // Around an invisible character and inside a ligature several are at one place. The last is
    // enough: it has the whole ligature before it. But a line begins where it begins.
    if (all.empty() || !all.back().same_place(stop)) {
      all.push_back(stop);
    } else if (all.size() > 1 || at == end) {
      all.back().byte = at;
    }
    if (at == end) break;
  }
  std::stable_sort(all.begin(), all.end(),
                   [](const Stop& a, const Stop& b) { return a.strong < b.strong; });
  return all;
}

int PangoParagraph::line_number(std::size_t byte) const {
  int line = 0;
  pango_layout_index_to_line_x(layout_, static_cast<int>(byte), FALSE, &line, nullptr);
  return line;
}

// Pango's own movement is not used: it runs in circles where a mark stands inside a ligature, and
// jumps to the other edge at an isolate. Here the places of a line are visited by their x.
std::size_t PangoParagraph::move_visually(std::size_t given, int direction) const {
  const std::size_t byte = snapped(given);
  const int number = line_number(byte);
  const PangoLayoutLine* line = pango_layout_get_line_readonly(layout_, number);
  const auto here = stops(*line);
  const Stop from{strong_caret(byte).x, weak_caret(byte).x, byte};
  auto place =
      std::find_if(here.begin(), here.end(), [&](const Stop& stop) { return stop.byte == byte; });
  if (place == here.end())
    place = std::find_if(here.begin(), here.end(),
                         [&](const Stop& stop) { return stop.same_place(from); });
  if (place == here.end()) return byte;
  if (direction > 0 ? place + 1 != here.end() : place != here.begin())
    return (direction > 0 ? place + 1 : place - 1)->byte;
  // Off the edge: on to the line that follows in this direction. One that is narrower than a
  // grapheme has no stop.
  const bool forwards = (direction > 0) == (line->resolved_dir != PANGO_DIRECTION_RTL);
  for (int next = number;;) {
    next += forwards ? 1 : -1;
    const PangoLayoutLine* other = pango_layout_get_line_readonly(layout_, next);
    if (!other) return byte;
    const auto there = stops(*other);
    const bool at_left = forwards == (other->resolved_dir != PANGO_DIRECTION_RTL);
    if (!there.empty()) return at_left ? there.front().byte : there.back().byte;
  }
}

std::size_t PangoParagraph::hit(float x, float y) const {
  int index = 0, trailing = 0;
  pango_layout_xy_to_index(layout_, units(x), units(y), &index, &trailing);
  // A line that is narrower than a grapheme breaks within it, where no caret may stand.
  const std::size_t leading = grapheme_start(static_cast<std::size_t>(index));
  index = static_cast<int>(leading);
  // Pango 1.50 never reports the trailing half of a grapheme of several characters (a letter
  // with its marks), so the nearer edge is chosen here.
  PangoRectangle box;
  pango_layout_index_to_pos(layout_, index, &box);
  const std::size_t next = next_grapheme(leading);
  const int line = line_number(leading);
  int edge = box.x + box.width;
  if (in_one_run(line, leading, next)) {
    // Where two graphemes share a cluster, the box is that of both.
    PangoRectangle box_of_next;
    pango_layout_index_to_pos(layout_, static_cast<int>(next), &box_of_next);
    edge = box_of_next.x;
  }
  if (std::fabs(x - px(box.x)) <= std::fabs(x - px(edge))) return leading;
  // Behind the last letter of a wrapped line is the start of the next line: stay on this one.
  return line == line_number(next) ? next : leading;
}

bool PangoParagraph::in_one_run(int line, std::size_t first, std::size_t second) const {
  for (GSList* run = pango_layout_get_line_readonly(layout_, line)->runs; run; run = run->next) {
    const PangoItem* item = static_cast<PangoLayoutRun*>(run->data)->item;
    const auto begin = static_cast<std::size_t>(item->offset);
    const std::size_t end = begin + static_cast<std::size_t>(item->length);
    if (begin <= first && first < end) return begin <= second && second < end;
  }
  return false;
}

std::vector<Box> PangoParagraph::selection(std::size_t begin, std::size_t end) const {
  begin = snapped(begin);
  end = snapped(end);
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
