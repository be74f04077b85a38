// SPDX-License-Identifier: EUPL-1.2
// Random edits of a text field: typed text of all scripts with marks, joiners and direction
// controls, keys with and without modifiers, taps, undo. Plain program with a generator of its
// own: text_field_fuzz [seed]. Prints the seed; ANLAUFSTELLE_DEEP=1 runs forty times longer.
#include <algorithm>
#include <cstdio>
#include <cstdlib>
#include <memory>
#include <random>
#include <string>
#include <vector>

#include "kiosk/widgets/typing/letters.h"
#include "kiosk/widgets/typing/text_edit.h"
#include "storage/base/utf8.h"
#include "tests/support/shipped_languages.h"

using namespace anlaufstelle;
using namespace anlaufstelle::widgets;

namespace {

constexpr int kRounds = 500, kDeepRounds = 20000, kEdits = 60;
constexpr std::size_t kMostSteps = 100;  // that a field can undo; kEdits stays below

const std::vector<std::string> kPieces = {"a",
                                          "Z",
                                          "ß",
                                          "é",
                                          "e\u0301",
                                          "\u0301",
                                          "\u0323\u0302",
                                          "ư",
                                          " ",
                                          "  ",
                                          "\u00A0",
                                          "-",
                                          "7",
                                          "٣",
                                          "۵",
                                          "ا",
                                          "لا",
                                          "ل",
                                          "بَّ",
                                          "\u064E",
                                          "\u0651",
                                          "\u0653",
                                          "ہ",
                                          "ھ",
                                          "ې",
                                          "ۆ",
                                          "ي\u0654",
                                          "\u200C",
                                          "\u200D",
                                          "\u200E",
                                          "\u200F",
                                          "\u061C",
                                          "\u202A",
                                          "\u202B",
                                          "\u202C",
                                          "\u202E",
                                          "\u2066",
                                          "\u2067",
                                          "\u2068",
                                          "\u2069",
                                          "ሀ",
                                          "ቋ",
                                          "\u135F",
                                          "ქ",
                                          "ы",
                                          "ї",
                                          "ਕ",
                                          "਼",
                                          "ਿ",
                                          "ੱ",
                                          "क्ष",
                                          "\u094D",
                                          "한",
                                          "\u1112\u1161\u11AB",
                                          "ก\u0E33",
                                          "👩\u200D👧\u200D👦",
                                          "🏽",
                                          "👍",
                                          "🇩",
                                          "🇩🇪",
                                          "\uFE0F",
                                          "\n",
                                          "\t",
                                          "\x01",
                                          "\uFFFD",
                                          "\uFEFF",
                                          "§ 25b",
                                          "+49 (0)30",
                                          "سلام دنیا",
                                          "Nguyễn",
                                          "\xC3",
                                          "\xFF\xFE",
                                          "\xED\xA0\x80",
                                          "\r\n",
                                          "\u2028",
                                          "\u00AD"};

constexpr Key kKeys[] = {Key::kLeft,      Key::kRight,     Key::kUp,       Key::kDown, Key::kHome,
                         Key::kEnd,       Key::kDelete,    Key::kEnter,    Key::kUndo, Key::kRedo,
                         Key::kSelectAll, Key::kBackspace, Key::kBackspace};

class Fuzzer {
 public:
  explicit Fuzzer(unsigned long seed)
      : random_(seed),
        engine_(std::move(text::TextEngine::create(shipped_languages().font_files)).value()) {}

  bool run(int rounds) {
    for (round_ = 0; round_ < rounds; ++round_) {
      if (!play_round()) return false;
    }
    return true;
  }

 private:
  std::size_t below(std::size_t limit) { return random_() % limit; }

  FieldLayout lay_out(std::string_view text) {
    text::ParagraphSpec spec;
    const std::string dots = FieldLayout::dots(text);
    spec.text = options_.secret ? std::string_view(dots) : text;
    spec.language = "ar";
    spec.families = &families_;
    spec.size_px = 22;
    spec.width_px = options_.multiline ? 200 : 0;
    spec.direction = field_direction(text, options_, of_screen_);
    return {engine_->layout(spec), text, options_.secret};
  }

  EditResult apply(const InputEvent& event) {
    return edit(state_, event, options_, [this](std::string_view text) { return lay_out(text); });
  }

  InputEvent random_event() {
    InputEvent event{};
    if (below(2) == 0) {
      event.kind = InputEvent::Kind::kText;
      for (std::size_t i = below(3) + 1; i > 0; --i) event.text += kPieces[below(kPieces.size())];
      return event;
    }
    event.kind = InputEvent::Kind::kKey;
    event.key = kKeys[below(std::size(kKeys))];
    event.shift = below(3) == 0;
    event.control = below(4) == 0;
    return event;
  }

  // As a finger does it: the field puts caret and anchor where the layout says.
  void tap() {
    last_ = "a tap";
    const FieldLayout layout = lay_out(state_.text);
    const auto anywhere = [&] {
      const auto x = static_cast<float>(below(500)) - 50, y = static_cast<float>(below(200)) - 20;
      return layout.hit(x, y);
    };
    const std::size_t anchor = anywhere();
    place_caret(state_, anchor, below(2) == 0 ? anywhere() : anchor);
  }

