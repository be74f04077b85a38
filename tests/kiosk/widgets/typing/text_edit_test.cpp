// SPDX-License-Identifier: EUPL-1.2
#include "kiosk/widgets/typing/text_edit.h"
#include "storage/base/utf8.h"

#include <doctest/doctest.h>

#include <random>
#include <utility>

#include "tests/kiosk/widgets/ui_fixture.h"
#include "tests/support/shipped_languages.h"

namespace anlaufstelle::widgets {

namespace {

// A text and what is done to it, on the real layout engine.
class Editor {
 public:
  explicit Editor(std::string_view text = "", TextFieldOptions wanted = {})
      : options(wanted),
        engine_(std::move(text::TextEngine::create(shipped_languages().font_files).value())) {
    state.text = text;
    state.caret = state.anchor = text.size();
  }

  FieldLayout lay_out(std::string_view text) {
    text::ParagraphSpec spec;
    const std::string dots = FieldLayout::dots(text);
    spec.text = options.secret ? std::string_view(dots) : text;
    spec.language = "ar";
    spec.families = &families_;
    spec.size_px = 22;
    spec.width_px = options.multiline ? 300 : 0;
    spec.direction = field_direction(text, options, language::Direction::kRightToLeft);
    return {engine_->layout(spec), text, options.secret};
  }
  EditResult apply(const InputEvent& event) {
    return edit(state, event, options, [this](std::string_view text) { return lay_out(text); });
  }
  EditResult press(Key key) { return apply(key_event(key)); }
  EditResult type(std::string_view text) { return apply(typed(text)); }

  TextFieldOptions options;
  TextFieldState state;

