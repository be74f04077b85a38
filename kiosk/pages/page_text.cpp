// SPDX-License-Identifier: EUPL-1.2
#include "kiosk/pages/page_text.h"

namespace anlaufstelle::pages {
namespace {

std::string line_of(const Block& block) {
  switch (block.kind) {
    case Block::Kind::kHeading:
      return "\n" + block.text + "\n";
    case Block::Kind::kListItem:
      return (block.ordinal > 0 ? std::to_string(block.ordinal) + ". " : "- ") + block.text + "\n";
    case Block::Kind::kParagraph:
      break;
  }
  return block.text + "\n";
}

}  // namespace

PageText as_text(const Page& page, std::size_t most_bytes, std::string_view cut_note,
                 std::string_view end) {
  PageText made{page.title + "\n", false};
  const std::string tail = "\n" + std::string(end);
  const std::string note = std::string(cut_note) + "\n";
  std::string headings;  // wait for a paragraph
  for (std::size_t i = 0; i < page.blocks.size() && !made.cut; ++i) {
    const Block& block = page.blocks[i];
    const std::string line = line_of(block);
    if (block.kind == Block::Kind::kHeading) {
      headings += line;
      continue;
    }
    const bool last = i + 1 == page.blocks.size();
    const std::size_t size = made.text.size() + headings.size() + line.size() + tail.size();
    made.cut = size + (last ? 0 : note.size()) > most_bytes;
    made.text += made.cut ? note : headings + line;
    headings.clear();
  }
  made.text += tail;
  return made;
}

}  // namespace anlaufstelle::pages
