// SPDX-License-Identifier: EUPL-1.2
#include "kiosk/widgets/typing/keyboard_layout.h"

#include <doctest/doctest.h>

#include <algorithm>
#include <set>

#include "kiosk/widgets/typing/keyboard_additions.h"
#include "storage/base/utf8.h"

namespace anlaufstelle::widgets {

namespace {

std::set<std::string> typeable(const KeyboardLayout& layout) {
  std::set<std::string> texts;
  for (const auto& row : layout.rows) {
    for (const KeyCap& cap : row) {
      texts.insert(cap.plain);
      texts.insert(cap.shifted);
    }
  }
  return texts;
}

std::string missing(std::string_view layout, std::string_view alphabet) {
  const std::set<std::string> texts = typeable(load_keyboard_layout(layout, {}));
  std::string out;
  for (std::size_t at = 0; at < alphabet.size();) {
    const std::string letter = to_utf8(code_point_at(alphabet, at, at));
    if (!texts.contains(letter)) out += letter + " ";
  }
  return out;
}

}  // namespace

// CLDR's main exemplar sets (ß has no everyday capital), and their capitals.
TEST_CASE("every letter of German, English, Arabic and Russian has a key") {
  CHECK(missing("de", "abcdefghijklmnopqrstuvwxyzäöüßABCDEFGHIJKLMNOPQRSTUVWXYZÄÖÜ") == "");
  CHECK(missing("us", "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ") == "");
  CHECK(missing("ara", "ءآأؤإئابةتثجحخدذرزسشصضطظعغفقكلمنهويىًٌٍَُِّْ") == "");
  CHECK(missing("ru",
                "абвгдеёжзийклмнопрстуфхцчшщъыьэюя"
                "АБВГДЕЁЖЗИЙКЛМНОПРСТУФХЦЧШЩЪЫЬЭЮЯ") == "");
}

TEST_CASE("every layout has the ten digits unshifted") {
  for (const char* name : {"de", "us", "ara", "ru", "fr", "ir", "de(nodeadkeys)"}) {
    const KeyboardLayout layout = load_keyboard_layout(name, {});
    CAPTURE(name);
    std::string digits;
    for (const KeyCap& cap : layout.rows.front()) {
      if (cap.plain.size() == 1 && cap.plain[0] >= '0' && cap.plain[0] <= '9') digits += cap.plain;
    }
    CHECK(digits == "1234567890");
  }
}

TEST_CASE("a key with the shape of lam and alef types the two letters") {
  const std::set<std::string> texts = typeable(load_keyboard_layout("ara", {}));
  CHECK(texts.contains("لا"));
  CHECK(texts.contains("لآ"));
  CHECK(texts.contains("لأ"));
  CHECK(texts.contains("لإ"));
  const bool presentation_form =
      std::any_of(texts.begin(), texts.end(),
                  [](const std::string& text) { return first_code_point(text) >= 0xFB50; });
  CHECK_FALSE(presentation_form);
}

TEST_CASE("no key types something invisible") {
  for (const char* name : {"de", "us", "ara", "ru", "ir"}) {
    for (const std::string& text : typeable(load_keyboard_layout(name, {}))) {
      const char32_t c = first_code_point(text);
      CAPTURE(text);
      const bool control = c <= 0x20 || (c >= 0x7F && c <= 0xA0) || c == 0x61C;
      const bool format = (c >= 0x200B && c <= 0x200F) || (c >= 0x202A && c <= 0x202F) ||
                          (c >= 0x2060 && c <= 0x206F);
      CHECK((text.empty() || !(control || format)));
    }
  }
}

TEST_CASE("a layout that doesn't exist becomes plain Latin letters") {
  const KeyboardLayout layout = load_keyboard_layout("klingon(qo)", {});
  CHECK(layout.latin);
  CHECK(typeable(layout).contains("q"));
  CHECK(typeable(layout).contains("Q"));
}

TEST_CASE("a layout knows whether its letters are Latin") {
  CHECK(load_keyboard_layout("de", {}).latin);
  CHECK(load_keyboard_layout("fr", {}).latin);
  CHECK_FALSE(load_keyboard_layout("ara", {}).latin);
  CHECK_FALSE(load_keyboard_layout("ru", {}).latin);
}

TEST_CASE("a combining mark is printed on a dotted circle") {
  CHECK(key_label("َ") == "◌َ");
  CHECK(key_label("ش") == "ش");
  CHECK(key_label("a") == "a");
}

}  // namespace anlaufstelle::widgets
