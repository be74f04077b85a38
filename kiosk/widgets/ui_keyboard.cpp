// SPDX-License-Identifier: EUPL-1.2
// The on-screen keyboard of UiState, drawn and connected; its keys are in screen_keyboard.h.
#include <algorithm>
#include <cmath>

#include "kiosk/widgets/drawing/icons.h"
#include "kiosk/widgets/typing/utf8.h"
#include "kiosk/widgets/ui_state.h"

namespace anlaufstelle::widgets {

namespace {

constexpr float kKeyRadiusMm = 1.4f;
constexpr float kIconMm = 7;
constexpr float kEnlargedMm = 17;  // the key under the finger, above it

Icon key_icon(KeyAction action) {
  switch (action) {
    case KeyAction::kBackspace:
      return Icon::kBackspace;
    case KeyAction::kShift:
      return Icon::kShift;
    case KeyAction::kEnter:
      return Icon::kEnter;
    case KeyAction::kHide:
      return Icon::kHideKeyboard;
    default:
      return Icon::kNone;
  }
}

// The names that a keyboard's own symbols have; they need no translation.
std::string_view key_name(const ScreenKey& key) {
  switch (key.action) {
    case KeyAction::kBackspace:
      return "⌫";
    case KeyAction::kShift:
      return "⇧";
    case KeyAction::kEnter:
      return "⏎";
    case KeyAction::kHide:
      return "⌄";
    default:
      return key.text == " " ? "␣" : std::string_view(key.label);
  }
}

}  // namespace

float UiState::keyboard_height() const {
  if (focus_.id() == 0 || keyboard_field_ != focus_.id()) return 0;
  return ScreenKeyboard::height(shape_, request_.kind);
}

// A finger that comes down on the keyboard is the keyboard's, whatever lies below it.
void UiState::answer_keyboard() {
  const Pointer& pointer = input_.pointer();
  if (pointer.pressed) finger_on_keyboard_ = false;
  if (!keyboard_drawn_ || !screen_keyboard_.is_open()) return;
  screen_keyboard_.lay_out(shape_);
  if (pointer.pressed)
    finger_on_keyboard_ = screen_keyboard_.area().contains(pointer.press_x, pointer.press_y);
  if (!finger_on_keyboard_) return;
  touches_.spend_press();
  const auto let_go = screen_keyboard_.touch(pointer, now_, input_.keys());
  if (let_go == KeyAction::kHide) focus("");
  if (const auto repeat = screen_keyboard_.next_repeat()) ask_again(*repeat);
  if (pointer.released) finger_on_keyboard_ = false;
}

void UiState::keyboard() {
  if (keyboard_height() == 0) return;
  keyboard_drawn_ = true;
  screen_keyboard_.lay_out(shape_);
  const Rect& area = screen_keyboard_.area();
  canvas_.fill(area, theme_.board);
  canvas_.fill({area.x, area.y, area.w, static_cast<float>(px(0.3f))}, theme_.outline);
  for (const ScreenKey& key : screen_keyboard_.keys()) draw_key(key);
}

void UiState::draw_key(const ScreenKey& key) {
  const bool types = key.action == KeyAction::kType;
  const bool held = screen_keyboard_.held() == &key && !screen_keyboard_.secret();
  const bool on = key.action == KeyAction::kShift && screen_keyboard_.shifted();
  const Color ground = on      ? theme_.accent
                       : held  ? theme_.surface_selected
                       : types ? theme_.surface
                               : theme_.background;
  const Color ink = on ? theme_.on_accent : theme_.text;
  canvas_.card(key.rect, px(kKeyRadiusMm), ground);
  const float side = mm(kIconMm);
  draw_icon(
      canvas_, key_icon(key.action),
      {key.rect.x + (key.rect.w - side) / 2, key.rect.y + (key.rect.h - side) / 2, side, side}, ink,
      language::Direction::kLeftToRight);
  if (key.text == " ") {
    const Rect mark{key.rect.x + key.rect.w * 0.38f, key.rect.y + key.rect.h * 0.62f,
                    key.rect.w * 0.24f, std::max(1.0f, mm(0.45f))};
    canvas_.fill(mark, theme_.text_quiet);
  }
  if (!key.label.empty()) {
    const TextStyle style = types ? TextStyle::kBody : TextStyle::kSmall;
    const Layout label = lay_out(key.label, style, 0);
    draw_text(*label, key.rect.x + (key.rect.w - label->width()) / 2,
              centred_top(*label, key.rect, cap_px(style)), ink);
  }
  describe(NodeRole::kKey, key.id, key_name(key), key.rect, {.selected = on});
}

// Above the finger, which hides the key itself. Never for a passphrase.
void UiState::draw_enlarged_key() {
  const ScreenKey* key = screen_keyboard_.held();
  if (!keyboard_drawn_ || !key || key->label.empty() || key->action != KeyAction::kType ||
      screen_keyboard_.secret())
    return;
  const float width = std::max(key->rect.w, mm(kEnlargedMm)), height = mm(kEnlargedMm);
  const float x = std::clamp(key->rect.x + (key->rect.w - width) / 2, 0.0f,
                             std::max(0.0f, shape_.width_px - width));
  const Rect bubble{x, std::max(0.0f, key->rect.y - height - mm(1.5f)), width, height};
  canvas_.cover_card(bubble, px(2), theme_.accent);
  const Layout label = lay_out(key->label, TextStyle::kTitle, 0);
  draw_text(*label, bubble.x + (bubble.w - label->width()) / 2,
            centred_top(*label, bubble, cap_px(TextStyle::kTitle)), theme_.on_accent);
}

}  // namespace anlaufstelle::widgets
