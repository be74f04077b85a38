// SPDX-License-Identifier: EUPL-1.2
#include "kiosk/widgets/typing/text_edit.h"

#include <algorithm>
#include <utility>

#include "kiosk/language/language.h"
#include "kiosk/widgets/typing/letters.h"
#include "storage/base/secret.h"
#include "storage/base/utf8.h"

namespace anlaufstelle::widgets {

namespace {

constexpr std::string_view kDot = "•";

bool is_allowed(char32_t c, const TextFieldOptions& options) {
  if (c == '\n') return options.multiline;
  const bool control = c < 0x20 || (c >= 0x7F && c < 0xA0);
  const bool digit = c >= '0' && c <= '9';
  if (options.keyboard == Keyboard::kNumber) return digit || c == '-';
  if (options.keyboard == Keyboard::kDecimal) return digit || c == '-' || c == '.';
  return !control;
}

// Eastern digits and decimal signs name the same numbers, and forms calculate with ASCII ones.
char32_t to_ascii_number(char32_t c, Keyboard keyboard) {
  if (keyboard == Keyboard::kDecimal && (c == ',' || c == 0x66B)) return U'.';
  if (c >= 0x660 && c <= 0x669) return U'0' + (c - 0x660);
  if (c >= 0x6F0 && c <= 0x6F9) return U'0' + (c - 0x6F0);
  return c;
}

std::string accepted(std::string_view typed, const TextFieldOptions& options) {
  std::string out;
  if (!is_valid_utf8(typed)) return out;
  for (std::size_t at = 0; at < typed.size();) {
    char32_t c = code_point_at(typed, at, at);
    if (options.keyboard != Keyboard::kText) c = to_ascii_number(c, options.keyboard);
    if (is_allowed(c, options)) out += to_utf8(c);
  }
  return out;
}

// Replaces [begin, end) by `piece` and puts the caret behind it.
EditResult replace(TextFieldState& state, const TextFieldOptions& options, EditKind kind,
                   std::size_t begin, std::size_t end, std::string_view piece) {
  if (begin == end && piece.empty()) return EditResult::kNothing;
  if (!options.secret) {
    const std::string_view removed = std::string_view(state.text).substr(begin, end - begin);
    state.history.note(kind, begin, removed, piece);
  }
  std::string text;
  text.reserve(state.text.size() + piece.size());
  text.append(state.text, 0, begin).append(piece).append(state.text, end);
  assign_wiping(state.text, text);
  wipe(text);
  state.caret = state.anchor = begin + piece.size();
  return EditResult::kChanged;
}

// A mark typed behind its letter makes one character of both, where Unicode has one: Vietnamese
// keyboards have keys for the tones alone, and a search finds ế however it was typed. `begin` moves
// back to the letter then.
void compose_with_letter_before(std::string_view text, std::size_t& begin, std::string& piece) {
  if (begin == 0 || !is_combining_mark(first_code_point(piece))) return;
  // Back over other marks to the letter that they stand on.
  std::size_t letter = previous_code_point(text, begin);
  while (letter > 0 && is_combining_mark(first_code_point(text.substr(letter))))
    letter = previous_code_point(text, letter);
  std::string both(text.substr(letter, begin - letter));
  both.reserve(both.size() + piece.size());
  both += piece;
  std::string composed = language::compose(both);
  if (count_code_points(composed) < count_code_points(both)) {
    begin = letter;
    piece.swap(composed);
  }
  wipe(both);
  wipe(composed);
}

EditResult insert(TextFieldState& state, std::string_view typed, const TextFieldOptions& options,
                  const LayOut& lay_out) {
  std::string piece = accepted(typed, options);
  if (piece.empty()) return EditResult::kNothing;
  std::size_t begin = std::min(state.caret, state.anchor);
  const std::size_t end = std::max(state.caret, state.anchor);
  if (!options.secret) compose_with_letter_before(state.text, begin, piece);
  std::string whole;
  whole.reserve(state.text.size() + piece.size());
  whole.append(state.text, 0, begin).append(piece).append(state.text, end);
  // Only a text with marks can have fewer graphemes than code points, and only then is the
  // slow count worth it.
  const bool fits = count_code_points(whole) <= options.max_graphemes ||
                    lay_out(whole).count_graphemes() <= options.max_graphemes;
  wipe(whole);
  const EditResult result =
      fits ? replace(state, options, EditKind::kTyping, begin, end, piece) : EditResult::kNothing;
  wipe(piece);
  return result;
}

EditResult move_to(TextFieldState& state, std::size_t byte, bool selecting) {
  const bool moved = place_caret(state, selecting ? state.anchor : byte, byte);
  return moved ? EditResult::kMoved : EditResult::kNothing;
}

// A caret that moves by lines keeps its x.
std::size_t line_step(const TextFieldState& state, const FieldLayout& layout, int direction) {
  const text::Box caret = layout.strong_caret(state.caret);
  const float y = direction < 0 ? caret.y - caret.h / 2 : caret.y + caret.h * 1.5f;
  if (y < 0) return 0;
  if (y > layout.paragraph().height()) return state.text.size();
  return layout.hit(caret.x, y);
}

// The start or end of the caret's line, as its two edges are met in the text.
std::size_t line_edge(const TextFieldState& state, const FieldLayout& layout, bool at_end) {
  constexpr float kFarOutside = 1e5f;
  const text::Box caret = layout.strong_caret(state.caret);
  const float y = caret.y + caret.h / 2;
  const std::size_t left = layout.hit(-kFarOutside, y), right = layout.hit(kFarOutside, y);
  return at_end ? std::max(left, right) : std::min(left, right);
}

bool is_space(std::string_view text, std::size_t at) {
  return text[at] == ' ' || text[at] == '\n' || text.substr(at).starts_with("\u00A0");
}

bool letters_decide(const TextFieldOptions& options) {
  return !options.force_ltr && options.keyboard == Keyboard::kText;
}

// The line of `byte`, as the field lays it out: directions are decided by lines.
std::string_view line_of(std::string_view text, std::size_t byte) {
  const std::size_t end = std::min(text.find('\n', byte), text.size());
  const std::size_t before = byte == 0 ? std::string_view::npos : text.rfind('\n', byte - 1);
  const std::size_t begin = before == std::string_view::npos ? 0 : before + 1;
  return text.substr(begin, end - begin);
}

// To the start of the next word, or of this one or the one before. All scripts here put spaces
// between words.
std::size_t word_step(std::string_view text, std::size_t byte, bool forward) {
  std::size_t at = byte;
  const auto go = [&](bool through_spaces) {
    while (forward ? at < text.size() : at > 0) {
      const std::size_t before = previous_code_point(text, at);
      if (is_space(text, forward ? at : before) != through_spaces) return;
      if (forward)
        code_point_at(text, at, at);
      else
        at = before;
    }
  };
  go(!forward);
  go(forward);
  return at;
}

EditResult step_sideways(TextFieldState& state, const InputEvent& event,
                         const TextFieldOptions& options, const FieldLayout& layout) {
  const bool to_right = event.key == Key::kRight;
  if (event.control && !options.secret) {  // the words of a passphrase are nobody's business
    const std::string_view line = line_of(state.text, state.caret);
    const bool from_right = begins_at_right(line, options, language::Direction::kLeftToRight);
    const std::size_t word = word_step(state.text, state.caret, to_right != from_right);
    return move_to(state, layout.on_boundary(word), event.shift);
  }
  if (state.caret != state.anchor && !event.shift) {
    // A selection gives way to a caret at its edge on that side.
    const text::Box caret = layout.strong_caret(state.caret);
    const text::Box anchor = layout.strong_caret(state.anchor);
    const bool caret_is_right = caret.y == anchor.y ? caret.x > anchor.x : caret.y > anchor.y;
    return move_to(state, caret_is_right == to_right ? state.caret : state.anchor, false);
  }
  return move_to(state, layout.move_visually(state.caret, to_right ? 1 : -1), event.shift);
}

EditResult step_to_edge(TextFieldState& state, const InputEvent& event,
                        const TextFieldOptions& options, const LayOut& lay_out) {
  const bool at_end = event.key == Key::kEnd;
  const bool whole = !options.multiline || event.control;
  const std::size_t edge = !whole   ? line_edge(state, lay_out(state.text), at_end)
                           : at_end ? state.text.size()
                                    : 0;
  return move_to(state, edge, event.shift);
}

EditResult erase(TextFieldState& state, Key key, const TextFieldOptions& options,
                 const FieldLayout& layout) {
  std::size_t begin = std::min(state.caret, state.anchor);
  std::size_t end = std::max(state.caret, state.anchor);
  if (begin == end) {
    if (key == Key::kBackspace)
      begin = layout.backspace_from(state.caret);
    else
      end = layout.next_grapheme(state.caret);
  }
  return replace(state, options, EditKind::kErasing, begin, end, {});
}

EditResult step_through_history(TextFieldState& state, Key key) {
  const auto caret =
      key == Key::kUndo ? state.history.undo(state.text) : state.history.redo(state.text);
  if (!caret) return EditResult::kNothing;
  state.caret = state.anchor = *caret;
  return EditResult::kChanged;
}

EditResult select_all(TextFieldState& state) {
  return place_caret(state, 0, state.text.size()) ? EditResult::kMoved : EditResult::kNothing;
}

EditResult apply(TextFieldState& state, const InputEvent& event, const TextFieldOptions& options,
                 const LayOut& lay_out) {
  if (event.kind == InputEvent::Kind::kText) return insert(state, event.text, options, lay_out);
  switch (event.key) {
    case Key::kLeft:
    case Key::kRight:
      return step_sideways(state, event, options, lay_out(state.text));
    case Key::kUp:
    case Key::kDown:
      return move_to(state, line_step(state, lay_out(state.text), event.key == Key::kUp ? -1 : 1),
                     event.shift);
    case Key::kHome:
    case Key::kEnd:
      return step_to_edge(state, event, options, lay_out);
    case Key::kBackspace:
    case Key::kDelete:
      return erase(state, event.key, options, lay_out(state.text));
    case Key::kEnter:
      return options.multiline ? insert(state, "\n", options, lay_out) : EditResult::kEntered;
    case Key::kUndo:
    case Key::kRedo:
      return step_through_history(state, event.key);
    case Key::kSelectAll:
      return select_all(state);
    default:
      return EditResult::kNothing;
  }
}

}  // namespace

bool begins_at_right(std::string_view text, const TextFieldOptions& options,
                     language::Direction of_screen) {
  if (!letters_decide(options)) return false;
  const Strong strong = first_strong(text);
  if (strong == Strong::kNone) return of_screen == language::Direction::kRightToLeft;
  return strong == Strong::kRightToLeft;
}

text::BaseDirection field_direction(std::string_view text, const TextFieldOptions& options,
                                    language::Direction of_screen) {
  const bool by_lines = options.multiline && !options.secret && letters_decide(options);
  if (by_lines && first_strong(text) != Strong::kNone) return text::BaseDirection::kAuto;
  return begins_at_right(text, options, of_screen) ? text::BaseDirection::kRightToLeft
                                                   : text::BaseDirection::kLeftToRight;
}

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
  // Pango may point into a grapheme whose characters come from several fonts.
  return on_boundary(from_shown(paragraph_->hit(x, y)));
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

bool place_caret(TextFieldState& state, std::size_t anchor, std::size_t caret) {
  if (state.caret == caret && state.anchor == anchor) return false;
  state.caret = caret;
  state.anchor = anchor;
  state.history.seal();
  return true;
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
  history = std::move(other.history);
  return *this;
}

}  // namespace anlaufstelle::widgets