 private:
  std::vector<std::string> families_{"Noto Sans", "Noto Naskh Arabic"};
  std::unique_ptr<text::TextEngine> engine_;
};

}  // namespace

TEST_CASE("what is typed goes to the caret and replaces the selection") {
  Editor editor("Mller");
  editor.state.caret = editor.state.anchor = 1;
  CHECK(editor.type("ü") == EditResult::kChanged);
  CHECK(editor.state.text == "Müller");
  CHECK(editor.state.caret == 3);
  editor.state.anchor = 0;
  editor.type("K");
  CHECK(editor.state.text == "Kller");
  CHECK(editor.state.caret == 1);
  CHECK(editor.state.anchor == 1);
}

TEST_CASE("backspace takes the last mark of an Arabic letter, then the letter") {
  Editor editor("بَّ");
  CHECK(editor.press(Key::kBackspace) == EditResult::kChanged);
  CHECK(editor.state.text != "");
  CHECK(editor.state.text.size() < std::string("بَّ").size());
  CHECK(editor.state.text.starts_with("ب"));
  editor.press(Key::kBackspace);
  editor.press(Key::kBackspace);
  CHECK(editor.state.text == "");
  CHECK(editor.press(Key::kBackspace) == EditResult::kNothing);
}

TEST_CASE("delete takes a whole letter with its marks") {
  Editor editor("e\u0301a");
  editor.state.caret = editor.state.anchor = 0;
  editor.press(Key::kDelete);
  CHECK(editor.state.text == "a");
}

TEST_CASE("a full field takes no more, and loses nothing") {
  Editor editor("abc", {.name = "", .max_graphemes = 3});
  CHECK(editor.type("d") == EditResult::kNothing);
  CHECK(editor.state.text == "abc");
  editor.state.anchor = 2;
  CHECK(editor.type("d") == EditResult::kChanged);  // in place of the c
  CHECK(editor.state.text == "abd");
}

TEST_CASE("the limit counts what a reader counts, not code points") {
  Editor editor("e\u0301e\u0301", {.name = "", .max_graphemes = 3});
  CHECK(editor.type("e") == EditResult::kChanged);
  CHECK(editor.type("\u0301") == EditResult::kChanged);
  CHECK(editor.type("x") == EditResult::kNothing);
}

TEST_CASE("Enter is a new line only where lines are") {
  Editor one_line("a");
  CHECK(one_line.press(Key::kEnter) == EditResult::kEntered);
  CHECK(one_line.type("\n") == EditResult::kNothing);
  CHECK(one_line.state.text == "a");
  Editor lines("a", {.name = "", .multiline = true});
  CHECK(lines.press(Key::kEnter) == EditResult::kChanged);
  CHECK(lines.state.text == "a\n");
}

TEST_CASE("control characters and broken bytes never enter a field") {
  Editor editor;
  CHECK(editor.type("\t\x1B\x7F") == EditResult::kNothing);
  CHECK(editor.type("\xC3") == EditResult::kNothing);
  CHECK(editor.state.text == "");
}

TEST_CASE("a number field keeps digits and a minus, and Arabic digits as ASCII") {
  Editor editor("", {.name = "", .keyboard = Keyboard::kNumber});
  editor.type("-1a");
  editor.type("٢۳");
  editor.type(".");
  CHECK(editor.state.text == "-123");
}

TEST_CASE("a decimal field keeps whatever sign stands before its fraction as a point") {
  for (const char* typed : {"1.5", "1,5", "١٫٥", "۱٫۵"}) {
    Editor editor("", {.name = "", .keyboard = Keyboard::kDecimal});
    editor.type(typed);
    CHECK(editor.state.text == "1.5");
  }
}

TEST_CASE("the arrows move by what is seen, also in Arabic") {
  Editor editor("اب");
  CHECK(editor.press(Key::kRight) == EditResult::kMoved);
  CHECK(editor.state.caret == std::string("ا").size());
  editor.press(Key::kRight);
  CHECK(editor.state.caret == 0);
  editor.press(Key::kLeft);
  CHECK(editor.state.caret == std::string("ا").size());
}

TEST_CASE("up and down keep the place in the line") {
  Editor editor("aaaa\nbbbb", {.name = "", .multiline = true});
  editor.press(Key::kUp);
  CHECK(editor.state.caret == 4);
  editor.press(Key::kLeft);
  editor.press(Key::kLeft);
  editor.press(Key::kDown);
  CHECK(editor.state.caret == 7);
  editor.press(Key::kDown);
  CHECK(editor.state.caret == 9);  // below the last line is the end
}

TEST_CASE("a passphrase is edited by code points and laid out as dots") {
  Editor editor("pä", {.name = "", .secret = true});
  CHECK(FieldLayout::dots(editor.state.text) == "••");
  editor.press(Key::kLeft);
  CHECK(editor.state.caret == 1);
  editor.type("ß");
  CHECK(editor.state.text == "pßä");
  editor.press(Key::kBackspace);
  CHECK(editor.state.text == "pä");
  editor.press(Key::kDelete);
  CHECK(editor.state.text == "p");
}

TEST_CASE("a caret that the screen has left inside a character is brought back") {
  TextFieldState state;
  state.text = "aü";
  state.caret = 2;
  state.anchor = 99;
  repair(state);
  CHECK(state.caret == 1);
  CHECK(state.anchor == 3);
}

TEST_CASE("nothing of a text stays behind when its field is moved away") {
  TextFieldState from;
  from.text = "geheim";
  TextFieldState to = std::move(from);
  CHECK(to.text == "geheim");
  CHECK(std::string_view(from.text.data(), 6) == std::string_view("\0\0\0\0\0\0", 6));
}

TEST_CASE("after any edits the text is UTF-8 and the caret stands between graphemes") {
  const unsigned seed = 20240607;
  CAPTURE(seed);
  std::mt19937 random(seed);
  const std::vector<std::string> pieces{"a", "ß",  "ب",           "َ", "ّ", "\u0301", "لا", "7",
                                        " ", "\n", "👩‍👧", "§"};
  Editor editor("", {.name = "", .multiline = true, .max_graphemes = 30});
  const std::vector<Key> keys{Key::kLeft, Key::kRight,     Key::kUp,     Key::kDown, Key::kHome,
                              Key::kEnd,  Key::kBackspace, Key::kDelete, Key::kEnter};
  for (int i = 0; i < 3000; ++i) {
    if (random() % 2 == 0)
      editor.type(pieces[random() % pieces.size()]);
    else
      editor.press(keys[random() % keys.size()]);
    if (random() % 10 == 0) editor.state.anchor = 0;
    const TextFieldState& state = editor.state;
    REQUIRE(is_valid_utf8(state.text));
    const FieldLayout layout = editor.lay_out(state.text);
    REQUIRE(layout.count_graphemes() <= 30);
    std::size_t boundary = 0;
    while (boundary < state.caret) boundary = layout.next_grapheme(boundary);
    REQUIRE(boundary == state.caret);
  }
}

TEST_CASE("a line decides its direction by its own letters, without any by the language") {
  using enum text::BaseDirection;
  const auto ltr = language::Direction::kLeftToRight, rtl = language::Direction::kRightToLeft;
  const TextFieldOptions line{}, lines{.name = "", .multiline = true};
  CHECK(field_direction("Anna", line, rtl) == kLeftToRight);
  CHECK(field_direction("محمد", line, ltr) == kRightToLeft);
  CHECK(field_direction("12", line, rtl) == kRightToLeft);
  CHECK(field_direction("12", lines, rtl) == kRightToLeft);
  CHECK(field_direction("12", lines, ltr) == kLeftToRight);
  CHECK(field_direction("محمد", {.name = "", .force_ltr = true}, rtl) == kLeftToRight);
  CHECK(field_direction("+49", {.name = "", .keyboard = Keyboard::kPhone}, rtl) == kLeftToRight);

  Editor editor("Anna\nمحمد", {.name = "", .multiline = true});
  const FieldLayout layout = editor.lay_out(editor.state.text);
  CHECK(layout.strong_caret(0).x < 10);
  CHECK(layout.strong_caret(5).x > 290);  // where the second line begins
}

TEST_CASE("words are passed in the direction of the line that they stand in") {
  Editor editor("محمد\nAnna Maria", {.name = "", .multiline = true});
  editor.state.caret = editor.state.anchor = 9;
  InputEvent right = key_event(Key::kRight);
  right.control = true;
  editor.apply(right);
  CHECK(editor.state.caret == 14);
}

TEST_CASE("a run of typed letters is undone as one word, and comes back by redo") {
  Editor editor;
  for (const char* letter : {"A", "n", "n", "a", " ", "M", "a", "i"}) editor.type(letter);
  CHECK(editor.press(Key::kUndo) == EditResult::kChanged);
  CHECK(editor.state.text == "Anna ");
  CHECK(editor.state.caret == 5);
  editor.press(Key::kUndo);
  CHECK(editor.state.text == "");
  CHECK(editor.press(Key::kUndo) == EditResult::kNothing);
  editor.press(Key::kRedo);
  editor.press(Key::kRedo);
  CHECK(editor.state.text == "Anna Mai");
  CHECK(editor.press(Key::kRedo) == EditResult::kNothing);
}

TEST_CASE("a run of deletions is undone as one, and a moved caret begins a new step") {
  Editor editor("Salam");
  editor.press(Key::kBackspace);
  editor.press(Key::kBackspace);
  editor.press(Key::kLeft);
  editor.press(Key::kDelete);
  CHECK(editor.state.text == "Sa");
  editor.press(Key::kUndo);
  CHECK(editor.state.text == "Sal");
  editor.press(Key::kUndo);
  CHECK(editor.state.text == "Salam");
}

TEST_CASE("undo brings back a selection that was typed over") {
  Editor editor("Anna Maria");
  editor.state.anchor = 5;
  editor.type("B");
  CHECK(editor.state.text == "Anna B");
  editor.press(Key::kUndo);
  CHECK(editor.state.text == "Anna Maria");
  editor.type("!");
  CHECK(editor.press(Key::kRedo) == EditResult::kNothing);
}

TEST_CASE("a passphrase remembers nothing that could be undone") {
  Editor editor("", {.name = "", .secret = true});
  editor.type("geheim");
  editor.press(Key::kBackspace);
  CHECK(editor.press(Key::kUndo) == EditResult::kNothing);
  CHECK(editor.state.text == "gehei");
}

TEST_CASE("a text that the screen has replaced isn't undone into another one") {
  Editor editor;
  editor.type("alt");
  editor.state.text = "neu und lang";
  editor.state.caret = editor.state.anchor = 3;
  CHECK(editor.press(Key::kUndo) == EditResult::kNothing);
  CHECK(editor.state.text == "neu und lang");
  editor.state.text = "alt";  // the steps are gone, even for the text that they were made on
  CHECK(editor.press(Key::kUndo) == EditResult::kNothing);
}

TEST_CASE("the oldest steps of a long story can't be undone any more") {
  Editor editor("", {.name = "", .max_graphemes = 1000});
  for (int i = 0; i < 150; ++i) editor.type("wort ");
  int steps = 0;
  while (editor.press(Key::kUndo) == EditResult::kChanged) ++steps;
  CHECK(steps == 100);
  CHECK(editor.state.text.size() == 50 * 5);
}

TEST_CASE("arrows with shift select, and without it a selection gives way") {
  Editor editor("abc");
  InputEvent left = key_event(Key::kLeft);
  left.shift = true;
  editor.apply(left);
  editor.apply(left);
  CHECK(editor.state.caret == 1);
  CHECK(editor.state.anchor == 3);
  editor.press(Key::kRight);
  CHECK(editor.state.caret == 3);
  CHECK(editor.state.anchor == 3);
  editor.press(Key::kSelectAll);
  CHECK(editor.state.anchor == 0);
  editor.press(Key::kLeft);
  CHECK(editor.state.caret == 0);
  InputEvent end = key_event(Key::kEnd);
  end.shift = true;
  editor.apply(end);
  CHECK(editor.state.caret == 3);
  CHECK(editor.state.anchor == 0);
}

TEST_CASE("arrows with control go by words, the way that the text runs") {
  Editor editor("eins zwei  drei");
  InputEvent left = key_event(Key::kLeft), right = key_event(Key::kRight);
  left.control = right.control = true;
  editor.apply(left);
  CHECK(editor.state.caret == 11);
  editor.apply(left);
  CHECK(editor.state.caret == 5);
  editor.apply(right);
  CHECK(editor.state.caret == 11);
  Editor arabic("سلام دنیا");
  arabic.apply(right);  // towards the beginning
  CHECK(arabic.state.caret == std::string("سلام ").size());
  arabic.apply(left);
  CHECK(arabic.state.caret == arabic.state.text.size());
}

TEST_CASE("home and end stay on the line of a text of several lines") {
  Editor editor("eins\nzwei\ndrei", {.name = "", .multiline = true});
  editor.state.caret = editor.state.anchor = 7;
  editor.press(Key::kHome);
  CHECK(editor.state.caret == 5);
  editor.press(Key::kEnd);
  CHECK(editor.state.caret == 9);
  InputEvent home = key_event(Key::kHome);
  home.control = true;
  editor.apply(home);
  CHECK(editor.state.caret == 0);
}

TEST_CASE("a tone typed behind its vowel makes one character of both") {
  Editor editor;
  for (const char* key : {"t", "i", "ê", "\u0301", "n", "g"}) editor.type(key);
  CHECK(editor.state.text == "tiếng");
  editor.press(Key::kUndo);
  CHECK(editor.state.text == "");
  Editor dotted("ê");
  dotted.type("\u0323");
  CHECK(dotted.state.text == "ệ");
  Editor alef("ا");
  alef.type("\u0653");
  CHECK(alef.state.text == "آ");
  Editor vowel("ب");
  vowel.type("\u064E");  // no such character: the mark stays a mark
  CHECK(vowel.state.text == "ب\u064E");
}

}  // namespace anlaufstelle::widgets
