// SPDX-License-Identifier: EUPL-1.2
#include <doctest/doctest.h>

#include <string>

#include <imgui.h>

#include "kiosk/widgets/typing/keyboard_additions.h"
#include "tests/kiosk/widgets/ui_fixture.h"

namespace anlaufstelle::widgets {

namespace {

// Two fields, the keyboard, and how often something changed.
struct FieldScreen : UiFixture {
  explicit FieldScreen(language::Language chosen = german()) : UiFixture(std::move(chosen)) {
    screen = [this](Ui& shown) {
      if (shown.text_field("name", {200, 100, 800, 60}, name, name_options)) ++changes;
      shown.text_field("mail", {200, 200, 800, 60}, mail, {.name = "E-Mail", .force_ltr = true});
      entered = entered || shown.take_enter();
      shown.keyboard();
    };
    draw();
  }
  // The caret: a fill in the accent colour, narrow and high.
  std::optional<Rect> caret() {
    for (const Fill& fill : one_frame().fills) {
      if (fill.color == theme_of(Contrast::kNormal).accent && fill.rect.w <= 3 &&
          fill.rect.h > 20 && fill.rect.h < 55)
        return fill.rect;
    }
    return std::nullopt;
  }

  TextFieldState name, mail;
  TextFieldOptions name_options{.name = "Name"};
  int changes = 0;
  bool entered = false;
};

}  // namespace

TEST_CASE("a tap gives a field the focus, and the keyboard comes up") {
  FieldScreen s;
  CHECK(s.ui->keyboard_height() == 0);
  s.tap("name");
  CHECK(s.ui->focused() == "name");
  CHECK(s.ui->keyboard_height() > 0);
  CHECK(s.find("key:a") != nullptr);
}

TEST_CASE("hardware and screen keys write into the same field") {
  FieldScreen s;
  s.tap("name");
  s.type("Öz");
  s.tap("key:g");
  s.tap("key:ü");
  CHECK(s.name.text == "Özgü");
  CHECK(s.changes == 3);
  s.tap("key:backspace");
  CHECK(s.name.text == "Özg");
  CHECK(s.mail.text.empty());
}

TEST_CASE("a letter is in the field in the frame of its tap") {
  FieldScreen s;
  s.tap("name");
  const Rect key = s.node("key:g").rect;
  s.queue_tap(key.x + 5, key.y + 5);
  s.one_frame();
  CHECK(s.name.text == "g");
  CHECK(s.changes == 1);
}

TEST_CASE("the same key types as often as it is tapped, however fast") {
  FieldScreen s;
  s.tap("name");
  const Rect key = s.node("key:l").rect;
  for (int i = 0; i < 4; ++i) s.queue_tap(key.x + 5, key.y + 5);
  s.draw();
  CHECK(s.name.text == "llll");
}

TEST_CASE("a field keeps its contents out of the tree") {
  FieldScreen s;
  s.tap("name");
  s.type("Geheim");
  const std::string tree = to_json_lines(s.ui->tree(), 1, TreeDetail::kNames);
  CHECK(tree.find("Geheim") == std::string::npos);
  CHECK(s.node("name").name == "Name");
  CHECK(s.node("name").focused);
}

TEST_CASE("the caret is steady: a focused field asks for no frame") {
  FieldScreen s;
  s.tap("name");
  s.type("abc");
  CHECK(s.caret().has_value());
  const Frame first = s.one_frame();
  s.wait(std::chrono::milliseconds{5000});
  const Frame later = s.one_frame();
  CHECK(first.hash == later.hash);
  CHECK_FALSE(later.again_in.has_value());
}

TEST_CASE("the caret of an empty field stands where writing starts") {
  FieldScreen de;
  de.tap("name");
  REQUIRE(de.caret().has_value());
  CHECK(de.caret()->x < 240);
  FieldScreen ar(arabic());
  ar.tap("name");
  REQUIRE(ar.caret().has_value());
  CHECK(ar.caret()->x > 960);
  ar.tap("mail");  // forced left to right
  REQUIRE(ar.caret().has_value());
  CHECK(ar.caret()->x < 240);
}

TEST_CASE("the direction follows what is written, not the language of the screen") {
  FieldScreen s;
  s.tap("name");
  s.type("محمد");
  REQUIRE(s.caret().has_value());
  CHECK(s.caret()->x > 800);
  s.name.text = "";
  s.draw();
  s.type("12");  // digits have no direction of their own
  CHECK(s.caret()->x < 300);
}

TEST_CASE("a tap in the text puts the caret there") {
  FieldScreen s;
  s.name.text = "Anna Maria";
  s.tap("name");
  s.tap(215, 130);
  CHECK(s.name.caret == 0);
  s.tap(900, 130);
  CHECK(s.name.caret == 10);
}

TEST_CASE("what is typed after a tap in the text is undone without what was typed before it") {
  FieldScreen s;
  s.tap("name");
  s.type("An");
  s.tap(205, 130);
  REQUIRE(s.name.caret == 0);
  s.tap(900, 130);
  s.type("na");
  REQUIRE(s.name.text == "Anna");
  s.key(Key::kUndo);
  CHECK(s.name.text == "An");
}

TEST_CASE("a drag in a focused field selects, and typing replaces it") {
  FieldScreen s;
  s.name.text = "Anna";
  s.tap("name");
  s.press(205, 130);
  s.draw();
  s.move(700, 130);
  s.draw();
  s.release(700, 130);
  s.draw();
  CHECK(s.name.anchor == 0);
  CHECK(s.name.caret == 4);
  s.type("B");
  CHECK(s.name.text == "B");
}

TEST_CASE("what is selected can be seen in every theme: a bar of accent stands below it") {
  for (const Contrast contrast : kContrasts) {
    CAPTURE(static_cast<int>(contrast));
    FieldScreen s;
    s.ui->set_look({.contrast = contrast});
    s.tap("name");
    s.type("Anna");
    const auto bars = [&] {
      int count = 0;
      for (const Fill& fill : s.one_frame().fills) {
        const bool in_field = fill.rect.y > 105 && fill.rect.bottom() < 165;
        if (in_field && fill.color == s.ui->theme().accent && fill.rect.w > 20 && fill.rect.h < 5)
          ++count;
      }
      return count;
    };
    CHECK(bars() == 0);
    s.key(Key::kSelectAll);
    CHECK(bars() == 1);
  }
}

TEST_CASE("a long line moves so that the caret stays inside the field") {
  for (const language::Language& language : {german(), arabic()}) {
    FieldScreen s(language);
    s.tap("name");
    const bool rtl = language.direction == language::Direction::kRightToLeft;
    for (int i = 0; i < 30; ++i) s.type(rtl ? "محمد " : "Anna ");
    CHECK(s.name.scroll_px > 100);
    REQUIRE(s.caret().has_value());
    CHECK(s.caret()->x >= 200);
    CHECK(s.caret()->right() <= 1000);
    s.key(Key::kHome);
    CHECK(s.name.scroll_px == 0);
    CHECK((rtl ? s.caret()->x > 950 : s.caret()->x < 250));
  }
}

TEST_CASE("where directions meet, a second caret shows the other place") {
  FieldScreen s;
  s.tap("name");
  s.type("abc محمد");
  s.name.caret = s.name.anchor = 4;
  int carets = 0;
  for (const Fill& fill : s.one_frame().fills) {
    if (fill.rect.w <= 3 && fill.rect.h > 8 && fill.rect.y > 100 && fill.rect.bottom() < 165 &&
        (fill.color == theme_of(Contrast::kNormal).accent ||
         fill.color == theme_of(Contrast::kNormal).text_quiet))
      ++carets;
  }
  CHECK(carets == 2);
}

TEST_CASE("Enter in a one-line field is told once") {
  FieldScreen s;
  s.tap("name");
  s.type("a");
  s.entered = false;
  s.key(Key::kEnter);
  CHECK(s.entered);
  CHECK(s.name.text == "a");
  s.entered = false;
  s.draw();
  CHECK_FALSE(s.entered);
}

TEST_CASE("a passphrase shows dots, and no key under the finger") {
  FieldScreen s;
  s.name_options.secret = true;
  s.tap("name");
  s.type("geheim");
  const std::uint64_t dots = s.draw().hash;
  s.name.text = "anders";
  CHECK(s.draw().hash == dots);
  const Rect key = s.node("key:g").rect;
  s.press(key.x + 5, key.y + 5);
  CHECK(s.one_frame().hash == dots);
}

TEST_CASE("every key has an edge, whatever the theme") {
  for (const Contrast contrast : kContrasts) {
    CAPTURE(static_cast<int>(contrast));
    FieldScreen s;
    s.ui->set_look({.contrast = contrast});
    s.tap("name");
    const Rect key = s.node("key:g").rect;
    bool edged = false;
    for (const Fill& fill : s.one_frame().fills) {
      const bool is_edge = fill.color == s.ui->theme().outline && fill.rect.y < key.y + 1;
      edged = edged || (is_edge && fill.rect.contains(key.x + key.w / 2, key.y + 0.8f));
    }
    CHECK(edged);
  }
}

TEST_CASE("the key under the finger is shown enlarged") {
  FieldScreen s;
  s.tap("name");
  const Rect key = s.node("key:g").rect;
  const std::uint64_t before = s.draw().hash;
  s.press(key.x + 5, key.y + 5);
  const Frame held = s.one_frame();
  CHECK(held.hash != before);
  float top = 1e9f;
  for (const ImDrawVert& vertex : held.list->VtxBuffer) {
    const Color accent = theme_of(Contrast::kNormal).accent;
    if (vertex.col == IM_COL32(accent.r, accent.g, accent.b, 255))
      top = std::min(top, vertex.pos.y);
  }
  CHECK(top < key.y - 40);
}

TEST_CASE("what lies behind the keyboard is not touched through it") {
  FieldScreen s;
  int taps = 0;
  const auto fields = s.screen;
  s.screen = [&](Ui& ui) {
    fields(ui);
    if (ui.button("hidden", {0, 700, 1920, 380}, "Darunter", ButtonKind::kQuiet)) ++taps;
  };
  s.draw();
  s.tap("name");
  s.tap("key:g");
  CHECK(taps == 0);
  CHECK(s.name.text == "g");
}

TEST_CASE("the hide key and a tap beside everything take the keyboard away") {
  FieldScreen s;
  s.tap("name");
  s.tap("key:hide");
  CHECK(s.ui->focused() == "");
  CHECK(s.ui->keyboard_height() == 0);
  s.tap("name");
  CHECK(s.ui->keyboard_height() > 0);
  s.tap(1500, 300);
  CHECK(s.ui->keyboard_height() == 0);
  CHECK(s.find("key:a") == nullptr);
}

TEST_CASE("a screen can give the focus to a field, and losing the field ends it") {
  FieldScreen s;
  s.ui->focus("name");
  s.draw();
  CHECK(s.ui->keyboard_height() > 0);
  s.screen = [](Ui& ui) { ui.keyboard(); };
  s.draw();
  CHECK(s.ui->focused() == "");
  CHECK(s.ui->keyboard_height() == 0);
}

TEST_CASE("the keyboard of an Arabic client has Arabic and Latin letters, one tap apart") {
  FieldScreen s(arabic());
  s.tap("name");
  s.tap("key:م");
  s.tap("key:layout");
  s.tap("key:a");
  CHECK(s.name.text == "مa");
}

TEST_CASE("a bracket looks on its key as it will in the field") {
  FieldScreen s(arabic());
  const auto glyphs_on = [&](std::string_view id) {
    const Rect key = s.node(id).rect;
    std::vector<std::pair<float, float>> corners;
    for (const ImDrawVert& vertex : s.one_frame().list->VtxBuffer) {
      if (key.contains(vertex.pos.x, vertex.pos.y)) corners.emplace_back(vertex.uv.x, vertex.uv.y);
    }
    return corners;
  };
  const auto is_mirrored = [&](std::string_view id) {
    s.language.direction = language::Direction::kRightToLeft;
    const auto shown = glyphs_on(id);
    s.language.direction = language::Direction::kLeftToRight;
    const auto plain = glyphs_on(id);
    s.language.direction = language::Direction::kRightToLeft;
    return shown != plain;
  };
  s.tap("name");
  s.tap("key:shift");
  CHECK(is_mirrored("key:("));
  s.tap("key:layout");
  s.tap("key:shift");
  CHECK_FALSE(is_mirrored("key:("));
  s.tap("mail");
  s.tap("key:shift");
  CHECK_FALSE(is_mirrored("key:("));
}

TEST_CASE("lines wrap in a field of several lines, and Enter is on its keyboard") {
  UiFixture s;
  TextFieldState story;
  s.screen = [&](Ui& ui) {
    ui.text_field("story", {200, 100, 400, 200}, story, {.name = "Text", .multiline = true});
    ui.keyboard();
  };
  s.draw();
  s.tap("story");
  s.type("eins");
  s.tap("key:enter");
  s.type("zwei");
  CHECK(story.text == "eins\nzwei");
  for (int i = 0; i < 60; ++i) s.type(" und noch mehr");
  CHECK(story.scroll_px > 0);
}

TEST_CASE("a German line and an Arabic one each begin on their own side of one field") {
  UiFixture s;
  TextFieldState story;
  s.screen = [&](Ui& ui) {
    ui.text_field("story", {200, 100, 800, 200}, story, {.name = "Text", .multiline = true});
    ui.keyboard();
  };
  s.draw();
  s.tap("story");
  s.type("Anna\nمحمد\n");
  const auto tap_at_left_of_line = [&](int line) {
    s.tap(215, 100 + s.ui->mm(2.6f) + (static_cast<float>(line) + 0.5f) * 40);
    return story.caret;
  };
  CHECK(tap_at_left_of_line(0) == 0);
  CHECK(tap_at_left_of_line(1) == 13);  // where the Arabic line ends
}

TEST_CASE("six keys write into a field and leave it again") {
  FieldScreen s;
  s.tap("name");
  s.key(Key::kDown);
  const auto cursor = [&]() -> std::string {
    for (const SemanticNode& node : s.ui->tree()) {
      if (node.role == NodeRole::kKey && node.focused) return node.id;
    }
    return "";
  };
  REQUIRE(cursor() != "");
  s.key(Key::kDown);
  const std::string letter = cursor();
  s.key(Key::kEnter);
  CHECK("key:" + s.name.text == letter);
  CHECK_FALSE(s.entered);
  s.key(Key::kEscape);
  CHECK(cursor() == "");
  CHECK(s.ui->focused() == "name");
  s.key(Key::kEscape);
  CHECK(s.ui->focused() == "");
  s.key(Key::kDown);  // goes on behind the field
  CHECK(s.ui->focused() == "mail");
}

TEST_CASE("letters from a hardware keyboard go to the field wherever the cursor is") {
  FieldScreen s;
  s.tap("name");
  s.key(Key::kDown);
  s.type("Al");
  s.key(Key::kBackspace);
  CHECK(s.name.text == "A");
  s.key(Key::kEnter);  // typing by hand has ended the cursor
  CHECK(s.entered);
}

TEST_CASE("down goes through the lines of a story before it goes to the keys") {
  UiFixture s;
  TextFieldState story;
  s.screen = [&](Ui& ui) {
    ui.text_field("story", {200, 100, 400, 200}, story, {.name = "Text", .multiline = true});
    ui.keyboard();
  };
  s.draw();
  s.tap("story");
  s.type("eins\nzwei");
  story.caret = story.anchor = 1;
  s.key(Key::kDown);
  CHECK(story.caret > 4);
  const std::size_t caret = story.caret;
  s.key(Key::kDown);
  CHECK(story.caret == caret);
  bool on_keys = false;
  for (const SemanticNode& node : s.ui->tree())
    on_keys = on_keys || (node.role == NodeRole::kKey && node.focused);
  CHECK(on_keys);
}

TEST_CASE("the undo key takes back what was typed") {
  FieldScreen s;
  s.tap("name");
  for (const char* letter : {"key:a", "key:b"}) s.tap(letter);
  CHECK(s.name.text == "ab");
  s.tap("key:undo");
  CHECK(s.name.text == "");
}

TEST_CASE("a held key comes back by itself to offer its variants") {
  FieldScreen s;
  s.tap("name");
  const Rect key = s.node("key:e").rect;
  s.press(key.x + 5, key.y + 5);
  const Frame held = s.one_frame();
  REQUIRE(held.again_in.has_value());
  CHECK(*held.again_in <= std::chrono::milliseconds{500});
  CHECK(*held.again_in > std::chrono::milliseconds{400});
  s.wait(std::chrono::milliseconds{500});
  s.one_frame();
  const Rect variant = s.node("variant:é").rect;
  CHECK(variant.bottom() <= key.y);
  s.release(variant.x + 5, variant.y + 5);
  s.draw();
  CHECK(s.name.text == "é");
  CHECK(s.find("variant:é") == nullptr);
}

TEST_CASE("variants above the keyboard are touched, not what lies below them") {
  FieldScreen s;
  int taps = 0;
  const auto fields = s.screen;
  s.screen = [&](Ui& ui) {
    if (ui.button("below", {0, 300, 1920, 430}, "Darunter", ButtonKind::kQuiet)) ++taps;
    fields(ui);
  };
  s.ui->use_keyboards(parse_keyboard_additions("[de]\n5: ٥ ۵\n").value());
  s.draw();
  s.tap("name");
  const Rect key = s.node("key:5").rect;
  s.press(key.x + 5, key.y + 5);
  s.draw();
  s.wait(std::chrono::milliseconds{600});
  s.draw();
  s.release(key.x + 5, key.y + 5);
  s.draw();
  s.wait(std::chrono::milliseconds{600});
  s.tap("variant:۵");
  CHECK(taps == 0);
  CHECK(s.name.text == "۵");
}

TEST_CASE("a field counts down its last characters, and then takes no more") {
  FieldScreen s;
  s.name_options.max_graphemes = 25;
  s.tap("name");
  s.type("abcde");
  const std::size_t without = s.draw().list->VtxBuffer.Size;
  s.type("f");
  CHECK(s.draw().list->VtxBuffer.Size >= static_cast<int>(without) + 4 + 2 * 4);  // f and 19
  for (int i = 0; i < 30; ++i) s.type("x");
  CHECK(s.name.text.size() == 25);
}

TEST_CASE("a pressed key looks pressed in the very next frame") {
  FieldScreen s;
  s.tap("name");
  const Rect key = s.node("key:shift").rect;
  const std::uint64_t before = s.draw().hash;
  s.press(key.x + 5, key.y + 5);
  CHECK(s.one_frame().hash != before);
}

TEST_CASE("a second finger changes nothing while a key is held") {
  FieldScreen s;
  s.tap("name");
  const Rect first = s.node("key:g").rect, second = s.node("key:p").rect;
  s.press(first.x + 5, first.y + 5);
  s.draw();
  s.press(second.x + 5, second.y + 5);
  s.draw();
  s.release(first.x + 5, first.y + 5);
  s.draw();
  CHECK(s.name.text == "g");
}

}  // namespace anlaufstelle::widgets
