// SPDX-License-Identifier: EUPL-1.2
// Isolates of UAX #9: without them "§ 25b AufenthG" reads "25b AufenthG §" on a right-to-left
// screen, and a telephone number or a range of dates stands the wrong way round.
#include <optional>
#include <vector>

#include "kiosk/language/language.h"
#include "storage/base/utf8.h"

namespace anlaufstelle::language {
namespace {

constexpr std::string_view kLri = "\u2066", kFsi = "\u2068", kPdi = "\u2069";

// 0 at the end.
char32_t peek(std::string_view text, std::size_t at) {
  std::size_t next = 0;
  return at < text.size() ? code_point_at(text, at, next) : 0;
}

bool is_digit(char32_t c) {
  return c >= '0' && c <= '9';
}

bool is_latin(char32_t c) {
  return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || c == 0xAA || c == 0xBA ||
         (c >= 0xC0 && c <= 0x24F && c != 0xD7 && c != 0xF7) || (c >= 0x1E00 && c <= 0x1EFF) ||
         (c >= 0xFB00 && c <= 0xFB06);
}

bool is_space(char32_t c) {
  return c == ' ' || c == 0xA0 || c == 0x202F || c == 0x2009;
}

// What a run is made of: letters with their marks, digits, superscripts and fractions.
bool is_core(char32_t c) {
  return is_digit(c) || is_latin(c) || (c >= 0x300 && c <= 0x36F) || c == 0xB2 || c == 0xB3 ||
         (c >= 0xB9 && c <= 0xBE && c != 0xBB);
}

// Stands behind a number and belongs to it.
bool is_unit(char32_t c) {
  return c == '%' || c == 0x20AC || c == 0xB0 || c == '$' || c == 0xA3;
}

// Holds a run together where more of it follows.
bool is_joiner(char32_t c) {
  return is_space(c) ||
         (c < 0x80 && std::string_view("-.,/+&@_#=*'~|\\").find(static_cast<char>(c)) !=
                          std::string_view::npos) ||
         (c >= 0x2010 && c <= 0x2014) || c == 0x2019 || c == 0xA7 || c == 0xB7 || c == 0xD7 ||
         c == 0x2026 || c == 0x2116;
}

// Ends a sentence unless it stands inside an address ("https://…?a=1") or a time ("9:30").
bool is_stop(char32_t c) {
  return c == ':' || c == ';' || c == '?' || c == '!';
}

// What closes a bracket or quotation mark, German and English ones.
std::optional<char32_t> closer_of(char32_t opener) {
  switch (opener) {
    case '(':
      return ')';
    case '[':
      return ']';
    case '"':
      return '"';
    case 0x201E:
      return 0x201C;  // „ “
    case 0x201C:
      return 0x201D;  // “ ”
    case 0x201A:
      return 0x2018;  // ‚ ‘
    case 0xBB:
      return 0xAB;  // » «
    case 0xAB:
      return 0xBB;  // « »
    default:
      return std::nullopt;
  }
}

bool is_isolate_start(char32_t c) {
  return c >= 0x2066 && c <= 0x2068;
}

// A full stop behind a year ends a sentence; behind a day ("5. März") or "Abs." it does not.
bool ends_sentence(std::string_view text, std::size_t dot) {
  if (!is_space(peek(text, dot + 1))) return false;
  std::size_t digits = 0;
  while (digits < dot && is_digit(static_cast<unsigned char>(text[dot - 1 - digits]))) ++digits;
  return digits > 2;
}

// Finds how far a run that starts at a given place goes.
class RunScanner {
 public:
  RunScanner(std::string_view text, std::size_t begin)
      : text_(text), begin_(begin), at_(begin), end_(begin) {}

  // End of the run, punctuation behind its last word left out; `begin` if there is no run.
  std::size_t scan() {
    while (at_ < text_.size() && step()) {
    }
    // A bracket that the run opens and does not close stays outside, and what follows it.
    return open_.empty() ? end_ : open_.front().end_before;
  }

 private:
  struct Open {
    char32_t closer;
    std::size_t end_before;
  };

