// SPDX-License-Identifier: EUPL-1.2
#include "kiosk/forms/answers.h"

#include <algorithm>

#include "kiosk/forms/utf8.h"
#include "kiosk/forms/xpath/dates.h"
#include "kiosk/forms/xpath/value.h"

namespace anlaufstelle::forms {

namespace {

constexpr std::size_t kMaxAnswer = 100'000;  // bytes

// The value itself is never in an error: it is somebody's answer.
Error not_a(std::string_view what) {
  return {ErrorCode::kInvalidInput, "the answer is not " + std::string(what)};
}

bool is_digits(std::string_view text) {
  return !text.empty() &&
         std::all_of(text.begin(), text.end(), [](char c) { return c >= '0' && c <= '9'; });
}

std::string_view without_sign(std::string_view text) {
  if (!text.empty() && (text.front() == '-' || text.front() == '+')) text.remove_prefix(1);
  return text;
}

bool is_decimal(std::string_view text) {
  text = without_sign(text);
  const auto point = text.find('.');
  if (point == std::string_view::npos) return is_digits(text);
  const std::string_view before = text.substr(0, point), after = text.substr(point + 1);
  return (is_digits(before) || before.empty()) && is_digits(after);
}

// A month or a year stands for its first day, where the question asks for no more.
Result<std::string> cast_date(std::string_view text, const Control* control) {
  const auto asks = [&](std::string_view appearance) {
    return control != nullptr && std::find(control->appearance.begin(), control->appearance.end(),
                                           appearance) != control->appearance.end();
  };
  std::string day(text.substr(0, text.find('T')));
  if (day.size() == 4 && asks("year")) day += "-01-01";
  if (day.size() == 7 && (asks("month-year") || asks("year"))) day += "-01";
  if (!xpath::is_plain_date(day)) return not_a("a date");
  return day;
}

bool fits_range(std::string_view text, const Range& range) {
  const double number = xpath::text_to_number(text, TimeZone());
  return number >= std::min(range.start, range.end) && number <= std::max(range.start, range.end);
}

Result<std::string> cast_choices(std::string_view text, const std::vector<std::string>& offered) {
  std::string out;
  std::vector<std::string_view> taken;
  for (const std::string_view word : split_words(text)) {
    if (std::find(offered.begin(), offered.end(), word) == offered.end())
      return not_a("one of the choices");
    if (std::find(taken.begin(), taken.end(), word) != taken.end()) continue;
    taken.push_back(word);
    if (!out.empty()) out += ' ';
    out += word;
  }
  return out;
}

}  // namespace

std::vector<std::string_view> chosen_values(ControlKind kind, std::string_view stored) {
  if (kind == ControlKind::kSelect || kind == ControlKind::kRank) return split_words(stored);
  if (stored.empty()) return {};
  return {stored};
}

std::vector<std::string_view> split_words(std::string_view text) {
  std::vector<std::string_view> out;
  constexpr std::string_view kSpace = " \t\r\n";
  for (auto at = text.find_first_not_of(kSpace); at != std::string_view::npos;
       at = text.find_first_not_of(kSpace, at)) {
    const auto end = std::min(text.find_first_of(kSpace, at), text.size());
    out.push_back(text.substr(at, end - at));
    at = end;
  }
  return out;
}

Result<std::string> cast_answer(std::string_view value, DataType type, const Control* control,
                                const std::vector<std::string>& offered) {
  if (value.empty()) return std::string();
  if (value.size() > kMaxAnswer || !fits_into_xml(value)) return not_a("text");
  if (control != nullptr) {
    if (control->kind == ControlKind::kSelect1) {
      if (std::find(offered.begin(), offered.end(), value) == offered.end())
        return not_a("one of the choices");
      return std::string(value);
    }
    if (control->kind == ControlKind::kSelect || control->kind == ControlKind::kRank)
      return cast_choices(value, offered);
    if (control->range && !fits_range(value, *control->range))
      return not_a("one of the range's numbers");
    if (control->kind == ControlKind::kTrigger)
      return value == "OK" ? Result<std::string>(std::string(value)) : not_a("OK");
  }
  const std::string plain(value);
  switch (type) {
    case DataType::kInt: {
      // What is behind a decimal point is dropped, as in the other engines. Nineteen digits and
      // more don't fit a machine's integer anywhere down the line.
      const std::string_view whole = is_decimal(value) ? value.substr(0, value.find('.')) : value;
      const std::string_view digits = without_sign(whole);
      if (!is_digits(digits) || digits.size() > 18) return not_a("a whole number");
      return std::string(whole);
    }
    case DataType::kDecimal:
      if (!is_decimal(value) || value.size() > 100) return not_a("a number");
      return plain;
    case DataType::kBoolean:
      if (value != "true" && value != "false" && value != "1" && value != "0")
        return not_a("true or false");
      return plain;
    case DataType::kDate:
      return cast_date(value, control);
    case DataType::kTime:
      if (!xpath::is_plain_time(value)) return not_a("a time");
      return plain;
    case DataType::kDateTime:
      if (!xpath::parse_date(value, TimeZone(), false)) return not_a("a date and time");
      return plain;
    case DataType::kString:
      break;
  }
  return plain;
}

}  // namespace anlaufstelle::forms
