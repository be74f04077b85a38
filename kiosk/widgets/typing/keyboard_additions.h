// SPDX-License-Identifier: EUPL-1.2
#pragma once

#include <filesystem>
#include <string>
#include <string_view>
#include <vector>

#include "kiosk/widgets/typing/keyboard_layout.h"
#include "storage/base/result.h"

namespace anlaufstelle::widgets {

// What xkb-data lacks for a layout. The format is described in locales/README.md.
struct LayoutAdditions {
  struct Row {
    std::size_t index = 0;   // 0 the digits … 3 the row above the space bar
    bool replaces = false;   // the row of xkb-data; otherwise it is continued
    bool syllables = false;  // each key opens the syllables of its consonant (Ethiopic)
    std::vector<KeyCap> keys;
  };
  std::string layout;
  std::vector<Row> rows;
  std::vector<KeyVariants> variants;
};

struct KeyboardAdditions {
  std::vector<LayoutAdditions> layouts;
  // The one called `layout`, or nullptr. "latin" is for every layout of Latin letters, "every"
  // for all; both have variants only.
  [[nodiscard]] const LayoutAdditions* find(std::string_view layout) const;
};

// Errors: InvalidInput with the number of the line.
Result<KeyboardAdditions> parse_keyboard_additions(std::string_view text);
// Errors: those, with the file's name; NotFound, Io. Blocks.
Result<KeyboardAdditions> load_keyboard_additions(const std::filesystem::path& file);

}  // namespace anlaufstelle::widgets
