// SPDX-License-Identifier: EUPL-1.2
// A choice whose mark stands above its words: for scales, whose choices lie side by side.
#include <algorithm>
#include <cmath>

#include "kiosk/widgets/ui_state.h"

namespace anlaufstelle::widgets {

namespace {

// Millimetres.
constexpr float kRadiusMm = 2.2f, kEdgeMm = 0.4f, kSelectedEdgeMm = 0.8f;
constexpr float kPaddingMm = 3, kMarkGapMm = 2;

}  // namespace

ChoiceSize UiState::upright_choice_size(std::string_view text, float width_px) {
  const float padding = mm(kPaddingMm);
  const float least = std::max(mark_side(), widest_word(text, TextStyle::kBody) + 1);
  const float room = std::max(1.0f, width_px - 2 * padding);
  return {std::ceil(least + 2 * padding),
          std::ceil(2 * padding + mark_side() + mm(kMarkGapMm) +
                    whole_height(*lay_out(text, TextStyle::kBody, room, text::Align::kCenter)))};
}

bool UiState::upright_choice(std::string_view id, const Rect& rect, std::string_view text,
                             bool selected) {
  const ControlId control = control_id(id);
  const Touch finger = touch(control, rect);
  const bool has_focus = focusable(id, rect);
  const Color ground = finger.held ? theme_.surface_pressed
                       : selected  ? theme_.surface_selected
                                   : theme_.surface;
  const Color ink = finger.held ? theme_.on_pressed : theme_.text;
  edged_card(rect, ground, selected ? theme_.accent : theme_.outline,
             selected ? kSelectedEdgeMm : kEdgeMm, kRadiusMm);
  Rect inner = rect.inset(mm(kPaddingMm));
  const float side = mark_side();
  const Rect mark = inner.cut_top(side);
  draw_mark({std::round(mark.x + (mark.w - side) / 2), mark.y, side, side}, ChoiceKind::kOne,
            {.selected = selected, .ground = ground, .edge = ink});
  inner.cut_top(mm(kMarkGapMm));
  const Layout words = lay_out(text, TextStyle::kBody, inner.w, text::Align::kCenter);
  draw_text(*words, inner.x, inner.y + ink_above(*words), ink);
  if (has_focus) focus_ring(rect, kRadiusMm);
  describe(NodeRole::kRadio, id, text, rect, {.selected = selected, .focused = has_focus});
  return activated(control, finger, has_focus);
}

}  // namespace anlaufstelle::widgets
