// SPDX-License-Identifier: EUPL-1.2
#pragma once

#include <functional>
#include <string>
#include <string_view>

#include "storage/base/result.h"

namespace anlaufstelle::pages {

inline constexpr std::size_t kMaxHtmlBytes = 1u << 20;
inline constexpr int kMaxHtmlDepth = 120;

// The id of the page that an address leads to, "" for one that isn't here.
using PageOfLink = std::function<std::string(std::string_view href)>;

// What somebody else's HTML says, in our Markdown: headings, paragraphs, lists, emphasis, and links
// to pages that are here. Of everything else the words stay; scripts, styles, frames, forms,
// pictures and comments go, with what is in them. What looks like Markdown in it is text. Any
// thread. Errors: InvalidInput (too large, too deep, no UTF-8).
Result<std::string> markdown_of_html(const std::string& html, const PageOfLink& page_of);

// One line of plain text as our Markdown would have it.
std::string escaped_markdown(std::string_view text);

}  // namespace anlaufstelle::pages