  bool fail(const char* what) {
    std::fprintf(stderr, "round %d: %s\n  text:", round_, what);
    for (const unsigned char c : state_.text) std::fprintf(stderr, " %02X", c);
    std::fprintf(stderr, "\n  caret %zu, anchor %zu, after %s\n", state_.caret, state_.anchor,
                 last_.c_str());
    return false;
  }

  bool on_grapheme(std::size_t byte) {
    const FieldLayout layout = lay_out(state_.text);
    std::size_t at = 0;
    while (at < byte) {
      const std::size_t next = layout.next_grapheme(at);
      if (next <= at) return false;
      at = next;
    }
    return at == byte;
  }

  bool holds() {
    if (!is_valid_utf8(state_.text)) return fail("not UTF-8 any more");
    if (state_.text.find('\x01') != std::string::npos) return fail("has a control character");
    if (!options_.multiline && state_.text.find('\n') != std::string::npos)
      return fail("has a second line");
    if (!on_grapheme(state_.caret)) return fail("the caret stands inside a character");
    if (!on_grapheme(state_.anchor)) return fail("the anchor stands inside a character");
    return true;
  }

  // Undoing everything passes texts that the field has had, in their order, down to the empty
  // one it began with; redoing everything comes back.
  bool undoes(std::vector<std::string> texts) {
    const std::string last = state_.text;
    InputEvent event{};
    event.kind = InputEvent::Kind::kKey;
    event.key = Key::kUndo;
    std::size_t steps = 0;
    while (apply(event) == EditResult::kChanged) {
      if (!holds()) return false;
      while (!texts.empty() && texts.back() != state_.text) texts.pop_back();
      if (texts.empty()) return fail("undo brings a text that never was");
      if (++steps > kMostSteps) return fail("undo never ends");
    }
    if (!options_.secret && !state_.text.empty()) return fail("undo ends before the beginning");
    event.key = Key::kRedo;
    while (steps > 0 && apply(event) == EditResult::kChanged) --steps;
    if (steps != 0 || state_.text != last) return fail("redo doesn't come back");
    return holds();
  }

  bool play_round() {
    state_ = TextFieldState();
    options_ = TextFieldOptions();
    options_.multiline = below(2) == 0;
    options_.secret = below(8) == 0;
    options_.force_ltr = below(3) == 0;
    of_screen_ =
        below(2) == 0 ? language::Direction::kLeftToRight : language::Direction::kRightToLeft;
    options_.max_graphemes = below(3) == 0 ? below(6) + 1 : 60;
    if (below(10) == 0) options_.keyboard = below(2) == 0 ? Keyboard::kNumber : Keyboard::kPhone;
    std::vector<std::string> texts{state_.text};
    for (int i = 0; i < kEdits; ++i) {
      if (below(6) == 0) {
        tap();
      } else if (!edit_and_compare()) {
        return false;
      }
      if (!holds()) return false;
      texts.push_back(state_.text);
    }
    return undoes(std::move(texts));
  }

  // Moves change no text; typing leaves what stands before and behind the selection.
  bool edit_and_compare() {
    const InputEvent event = random_event();
    last_ = event.kind == InputEvent::Kind::kText
                ? "typing " + event.text
                : "key " + std::to_string(static_cast<int>(event.key)) +
                      (event.shift ? " shift" : "") + (event.control ? " control" : "");
    const std::string before = state_.text;
    const std::size_t begin = std::min(state_.caret, state_.anchor);
    const std::size_t end = std::max(state_.caret, state_.anchor);
    const EditResult result = apply(event);
    if (result != EditResult::kChanged && state_.text != before)
      return fail("changed without saying so");
    const bool typed = event.kind == InputEvent::Kind::kText && result == EditResult::kChanged;
    if (!typed) return true;
    // Only typing is refused: a deletion may part what was one character, and isn't.
    if (lay_out(state_.text).count_graphemes() > options_.max_graphemes)
      return fail("longer than it may be");
    if (!state_.text.ends_with(before.substr(end))) return fail("typing ate what follows");
    // What is left of it without control characters may begin with a mark.
    bool may_join = begin == 0;
    for (std::size_t at = 0; at < event.text.size();)
      may_join = is_combining_mark(code_point_at(event.text, at, at)) || may_join;
    if (!may_join && !state_.text.starts_with(before.substr(0, begin)))
      return fail("typing ate what was before");
    return true;
  }

  std::mt19937_64 random_;
  std::unique_ptr<text::TextEngine> engine_;
  std::vector<std::string> families_{"Noto Sans", "Noto Naskh Arabic"};
  TextFieldState state_;
  TextFieldOptions options_;
  language::Direction of_screen_ = language::Direction::kLeftToRight;
  int round_ = 0;
  std::string last_;  // what was done
};

}  // namespace

int main(int argc, char** argv) {
  const bool deep = std::getenv("ANLAUFSTELLE_DEEP") != nullptr;
  const unsigned long seed = argc > 1 ? std::strtoul(argv[1], nullptr, 10)
                             : deep   ? std::random_device{}()
                                      : 20260819;
  std::printf("text_field_fuzz: seed %lu\n", seed);
  Fuzzer fuzzer(seed);
  return fuzzer.run(deep ? kDeepRounds : kRounds) ? 0 : 1;
}
