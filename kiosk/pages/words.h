// SPDX-License-Identifier: EUPL-1.2
#pragma once

#include <cstddef>
#include <string_view>

namespace anlaufstelle::pages {

// How many bytes at the start of `rest` stand between words, 0 where a word goes on: ASCII other
// than letters and digits, and the punctuation of the languages here. REQUIRES: `rest` isn't empty.
std::size_t gap_between_words(std::string_view rest);

// Without the Arabic article and what is written together with it: nobody looks a word up by it.
std::string_view without_article(std::string_view word);

}  // namespace anlaufstelle::pages
