// SPDX-License-Identifier: EUPL-1.2
#pragma once

#include <string>
#include <string_view>
#include <vector>

namespace anlaufstelle::widgets {

// The syllables that begin with the consonant of `syllable` (its first order, U+1200 to U+135A):
// its orders and, where the consonant has them, the labialised ones. Just `syllable` itself for
// anything else. Source: the Unicode block Ethiopic, where each consonant has eight places.
std::vector<std::string> syllables_of(std::string_view syllable);

}  // namespace anlaufstelle::widgets
