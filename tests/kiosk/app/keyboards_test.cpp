// SPDX-License-Identifier: EUPL-1.2
// The on-screen keyboards of every language, with the data that is shipped for them.
#include <doctest/doctest.h>

#include <algorithm>
#include <set>

#include "kiosk/app/languages_file.h"
#include "kiosk/language/language.h"
#include "kiosk/widgets/typing/screen_keyboard.h"

using namespace anlaufstelle;
using widgets::KeyboardRequest;
using widgets::KeyCap;
using widgets::ScreenKey;

namespace {

struct Writing {
  const char* tag;
  const char* layout;
  std::size_t letters;  // at least, so that an empty exemplar set can't pass
};
// The languages on offer and those that data alone must be able to bring.
constexpr Writing kWritings[] = {
    {"de", "de", 59},           {"de-x-simple", "de", 59}, {"en", "us", 52},
    {"fr", "fr", 84},           {"ru", "ru", 66},          {"ar", "ara", 40},
    {"fa-AF", "af", 40},        {"ur", "pk", 38},          {"ps", "af(ps)", 40},
    {"ckb", "iq(ku_ara)", 33},  {"kmr", "tr(ku)", 62},     {"ka", "ge", 33},
    {"tr", "tr", 59},           {"fa", "ir", 40},          {"ti", "ethiopic:ti", 301},
    {"am", "ethiopic:am", 282}, {"es", "es", 66},          {"vi", "vn", 178},
    {"uk", "ua", 66},           {"sq", "al", 54},          {"so", "us", 36},
    {"pa", "in(guru)", 60},     {"pa-Arab", "pk", 40},
};

const widgets::KeyboardAdditions& additions() {
  static const widgets::KeyboardAdditions loaded = [] {
    auto read = widgets::load_keyboard_additions(SOURCE_DIR "/locales/keyboards/additions.txt");
    REQUIRE_MESSAGE(read.ok(), read.error().context);
    return std::move(read).value();
  }();
  return loaded;
}

struct Shape {
  const char* name;
  widgets::ScreenShape screen;
};
const Shape kShapes[] = {{"tablet", {1280, 800, 1280.0f / 217}},
                         {"portrait", {1080, 1920, 1080.0f / 268}},
                         {"15 inch", {1920, 1080, 1920.0f / 344}},
                         {"21 inch", {1920, 1080, 1920.0f / 476}}};

// A keyboard on a screen, and a finger on it.
class Keyboard {
 public:
  Keyboard(const std::string& layout, const widgets::ScreenShape& shape, bool compact = false,
           bool multiline = true)
      : shape_(shape) {
    keyboard.use(additions());
    KeyboardRequest request;
    request.layouts = {layout, "de"};
    request.autonym = "Українська";
    request.compact = compact;
    request.multiline = multiline;
    keyboard.open(request);
    keyboard.lay_out(shape_);
  }
  const ScreenKey* find(std::string_view id) const {
    for (const ScreenKey& key : keyboard.keys()) {
      if (key.id == id) return &key;
    }
    return nullptr;
  }
  void tap(const ScreenKey& key) { touch(key.rect, true, true, {}); }
  // Held until its variants come.
  void hold(const ScreenKey& key) {
    const widgets::Rect rect = key.rect;
    touch(rect, true, false, {});
    touch(rect, false, false, std::chrono::milliseconds{600});
    touch(rect, false, true, std::chrono::milliseconds{610});
  }
  // What its keys and their variants type, in the state it is in now.
  void collect(std::set<std::string>& texts) const {
    for (const ScreenKey& key : keyboard.keys()) {
      if (!key.text.empty()) texts.insert(language::compose(key.text));
      for (const std::string& variant : key.variants) texts.insert(language::compose(variant));
    }
  }
  void press_key(std::string_view id) {
    const ScreenKey* key = find(id);
    REQUIRE(key != nullptr);
    tap(*key);
  }

  widgets::ScreenKeyboard keyboard;
  std::vector<widgets::InputEvent> typed;

 private:
  void touch(const widgets::Rect& rect, bool pressed, bool released,
             std::chrono::milliseconds now) {
    const float x = rect.x + rect.w / 2, y = rect.y + rect.h / 2;
    keyboard.touch({.pressed = pressed,
                    .released = released,
                    .down = !released,
                    .x = x,
                    .y = y,
                    .press_x = x,
                    .press_y = y},
                   now, typed);
    keyboard.lay_out(shape_);
  }
  widgets::ScreenShape shape_;
};

std::set<std::string> typeable(const std::string& layout, bool compact) {
  Keyboard screen(layout, kShapes[0].screen, compact);
  std::set<std::string> texts;
  screen.collect(texts);
  screen.press_key("key:shift");
  screen.collect(texts);
  if (compact) {
    screen.press_key("key:numbers");
    screen.collect(texts);
  }
  return texts;
}

// Whether typing keys one behind the other gives `letter`, as the field composes them.
bool can_type(const std::set<std::string>& texts, const std::string& letter) {
  if (texts.contains(language::compose(letter))) return true;
  // Digraphs (Albanian gj) and letters with a mark of their own key (Vietnamese ế, Gurmukhi ਖ਼).
  for (const std::string& first : texts) {
    if (first.empty()) continue;
    for (const std::string& second : texts) {
      if (language::compose(first + second) == language::compose(letter)) return true;
    }
  }
  return false;
}

void check_sizes(const std::vector<ScreenKey>& keys, const widgets::ScreenShape& shape) {
  const float slack = 0.15f;  // rounding, pixels
  for (const ScreenKey& key : keys) {
    CAPTURE(key.id);
    CHECK(key.rect.w >= 12.7f * shape.px_per_mm - slack);
    CHECK(key.rect.h >= 12.7f * shape.px_per_mm - slack);
    CHECK(key.rect.x >= 0);
    CHECK(key.rect.y >= 0);
    CHECK(key.rect.right() <= shape.width_px + slack);
    CHECK(key.rect.bottom() <= shape.height_px + slack);
    for (const ScreenKey& other : keys) {
      if (&other == &key) continue;
      const float dx = std::max(other.rect.x - key.rect.right(), key.rect.x - other.rect.right());
      const float dy = std::max(other.rect.y - key.rect.bottom(), key.rect.y - other.rect.bottom());
      CHECK(std::max(dx, dy) >= 2.54f * shape.px_per_mm - slack);
    }
  }
}

}  // namespace

