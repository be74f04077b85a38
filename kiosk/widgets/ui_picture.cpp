// SPDX-License-Identifier: EUPL-1.2
// Pictures, and choices that have one.
#include <algorithm>
#include <cmath>

#include "kiosk/widgets/ui_state.h"

namespace anlaufstelle::widgets {

namespace {

// Millimetres; the choice's own are those of every choice.
constexpr float kRadiusMm = 2.2f, kEdgeMm = 0.4f, kSelectedEdgeMm = 0.8f, kPaddingXMm = 5;
constexpr float kAboveMm = 3, kHighestMm = 32, kLeastWidthMm = 44;
constexpr float kHeightPart = 0.75f;  // of the width: most pictures are wider than high
constexpr float kMarkGapMm = 4;
constexpr Color kPaper{255, 255, 255, 255};

}  // namespace

void UiState::draw_picture(const Rect& rect, const PictureView& picture) {
  if (picture.empty() || rect.w <= 0 || rect.h <= 0) return;
  const auto width = static_cast<float>(picture.width), height = static_cast<float>(picture.height);
  const float scale = std::min(rect.w / width, rect.h / height);
  const Rect box = snapped({rect.x + (rect.w - width * scale) / 2,
                            rect.y + (rect.h - height * scale) / 2, width * scale, height * scale});
  canvas_.fill(box, kPaper);
  canvas_.picture(picture, box);
}

void UiState::picture(std::string_view id, const Rect& rect, const PictureView& picture) {
  draw_picture(rect, picture);
  describe(NodeRole::kImage, id, {}, rect);
}

float UiState::picture_box_height(float width_px) const {
  return std::round(std::min(mm(kHighestMm), (width_px - 2 * mm(kPaddingXMm)) * kHeightPart));
}

float UiState::picture_choice_height(std::string_view text, float width_px) {
  return mm(kAboveMm) + picture_box_height(width_px) + choice_height(text, width_px);
}

float UiState::picture_choice_least_width(std::string_view text) {
  const float words = widest_word(text, TextStyle::kBody) + mark_side() + mm(kMarkGapMm) + 1;
  return std::ceil(std::max(mm(kLeastWidthMm), words + 2 * mm(kPaddingXMm)));
}

bool UiState::picture_choice(std::string_view id, const Rect& rect, std::string_view text,
                             ChoiceKind kind, bool selected, const PictureView& picture) {
  const ControlId control = control_id(id);
  const Touch finger = touch(control, rect);
  const bool has_focus = focusable(id, rect);
  if (intersection(rect, canvas_.clip()).h > 0) {
    draw_picture_choice(rect, text, kind, {.selected = selected, .held = finger.held}, picture);
    if (has_focus) focus_ring(rect, kRadiusMm);
  }
  describe(kind == ChoiceKind::kOne ? NodeRole::kRadio : NodeRole::kCheckbox, id, text, rect,
           {.selected = selected, .focused = has_focus});
  return activated(control, finger, has_focus);
}

void UiState::draw_picture_choice(const Rect& rect, std::string_view text, ChoiceKind kind,
                                  const ChoiceLook& look, const PictureView& picture) {
  if (picture.empty()) return draw_choice(rect, text, kind, look);
  const Color ground = look.held       ? theme_.surface_pressed
                       : look.selected ? theme_.surface_selected
                                       : theme_.surface;
  const Color ink = look.held ? theme_.on_pressed : theme_.text;
  edged_card(rect, ground, look.selected ? theme_.accent : theme_.outline,
             look.selected ? kSelectedEdgeMm : kEdgeMm, kRadiusMm);
  Rect inner = rect.inset(mm(kPaddingXMm), 0);
  inner.cut_top(mm(kAboveMm));
  draw_picture(inner.cut_top(picture_box_height(rect.w)), picture);
  draw_choice_text(inner, text, kind, {.selected = look.selected, .ground = ground, .edge = ink},
                   ink);
}

}  // namespace anlaufstelle::widgets
