// SPDX-License-Identifier: EUPL-1.2
// Surfaces and controls of UiState that are tapped.
#include <algorithm>
#include <cmath>

#include "kiosk/widgets/drawing/icons.h"
#include "kiosk/widgets/ui_state.h"

namespace anlaufstelle::widgets {

namespace {

// Millimetres. One radius for everything that is touched.
constexpr float kRadiusMm = 2.2f, kEdgeMm = 0.4f, kSelectedEdgeMm = 0.8f;
constexpr float kTargetMm = 12.7f;
constexpr float kPaddingXMm = 5, kPaddingYMm = 2.6f;
constexpr float kIconMm = 6.5f, kIconGapMm = 2.5f;  // at the normal text size, as is the mark
constexpr float kMarkMm = 7, kMarkGapMm = 4;

struct ButtonLook {
  Color ground, ink;
  std::optional<Color> edge;
  bool bare = false;  // no ground of its own until it is pressed
};

ButtonLook button_look(const Theme& theme, ButtonKind kind, bool held, bool enabled) {
  if (!enabled) return {.ground = theme.background, .ink = theme.text_quiet, .edge = theme.outline};
  switch (kind) {
    case ButtonKind::kPrimary:
      return {.ground = held ? theme.accent_pressed : theme.accent,
              .ink = held ? theme.on_accent_pressed : theme.on_accent,
              .edge = held ? std::optional(theme.accent) : std::nullopt};
    case ButtonKind::kWarning:
      // Pressed, the two colours change places.
      return {.ground = held ? theme.on_warning : theme.warning,
              .ink = held ? theme.warning : theme.on_warning,
              .edge = theme.warning};
    case ButtonKind::kSecondary:
      return {.ground = held ? theme.surface_pressed : theme.surface,
              .ink = held ? theme.on_pressed : theme.accent,
              .edge = theme.outline};
    default:
      return {.ground = theme.surface_pressed,
              .ink = held ? theme.on_pressed : theme.accent,
              .edge = {},
              .bare = !held};
  }
}

}  // namespace

// Icons and marks grow with the text, but more slowly: room is for words.
float UiState::beside_text(float length_mm) const {
  constexpr float kShare = 0.6f;
  const float normal = cap_height_mm(TextStyle::kBody, TextSize::kNormal);
  const float grown = cap_height_mm(TextStyle::kBody, look_.text_size) / normal - 1;
  return mm(length_mm * (1 + kShare * grown));
}

float UiState::icon_width(Icon icon) const {
  return icon == Icon::kNone ? 0 : beside_text(kIconMm) + mm(kIconGapMm);
}

float UiState::mark_side() const {
  return static_cast<float>(static_cast<int>(std::lround(beside_text(kMarkMm) / 2)) * 2);
}

int UiState::px(float length_mm) const {
  return std::max(1, static_cast<int>(std::lround(mm(length_mm))));
}

void UiState::card(const Rect& rect, Color color, float radius_mm) {
  canvas_.card(rect, radius_mm > 0 ? px(radius_mm) : 0, color);
}

void UiState::outline(const Rect& rect, Color color, float width_mm) {
  canvas_.frame(rect, mm(kRadiusMm), static_cast<float>(px(width_mm)), color);
}

void UiState::icon(const Rect& rect, Icon icon, Color color) {
  draw_icon(canvas_, icon, rect, color, direction());
}

void UiState::edged_card(const Rect& rect, Color ground, Color edge, float edge_mm,
                         float radius_mm) {
  const int width = px(edge_mm);
  const Rect box = snapped(rect);
  canvas_.card(box, px(radius_mm), edge);
  canvas_.card(box.inset(static_cast<float>(width)), std::max(1, px(radius_mm) - width), ground);
}

bool UiState::button(std::string_view id, const Rect& rect, std::string_view text, ButtonKind kind,
                     Icon icon, bool enabled) {
  return press({id, text, text, kind, icon, enabled}, rect);
}

bool UiState::tool(std::string_view id, const Rect& rect, std::string_view name, Icon icon,
                   bool enabled) {
  return press({id, name, {}, ButtonKind::kSecondary, icon, enabled}, rect);
}

bool UiState::press(const ButtonParts& button, const Rect& rect) {
  const ControlId control = control_id(button.id);
  const Touch finger = touch(control, rect, button.enabled);
  const bool has_focus = button.enabled && focusable(button.id, rect);
  const ButtonLook look = button_look(theme_, button.kind, finger.held, button.enabled);
  if (look.edge)
    edged_card(rect, look.ground, *look.edge, kEdgeMm, kRadiusMm);
  else if (!look.bare)
    canvas_.card(rect, px(kRadiusMm), look.ground);
  draw_button_text(rect, button.text, button.icon, look.ink);
  if (has_focus) focus_ring(rect, kRadiusMm);
  describe(NodeRole::kButton, button.id, button.name, rect,
           {.enabled = button.enabled, .focused = has_focus});
  return activated(control, finger, has_focus);
}

// Icon and text as one group in the middle, the icon at the start of the line; only an arrow
// forward stands behind its text.
void UiState::draw_button_text(const Rect& rect, std::string_view text, Icon icon, Color ink) {
  const float middle = rect.y + rect.h / 2;
  const float side = std::min({beside_text(kIconMm), rect.w, rect.h});
  if (text.empty()) {
    draw_icon(canvas_, icon, {rect.x + (rect.w - side) / 2, middle - side / 2, side, side}, ink,
              direction());
    return;
  }
  const float icon_part = icon_width(icon);
  const float room = std::max(1.0f, rect.w - 2 * mm(kPaddingXMm) - icon_part);
  const Layout paragraph = lay_out(text, TextStyle::kLabel, room, text::Align::kCenter);
  const float text_width = std::min(room, paragraph->width());
  Rect group{rect.x + (rect.w - icon_part - text_width) / 2, rect.y, icon_part + text_width,
             rect.h};
  const bool behind = icon == Icon::kForward;
  Rect icon_box =
      behind ? group.cut_end(icon_part, direction()) : group.cut_start(icon_part, direction());
  if (icon != Icon::kNone) {
    icon_box = behind ? icon_box.cut_end(side, direction()) : icon_box.cut_start(side, direction());
    draw_icon(canvas_, icon, {icon_box.x, middle - icon_box.w / 2, icon_box.w, icon_box.w}, ink,
              direction());
  }
  // The paragraph is `room` wide and centred in it, whatever its own width.
  draw_text(*paragraph, group.x + (group.w - room) / 2,
            centred_top(*paragraph, rect, cap_px(TextStyle::kLabel)), ink);
}

float UiState::button_height(std::string_view text, float width_px, Icon icon) {
  const float room = width_px - 2 * mm(kPaddingXMm) - icon_width(icon);
  const float padding = mm(kPaddingYMm);
  if (text.empty()) return std::ceil(std::max(mm(kTargetMm), beside_text(kIconMm) + 2 * padding));
  const Layout paragraph = lay_out(text, TextStyle::kLabel, std::max(1.0f, room));
  return std::max(std::ceil(mm(kTargetMm)),
                  boxed_height(*paragraph, cap_px(TextStyle::kLabel), padding));
}

float UiState::button_width(std::string_view text, Icon icon) {
  const Layout paragraph = lay_out(text, TextStyle::kLabel, 0);
  // A pixel to spare: layouts are wrapped at whole pixels.
  const float content = paragraph->width() + icon_width(icon) + 1;
  return std::ceil(std::max(mm(kTargetMm), content + 2 * mm(kPaddingXMm)));
}

float UiState::button_least_width(std::string_view text, Icon icon) {
  const float content = widest_word(text, TextStyle::kLabel) + icon_width(icon) + 1;
  return std::ceil(std::max(mm(kTargetMm), content + 2 * mm(kPaddingXMm)));
}

ChoiceSize UiState::choice_on_one_line(std::string_view text) {
  const Layout paragraph = lay_out(text, TextStyle::kBody, 0);
  // A pixel to spare: layouts are wrapped at whole pixels.
  const float beside = mark_side() + mm(kMarkGapMm) + 2 * mm(kPaddingXMm) + 1;
  return {std::ceil(paragraph->width() + beside),
          std::max(std::ceil(mm(kTargetMm)),
                   boxed_height(*paragraph, cap_px(TextStyle::kBody), mm(kPaddingYMm)))};
}

bool UiState::choice(std::string_view id, const Rect& rect, std::string_view text, ChoiceKind kind,
                     bool selected, std::string_view name) {
  const ControlId control = control_id(id);
  const Touch finger = touch(control, rect);
  const bool has_focus = focusable(id, rect);
  // Most of a long list is out of view and then only has its place and its name.
  if (intersection(rect, canvas_.clip()).h > 0) {
    draw_choice(rect, text, kind, {.selected = selected, .held = finger.held});
    if (has_focus) focus_ring(rect, kRadiusMm);
  }
  describe(kind == ChoiceKind::kOne ? NodeRole::kRadio : NodeRole::kCheckbox, id,
           name.empty() ? text : name, rect, {.selected = selected, .focused = has_focus});
  return activated(control, finger, has_focus);
}

void UiState::draw_choice(const Rect& rect, std::string_view text, ChoiceKind kind,
                          const ChoiceLook& look) {
  const bool selected = look.selected;
  const Color ground = look.held  ? theme_.surface_pressed
                       : selected ? theme_.surface_selected
                                  : theme_.surface;
  const Color ink = look.held ? theme_.on_pressed : theme_.text;
  edged_card(rect, ground, selected ? theme_.accent : theme_.outline,
             selected ? kSelectedEdgeMm : kEdgeMm, kRadiusMm);
  draw_choice_text(rect.inset(mm(kPaddingXMm), 0), text, kind,
                   {.selected = selected, .ground = ground, .edge = ink}, ink);
}

void UiState::draw_choice_text(Rect row, std::string_view text, ChoiceKind kind, const Mark& mark,
                               Color ink) {
  const Rect whole = row;
  const float side = mark_side();
  const Rect box = row.cut_start(side, direction());
  draw_mark({box.x, box.y + (box.h - side) / 2, side, side}, kind, mark);
  row.cut_start(mm(kMarkGapMm), direction());
  const Layout paragraph = lay_out(text, TextStyle::kBody, row.w);
  draw_text(*paragraph, row.x, centred_top(*paragraph, whole, cap_px(TextStyle::kBody)), ink);
}

// Round for one of many, square for any of them; selected is filled and checked.
void UiState::draw_mark(const Rect& box, ChoiceKind kind, const Mark& mark) {
  const Color edge = mark.selected ? theme_.accent : mark.edge;
  const Color face = mark.selected ? theme_.accent : mark.ground;
  if (kind == ChoiceKind::kOne) {
    const int radius = static_cast<int>(box.w / 2);
    const float x = std::round(box.x) + box.w / 2, y = std::round(box.y) + box.h / 2;
    canvas_.disc(x, y, radius, edge);
    canvas_.disc(x, y, std::max(1, radius - px(0.6f)), face);
  } else {
    edged_card(box, face, edge, 0.6f, 1.2f);
  }
  if (mark.selected)
    draw_icon(canvas_, Icon::kCheck, box.inset(box.w * 0.12f), theme_.on_accent, direction());
}

float UiState::choice_height(std::string_view text, float width_px) {
  const float room = width_px - 2 * mm(kPaddingXMm) - mark_side() - mm(kMarkGapMm);
  const Layout paragraph = lay_out(text, TextStyle::kBody, std::max(1.0f, room));
  return std::max(std::ceil(mm(kTargetMm)),
                  boxed_height(*paragraph, cap_px(TextStyle::kBody), mm(kPaddingYMm)));
}

void UiState::progress(const Rect& rect, int done, int total) {
  const int shown = std::clamp(done, 0, std::max(total, 0));
  const int radius = std::max(1, static_cast<int>(rect.h / 2));
  canvas_.card(rect, radius, theme_.outline);
  const Rect track = snapped(rect).inset(static_cast<float>(px(kEdgeMm)));
  canvas_.card(track, std::max(1, static_cast<int>(track.h / 2)), theme_.surface);
  if (shown > 0) {
    Rect rest = snapped(rect);
    const float part = static_cast<float>(shown) / static_cast<float>(total);
    canvas_.card(rest.cut_start(std::max(rest.h, rest.w * part), direction()), radius,
                 theme_.accent);
  }
  if (described())
    describe(NodeRole::kProgress, "progress", {}, rect)->value =
        std::to_string(shown) + "/" + std::to_string(total);
}

}  // namespace anlaufstelle::widgets
