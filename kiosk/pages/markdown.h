// SPDX-License-Identifier: EUPL-1.2
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "kiosk/pages/page_store.h"
#include "storage/base/result.h"

namespace anlaufstelle::pages {

// One block of a page before its text is parsed. `markdown` is the block's inline Markdown on
// one line (a "\" at a line's end stays as "\" and a newline), without "#" or list mark: the
// msgid that translators see.
struct RawBlock {
  Block::Kind kind = Block::Kind::kParagraph;
  int level = 1, ordinal = 0;
  std::string markdown;
  int line = 0;  // 1-based, in the file
};

// Splits a page's body into headings, paragraphs and list items. `first_line` is the line of
// the file that `body` begins with.
std::vector<RawBlock> split_blocks(std::string_view body, int first_line);

// Text and marks of one block's inline Markdown (CommonMark, read by md4c): emphasis, strong and
// links to other pages ("[Text](page-id)" or "[Text](page-id.md)"). Any thread.
// Errors: InvalidInput for anything else (pictures, HTML, code, web addresses).
struct InlineText {
  std::string text;
  std::vector<Inline> spans;
};
Result<InlineText> parse_inline(std::string_view markdown);

}  // namespace anlaufstelle::pages