TEST_CASE("every letter of every language can be typed on its keyboard") {
  for (const Writing& writing : kWritings) {
    CAPTURE(std::string(writing.tag));
    const std::vector<std::string> letters = language::exemplar_letters(writing.tag);
    CHECK(letters.size() >= writing.letters);
    for (const bool compact : {false, true}) {
      CAPTURE(compact);
      const std::set<std::string> texts = typeable(writing.layout, compact);
      std::string missing;
      for (const std::string& letter : letters) {
        if (!can_type(texts, letter)) missing += letter + " ";
      }
      CHECK(missing == "");
    }
  }
}

TEST_CASE("keys and variants of every layout are large enough on every screen") {
  for (const Writing& writing : kWritings) {
    CAPTURE(std::string(writing.layout));
    for (const Shape& shape : kShapes) {
      CAPTURE(std::string(shape.name));
      for (const bool compact : {false, true}) {
        CAPTURE(compact);
        Keyboard screen(writing.layout, shape.screen, compact);
        check_sizes(screen.keyboard.keys(), shape.screen);
        // Both levels, with each key's variants open once.
        for (int level = 0; level < 2; ++level) {
          const std::vector<ScreenKey> keys = screen.keyboard.keys();
          for (const ScreenKey& key : keys) {
            if (key.variants.empty()) continue;
            screen.hold(key);
            CAPTURE(key.id);
            CHECK(screen.keyboard.offered().size() == key.variants.size());
            check_sizes(screen.keyboard.offered(), shape.screen);
          }
          screen.press_key("key:shift");
          check_sizes(screen.keyboard.keys(), shape.screen);
        }
        if (compact) {
          screen.press_key("key:numbers");
          check_sizes(screen.keyboard.keys(), shape.screen);
        }
      }
    }
  }
}

TEST_CASE("no letter is lost for want of room, even on the tablet") {
  for (const Writing& writing : kWritings) {
    CAPTURE(std::string(writing.layout));
    const auto layout = widgets::load_keyboard_layout(writing.layout, additions());
    for (const bool compact : {false, true}) {
      CAPTURE(compact);
      Keyboard screen(writing.layout, kShapes[0].screen, compact);
      std::set<std::string> shown;
      for (const ScreenKey& key : screen.keyboard.keys()) shown.insert(key.text);
      std::string crowded_out;
      for (const auto& row : layout.rows) {
        for (const KeyCap& cap : row) {
          const bool digit = cap.plain.size() == 1 && cap.plain[0] >= '0' && cap.plain[0] <= '9';
          if (!(compact && digit) && !shown.contains(cap.plain)) crowded_out += cap.plain + " ";
        }
      }
      CHECK(crowded_out == "");
    }
  }
}

TEST_CASE("digits and Latin letters are one tap away from every script") {
  for (const Writing& writing : kWritings) {
    CAPTURE(std::string(writing.layout));
    Keyboard full(writing.layout, kShapes[0].screen);
    for (const char* digit : {"key:0", "key:1", "key:9"}) CHECK(full.find(digit) != nullptr);
    Keyboard compact(writing.layout, kShapes[0].screen, true);
    CHECK(compact.find("key:1") == nullptr);
    compact.press_key("key:numbers");
    for (const char* digit : {"key:0", "key:1", "key:9"}) CHECK(compact.find(digit) != nullptr);
    full.press_key("key:layout");
    for (const char* letter : {"key:a", "key:z", "key:ß"}) CHECK(full.find(letter) != nullptr);
  }
}

TEST_CASE("the shipped languages name keyboards that have their letters") {
  const auto languages = app::load_languages(SOURCE_DIR "/locales/languages.toml", {});
  REQUIRE(languages.ok());
  for (const language::Language& each : languages->languages) {
    CAPTURE(each.tag);
    bool latin = false;
    std::set<std::string> texts;
    for (const std::string& name : each.keyboard_layouts) {
      const auto layout = widgets::load_keyboard_layout(name, additions());
      CHECK(layout.name == name);  // plain Latin stands in for one that doesn't exist
      latin = latin || layout.latin;
      texts.merge(typeable(name, false));
    }
    CHECK(latin);
    std::string missing;
    for (const std::string& letter : language::exemplar_letters(each.tag)) {
      if (!can_type(texts, letter)) missing += letter + " ";
    }
    CHECK(missing == "");
  }
}

TEST_CASE("no two keys of any keyboard have the same id") {
  for (const Writing& writing : kWritings) {
    for (const bool compact : {false, true}) {
      Keyboard screen(writing.layout, kShapes[0].screen, compact);
      for (int level = 0; level < 2; ++level) {
        std::set<std::string> ids;
        for (const ScreenKey& key : screen.keyboard.keys()) {
          CAPTURE(std::string(writing.layout));
          CAPTURE(key.id);
          CHECK(ids.insert(key.id).second);
        }
        screen.press_key("key:shift");
      }
    }
  }
}
