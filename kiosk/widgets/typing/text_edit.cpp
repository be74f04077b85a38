// SPDX-License-Identifier: EUPL-1.2
#include "kiosk/widgets/typing/text_edit.h"

#include <algorithm>
#include <utility>

#include "kiosk/widgets/typing/utf8.h"
#include "storage/base/secret.h"

namespace anlaufstelle::widgets {

namespace {

constexpr std::string_view kDot = "•";

// std::string grows by copying and leaves the old bytes behind: this doesn't.
void assign_wiping(std::string& target, std::string_view text) {
  if (text.size() > target.capacity()) {
    std::string larger;
    larger.reserve(std::max<std::size_t>(text.size() * 2, 64));
    larger = text;
    wipe(target);
    target.swap(larger);
    return;
  }
  const std::size_t old_size = target.size();
  target.assign(text);
  if (old_size > target.size()) {
    target.resize(old_size, '\0');  // the tail that a shorter text would leave in place
    target.resize(text.size());
  }
}

bool is_allowed(char32_t c, const TextFieldOptions& options) {
  if (c == '\n') return options.multiline;
  const bool control = c < 0x20 || (c >= 0x7F && c < 0xA0);
  if (options.keyboard == Keyboard::kNumber) return c >= '0' && c <= '9';
  return !control;
}

// Eastern digits name the same numbers, and forms calculate with ASCII ones.
char32_t to_ascii_digit(char32_t c) {
  if (c >= 0x660 && c <= 0x669) return U'0' + (c - 0x660);
  if (c >= 0x6F0 && c <= 0x6F9) return U'0' + (c - 0x6F0);
  return c;
}

std::string accepted(std::string_view typed, const TextFieldOptions& options) {
  std::string out;
  if (!is_valid_utf8(typed)) return out;
  for (std::size_t at = 0; at < typed.size();) {
    char32_t c = code_point_at(typed, at, at);
    if (options.keyboard != Keyboard::kText) c = to_ascii_digit(c);
    if (is_allowed(c, options)) out += to_utf8(c);
  }
  return out;
}

// Replaces [begin, end) by `piece` and puts the caret behind it.
EditResult replace(TextFieldState& state, std::size_t begin, std::size_t end,
                   std::string_view piece) {
  if (begin == end && piece.empty()) return EditResult::kNothing;
  std::string text;
  text.reserve(state.text.size() + piece.size());
  text.append(state.text, 0, begin).append(piece).append(state.text, end);
  assign_wiping(state.text, text);
  wipe(text);
  state.caret = state.anchor = begin + piece.size();
  return EditResult::kChanged;
}

EditResult insert(TextFieldState& state, std::string_view typed, const TextFieldOptions& options,
                  const LayOut& lay_out) {
  std::string piece = accepted(typed, options);
  if (piece.empty()) return EditResult::kNothing;
  const auto [begin, end] = std::minmax(state.caret, state.anchor);
  std::string whole = state.text.substr(0, begin) + piece + state.text.substr(end);
  // Only a text with marks can have fewer graphemes than code points, and only then is the
  // slow count worth it.
  const bool fits = count_code_points(whole) <= options.max_graphemes ||
                    lay_out(whole).count_graphemes() <= options.max_graphemes;
  wipe(whole);
  const EditResult result = fits ? replace(state, begin, end, piece) : EditResult::kNothing;
  wipe(piece);
  return result;
}

EditResult move_to(TextFieldState& state, std::size_t byte) {
  if (state.caret == byte && state.anchor == byte) return EditResult::kNothing;
  state.caret = state.anchor = byte;
  return EditResult::kMoved;
}

// A caret that moves by lines keeps its x.
std::size_t line_step(const TextFieldState& state, const FieldLayout& layout, int direction) {
  const text::Box caret = layout.strong_caret(state.caret);
  const float y = direction < 0 ? caret.y - caret.h / 2 : caret.y + caret.h * 1.5f;
  if (y < 0) return 0;
  if (y > layout.paragraph().height()) return state.text.size();
  return layout.hit(caret.x, y);
}

EditResult erase(TextFieldState& state, Key key, const FieldLayout& layout) {
  const auto [begin, end] = std::minmax(state.caret, state.anchor);
  if (begin != end) return replace(state, begin, end, {});
  if (key == Key::kBackspace)
    return replace(state, layout.backspace_from(state.caret), state.caret, {});
  return replace(state, state.caret, layout.next_grapheme(state.caret), {});
}

EditResult apply(TextFieldState& state, const InputEvent& event, const TextFieldOptions& options,
                 const LayOut& lay_out) {
  if (event.kind == InputEvent::Kind::kText) return insert(state, event.text, options, lay_out);
  switch (event.key) {
    case Key::kLeft:
      return move_to(state, lay_out(state.text).move_visually(state.caret, -1));
    case Key::kRight:
      return move_to(state, lay_out(state.text).move_visually(state.caret, 1));
    case Key::kUp:
      return move_to(state, line_step(state, lay_out(state.text), -1));
    case Key::kDown:
      return move_to(state, line_step(state, lay_out(state.text), 1));
    case Key::kHome:
      return move_to(state, 0);
    case Key::kEnd:
      return move_to(state, state.text.size());
    case Key::kBackspace:
    case Key::kDelete:
      return erase(state, event.key, lay_out(state.text));
    case Key::kEnter:
      return options.multiline ? insert(state, "\n", options, lay_out) : EditResult::kEntered;
    default:
      return EditResult::kNothing;
  }
}

}  // namespace

FieldLayout::FieldLayout(std::shared_ptr<const text::Paragraph> paragraph, std::string_view text,
                         bool secret)
    : paragraph_(std::move(paragraph)), text_(text), secret_(secret) {}

std::string FieldLayout::dots(std::string_view text) {
  std::string out;
  for (std::size_t count = count_code_points(text); count > 0; --count) out += kDot;
  return out;
}

std::size_t FieldLayout::to_shown(std::size_t byte) const {
  return secret_ ? count_code_points(text_.substr(0, byte)) * kDot.size() : byte;
}

std::size_t FieldLayout::from_shown(std::size_t byte) const {
  if (!secret_) return byte;
  std::size_t at = 0;
  for (std::size_t count = byte / kDot.size(); count > 0 && at < text_.size(); --count)
    code_point_at(text_, at, at);
  return at;
}

text::Box FieldLayout::strong_caret(std::size_t byte) const {
  return paragraph_->strong_caret(to_shown(byte));
}

text::Box FieldLayout::weak_caret(std::size_t byte) const {
  return paragraph_->weak_caret(to_shown(byte));
}

std::size_t FieldLayout::hit(float x, float y) const {
  return from_shown(paragraph_->hit(x, y));
}

std::size_t FieldLayout::move_visually(std::size_t byte, int direction) const {
  return from_shown(paragraph_->move_visually(to_shown(byte), direction));
}

std::size_t FieldLayout::backspace_from(std::size_t byte) const {
  return secret_ ? previous_code_point(text_, byte) : paragraph_->backspace_from(byte);
}

std::size_t FieldLayout::next_grapheme(std::size_t byte) const {
  return from_shown(paragraph_->next_grapheme(to_shown(byte)));
}

std::size_t FieldLayout::on_boundary(std::size_t byte) const {
  if (secret_ || byte == 0 || byte >= text_.size()) return byte;
  const std::size_t end = paragraph_->next_grapheme(paragraph_->previous_grapheme(byte));
  return std::max(byte, end);
}

std::size_t FieldLayout::count_graphemes() const {
  if (secret_) return count_code_points(text_);
  std::size_t count = 0;
  for (std::size_t at = 0; at < text_.size(); ++count) {
    const std::size_t next = paragraph_->next_grapheme(at);
    if (next <= at) break;
    at = next;
  }
  return count;
}

std::vector<text::Box> FieldLayout::selection(std::size_t begin, std::size_t end) const {
  return paragraph_->selection(to_shown(begin), to_shown(end));
}

void repair(TextFieldState& state) {
  for (std::size_t* byte : {&state.caret, &state.anchor}) {
    *byte = std::min(*byte, state.text.size());
    const bool inside =
        *byte < state.text.size() && (static_cast<unsigned char>(state.text[*byte]) & 0xC0) == 0x80;
    if (inside) *byte = previous_code_point(state.text, *byte);
  }
}

EditResult edit(TextFieldState& state, const InputEvent& event, const TextFieldOptions& options,
                const LayOut& lay_out) {
  const EditResult result = apply(state, event, options, lay_out);
  // A mark that stood behind the caret may now belong to the letter before it.
  if (result == EditResult::kChanged)
    state.caret = state.anchor = lay_out(state.text).on_boundary(state.caret);
  return result;
}

TextFieldState::~TextFieldState() {
  wipe(text.data(), text.capacity());
}

TextFieldState::TextFieldState(TextFieldState&& other) noexcept {
  *this = std::move(other);
}

TextFieldState& TextFieldState::operator=(TextFieldState&& other) noexcept {
  if (this == &other) return *this;
  // Swapped, not moved: a short string is moved by copying, and would stay behind.
  wipe(text.data(), text.capacity());
  text.clear();
  text.swap(other.text);
  wipe(other.text.data(), other.text.capacity());
  other.text.clear();
  caret = std::exchange(other.caret, 0);
  anchor = std::exchange(other.anchor, 0);
  scroll_px = std::exchange(other.scroll_px, 0.0f);
  return *this;
}

}  // namespace anlaufstelle::widgets
