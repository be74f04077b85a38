// SPDX-License-Identifier: EUPL-1.2
#pragma once

#include <string>
#include <string_view>
#include <vector>

namespace anlaufstelle::widgets {

// What a key types, UTF-8; "" types nothing (the key is left out, or blank when shifted).
struct KeyCap {
  std::string plain, shifted;
};

// The character keys of one keyboard, as rows from the digits down. Always has the ten digits.
struct KeyboardLayout {
  std::string name;  // as in languages.toml: "de", "ara", "ir(pes)"
  std::vector<std::vector<KeyCap>> rows;
  bool latin = false;
};

// Reads the layout from xkb-data (libxkbcommon; takes about 5 ms, so callers keep it). When
// that has no such layout, the plain Latin letters: a field can always be filled in somehow.
KeyboardLayout load_keyboard_layout(std::string_view name);

// What is printed on a key that types `text`: a combining mark stands on a dotted circle.
std::string key_label(std::string_view text);

}  // namespace anlaufstelle::widgets
