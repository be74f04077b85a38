// SPDX-License-Identifier: EUPL-1.2
#include "kiosk/forms/xpath/value.h"

#include <array>
#include <charconv>
#include <cmath>
#include <limits>

namespace anlaufstelle::forms::xpath {

namespace {

constexpr double kNaN = std::numeric_limits<double>::quiet_NaN();

bool is_digit(char c) {
  return c >= '0' && c <= '9';
}

// XPath 1.0, 3.7 Number with an optional minus; no exponent, no plus, no "Infinity".
bool is_number(std::string_view text) {
  if (!text.empty() && text.front() == '-') text.remove_prefix(1);
  std::size_t digits = 0, points = 0;
  for (const char c : text) {
    if (is_digit(c)) {
      ++digits;
    } else if (c == '.') {
      ++points;
    } else {
      return false;
    }
  }
  return digits > 0 && points <= 1;
}

}  // namespace

std::string_view trim(std::string_view text) {
  constexpr std::string_view kSpace = " \t\r\n";
  const auto first = text.find_first_not_of(kSpace);
  if (first == std::string_view::npos) return {};
  return text.substr(first, text.find_last_not_of(kSpace) - first + 1);
}

double text_to_number(std::string_view text, const TimeZone& zone) {
  text = trim(text);
  if (text.empty()) return kNaN;
  if (!is_number(text)) {
    const auto date = parse_date(text, zone, false);
    return date ? date->days() : kNaN;
  }
  double out = 0;
  const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), out);
  if (error == std::errc::result_out_of_range)
    return text.front() == '-' ? -std::numeric_limits<double>::infinity()
                               : std::numeric_limits<double>::infinity();
  return error == std::errc() && end == text.data() + text.size() ? out : kNaN;
}

std::string number_to_text(double number) {
  if (std::isnan(number)) return "NaN";
  if (std::isinf(number)) return number < 0 ? "-Infinity" : "Infinity";
  if (number == 0) return "0";  // minus zero too
  std::array<char, 400> out{};  // 1.8e308 has 309 digits, 5e-324 has 326 characters
  const auto [end, error] =
      std::to_chars(out.data(), out.data() + out.size(), number, std::chars_format::fixed);
  return error == std::errc() ? std::string(out.data(), end) : "NaN";
}

double to_number(const Value& value, const TimeZone& zone) {
  if (const auto* number = std::get_if<double>(&value)) return *number;
  if (const auto* boolean = std::get_if<bool>(&value)) return *boolean ? 1 : 0;
  if (const auto* text = std::get_if<std::string>(&value)) return text_to_number(*text, zone);
  if (const auto* date = std::get_if<DateValue>(&value)) return date->days();
  return text_to_number(to_text(value, zone), zone);
}

std::string to_text(const Value& value, const TimeZone& zone) {
  if (const auto* number = std::get_if<double>(&value)) return number_to_text(*number);
  if (const auto* boolean = std::get_if<bool>(&value)) return *boolean ? "true" : "false";
  if (const auto* text = std::get_if<std::string>(&value)) return *text;
  if (const auto* date = std::get_if<DateValue>(&value)) return format_iso(*date, zone);
  const auto& nodes = std::get<NodeSet>(value);
  return nodes.empty() ? std::string() : nodes.front().tree->string_value(nodes.front().ix);
}

bool to_boolean(const Value& value) {
  if (const auto* number = std::get_if<double>(&value)) return *number != 0 && !std::isnan(*number);
  if (const auto* boolean = std::get_if<bool>(&value)) return *boolean;
  if (const auto* text = std::get_if<std::string>(&value)) return !text->empty();
  if (const auto* date = std::get_if<DateValue>(&value)) return date->valid();
  return !std::get<NodeSet>(value).empty();
}

}  // namespace anlaufstelle::forms::xpath
