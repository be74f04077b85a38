// SPDX-License-Identifier: EUPL-1.2
#include "kiosk/widgets/typing/screen_keyboard.h"

#include <doctest/doctest.h>

#include <algorithm>

namespace anlaufstelle::widgets {

namespace {

using std::chrono::milliseconds;

// 10.1" tablet, 15.6" and 21.5" landscape, 21.5" portrait.
const std::vector<ScreenShape> kShapes{{1280, 800, 1280 / 217.0f},
                                       {1920, 1080, 1920 / 344.0f},
                                       {1920, 1080, 1920 / 476.0f},
                                       {1080, 1920, 1080 / 268.0f}};

KeyboardRequest request(std::vector<std::string> layouts, Keyboard kind = Keyboard::kText) {
  KeyboardRequest wanted;
  wanted.kind = kind;
  wanted.layouts = std::move(layouts);
  wanted.autonym = "العربية";
  return wanted;
}

const ScreenKey* find(const ScreenKeyboard& keyboard, std::string_view id) {
  for (const ScreenKey& key : keyboard.keys()) {
    if (key.id == id) return &key;
  }
  return nullptr;
}

Pointer at(const Rect& rect, bool pressed, bool released) {
  const float x = rect.x + rect.w / 2, y = rect.y + rect.h / 2;
  return {.pressed = pressed,
          .released = released,
          .down = !released,
          .x = x,
          .y = y,
          .press_x = x,
          .press_y = y};
}

// Some variants, a keyboard of syllables and a row that no tablet has room for.
KeyboardAdditions additions() {
  return parse_keyboard_additions(
             "[de]\ne/E: é/É è/È ê/Ê\n"
             "[ethiopic:probe]\nsyllables 2 = ሀ ቀ\nrow 4 = x\n"
             "[long]\nrow 2 = a/A b c d e f g h i j k l m n o p/P q r\n")
      .value();
}

class Fingers {
 public:
  explicit Fingers(const KeyboardRequest& wanted, const ScreenShape& shape = {}) : shape_(shape) {
    keyboard.use(additions());
    keyboard.open(wanted);
    keyboard.lay_out(shape_);
  }
  std::optional<KeyAction> tap(std::string_view id) {
    const ScreenKey* key = find(keyboard, id);
    REQUIRE_MESSAGE(key != nullptr, std::string(id));
    const auto action = keyboard.touch(at(key->rect, true, true), milliseconds{0}, events);
    keyboard.lay_out(shape_);
    return action;
  }
  void touch(const Rect& rect, bool pressed, bool released, milliseconds now) {
    keyboard.touch(at(rect, pressed, released), now, events);
    keyboard.lay_out(shape_);
  }
  void hold(std::string_view id) {
    const Rect rect = find(keyboard, id)->rect;
    touch(rect, true, false, milliseconds{1000});
    touch(rect, false, false, milliseconds{1500});
  }
  Rect offered(std::string_view id) const {
    for (const ScreenKey& key : keyboard.offered()) {
      if (key.id == id) return key.rect;
    }
    FAIL("not offered: ", std::string(id));
    return {};
  }
  // The key or variant that the cursor is on.
  std::string cursor() const { return keyboard.cursor() ? keyboard.cursor()->id : ""; }
  std::optional<KeyAction> steer(Key key) {
    const ScreenKeyboard::Steered steered = keyboard.steer(key, events);
    keyboard.lay_out(shape_);
    return steered.action;
  }
  // Steers to a key as a person does: to its row, then along it.
  void steer_to(std::string_view id) {
    const Rect to = find(keyboard, id)->rect;
    for (int i = 0; i < 60 && cursor() != id; ++i) {
      const Rect from = keyboard.cursor()->rect;
      const bool same_row = from.y < to.bottom() && to.y < from.bottom();
      steer(!same_row       ? (from.y < to.y ? Key::kDown : Key::kUp)
            : from.x < to.x ? Key::kRight
                            : Key::kLeft);
    }
    REQUIRE(cursor() == id);
  }
  std::string typed_text() const {
    std::string text;
    for (const InputEvent& event : events) text += event.text;
    return text;
  }

  ScreenKeyboard keyboard;
  std::vector<InputEvent> events;