  // Takes one code point; false if it does not belong to the run.
  bool step() {
    std::size_t next = 0;
    const char32_t c = code_point_at(text_, at_, next);
    const bool after_core = end_ == at_;
    if (is_core(c)) {
      end_ = next;
    } else if (is_unit(c)) {
      if (has_core()) end_ = next;
    } else if (!open_.empty() && open_.back().closer == c) {
      open_.pop_back();
      end_ = next;
    } else if (const auto closer = closer_of(c)) {
      open_.push_back({*closer, end_});
    } else if (is_stop(c)) {
      const char32_t following = peek(text_, next);
      if (!is_core(following) && following != '/') return false;
    } else if (c == '.' && ends_sentence(text_, at_)) {
      return false;
    } else if (!is_joiner(c)) {
      return false;
    } else if (c == '/' && is_address_ && after_core) {
      end_ = next;  // "https://example.org/"
    }
    is_address_ = is_address_ || text_.substr(at_, 3) == "://";
    at_ = next;
    return true;
  }
  [[nodiscard]] bool has_core() const { return end_ > begin_; }

  std::string_view text_;
  std::size_t begin_, at_, end_;
  std::vector<Open> open_;
  bool is_address_ = false;
};

// "(030) 123": a bracketed number that more digits follow belongs to the run.
bool starts_bracketed_number(std::string_view text, std::size_t at) {
  std::size_t i = at + 1;
  const std::size_t first = i;
  while (is_digit(peek(text, i)) || peek(text, i) == '+') ++i;
  if (i == first || peek(text, i) != ')') return false;
  ++i;
  while (is_space(peek(text, i))) code_point_at(text, i, i);
  return is_digit(peek(text, i));
}

bool may_start_run(std::string_view text, std::size_t at, char32_t c) {
  return is_digit(c) || is_latin(c) || c == '+' || c == 0xA7 ||
         (c == '(' && starts_bracketed_number(text, at));
}

// End of "{name}" at `at`, or `at` if there is none. Its letters are no words.
std::size_t end_of_placeholder(std::string_view text, std::size_t at) {
  if (text[at] != '{') return at;
  std::size_t i = at + 1;
  while (i < text.size() && ((text[i] >= 'a' && text[i] <= 'z') || text[i] == '_' ||
                             is_digit(static_cast<unsigned char>(text[i]))))
    ++i;
  return i < text.size() && text[i] == '}' && i > at + 1 ? i + 1 : at;
}

}  // namespace

std::string isolate_runs(std::string_view text, Direction direction) {
  if (direction == Direction::kLeftToRight) return std::string(text);
  std::string result;
  result.reserve(text.size() + 24);
  int depth = 0;  // of isolates that the text has already
  for (std::size_t at = 0; at < text.size();) {
    std::size_t next = 0;
    const char32_t c = code_point_at(text, at, next);
    if (is_isolate_start(c)) ++depth;
    if (c == 0x2069 && depth > 0) --depth;
    if (c == '\n') depth = 0;  // an isolate ends with its paragraph
    std::size_t end = end_of_placeholder(text, at);
    if (end == at && depth == 0 && may_start_run(text, at, c)) {
      const std::size_t run_end = RunScanner(text, at).scan();
      if (run_end > at) {
        result.append(kLri).append(text.substr(at, run_end - at)).append(kPdi);
        at = run_end;
        continue;
      }
    }
    if (end == at) end = next;
    result.append(text.substr(at, end - at));
    at = end;
  }
  return result;
}

std::string isolate_user_text(std::string_view text) {
  std::string result;
  result.reserve(text.size() + 12);
  // Line by line, because an isolate ends with its paragraph.
  while (true) {
    const std::size_t feed = text.find('\n');
    const std::string_view line = text.substr(0, feed);
    if (!line.empty()) result.append(kFsi).append(line).append(kPdi);
    if (feed == std::string_view::npos) return result;
    result += '\n';
    text.remove_prefix(feed + 1);
  }
}

std::string fill_in(std::string text, std::string_view name, std::string_view value) {
  const std::string place = "{" + std::string(name) + "}";
  const std::string isolated = isolate_user_text(value);
  for (std::size_t at = text.find(place); at != std::string::npos;
       at = text.find(place, at + isolated.size()))
    text.replace(at, place.size(), isolated);
  return text;
}

}  // namespace anlaufstelle::language
