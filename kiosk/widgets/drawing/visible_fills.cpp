// SPDX-License-Identifier: EUPL-1.2
#include "kiosk/widgets/drawing/visible_fills.h"

#include <algorithm>

namespace anlaufstelle::widgets {

namespace {

bool overlap(const Rect& a, const Rect& b) {
  return a.x < b.right() && b.x < a.right() && a.y < b.bottom() && b.y < a.bottom();
}

// Adds what is left of `rect` without `hole`, at most four pieces. REQUIRES: they overlap.
void cut_out(const Rect& rect, const Rect& hole, std::vector<Rect>& pieces) {
  const float top = std::max(rect.y, hole.y), bottom = std::min(rect.bottom(), hole.bottom());
  if (rect.y < top) pieces.push_back({rect.x, rect.y, rect.w, top - rect.y});
  if (rect.x < hole.x) pieces.push_back({rect.x, top, hole.x - rect.x, bottom - top});
  if (hole.right() < rect.right()) {
    pieces.push_back({hole.right(), top, rect.right() - hole.right(), bottom - top});
  }
  if (bottom < rect.bottom()) {
    pieces.push_back({rect.x, bottom, rect.w, rect.bottom() - bottom});
  }
}

}  // namespace

std::vector<Fill> visible_fills(std::span<const Fill> fills) {
  std::vector<Fill> visible;
  std::vector<Rect> pieces, kept;
  for (std::size_t i = 0; i < fills.size(); ++i) {
    pieces.assign(1, fills[i].rect);
    for (std::size_t later = i + 1; i > 0 && later < fills.size() && !pieces.empty(); ++later) {
      if (!overlap(fills[i].rect, fills[later].rect)) continue;
      kept.clear();
      for (const Rect& piece : pieces) {
        if (overlap(piece, fills[later].rect)) {
          cut_out(piece, fills[later].rect, kept);
        } else {
          kept.push_back(piece);
        }
      }
      pieces.swap(kept);
    }
    for (const Rect& piece : pieces) visible.push_back({piece, fills[i].color});
  }
  return visible;
}

}  // namespace anlaufstelle::widgets
