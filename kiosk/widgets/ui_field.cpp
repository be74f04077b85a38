// SPDX-License-Identifier: EUPL-1.2
// The text field of UiState. What a key does to the text is in text_edit.h.
#include <algorithm>
#include <cmath>

#include "kiosk/widgets/typing/letters.h"
#include "kiosk/widgets/ui_state.h"
#include "storage/base/secret.h"
#include "storage/base/utf8.h"

namespace anlaufstelle::widgets {

namespace {

constexpr float kPaddingXMm = 3.5f, kPaddingYMm = 2.6f;
constexpr float kRadiusMm = 1.6f, kEdgeMm = 0.4f, kFocusEdgeMm = 0.8f;
constexpr float kCaretMm = 0.5f, kSelectionBarMm = 0.8f;
constexpr float kDragMm = 2.5f;  // a finger that moves less has only been put down
constexpr float kCountMm = 9;    // room for the number of characters left
constexpr std::size_t kFewLeft = 20;

bool is_for_field(const InputEvent& event) {
  if (event.kind == InputEvent::Kind::kText) return true;
  return event.key != Key::kTab && event.key != Key::kBackTab && event.key != Key::kEscape;
}

// How many characters may still be typed, once they are few: a field that stops taking letters
// without a word looks broken.
std::optional<std::size_t> characters_left(std::string_view text, const TextFieldOptions& options,
                                           const FieldLayout& layout) {
  if (options.secret || count_code_points(text) + kFewLeft < options.max_graphemes)
    return std::nullopt;
  const std::size_t left =
      options.max_graphemes - std::min(options.max_graphemes, layout.count_graphemes());
  return left < kFewLeft ? std::optional(left) : std::nullopt;
}

}  // namespace

FieldLayout UiState::lay_out_field(std::string_view text, const TextFieldOptions& options,
                                   float width_px) {
  text::ParagraphSpec wanted = spec(TextStyle::kBody, options.multiline ? width_px : 0);
  wanted.direction = field_direction(text, options, direction());
  if (!options.secret) {
    wanted.text = text;
    return {text_.layout(wanted), text, false};
  }
  const std::string dots = FieldLayout::dots(text);
  wanted.text = dots;
  return {text_.layout(wanted), text, true};
}

// scroll_px counts what is hidden before the start: to the left, to the right, or above.
UiState::FieldPlace UiState::place_field(const Rect& rect, const TextFieldOptions& options,
                                         TextFieldState& state, const FieldLayout& layout,
                                         bool follow_caret) const {
  const text::Paragraph& paragraph = layout.paragraph();
  const text::Box caret = layout.strong_caret(state.caret);
  FieldPlace place;
  place.inner = rect.inset(mm(kPaddingXMm), mm(kPaddingYMm));
  place.characters_left = characters_left(state.text, options, layout);
  if (place.characters_left) {
    // Where the text doesn't begin, so that the two are far apart.
    const language::Direction away = begins_at_right(state.text, options, direction())
                                         ? language::Direction::kRightToLeft
                                         : language::Direction::kLeftToRight;
    Rect strip =
        options.multiline ? place.inner.cut_bottom(cap_px(TextStyle::kSmall) * 2) : place.inner;
    place.count = strip.cut_end(mm(kCountMm), away);
    if (!options.multiline) place.inner = strip;
  }
  const Rect& inner = place.inner;
  const auto follow = [&](float hidden, float begin, float end, float room) {
    if (!follow_caret) return hidden;
    return std::max(std::min(hidden, begin), end - room);
  };
  if (options.multiline) {
    const float limit = std::max(0.0f, paragraph.height() - inner.h);
    const float wanted = follow(state.scroll_px, caret.y, caret.y + caret.h, inner.h);
    state.scroll_px = std::round(std::clamp(wanted, 0.0f, limit));
    place.x = inner.x;
    place.y = inner.y - state.scroll_px;
    return place;
  }
  const float width = paragraph.width(), bar = mm(kCaretMm);
  const float limit = std::max(0.0f, width + bar - inner.w);
  const bool from_right = begins_at_right(state.text, options, direction());
  const float from_start = from_right ? width - caret.x : caret.x;
  const float wanted = follow(state.scroll_px, from_start - bar, from_start + bar, inner.w);
  state.scroll_px = std::round(std::clamp(wanted, 0.0f, limit));
  place.x = from_right ? inner.right() - width + state.scroll_px : inner.x - state.scroll_px;
  place.y = centred_top(paragraph, rect, cap_px(TextStyle::kBody));
  return place;
}

bool UiState::type_into_field(TextFieldState& state, const TextFieldOptions& options,
                              const LayOut& lay) {
  bool changed = false;
  const auto apply = [&](const InputEvent& event) {
    const EditResult result = edit(state, event, options, lay);
    changed = changed || result == EditResult::kChanged;
    entered_ = entered_ || result == EditResult::kEntered;
    // Brought into view; and the screen may answer to what was typed.
    if (result != EditResult::kNothing) focus_.reveal();
  };
  for (InputEvent& event : input_.keys()) {
    std::vector<InputEvent> typed;
    if (steer_keyboard(event, state, lay, typed)) {
      for (InputEvent& by_cursor : typed) {
        apply(by_cursor);
        wipe(by_cursor.text);
      }
    } else if (is_for_field(event)) {
      apply(event);
    }
  }
  return changed;
}

// Down from the last line goes to the keys on the screen; while the cursor is there, arrows,
// Enter and Escape are the keyboard's and nobody else's. True when `event` was.
bool UiState::steer_keyboard(InputEvent& event, const TextFieldState& state, const LayOut& lay,
                             std::vector<InputEvent>& typed) {
  // Who types by hand has no use for the cursor any more: Enter means the field again.
  if (event.kind == InputEvent::Kind::kText && screen_keyboard_.cursor())
    screen_keyboard_.leave_cursor();
  if (event.kind != InputEvent::Kind::kKey || event.shift || event.control) return false;
  const ScreenKeyboard::Steered steered = screen_keyboard_.steer(event.key, typed);
  bool used = steered.used;
  if (!used && event.key == Key::kDown && keyboard_shown_) {
    const FieldLayout layout = lay(state.text);
    const text::Box caret = layout.strong_caret(state.caret);
    used = caret.y + caret.h * 1.5f > layout.paragraph().height();
    if (used) screen_keyboard_.enter_cursor();
  }
  if (!used) return false;
  event.key = Key::kNone;
  if (steered.action == KeyAction::kHide) focus("");
  ask_again(std::chrono::milliseconds{0});
  return true;
}

// A tap puts the caret; in a field that has the focus already, a drag selects.
void UiState::point_into_field(TextFieldState& state, const FieldLayout& layout,
                               const FieldPlace& place, const Touch& finger, bool had_focus) {
  const Pointer& pointer = input_.pointer();
  const auto hit = [&](float x, float y) { return layout.hit(x - place.x, y - place.y); };
  if (!had_focus) {
    const std::size_t at = hit(pointer.x, pointer.y);
    if (finger.tapped) place_caret(state, at, at);
    return;
  }
  scroll_held_ = true;
  const std::size_t anchor = pointer.pressed ? hit(pointer.press_x, pointer.press_y) : state.anchor;
  const float moved = std::hypot(pointer.x - pointer.press_x, pointer.y - pointer.press_y);
  place_caret(state, anchor, moved < mm(kDragMm) ? anchor : hit(pointer.x, pointer.y));
}

float UiState::field_height(int lines) {
  constexpr float kLeastMm = 14;
  // The autonym is in the client's script, whose lines may be twice as high as Latin ones.
  const Layout sample = lay_out(language().autonym, TextStyle::kBody, 0);
  const float one = boxed_height(*sample, cap_px(TextStyle::kBody), mm(kPaddingYMm));
  return std::max(mm(kLeastMm), one) + std::ceil(static_cast<float>(lines - 1) * sample->height());
}

bool UiState::text_field(std::string_view id, const Rect& rect, TextFieldState& state,
                         const TextFieldOptions& options) {
  const ControlId control = control_id(id);
  const Touch finger = touch(control, rect);
  const bool had_focus = focusable(id, rect);
  const float width = rect.w - 2 * mm(kPaddingXMm);
  const LayOut lay = [&](std::string_view text) { return lay_out_field(text, options, width); };
  repair(state);
  bool changed = false;
  const std::size_t caret_before = state.caret;
  if (had_focus) {
    want_keyboard(options);
    changed = type_into_field(state, options, lay);
  }
  const FieldLayout layout = lay(state.text);
  FieldPlace place = place_field(rect, options, state, layout, changed);
  if (touches_.held() == control) point_into_field(state, layout, place, finger, had_focus);
  if (finger.tapped && !had_focus) focus(id);
  const bool has_focus = had_focus || finger.tapped;
  place = place_field(rect, options, state, layout, changed || state.caret != caret_before);
  draw_field(rect, state, layout, place, has_focus);
  if (has_focus && scroll_ && scroll_->reveal && rect.h > scroll_->view.h - mm(8)) {
    // Too high to be seen whole beside the keyboard: its caret must be.
    const text::Box caret = layout.strong_caret(state.caret);
    scroll_->reveal = Rect{rect.x, place.y + caret.y, rect.w, caret.h};
  }
  SemanticNode* node =
      describe(NodeRole::kTextField, id, options.name, rect, {.focused = has_focus});
  if (node && !options.secret) node->value = state.text;
  return changed;
}

void UiState::draw_field(const Rect& rect, const TextFieldState& state, const FieldLayout& layout,
                         const FieldPlace& place, bool has_focus) {
  edged_card(rect, theme_.surface, has_focus ? theme_.accent : theme_.outline,
             has_focus ? kFocusEdgeMm : kEdgeMm, kRadiusMm);
  const text::Paragraph& paragraph = layout.paragraph();
  const Rect& inner = place.inner;
  if (has_focus) {
    draw_selection(rect.inset(mm(kFocusEdgeMm)), state, layout, place);
    draw_carets(state, layout, place);
  }
  const bool overflows = paragraph.width() > inner.w || paragraph.height() > inner.h;
  // A clip of its own costs a draw call: only for text that would leave the field.
  if (overflows) canvas_.push_clip({inner.x, rect.y + 1, inner.w, rect.h - 2});
  draw_text(paragraph, place.x, place.y, theme_.text);
  if (overflows) canvas_.pop_clip();
  if (has_focus && place.characters_left) {
    const std::string number = std::to_string(*place.characters_left);
    const Layout count = lay_out(number, TextStyle::kSmall, 0);
    draw_text(*count, place.count.x + (place.count.w - count->width()) / 2,
              centred_top(*count, place.count, cap_px(TextStyle::kSmall)), theme_.text_quiet);
  }
}

// Letters keep their colour, so their ground must carry it; the bar below shows in every theme.
void UiState::draw_selection(const Rect& room, const TextFieldState& state,
                             const FieldLayout& layout, const FieldPlace& place) {
  const auto [begin, end] = std::minmax(state.caret, state.anchor);
  if (begin == end) return;
  for (const text::Box& box : layout.selection(begin, end)) {
    Rect part = intersection({place.x + box.x, place.y + box.y, box.w, box.h}, room);
    if (part.w <= 0 || part.h <= 0) continue;
    canvas_.fill(part, theme_.selection);
    canvas_.fill(part.cut_bottom(static_cast<float>(px(kSelectionBarMm))), theme_.accent);
  }
}

// The strong caret is where a letter of the text's direction goes; where directions meet, a
// weak one shows where a letter of the other goes.
void UiState::draw_carets(const TextFieldState& state, const FieldLayout& layout,
                          const FieldPlace& place) {
  const text::Box strong = layout.strong_caret(state.caret);
  const text::Box weak = layout.weak_caret(state.caret);
  const Rect& inner = place.inner;
  const float bar = static_cast<float>(px(kCaretMm));
  const auto stand = [&](const text::Box& box) {
    return std::clamp(std::round(place.x + box.x - bar / 2), inner.x, inner.right() - bar);
  };
  const Rect room = inner.inset(0, -mm(1.2f));
  const float height = std::min(strong.h, inner.h + mm(2.4f));
  const float top = place.y + strong.y + (strong.h - height) / 2;
  canvas_.fill(intersection({stand(strong), top, bar, height}, room), theme_.accent);
  if (std::fabs(weak.x - strong.x) < 1) return;
  const float thin = std::max(1.0f, std::round(bar / 2));
  canvas_.fill(intersection({stand(weak), place.y + weak.y + weak.h / 2, thin, weak.h / 2}, room),
               theme_.text_quiet);
}

void UiState::want_keyboard(const TextFieldOptions& options) {
  keyboard_field_ = focus_.id();
  field_seen_ = true;
  request_.kind = options.keyboard;
  request_.multiline = options.multiline;
  request_.secret = options.secret;
  request_.compact = look_.reach == Reach::kLow;
  request_.latin_first = options.force_ltr;
  request_.layouts = language().keyboard_layouts;
  request_.autonym = language().autonym;
  screen_keyboard_.open(request_);
}

}  // namespace anlaufstelle::widgets
