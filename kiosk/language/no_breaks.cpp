// SPDX-License-Identifier: EUPL-1.2
// Spaces that hold German citations, dates and amounts together at the end of a line. They stand in
// texts of every language, because the paper's own words do.
#include <unicode/uchar.h>

#include <algorithm>
#include <iterator>

#include "kiosk/language/language.h"
#include "storage/base/utf8.h"

namespace anlaufstelle::language {
namespace {

constexpr std::string_view kNoBreakSpace = "\u00A0";

constexpr std::string_view kBeforeNumber[] = {"§",        "§§",        "Abs.", "Absatz", "Art.",
                                              "Artikel",  "Halbs.",    "Nr.",  "No.",    "Nummer",
                                              "Paragraf", "Paragraph", "S.",   "Satz",   "№"};
constexpr std::string_view kBehindNumber[] = {"€",  "%", "°C", "EUR", "Euro", "Uhr",
                                              "km", "m", "kg", "g",   "h",    "Min."};
constexpr std::string_view kMonths[] = {"Januar",    "Februar", "März",     "April",
                                        "Mai",       "Juni",    "Juli",     "August",
                                        "September", "Oktober", "November", "Dezember"};

bool is_digit(char c) {
  return c >= '0' && c <= '9';
}

// A letter, or part of one: every byte of UTF-8 beyond ASCII counts.
bool is_letter(char c) {
  return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c & 0x80) != 0;
}

bool is_latin_letter(char c) {
  return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
}

template <std::size_t N>
bool is_one_of(const std::string_view (&list)[N], std::string_view word) {
  return std::find(std::begin(list), std::end(list), word) != std::end(list);
}

// From the last space, bracket or isolate before `end` up to it.
std::string_view word_before(std::string_view text, std::size_t end) {
  constexpr std::size_t kLongest = 12;  // bytes of the longest word looked for
  std::size_t begin = end;
  while (begin > 0 && end - begin < kLongest &&
         (is_letter(text[begin - 1]) || text[begin - 1] == '.'))
    --begin;
  std::string_view word = text.substr(begin, end - begin);
  // Quotation marks and isolates are letters by their bytes; none of the words begins with E2.
  while (word.size() > 3 && static_cast<unsigned char>(word.front()) == 0xE2 && word != "№")
    word.remove_prefix(3);
  return word;
}

// Whether a letter of any script stands at `at`: behind the "m" of "mögliche" a word goes on.
bool letter_stands_at(std::string_view text, std::size_t at) {
  if (at >= text.size()) return false;
  std::size_t next = 0;
  return u_isalpha(static_cast<UChar32>(code_point_at(text, at, next)));
}

// Whether one of the words stands at `at` and ends there as a word.
template <std::size_t N>
bool stands_at(const std::string_view (&list)[N], std::string_view text, std::size_t at) {
  const std::string_view rest = text.substr(at);
  return std::any_of(std::begin(list), std::end(list), [&](std::string_view word) {
    if (!rest.starts_with(word)) return false;
    return !is_latin_letter(word.back()) || !letter_stands_at(rest, word.size());
  });
}

// "19." of "19. August": one or two digits.
bool is_day_number(std::string_view text, std::size_t end) {
  if (end < 2 || text[end - 1] != '.' || !is_digit(text[end - 2])) return false;
  const std::size_t first = end >= 3 && is_digit(text[end - 3]) ? end - 3 : end - 2;
  return first == 0 || !(is_digit(text[first - 1]) || text[first - 1] == '.');
}

// "z." or "B." of "z. B.": a letter alone with its full stop.
bool is_initial(std::string_view text, std::size_t at) {
  return at + 1 < text.size() && is_latin_letter(text[at]) && text[at + 1] == '.' &&
         (at == 0 || !is_letter(text[at - 1]));
}

// "Buchst. a", "Buchstabe a": one letter behind it.
bool is_lettered(std::string_view text, std::size_t space) {
  const std::string_view word = word_before(text, space);
  if (word != "Buchst." && word != "Buchstabe" && word != "lit.") return false;
  const std::size_t at = space + 1;
  return is_latin_letter(text[at]) && (at + 1 == text.size() || !is_letter(text[at + 1]));
}

bool must_hold(std::string_view text, std::size_t space) {
  if (space == 0 || space + 1 == text.size()) return false;
  const char before = text[space - 1], after = text[space + 1];
  if (is_digit(after)) return is_one_of(kBeforeNumber, word_before(text, space));
  if (is_digit(before)) return stands_at(kBehindNumber, text, space + 1);
  if (before == '.' && is_day_number(text, space)) return stands_at(kMonths, text, space + 1);
  if (before == '.' && space >= 2 && is_initial(text, space - 2) && is_initial(text, space + 1))
    return true;
  return is_latin_letter(after) && is_lettered(text, space);
}

// The first space from `from` on that must not break; npos if there is none.
std::size_t next_to_hold(std::string_view text, std::size_t from) {
  std::size_t at = text.find(' ', from);
  while (at != std::string_view::npos && !must_hold(text, at)) at = text.find(' ', at + 1);
  return at;
}

}  // namespace

std::string keep_together(std::string_view text) {
  std::string result;
  result.reserve(text.size() + 8);
  std::size_t from = 0;
  for (std::size_t at = next_to_hold(text, 0); at != std::string_view::npos;
       at = next_to_hold(text, from)) {
    result.append(text.substr(from, at - from)).append(kNoBreakSpace);
    from = at + 1;
  }
  return result.append(text.substr(from));
}

std::string_view prepare_text(std::string_view text, Direction direction, std::string& buffer) {
  const bool holds = next_to_hold(text, 0) != std::string_view::npos;
  if (!holds && direction == Direction::kLeftToRight) return text;
  if (holds) buffer = keep_together(text);
  if (direction == Direction::kRightToLeft)
    buffer = isolate_runs(holds ? std::string_view(buffer) : text, direction);
  return buffer;
}

}  // namespace anlaufstelle::language
