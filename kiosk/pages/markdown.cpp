// SPDX-License-Identifier: EUPL-1.2
#include "kiosk/pages/markdown.h"

#include <md4c.h>

#include <algorithm>
#include <array>
#include <cctype>

namespace anlaufstelle::pages {
namespace {

bool blank(std::string_view line) {
  return line.find_first_not_of(" \t") == std::string_view::npos;
}

std::size_t indent_of(std::string_view line) {
  return std::min(line.find_first_not_of(' '), line.size());
}

// The block that a line opens by its mark, with the rest of the line; nothing for plain text.
bool opens_block(std::string_view line, RawBlock& block, std::string_view& rest) {
  const std::size_t indent = indent_of(line);
  const std::string_view body = line.substr(indent);
  const std::size_t hashes = std::min(body.find_first_not_of('#'), body.size());
  if (indent == 0 && hashes >= 1 && hashes <= 3 && hashes < body.size() && body[hashes] == ' ') {
    block.kind = Block::Kind::kHeading;
    block.level = static_cast<int>(hashes);
    rest = body.substr(hashes + 1);
    return true;
  }
  block.level = static_cast<int>(indent / 2) + 1;
  if (body.size() > 2 && (body[0] == '-' || body[0] == '*') && body[1] == ' ') {
    block.kind = Block::Kind::kListItem;
    rest = body.substr(2);
    return true;
  }
  std::size_t digits = 0;
  while (digits < body.size() && std::isdigit(static_cast<unsigned char>(body[digits])) != 0) {
    ++digits;
  }
  if (digits >= 1 && digits <= 2 && digits + 1 < body.size() && body[digits] == '.' &&
      body[digits + 1] == ' ') {
    block.kind = Block::Kind::kListItem;
    block.ordinal = std::stoi(std::string(body.substr(0, digits)));
    rest = body.substr(digits + 2);
    return true;
  }
  return false;
}

std::string_view trimmed(std::string_view line) {
  const std::size_t begin = line.find_first_not_of(" \t");
  if (begin == std::string_view::npos) return {};
  return line.substr(begin, line.find_last_not_of(" \t\r") - begin + 1);
}

void append_line(RawBlock& block, std::string_view line) {
  if (!block.markdown.empty()) block.markdown += block.markdown.back() == '\\' ? '\n' : ' ';
  block.markdown += trimmed(line);
}

// What md4c's callbacks build.
struct InlineBuilder {
  InlineText out;
  int strong = 0, emphasis = 0, paragraphs = 0;
  std::string link;
  std::string trouble;

