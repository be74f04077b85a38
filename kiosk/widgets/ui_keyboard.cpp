// SPDX-License-Identifier: EUPL-1.2
// The on-screen keyboard of UiState, drawn and connected; its keys are in screen_keyboard.h.
#include <algorithm>
#include <cmath>

#include "kiosk/widgets/drawing/icons.h"
#include "kiosk/widgets/ui_state.h"

namespace anlaufstelle::widgets {

namespace {

constexpr float kKeyRadiusMm = 1.4f;
constexpr float kKeyEdgeMm = 0.4f;
constexpr float kIconMm = 7;
constexpr float kEnlargedMm = 17;                   // the key under the finger, above it
constexpr float kHintMm = 0.45f, kHintInsetMm = 2;  // the dot of a key with variants
constexpr float kWidestLabel = 0.88f;               // of the key

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
    case KeyAction::kUndo:
      return Icon::kUndo;
    case KeyAction::kMore:
      return Icon::kMore;
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
    case KeyAction::kUndo:
      return "↶";
    case KeyAction::kMore:
      return "…";
    default:
      return key.text == " " ? "␣" : std::string_view(key.label);
  }
}

}  // namespace

float UiState::keyboard_height() const {
  if (focus_.id() == 0 || keyboard_field_ != focus_.id()) return 0;
  return ScreenKeyboard::height(shape_, request_);
}

void UiState::use_keyboards(KeyboardAdditions additions) {
  screen_keyboard_.use(std::move(additions));
}

// One layout in each frame that nobody waits for, from the one after the language was chosen on.
void UiState::warm_keyboard() {
  const bool is_new = last_language_ != language().tag;
  if (is_new) last_language_ = language().tag;
  const Pointer& pointer = input_.pointer();
  const bool used = pointer.down || pointer.released || !input_.keys().empty() || input_.waiting();
  if (is_new || (!used && screen_keyboard_.warm(language().keyboard_layouts)))
    ask_again(std::chrono::milliseconds{0});
}

// A finger that comes down on the keyboard is the keyboard's, whatever lies below it.
void UiState::answer_keyboard() {
  const Pointer& pointer = input_.pointer();
  if (pointer.pressed) finger_on_keyboard_ = false;
  keyboard_shown_ = keyboard_drawn_;
  if (!keyboard_drawn_ || !screen_keyboard_.is_open()) return;
  screen_keyboard_.lay_out(shape_);
  if (pointer.pressed)
    finger_on_keyboard_ = screen_keyboard_.covers(pointer.press_x, pointer.press_y);
  if (pointer.pressed && !finger_on_keyboard_) screen_keyboard_.leave_cursor();
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
  const bool on = screen_keyboard_.is_on(key);
  const bool under_cursor = screen_keyboard_.cursor() == &key;
  const Color ground = on      ? theme_.accent
                       : held  ? theme_.surface_pressed
                       : types ? theme_.surface
                               : theme_.background;
  const Color ink = on ? theme_.on_accent : held ? theme_.on_pressed : theme_.text;
  edged_card(key.rect, ground, theme_.outline, kKeyEdgeMm, kKeyRadiusMm);
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
  draw_key_label(key.label, types ? TextStyle::kBody : TextStyle::kSmall, key.rect, ink);
  if (!key.variants.empty()) {
    canvas_.disc(key.rect.right() - mm(kHintInsetMm), key.rect.y + mm(kHintInsetMm), px(kHintMm),
                 held || on ? ink : theme_.text_quiet);
  }
  if (under_cursor)
    canvas_.frame(key.rect.inset(-mm(0.9f)), mm(kKeyRadiusMm + 0.9f), mm(0.8f), theme_.focus);
  describe(NodeRole::kKey, key.id, key_name(key), key.rect,
           {.selected = on, .focused = under_cursor});
}

// A bracket looks on its key as it will in the field: mirrored only among letters that are
// written from the right.
text::BaseDirection UiState::key_direction() const {
  const bool from_right =
      direction() == language::Direction::kRightToLeft && !screen_keyboard_.types_left_to_right();
  return from_right ? text::BaseDirection::kRightToLeft : text::BaseDirection::kLeftToRight;
}

// As large as the text on the screen, as far as the key has room for it.
void UiState::draw_key_label(std::string_view label, TextStyle style, const Rect& box, Color ink) {
  if (label.empty()) return;
  text::ParagraphSpec wanted = spec(style, 0);
  wanted.direction = key_direction();
  const float full_size = wanted.size_px, full_cap = cap_px(style);
  wanted.text = label;
  float cap = std::min(full_cap, box.h / 2);
  wanted.size_px = std::round(full_size * cap / full_cap * 4) / 4;
  Layout paragraph = text_.layout(wanted);
  const float room = box.w * kWidestLabel;
  if (paragraph->width() > room) {
    cap *= room / paragraph->width();
    wanted.size_px = std::floor(full_size * cap / full_cap * 4) / 4;
    paragraph = text_.layout(wanted);
  }
  draw_text(*paragraph, box.x + (box.w - paragraph->width()) / 2, centred_top(*paragraph, box, cap),
            ink);
}

// Over everything: the key under the finger, or the variants that are offered.
void UiState::draw_above_keys() {
  if (!keyboard_drawn_) return;
  if (!screen_keyboard_.offered().empty()) return draw_offer();
  const ScreenKey* key = screen_keyboard_.held();
  const bool shown = key && !key->label.empty() && key->action == KeyAction::kType;
  if (shown && !screen_keyboard_.secret()) draw_enlarged_key(*key);
}

// Above the finger, which hides the key itself. Never for a passphrase.
void UiState::draw_enlarged_key(const ScreenKey& key) {
  const float width = std::max(key.rect.w, mm(kEnlargedMm)), height = mm(kEnlargedMm);
  const float x = std::clamp(key.rect.x + (key.rect.w - width) / 2, 0.0f,
                             std::max(0.0f, shape_.width_px - width));
  const Rect bubble{x, std::max(0.0f, key.rect.y - height - mm(1.5f)), width, height};
  canvas_.cover_card(bubble, px(2), theme_.accent);
  draw_key_label(key.label, TextStyle::kTitle, bubble, theme_.on_accent);
}

void UiState::draw_offer() {
  const Rect edge = screen_keyboard_.offer_area();
  canvas_.cover_card(edge, px(2), theme_.accent);
  canvas_.cover_card(snapped(edge).inset(static_cast<float>(px(0.5f))), px(1.5f), theme_.board);
  for (const ScreenKey& key : screen_keyboard_.offered()) {
    const bool under_cursor = screen_keyboard_.cursor() == &key;
    const bool chosen =
        (screen_keyboard_.held_offer() == &key && !screen_keyboard_.secret()) || under_cursor;
    const Rect edge_of_key = snapped(key.rect);
    const Rect face = edge_of_key.inset(static_cast<float>(px(kKeyEdgeMm)));
    canvas_.cover_card(edge_of_key, px(kKeyRadiusMm), theme_.outline);
    canvas_.cover_card(face, px(kKeyRadiusMm), chosen ? theme_.accent : theme_.surface);
    draw_key_label(key.label, TextStyle::kBody, key.rect, chosen ? theme_.on_accent : theme_.text);
    describe(NodeRole::kKey, key.id, key.label, key.rect, {.focused = under_cursor});
  }
}

}  // namespace anlaufstelle::widgets