 private:
  ScreenShape shape_;
};

}  // namespace

TEST_CASE("layouts can be loaded one by one before a field asks for them") {
  ScreenKeyboard keyboard;
  const std::vector<std::string> layouts{"ara", "de"};
  CHECK(keyboard.warm(layouts));
  CHECK(keyboard.warm(layouts));
  CHECK_FALSE(keyboard.warm(layouts));
}

TEST_CASE("keys are at least 12.7 mm with gaps of 2.54 mm on every screen") {
  for (const ScreenShape& shape : kShapes) {
    for (const char* layout : {"de", "us", "ara", "ru"}) {
      for (const Keyboard kind : {Keyboard::kText, Keyboard::kNumber, Keyboard::kPhone}) {
        CAPTURE(shape.width_px);
        CAPTURE(layout);
        Fingers fingers(request({layout, "de"}, kind), shape);
        const auto& keys = fingers.keyboard.keys();
        REQUIRE(keys.size() > 10);
        for (const ScreenKey& key : keys) {
          CAPTURE(key.id);
          CHECK(key.rect.w >= 12.7f * shape.px_per_mm - 0.1f);
          CHECK(key.rect.h >= 12.7f * shape.px_per_mm - 0.1f);
          CHECK(key.rect.x >= 0);
          CHECK(key.rect.right() <= shape.width_px);
          CHECK(key.rect.bottom() <= shape.height_px);
          for (const ScreenKey& other : keys) {
            if (&other == &key) continue;
            const float dx =
                std::max(other.rect.x - key.rect.right(), key.rect.x - other.rect.right());
            const float dy =
                std::max(other.rect.y - key.rect.bottom(), key.rect.y - other.rect.bottom());
            CHECK(std::max(dx, dy) >= 2.54f * shape.px_per_mm - 0.1f);
          }
        }
      }
    }
  }
}

TEST_CASE("no two keys of a keyboard have the same id") {
  for (const char* layout : {"de", "us", "ara", "ru"}) {
    Fingers fingers(request({layout, "de"}));
    for (int shifted = 0; shifted < 2; ++shifted) {
      std::vector<std::string> ids;
      for (const ScreenKey& key : fingers.keyboard.keys()) ids.push_back(key.id);
      std::sort(ids.begin(), ids.end());
      CAPTURE(layout);
      const auto twin = std::adjacent_find(ids.begin(), ids.end());
      CHECK_MESSAGE(twin == ids.end(), (twin == ids.end() ? "" : *twin));
      fingers.tap("key:shift");
    }
  }
}

TEST_CASE("a tapped key types what is printed on it") {
  Fingers fingers(request({"de"}));
  for (const char* id : {"key:m", "key:ü", "key:ß", "key:space", "key:7"}) fingers.tap(id);
  CHECK(fingers.typed_text() == "müß 7");
}

TEST_CASE("shift is for one letter") {
  Fingers fingers(request({"de"}));
  fingers.tap("key:shift");
  CHECK(fingers.keyboard.shifted());
  CHECK(find(fingers.keyboard, "key:m") == nullptr);
  fingers.tap("key:M");
  fingers.tap("key:m");
  CHECK(fingers.typed_text() == "Mm");
}

TEST_CASE("Latin is one tap away from the client's own letters") {
  Fingers fingers(request({"ara", "de"}));
  REQUIRE(find(fingers.keyboard, "key:ش") != nullptr);
  CHECK(find(fingers.keyboard, "key:layout")->label == "ABC");
  fingers.tap("key:layout");
  CHECK(find(fingers.keyboard, "key:ä") != nullptr);
  CHECK(find(fingers.keyboard, "key:layout")->label == "العربية");
  fingers.tap("key:layout");
  CHECK(find(fingers.keyboard, "key:ش") != nullptr);
}

TEST_CASE("two Latin layouts show what the other one adds") {
  Fingers fingers(request({"us", "de"}));
  CHECK(find(fingers.keyboard, "key:layout")->label == "ßüö");
  fingers.tap("key:layout");
  CHECK(find(fingers.keyboard, "key:layout")->label == "ABC");
}

TEST_CASE("a single layout has no key for another") {
  Fingers fingers(request({"de"}));
  CHECK(find(fingers.keyboard, "key:layout") == nullptr);
}

TEST_CASE("a field of Latin text opens with Latin letters, and the next with the client's own") {
  ScreenKeyboard keyboard;
  KeyboardRequest mail = request({"ara", "de"});
  mail.latin_first = true;
  keyboard.open(mail);
  keyboard.lay_out({});
  CHECK(find(keyboard, "key:a") != nullptr);
  keyboard.open(request({"ara", "de"}));
  keyboard.lay_out({});
  CHECK(find(keyboard, "key:ش") != nullptr);
}

TEST_CASE("e-mail and double names are one tap away on every layout") {
  for (const char* layout : {"de", "us", "ara", "ru"}) {
    Fingers fingers(request({layout}));
    CAPTURE(layout);
    for (const char* id : {"key:@", "key:-", "key:."}) {
      CAPTURE(id);
      CHECK(find(fingers.keyboard, id) != nullptr);
    }
  }
}

TEST_CASE("Enter is only on the keyboard of a field with lines") {
  Fingers one_line(request({"de"}));
  CHECK(find(one_line.keyboard, "key:enter") == nullptr);
  KeyboardRequest lines = request({"de"});
  lines.multiline = true;
  Fingers fingers(lines);
  fingers.tap("key:enter");
  REQUIRE(fingers.events.size() == 1);
  CHECK(fingers.events[0].key == Key::kEnter);
}

TEST_CASE("a finger in the gap between two keys means the nearer one") {
  Fingers fingers(request({"de"}));
  const Rect key = find(fingers.keyboard, "key:g")->rect;
  Pointer pointer = at(key, true, true);
  pointer.x = pointer.press_x = key.right() + 2;
  fingers.keyboard.touch(pointer, milliseconds{0}, fingers.events);
  CHECK(fingers.typed_text() == "g");
}

TEST_CASE("sliding to the next key before letting go corrects a slip") {
  Fingers fingers(request({"de"}));
  const Rect wrong = find(fingers.keyboard, "key:g")->rect;
  const Rect right = find(fingers.keyboard, "key:h")->rect;
  fingers.keyboard.touch(at(wrong, true, false), milliseconds{0}, fingers.events);
  CHECK(fingers.keyboard.held()->id == "key:g");
  Pointer pointer = at(right, false, true);
  fingers.keyboard.touch(pointer, milliseconds{30}, fingers.events);
  CHECK(fingers.typed_text() == "h");
}

TEST_CASE("a held backspace goes on deleting, and its release deletes no more") {
  Fingers fingers(request({"de"}));
  const Rect key = find(fingers.keyboard, "key:backspace")->rect;
  fingers.keyboard.touch(at(key, true, false), milliseconds{0}, fingers.events);
  CHECK(fingers.events.empty());
  REQUIRE(fingers.keyboard.next_repeat().has_value());
  CHECK(*fingers.keyboard.next_repeat() == milliseconds{500});
  fingers.keyboard.touch(at(key, false, false), milliseconds{500}, fingers.events);
  fingers.keyboard.touch(at(key, false, false), milliseconds{600}, fingers.events);
  CHECK(fingers.events.size() == 2);
  fingers.keyboard.touch(at(key, false, true), milliseconds{610}, fingers.events);
  CHECK(fingers.events.size() == 2);
  CHECK_FALSE(fingers.keyboard.next_repeat().has_value());
}

TEST_CASE("the number pad has digits and nothing that isn't a number") {
  Fingers fingers(request({"ara"}, Keyboard::kNumber));
  for (const char* id : {"key:1", "key:9", "key:0"}) fingers.tap(id);
  CHECK(fingers.typed_text() == "190");
  CHECK(find(fingers.keyboard, "key:+") == nullptr);
  CHECK(find(fingers.keyboard, "key:.") == nullptr);
  Fingers decimal(request({"ara"}, Keyboard::kDecimal));
  for (const char* id : {"key:-", "key:1", "key:.", "key:5"}) decimal.tap(id);
  CHECK(decimal.typed_text() == "-1.5");
  Fingers phone(request({"ara"}, Keyboard::kPhone));
  CHECK(find(phone.keyboard, "key:+") != nullptr);
}

TEST_CASE("a held key offers its variants, and a slide onto one types it") {
  Fingers fingers(request({"de"}));
  const Rect key = find(fingers.keyboard, "key:e")->rect;
  fingers.touch(key, true, false, milliseconds{1000});
  CHECK(fingers.keyboard.offered().empty());
  REQUIRE(fingers.keyboard.next_repeat().has_value());
  CHECK(*fingers.keyboard.next_repeat() == milliseconds{500});
  fingers.touch(key, false, false, milliseconds{1499});
  CHECK(fingers.keyboard.offered().empty());
  fingers.touch(key, false, false, milliseconds{1500});
  CHECK_FALSE(fingers.keyboard.offered().empty());
  CHECK_FALSE(fingers.keyboard.next_repeat().has_value());
  fingers.touch(fingers.offered("variant:è"), false, false, milliseconds{1600});
  REQUIRE(fingers.keyboard.held_offer() != nullptr);
  CHECK(fingers.keyboard.held_offer()->text == "è");
  fingers.touch(fingers.offered("variant:è"), false, true, milliseconds{1700});
  CHECK(fingers.typed_text() == "è");
  CHECK(fingers.keyboard.offered().empty());
}

TEST_CASE("a held key that is let go keeps its variants for a tap") {
  Fingers fingers(request({"de"}));
  fingers.hold("key:e");
  fingers.touch(find(fingers.keyboard, "key:e")->rect, false, true, milliseconds{1600});
  CHECK(fingers.typed_text() == "");
  fingers.touch(fingers.offered("variant:ê"), true, true, milliseconds{3000});
  CHECK(fingers.typed_text() == "ê");
  CHECK(fingers.keyboard.offered().empty());
}

TEST_CASE("a finger that leaves the variants types none of them") {
  Fingers fingers(request({"de"}));
  fingers.hold("key:e");
  fingers.touch(find(fingers.keyboard, "key:p")->rect, false, true, milliseconds{1600});
  CHECK(fingers.typed_text() == "");
  CHECK(fingers.keyboard.offered().empty());
}

TEST_CASE("a tap on another key ends the offer and types that key") {
  Fingers fingers(request({"de"}));
  fingers.hold("key:e");
  fingers.touch(find(fingers.keyboard, "key:e")->rect, false, true, milliseconds{1600});
  fingers.tap("key:l");
  CHECK(fingers.typed_text() == "l");
  CHECK(fingers.keyboard.offered().empty());
}

TEST_CASE("variants of a capital are capitals") {
  Fingers fingers(request({"de"}));
  fingers.tap("key:shift");
  fingers.hold("key:E");
  fingers.touch(fingers.offered("variant:É"), false, true, milliseconds{1600});
  CHECK(fingers.typed_text() == "É");
  CHECK_FALSE(fingers.keyboard.shifted());
}

TEST_CASE("a consonant opens its syllables at once") {
  Fingers fingers(request({"ethiopic:probe", "de"}));
  const Rect key = find(fingers.keyboard, "key:ቀ")->rect;
  fingers.touch(key, true, false, milliseconds{1000});
  CHECK(fingers.keyboard.offered().size() == 8 + 5);  // orders, and those with w
  fingers.touch(key, false, true, milliseconds{1050});
  CHECK(fingers.typed_text() == "");
  fingers.touch(fingers.offered("variant:ቋ"), true, true, milliseconds{2000});
  fingers.tap("key:ሀ");
  fingers.touch(fingers.offered("variant:ሀ"), true, true, milliseconds{3000});
  CHECK(fingers.typed_text() == "ቋሀ");
}

TEST_CASE("the more key opens variants for a finger that can't hold still") {
  Fingers fingers(request({"de"}));
  fingers.tap("key:more");
  CHECK(fingers.keyboard.is_on(*find(fingers.keyboard, "key:more")));
  fingers.tap("key:e");
  CHECK(fingers.typed_text() == "");
  fingers.touch(fingers.offered("variant:é"), true, true, milliseconds{2000});
  fingers.tap("key:e");
  CHECK(fingers.typed_text() == "ée");
}

TEST_CASE("keys that a row has no room for are variants of its last one") {
  ScreenShape narrow;
  narrow.width_px = 200 * narrow.px_per_mm;
  Fingers fingers(request({"long", "de"}), narrow);
  CHECK(find(fingers.keyboard, "key:r") == nullptr);
  const ScreenKey* last = nullptr;
  for (const ScreenKey& key : fingers.keyboard.keys()) {
    CHECK(key.rect.right() <= narrow.width_px);
    CHECK(key.rect.w >= 12.7f * narrow.px_per_mm - 0.1f);
    if (std::find(key.variants.begin(), key.variants.end(), "r") != key.variants.end()) last = &key;
  }
  REQUIRE(last != nullptr);
  CHECK(std::find(last->variants.begin(), last->variants.end(), "q") != last->variants.end());
}

TEST_CASE("the compact keyboard has four rows, and digits one tap away") {
  KeyboardRequest low = request({"de", "us"});
  const float full = ScreenKeyboard::height({}, low);
  low.compact = true;
  CHECK(ScreenKeyboard::height({}, low) < full);
  Fingers fingers(low);
  CHECK(find(fingers.keyboard, "key:1") == nullptr);
  CHECK(find(fingers.keyboard, "key:ß") != nullptr);
  fingers.tap("key:numbers");
  CHECK(find(fingers.keyboard, "key:numbers")->label == "ABC");
  for (const char* id : {"key:1", "key:0", "key:?", "key:@", "key:space", "key:backspace"}) {
    CAPTURE(id);
    CHECK(find(fingers.keyboard, id) != nullptr);
  }
  fingers.tap("key:5");
  fingers.tap("key:numbers");
  fingers.tap("key:b");
  CHECK(fingers.typed_text() == "5b");
}

TEST_CASE("the undo key undoes, except in a passphrase") {
  Fingers fingers(request({"de"}));
  fingers.tap("key:undo");
  REQUIRE(fingers.events.size() == 1);
  CHECK(fingers.events[0].key == Key::kUndo);
  KeyboardRequest secret = request({"de"});
  secret.secret = true;
  Fingers other(secret);
  CHECK(find(other.keyboard, "key:undo") == nullptr);
}

TEST_CASE("six keys reach every key of every page") {
  for (const char* layout : {"de", "ara", "ethiopic:probe"}) {
    Fingers fingers(request({layout, "de"}));
    fingers.keyboard.enter_cursor();
    std::vector<std::string> ids;
    for (const ScreenKey& key : fingers.keyboard.keys()) ids.push_back(key.id);
    for (const std::string& id : ids) {
      CAPTURE(id);
      fingers.steer_to(id);
    }
  }
  Fingers pad(request({"de"}, Keyboard::kPhone));
  pad.keyboard.enter_cursor();
  for (const char* id : {"key:1", "key:9", "key:0", "key:+", "key:backspace", "key:hide"})
    pad.steer_to(id);
}

TEST_CASE("six keys type letters, capitals and variants") {
  Fingers fingers(request({"de"}));
  fingers.keyboard.enter_cursor();
  fingers.steer_to("key:shift");
  fingers.steer(Key::kEnter);
  CHECK(fingers.cursor() == "key:shift");
  fingers.steer_to("key:Z");
  fingers.steer(Key::kEnter);
  fingers.steer_to("key:more");
  fingers.steer(Key::kEnter);
  fingers.steer_to("key:e");
  fingers.steer(Key::kEnter);
  REQUIRE_FALSE(fingers.keyboard.offered().empty());
  CHECK(fingers.cursor() == "variant:é");
  fingers.steer(Key::kRight);
  CHECK(fingers.cursor() == "variant:è");
  fingers.steer(Key::kEnter);
  CHECK(fingers.cursor() == "key:e");
  fingers.steer(Key::kEnter);
  CHECK(fingers.typed_text() == "Zèe");
}

TEST_CASE("back ends an offer first, then the cursor; up from the top row ends it too") {
  Fingers fingers(request({"ethiopic:probe", "de"}));
  fingers.keyboard.enter_cursor();
  fingers.steer_to("key:ሀ");
  fingers.steer(Key::kEnter);
  CHECK(fingers.cursor() == "variant:ሀ");
  fingers.steer(Key::kEscape);
  CHECK(fingers.cursor() == "key:ሀ");
  fingers.steer(Key::kEscape);
  CHECK(fingers.cursor() == "");
  std::vector<InputEvent> keys;
  CHECK_FALSE(fingers.keyboard.steer(Key::kEscape, keys).used);
  fingers.keyboard.enter_cursor();
  for (int i = 0; i < 6 && fingers.cursor() != ""; ++i) fingers.steer(Key::kUp);
  CHECK(fingers.cursor() == "");
}

TEST_CASE("the cursor goes round at the ends of a row, and a finger sends it away") {
  Fingers fingers(request({"de"}));
  fingers.keyboard.enter_cursor();
  fingers.steer_to("key:q");
  fingers.steer(Key::kLeft);
  CHECK(fingers.cursor() == "key:+");
  fingers.steer(Key::kRight);
  CHECK(fingers.cursor() == "key:q");
  fingers.tap("key:g");
  CHECK(fingers.cursor() == "");
}

}  // namespace anlaufstelle::widgets