  void add(std::string_view text) {
    const std::size_t begin = out.text.size();
    out.text += text;
    if (strong == 0 && emphasis == 0 && link.empty()) return;
    const Inline span{begin, out.text.size(), strong > 0, emphasis > 0, link};
    if (!out.spans.empty()) {
      Inline& last = out.spans.back();
      if (last.end == begin && last.strong == span.strong && last.emphasis == span.emphasis &&
          last.link == span.link) {
        last.end = span.end;
        return;
      }
    }
    out.spans.push_back(span);
  }
  int refuse(std::string what) {
    trouble = std::move(what);
    return 1;
  }
};

int enter_block(MD_BLOCKTYPE type, void*, void* user) {
  auto& builder = *static_cast<InlineBuilder*>(user);
  if (type == MD_BLOCK_DOC) return 0;
  if (type == MD_BLOCK_P && ++builder.paragraphs == 1) return 0;
  return builder.refuse("only headings, paragraphs and lists are known here");
}

int leave_block(MD_BLOCKTYPE, void*, void*) {
  return 0;
}

bool is_page_id(std::string_view id) {
  return !id.empty() && std::all_of(id.begin(), id.end(), [](char c) {
    return (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || c == '-';
  });
}

int enter_span(MD_SPANTYPE type, void* detail, void* user) {
  auto& builder = *static_cast<InlineBuilder*>(user);
  if (type == MD_SPAN_STRONG) return ++builder.strong, 0;
  if (type == MD_SPAN_EM) return ++builder.emphasis, 0;
  if (type != MD_SPAN_A) return builder.refuse("only emphasis and links may stand in the text");
  const auto& href = static_cast<MD_SPAN_A_DETAIL*>(detail)->href;
  std::string_view target{href.text, href.size};
  if (target.ends_with(".md")) target.remove_suffix(3);
  if (!is_page_id(target)) return builder.refuse("a link must name another page");
  builder.link = target;
  return 0;
}

int leave_span(MD_SPANTYPE type, void*, void* user) {
  auto& builder = *static_cast<InlineBuilder*>(user);
  if (type == MD_SPAN_STRONG) --builder.strong;
  if (type == MD_SPAN_EM) --builder.emphasis;
  if (type == MD_SPAN_A) builder.link.clear();
  return 0;
}

// The few entities that an author of plain text needs; md4c leaves decoding to its caller.
bool add_entity(InlineBuilder& builder, std::string_view entity) {
  static constexpr std::array<std::pair<std::string_view, std::string_view>, 6> kKnown{{
      {"&amp;", "&"},
      {"&lt;", "<"},
      {"&gt;", ">"},
      {"&quot;", "\""},
      {"&nbsp;", "\u00a0"},
      {"&shy;", "\u00ad"},
  }};
  for (const auto& [name, text] : kKnown) {
    if (name == entity) return builder.add(text), true;
  }
  return false;
}

int add_text(MD_TEXTTYPE type, const MD_CHAR* text, MD_SIZE size, void* user) {
  auto& builder = *static_cast<InlineBuilder*>(user);
  const std::string_view piece{text, size};
  switch (type) {
    case MD_TEXT_NORMAL:
      return builder.add(piece), 0;
    case MD_TEXT_BR:
      return builder.add("\n"), 0;
    case MD_TEXT_SOFTBR:
      return builder.add(" "), 0;
    case MD_TEXT_ENTITY:
      return add_entity(builder, piece) ? 0 : builder.refuse("unknown entity");
    default:
      return builder.refuse("only plain text, emphasis and links may stand in the text");
  }
}

}  // namespace

std::vector<RawBlock> split_blocks(std::string_view body, int first_line) {
  std::vector<RawBlock> blocks;
  bool open = false;
  int number = first_line;
  while (!body.empty()) {
    const std::size_t end = std::min(body.find('\n'), body.size());
    const std::string_view line = body.substr(0, end);
    body.remove_prefix(std::min(end + 1, body.size()));
    RawBlock block;
    std::string_view rest;
    if (blank(line) || line == "\r") {
      open = false;
    } else if (opens_block(line, block, rest)) {
      block.line = number;
      append_line(block, rest);
      open = block.kind != Block::Kind::kHeading;
      blocks.push_back(std::move(block));
    } else {
      if (!open) {
        block.level = 1;
        block.line = number;
        blocks.push_back(std::move(block));
      }
      append_line(blocks.back(), line);
      open = true;
    }
    ++number;
  }
  return blocks;
}

Result<InlineText> parse_inline(std::string_view markdown) {
  InlineBuilder builder;
  MD_PARSER parser{};
  parser.flags = MD_FLAG_NOHTML | MD_FLAG_NOINDENTEDCODEBLOCKS;
  parser.enter_block = enter_block;
  parser.leave_block = leave_block;
  parser.enter_span = enter_span;
  parser.leave_span = leave_span;
  parser.text = add_text;
  const int failed =
      md_parse(markdown.data(), static_cast<MD_SIZE>(markdown.size()), &parser, &builder);
  // md4c drops a callback's refusal in places, so the trouble itself counts too.
  if (failed != 0 || !builder.trouble.empty()) {
    return Error{ErrorCode::kInvalidInput,
                 builder.trouble.empty() ? "unreadable Markdown" : builder.trouble};
  }
  return std::move(builder.out);
}

}  // namespace anlaufstelle::pages
