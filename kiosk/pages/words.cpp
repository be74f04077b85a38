// SPDX-License-Identifier: EUPL-1.2
#include "kiosk/pages/words.h"

#include <cctype>

namespace anlaufstelle::pages {

std::size_t gap_between_words(std::string_view rest) {
  const auto at = [&](std::size_t i) { return static_cast<unsigned char>(rest[i]); };
  if (at(0) < 0x80) return std::isalnum(at(0)) != 0 ? 0 : 1;
  static constexpr std::string_view kTwo[] = {"\u00a0", "\u00a7", "\u00ab", "\u00bb", "\u00b7",
                                              "\u060c", "\u061b", "\u061f", "\u06d4"};
  for (const std::string_view mark : kTwo) {
    if (rest.starts_with(mark)) return mark.size();
  }
  // General punctuation, U+2000 to U+206F.
  return rest.size() >= 3 && at(0) == 0xe2 && (at(1) == 0x80 || at(1) == 0x81) ? 3 : 0;
}

std::string_view without_article(std::string_view word) {
  for (const std::string_view start : {"وال", "بال", "لل", "ال"}) {
    if (word.starts_with(start) && word.size() >= start.size() + 4) {
      return word.substr(start.size());
    }
  }
  return word;
}

}  // namespace anlaufstelle::pages
