// SPDX-License-Identifier: EUPL-1.2
// The large card that is one button.
#include <algorithm>
#include <cmath>

#include "kiosk/widgets/drawing/icons.h"
#include "kiosk/widgets/ui_state.h"

namespace anlaufstelle::widgets {

namespace {

// Millimetres.
constexpr float kRadiusMm = 3, kEdgeMm = 0.4f, kPaddingMm = 6;
constexpr float kIconMm = 12, kIconGapMm = 4, kSentenceGapMm = 3;

}  // namespace

float UiState::tile_height(const Tile& tile, float width_px) {
  const float room = std::max(1.0f, width_px - 2 * mm(kPaddingMm));
  float height = 2 * mm(kPaddingMm) + measure(tile.title, TextStyle::kHeading, room);
  if (tile.icon != Icon::kNone) height += beside_text(kIconMm) + mm(kIconGapMm);
  if (!tile.sentence.empty())
    height += mm(kSentenceGapMm) + measure(tile.sentence, TextStyle::kBody, room);
  return std::ceil(height);
}

float UiState::tile_least_width(const Tile& tile) {
  const float words = std::max(widest_word(tile.title, TextStyle::kHeading),
                               widest_word(tile.sentence, TextStyle::kBody));
  return std::ceil(words + 2 * mm(kPaddingMm) + 1);
}

bool UiState::tile(std::string_view id, const Rect& rect, const Tile& tile) {
  const ControlId control = control_id(id);
  const Touch finger = touch(control, rect, true);
  const bool has_focus = focusable(id, rect);
  edged_card(rect, finger.held ? theme_.surface_pressed : theme_.surface, theme_.outline, kEdgeMm,
             kRadiusMm);
  const Color ink = finger.held ? theme_.on_pressed : theme_.accent;
  const float spare = rect.h - tile_height(tile, rect.w);
  Rect inside = rect.inset(mm(kPaddingMm));
  inside.cut_top(std::max(0.0f, std::floor(spare / 2)));
  if (tile.icon != Icon::kNone) {
    const Rect row = inside.cut_top(beside_text(kIconMm));
    draw_icon(canvas_, tile.icon, {row.x + (row.w - row.h) / 2, row.y, row.h, row.h}, ink,
              direction());
    inside.cut_top(mm(kIconGapMm));
  }
  const Layout title = lay_out(tile.title, TextStyle::kHeading, inside.w, text::Align::kCenter);
  draw_text(*title, inside.x, inside.y + ink_above(*title), ink);
  inside.cut_top(whole_height(*title) + mm(kSentenceGapMm));
  if (!tile.sentence.empty()) {
    const Layout sentence =
        lay_out(tile.sentence, TextStyle::kBody, inside.w, text::Align::kCenter);
    draw_text(*sentence, inside.x, inside.y + ink_above(*sentence),
              finger.held ? theme_.on_pressed : theme_.text);
  }
  if (has_focus) focus_ring(rect, kRadiusMm);
  SemanticNode* node = describe(NodeRole::kButton, id, tile.title, rect, {.focused = has_focus});
  if (node && !tile.sentence.empty()) node->name.append(". ").append(tile.sentence);
  return activated(control, finger, has_focus);
}

}  // namespace anlaufstelle::widgets
