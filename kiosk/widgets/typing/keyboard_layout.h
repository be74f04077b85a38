// SPDX-License-Identifier: EUPL-1.2
#pragma once

#include <string>
#include <string_view>
#include <vector>

namespace anlaufstelle::widgets {

struct KeyboardAdditions;

// What a key types, UTF-8; "" types nothing (the key is left out, or blank when shifted).
struct KeyCap {
  std::string plain, shifted;
};

// What else the key that types `key` can type: offered above it when it is held or, for the
// consonants of a syllable script, as soon as it is touched.
struct KeyVariants {
  std::string key;
  std::vector<std::string> texts;
  bool on_tap = false;
};

// The character keys of one keyboard, as rows from the digits down. Always has the ten digits.
struct KeyboardLayout {
  std::string name;  // as in languages.toml: "de", "ara", "ir(pes)", "ethiopic:ti"
  std::vector<std::vector<KeyCap>> rows;
  std::vector<KeyVariants> variants;
  bool latin = false;

  [[nodiscard]] const KeyVariants* variants_of(std::string_view key) const;
};

// Reads the layout from xkb-data (libxkbcommon; takes about 5 ms, so callers keep it) and adds
// what locales/keyboards says about it. Letters on the third and fourth level of a key, the
// shifted letters of scripts without capitals, and what a dead key makes of a letter become its
// variants. What neither knows becomes the plain Latin letters: a field can always be filled in.
KeyboardLayout load_keyboard_layout(std::string_view name, const KeyboardAdditions& additions);

// What is printed on a key that types `text`: a combining mark stands on a dotted circle.
std::string key_label(std::string_view text);

}  // namespace anlaufstelle::widgets
