// SPDX-License-Identifier: EUPL-1.2
#include "kiosk/widgets/typing/ethiopic.h"

#include <algorithm>
#include <array>

#include "storage/base/utf8.h"

namespace anlaufstelle::widgets {

namespace {

constexpr char32_t kFirst = 0x1200, kLast = 0x135A, kOrders = 8;

// Places in the block without a character.
constexpr std::array<char32_t, 21> kEmpty{0x1249, 0x124E, 0x124F, 0x1257, 0x1259, 0x125E, 0x125F,
                                          0x1289, 0x128E, 0x128F, 0x12B1, 0x12B6, 0x12B7, 0x12BF,
                                          0x12C1, 0x12C6, 0x12C7, 0x12D7, 0x1311, 0x1316, 0x1317};

// Rows of the block with the labialised forms of the consonant in the row before.
constexpr std::array<char32_t, 6> kLabialised{0x1248, 0x1258, 0x1288, 0x12B0, 0x12C0, 0x1310};

template <std::size_t N>
bool in(char32_t c, const std::array<char32_t, N>& list) {
  return std::find(list.begin(), list.end(), c) != list.end();
}

void add_row(char32_t first, std::vector<std::string>& syllables) {
  for (char32_t c = first; c < first + kOrders && c <= kLast; ++c) {
    if (!in(c, kEmpty)) syllables.push_back(to_utf8(c));
  }
}

}  // namespace

std::vector<std::string> syllables_of(std::string_view syllable) {
  const char32_t c = first_code_point(syllable);
  if (c < kFirst || c > kLast) return {std::string(syllable)};
  const char32_t first = c - (c - kFirst) % kOrders;
  std::vector<std::string> syllables;
  add_row(first, syllables);
  if (in(first + kOrders, kLabialised)) add_row(first + kOrders, syllables);
  return syllables;
}

}  // namespace anlaufstelle::widgets
