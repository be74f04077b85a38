// SPDX-License-Identifier: EUPL-1.2
#include "kiosk/forms/xpath/dates.h"

#include <algorithm>
#include <array>
#include <chrono>
#include <cmath>
#include <cstdio>

namespace anlaufstelle::forms::xpath {

namespace {

constexpr double kDayMs = 86'400'000.0;
// Years 0 to 9999: what ISO 8601 writes with four digits.
constexpr double kFirstMs = -62'167'219'200'000.0, kLastMs = 253'402'300'799'999.0;

struct Scanner {
  std::string_view left;

  bool eat(char c) {
    if (left.empty() || left.front() != c) return false;
    left.remove_prefix(1);
    return true;
  }
  // Between `least` and `most` digits.
  std::optional<int> digits(std::size_t least, std::size_t most) {
    std::size_t size = 0;
    int out = 0;
    while (size < left.size() && size < most && left[size] >= '0' && left[size] <= '9')
      out = out * 10 + (left[size++] - '0');
    if (size < least) return std::nullopt;
    left.remove_prefix(size);
    return out;
  }
};

std::optional<std::int64_t> scan_day(Scanner& in, bool loose) {
  const std::size_t least = loose ? 1 : 2;
  const auto year = in.digits(4, 4);
  if (!year || !in.eat('-')) return std::nullopt;
  const auto month = in.digits(least, 2);
  if (!month || !in.eat('-')) return std::nullopt;
  const auto day = in.digits(least, 2);
  if (!day) return std::nullopt;
  const std::chrono::year_month_day date{std::chrono::year{*year},
                                         std::chrono::month{static_cast<unsigned>(*month)},
                                         std::chrono::day{static_cast<unsigned>(*day)}};
  if (!date.ok()) return std::nullopt;
  return std::chrono::sys_days{date}.time_since_epoch().count();
}

// Milliseconds after midnight.
std::optional<double> scan_time(Scanner& in) {
  const auto hour = in.digits(2, 2);
  if (!hour || *hour > 24 || !in.eat(':')) return std::nullopt;
  const auto minute = in.digits(2, 2);
  if (!minute || *minute > 59) return std::nullopt;
  double ms = (*hour * 60.0 + *minute) * 60'000.0;
  if (!in.eat(':')) return ms;
  const auto second = in.digits(2, 2);
  if (!second || *second > 60) return std::nullopt;
  ms += *second * 1000.0;
  if (!in.eat('.')) return ms;
  double unit = 100.0;
  const std::size_t before = in.left.size();
  while (const auto digit = in.digits(1, 1)) {
    ms += *digit * unit;
    unit /= 10.0;
  }
  if (in.left.size() == before) return std::nullopt;
  return ms;
}

// Seconds east of UTC; nullopt for none, `bad` where there is something else.
std::optional<int> scan_offset(Scanner& in, bool& bad) {
  bad = false;
  if (in.left.empty()) return std::nullopt;
  if (in.eat('Z')) return 0;
  const bool west = in.eat('-');
  if (!west && !in.eat('+')) {
    bad = true;
    return std::nullopt;
  }
  const auto hours = in.digits(2, 2);
  in.eat(':');
  const auto minutes = in.left.empty() ? std::optional<int>(0) : in.digits(2, 2);
  if (!hours || !minutes || *hours > 15 || *minutes > 59) {
    bad = true;
    return std::nullopt;
  }
  const int seconds = (*hours * 60 + *minutes) * 60;
  return west ? -seconds : seconds;
}

struct Local {
  std::chrono::year_month_day date;
  int hour, minute, second, millisecond, weekday, offset;
};

Local local_of(double ms, const TimeZone& zone) {
  const auto whole = static_cast<std::int64_t>(std::floor(ms / 1000.0));
  Local out{};
  out.millisecond = static_cast<int>(std::floor(ms - static_cast<double>(whole) * 1000.0));
  out.offset = zone.offset_at(whole);
  const std::chrono::sys_seconds local{std::chrono::seconds{whole + out.offset}};
  const auto day = std::chrono::floor<std::chrono::days>(local);
  out.date = std::chrono::year_month_day{day};
  out.weekday = static_cast<int>(std::chrono::weekday{day}.c_encoding());
  const auto seconds = static_cast<int>((local - day).count());
  out.hour = seconds / 3600;
  out.minute = seconds / 60 % 60;
  out.second = seconds % 60;
  return out;
}

template <typename... Numbers>
std::string print(const char* format, Numbers... numbers) {
  std::array<char, 64> out{};
  std::snprintf(out.data(), out.size(), format, numbers...);
  return out.data();
}

std::string day_text(const Local& at) {
  return print("%04d-%02u-%02u", static_cast<int>(at.date.year()),
               static_cast<unsigned>(at.date.month()), static_cast<unsigned>(at.date.day()));
}

constexpr std::array<std::string_view, 12> kMonths = {
    "January", "February", "March",     "April",   "May",      "June",
    "July",    "August",   "September", "October", "November", "December"};
constexpr std::array<std::string_view, 7> kDays = {"Sunday",   "Monday", "Tuesday", "Wednesday",
                                                   "Thursday", "Friday", "Saturday"};

unsigned month_of(const Local& at) {
  return static_cast<unsigned>(at.date.month());
}
unsigned day_of(const Local& at) {
  return static_cast<unsigned>(at.date.day());
}
int year_of(const Local& at) {
  return static_cast<int>(at.date.year());
}
std::string month_name(const Local& at) {
  return std::string(kMonths[month_of(at) - 1]);
}
std::string day_name(const Local& at) {
  return std::string(kDays[static_cast<std::size_t>(at.weekday)]);
}

// What may follow % in format-date().
struct Field {
  char letter;
  std::string (*print)(const Local&);
};
constexpr std::array<Field, 16> kFields = {{
    {'%', [](const Local&) { return std::string("%"); }},
    {'Y', [](const Local& at) { return print("%04d", year_of(at)); }},
    {'y', [](const Local& at) { return print("%02d", year_of(at) % 100); }},
    {'m', [](const Local& at) { return print("%02u", month_of(at)); }},
    {'n', [](const Local& at) { return print("%u", month_of(at)); }},
    {'B', [](const Local& at) { return month_name(at); }},
    {'b', [](const Local& at) { return month_name(at).substr(0, 3); }},
    {'d', [](const Local& at) { return print("%02u", day_of(at)); }},
    {'e', [](const Local& at) { return print("%u", day_of(at)); }},
    {'H', [](const Local& at) { return print("%02d", at.hour); }},
    {'h', [](const Local& at) { return print("%d", at.hour); }},
    {'M', [](const Local& at) { return print("%02d", at.minute); }},
    {'S', [](const Local& at) { return print("%02d", at.second); }},
    {'3', [](const Local& at) { return print("%03d", at.millisecond); }},
    {'A', [](const Local& at) { return day_name(at); }},
    {'a', [](const Local& at) { return day_name(at).substr(0, 3); }},
}};

bool in_range(double ms) {
  return ms >= kFirstMs && ms <= kLastMs;
}

}  // namespace

std::optional<DateValue> parse_date(std::string_view text, const TimeZone& zone, bool loose) {
  Scanner in{text};
  const auto day = scan_day(in, loose);
  if (!day) return std::nullopt;
  double local_ms = static_cast<double>(*day) * kDayMs;
  std::optional<int> offset;
  if (in.eat('T')) {
    const auto time = scan_time(in);
    bool bad = false;
    offset = scan_offset(in, bad);
    if (!time || bad) return std::nullopt;
    local_ms += *time;
  }
  if (!in.left.empty()) return std::nullopt;
  if (offset) return DateValue{local_ms - *offset * 1000.0, false};
  const double seconds = std::floor(local_ms / 1000.0);
  const auto utc = zone.to_utc(static_cast<std::int64_t>(seconds));
  return DateValue{static_cast<double>(utc) * 1000.0 + (local_ms - seconds * 1000.0), false};
}

bool is_plain_date(std::string_view text) {
  Scanner in{text};
  return scan_day(in, false).has_value() && in.left.empty();
}

bool is_plain_time(std::string_view text) {
  Scanner in{text};
  bool bad = false;
  const auto time = scan_time(in);
  const auto offset = scan_offset(in, bad);
  const bool has_seconds = text.size() >= 8 && text[5] == ':';
  const bool rolls_over = text.starts_with("24") || (has_seconds && text.substr(6, 2) == "60");
  return time && !bad && in.left.empty() && has_seconds && !rolls_over &&
         std::abs(offset.value_or(0)) <= 14 * 3600;
}

DateValue start_of_local_day(const DateValue& date, const TimeZone& zone) {
  if (!date.valid() || !in_range(date.ms)) return {};
  const Local at = local_of(date.ms, zone);
  const std::int64_t day = std::chrono::sys_days{at.date}.time_since_epoch().count();
  return DateValue{static_cast<double>(zone.to_utc(day * 86400)) * 1000.0, false};
}

DateValue date_of_days(double days, const TimeZone& zone) {
  const double ms = days * kDayMs;
  if (!std::isfinite(days) || !in_range(ms)) return {};
  if (days == std::floor(days)) return DateValue{ms, false};
  constexpr double kNearMidnightMs = 90 * 60'000.0;
  return start_of_local_day(DateValue{std::round(ms) + kNearMidnightMs, false}, zone);
}

std::string format_day(const DateValue& date, const TimeZone& zone) {
  if (!date.valid() || !in_range(date.ms)) return {};
  return day_text(local_of(date.ms, zone));
}

std::string format_iso(const DateValue& date, const TimeZone& zone) {
  // The peers print what JavaScript prints; a calculate never stores it (see calculated_text).
  if (!date.valid() || !in_range(date.ms)) return "Invalid Date";
  const Local at = local_of(date.ms, zone);
  const bool midnight = at.hour + at.minute + at.second + at.millisecond == 0;
  if (!date.with_time && midnight) return day_text(at);
  const int east = std::abs(at.offset) / 60;
  return day_text(at) + print("T%02d:%02d:%02d.%03d%c%02d:%02d", at.hour, at.minute, at.second,
                              at.millisecond, at.offset < 0 ? '-' : '+', east / 60, east % 60);
}

std::optional<std::string> format_pattern(const DateValue& date, std::string_view pattern,
                                          const TimeZone& zone) {
  if (!date.valid() || !in_range(date.ms)) return std::string();
  const Local at = local_of(date.ms, zone);
  std::string out;
  for (std::size_t i = 0; i < pattern.size(); ++i) {
    if (pattern[i] != '%' || i + 1 == pattern.size()) {
      out += pattern[i];
      continue;
    }
    const auto field = std::find_if(kFields.begin(), kFields.end(),
                                    [&](const Field& f) { return f.letter == pattern[i + 1]; });
    if (field == kFields.end()) return std::nullopt;
    out += field->print(at);
    ++i;
  }
  return out;
}

std::optional<double> parse_time_of_day(std::string_view text, const TimeZone& zone) {
  if (const auto t = text.find('T'); t != std::string_view::npos) text.remove_prefix(t + 1);
  Scanner in{text};
  const auto time = scan_time(in);
  bool bad = false;
  const auto offset = scan_offset(in, bad);
  const bool rolls_over = text.starts_with("24") || (text.size() > 7 && text.substr(6, 2) == "60");
  if (!time || bad || rolls_over || !in.left.empty()) return std::nullopt;
  if (!offset) return *time / kDayMs;
  const double local = *time - *offset * 1000.0 + zone.offset_at(0) * 1000.0;
  return (local - std::floor(local / kDayMs) * kDayMs) / kDayMs;
}

}  // namespace anlaufstelle::forms::xpath
