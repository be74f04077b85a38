// SPDX-License-Identifier: EUPL-1.2
#include "kiosk/pages/front_matter.h"

#include <algorithm>
#include <array>
#include <charconv>
#include <string>

namespace anlaufstelle::pages {
namespace {

std::string_view trim(std::string_view text) {
  const std::size_t begin = text.find_first_not_of(" \t\r");
  if (begin == std::string_view::npos) return {};
  return text.substr(begin, text.find_last_not_of(" \t\r") - begin + 1);
}

std::string_view unquoted(std::string_view text) {
  if (text.size() >= 2 && text.front() == '"' && text.back() == '"') {
    return text.substr(1, text.size() - 2);
  }
  return text;
}

std::string_view take_line(std::string_view& text) {
  const std::size_t end = std::min(text.find('\n'), text.size());
  const std::string_view line = text.substr(0, end);
  text.remove_prefix(std::min(end + 1, text.size()));
  return line;
}

Error at(int line, std::string_view what) {
  return Error{ErrorCode::kInvalidInput, "line " + std::to_string(line) + ": " + std::string(what)};
}

bool number(std::string_view text, int& out) {
  const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), out);
  return error == std::errc{} && end == text.data() + text.size();
}

struct TextKey {
  std::string_view name;
  std::string Page::*member;
};
constexpr std::array<TextKey, 9> kTextKeys{{
    {"id", &Page::id},
    {"title", &Page::title},
    {"group", &Page::group},
    {"parent", &Page::parent},
    {"source", &Page::source},
    {"law_date", &Page::law_date},
    {"reviewed_by", &Page::reviewed_by},
    {"valid_until", &Page::valid_until},
    {"search", &Page::search_words},
}};

Status read_key(std::string_view key, std::string_view value, int line, FrontMatter& head) {
  Page& page = head.page;
  if (key == "edition") {
    head.edition = value;
    return ok_status();
  }
  if (key == "order") {
    return number(value, page.order) ? ok_status() : Status(at(line, "order must be a number"));
  }
  const auto known = std::find_if(kTextKeys.begin(), kTextKeys.end(),
                                  [&](const TextKey& k) { return k.name == key; });
  if (known == kTextKeys.end()) return at(line, "unknown key '" + std::string(key) + "'");
  if (key == "group" && value != "information" && value != "notice" && value != "glossary") {
    return at(line, "group must be information, notice or glossary");
  }
  if (key == "valid_until" && !value.empty() && !parse_day(value)) {
    return at(line, "valid_until must be a date YYYY-MM-DD");
  }
  page.*(known->member) = value;
  return ok_status();
}

}  // namespace

std::optional<std::chrono::year_month_day> parse_day(std::string_view text) {
  int year = 0, month = 0, day = 0;
  if (text.size() != 10 || text[4] != '-' || text[7] != '-' || !number(text.substr(0, 4), year) ||
      !number(text.substr(5, 2), month) || !number(text.substr(8, 2), day)) {
    return std::nullopt;
  }
  const std::chrono::year_month_day date{std::chrono::year(year),
                                         std::chrono::month(static_cast<unsigned>(month)),
                                         std::chrono::day(static_cast<unsigned>(day))};
  return date.ok() ? std::optional(date) : std::nullopt;
}

Result<FrontMatter> read_front_matter(std::string_view text, PageKind kind) {
  FrontMatter result;
  int line_number = 1;
  std::string_view line = trim(take_line(text));
  // A licence line may stand above the head.
  while (line.starts_with("<!--") || (line.empty() && !text.empty())) {
    line = trim(take_line(text));
    ++line_number;
  }
  if (line != "---") return at(line_number, "a page begins with a line '---'");
  while (true) {
    if (text.empty()) return at(line_number, "the head has no closing '---'");
    line = trim(take_line(text));
    ++line_number;
    if (line == "---") break;
    if (line.empty() || line.starts_with('#')) continue;
    const std::size_t colon = line.find(':');
    if (colon == std::string_view::npos) return at(line_number, "expected 'key: value'");
    TRY(read_key(trim(line.substr(0, colon)), unquoted(trim(line.substr(colon + 1))), line_number,
                 result));
  }
  if (result.page.title.empty()) return at(line_number, "the page has no title");
  if (kind == PageKind::kGerman && result.page.group.empty())
    return at(line_number, "the page has no group");
  result.body = text;
  result.body_line = line_number + 1;
  return result;
}

}  // namespace anlaufstelle::pages
