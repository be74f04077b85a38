// SPDX-License-Identifier: EUPL-1.2
#include "kiosk/forms/time_zone.h"

#include <algorithm>
#include <chrono>
#include <filesystem>
#include <optional>

#include "storage/base/file.h"

namespace anlaufstelle::forms {

namespace {

constexpr std::size_t kMaxFile = 256 * 1024;
constexpr std::uint32_t kMaxChanges = 20'000;

// Reads big-endian numbers; every read is checked.
class Cursor {
 public:
  explicit Cursor(ByteView bytes) : left_(bytes) {}

  bool skip(std::size_t size) { return take(size).has_value(); }
  std::optional<ByteView> take(std::size_t size) {
    if (size > left_.size()) return std::nullopt;
    const ByteView out = left_.first(size);
    left_ = left_.subspan(size);
    return out;
  }
  std::optional<std::uint64_t> number(std::size_t size) {
    const auto bytes = take(size);
    if (!bytes) return std::nullopt;
    std::uint64_t out = 0;
    for (const std::uint8_t byte : *bytes) out = out << 8 | byte;
    return out;
  }
  [[nodiscard]] ByteView left() const { return left_; }

 private:
  ByteView left_;
};

struct Header {
  std::uint32_t utc = 0, wall = 0, leaps = 0, changes = 0, types = 0, letters = 0;

  // Bytes of the data block that follows, with times of `time_size` bytes.
  [[nodiscard]] std::size_t block(std::size_t time_size) const {
    return changes * (time_size + 1) + std::size_t{types} * 6 + letters + leaps * (time_size + 4) +
           wall + utc;
  }
};

std::optional<Header> read_header(Cursor& in) {
  const auto magic = in.take(4);
  if (!magic || as_text(*magic) != "TZif") return std::nullopt;
  const auto version = in.take(1);
  if (!version || (*version)[0] < '2' || !in.skip(15)) return std::nullopt;
  Header header;
  for (std::uint32_t* field : {&header.utc, &header.wall, &header.leaps, &header.changes,
                               &header.types, &header.letters}) {
    const auto number = in.number(4);
    if (!number || *number > kMaxChanges) return std::nullopt;
    *field = static_cast<std::uint32_t>(*number);
  }
  return header;
}

bool eat(std::string_view& text, char c) {
  if (text.empty() || text.front() != c) return false;
  text.remove_prefix(1);
  return true;
}

bool eat_number(std::string_view& text, int& out) {
  std::size_t digits = 0;
  out = 0;
  while (digits < text.size() && digits < 4 && text[digits] >= '0' && text[digits] <= '9')
    out = out * 10 + (text[digits++] - '0');
  text.remove_prefix(digits);
  return digits > 0;
}

// "[+-]hh[:mm[:ss]]" in seconds.
bool eat_time(std::string_view& text, int& out) {
  const bool negative = eat(text, '-');
  if (!negative) eat(text, '+');
  int hours = 0, minutes = 0, seconds = 0;
  if (!eat_number(text, hours)) return false;
  if (eat(text, ':') && !eat_number(text, minutes)) return false;
  if (eat(text, ':') && !eat_number(text, seconds)) return false;
  out = hours * 3600 + minutes * 60 + seconds;
  if (negative) out = -out;
  return true;
}

// "CET" or "<+03>".
bool eat_abbreviation(std::string_view& text) {
  std::size_t size = 0;
  if (!text.empty() && text.front() == '<') {
    size = text.find('>');
    if (size == std::string_view::npos) return false;
    ++size;
  } else {
    while (size < text.size() && ((text[size] | 0x20) >= 'a' && (text[size] | 0x20) <= 'z')) ++size;
  }
  text.remove_prefix(size);
  return size >= 3;
}

}  // namespace

Result<TimeZone> TimeZone::load(std::string_view name) {
  const bool plain = std::all_of(name.begin(), name.end(), [](char c) {
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '/' ||
           c == '_' || c == '-' || c == '+';
  });
  if (name.empty() || !plain || name.front() == '/')
    return Error{ErrorCode::kInvalidInput, "not a time zone: " + std::string(name)};
  auto bytes = read_file(std::filesystem::path("/usr/share/zoneinfo") / name, kMaxFile);
  if (!bytes && name == "UTC") return TimeZone();
  if (!bytes) return with_context(bytes.error(), "time zone " + std::string(name));
  return parse(*bytes);
}

Result<TimeZone> TimeZone::parse(ByteView file) {
  const Error corrupt{ErrorCode::kCorrupt, "time zone file"};
  Cursor in(file);
  // The first block, with 32-bit times, is for old readers.
  const auto old = read_header(in);
  if (!old || !in.skip(old->block(4))) return corrupt;
  const auto header = read_header(in);
  if (!header || header->types == 0) return corrupt;

  TimeZone zone;
  for (std::uint32_t i = 0; i < header->changes; ++i) {
    const auto time = in.number(8);
    if (!time) return corrupt;
    zone.changes_.push_back(static_cast<std::int64_t>(*time));
  }
  if (!std::is_sorted(zone.changes_.begin(), zone.changes_.end())) return corrupt;
  const auto indexes = in.take(header->changes);
  if (!indexes) return corrupt;
  std::vector<int> types;
  for (std::uint32_t i = 0; i < header->types; ++i) {
    const auto offset = in.number(4);
    if (!offset || !in.skip(2)) return corrupt;
    types.push_back(static_cast<std::int32_t>(*offset));
    if (types.back() < -100'000 || types.back() > 100'000) return corrupt;
  }
  zone.first_offset_ = types[0];
  for (const std::uint8_t index : *indexes) {
    if (index >= types.size()) return corrupt;
    zone.offsets_.push_back(types[index]);
  }
  if (!in.skip(header->letters + std::size_t{header->leaps} * 12 + header->wall + header->utc))
    return corrupt;
  std::string_view footer = as_text(in.left());
  if (footer.size() > 2 && footer.front() == '\n' && footer.back() == '\n')
    zone.has_rules_ = zone.parse_footer(footer.substr(1, footer.size() - 2));
  return zone;
}

bool TimeZone::parse_rule(std::string_view& text, Rule& rule) {
  if (!eat(text, 'M') || !eat_number(text, rule.month) || !eat(text, '.') ||
      !eat_number(text, rule.week) || !eat(text, '.') || !eat_number(text, rule.weekday))
    return false;
  if (eat(text, '/') && !eat_time(text, rule.seconds)) return false;
  return rule.month >= 1 && rule.month <= 12 && rule.week >= 1 && rule.week <= 5 &&
         rule.weekday <= 6;
}

bool TimeZone::parse_footer(std::string_view text) {
  int west = 0;  // POSIX counts westward
  if (!eat_abbreviation(text) || !eat_time(text, west)) return false;
  standard_ = -west;
  if (text.empty()) return true;
  summer_ = standard_ + 3600;
  if (!eat_abbreviation(text)) return false;
  if (!text.empty() && text.front() != ',') {
    if (!eat_time(text, west)) return false;
    summer_ = -west;
  }
  if (!eat(text, ',') || !parse_rule(text, to_summer_) || !eat(text, ',') ||
      !parse_rule(text, to_standard_))
    return false;
  has_summer_ = true;
  return true;
}

int TimeZone::offset_by_rules(std::int64_t utc_seconds) const {
  if (!has_summer_) return standard_;
  using namespace std::chrono;
  const auto day = floor<days>(sys_seconds{seconds{utc_seconds + standard_}});
  const year in_year = year_month_day{day}.year();
  const auto moment = [&](const Rule& rule, int offset_before) {
    const month in_month{static_cast<unsigned>(rule.month)};
    const weekday on{static_cast<unsigned>(rule.weekday)};
    const sys_days date = rule.week == 5
                              ? sys_days{in_year / in_month / on[last]}
                              : sys_days{in_year / in_month / on[static_cast<unsigned>(rule.week)]};
    return date.time_since_epoch().count() * std::int64_t{86400} + rule.seconds - offset_before;
  };
  const std::int64_t begins = moment(to_summer_, standard_), ends = moment(to_standard_, summer_);
  const bool summer = begins < ends ? utc_seconds >= begins && utc_seconds < ends
                                    : utc_seconds >= begins || utc_seconds < ends;
  return summer ? summer_ : standard_;
}

int TimeZone::offset_at(std::int64_t utc_seconds) const {
  if (has_rules_ && (changes_.empty() || utc_seconds >= changes_.back()))
    return offset_by_rules(utc_seconds);
  const auto after = std::upper_bound(changes_.begin(), changes_.end(), utc_seconds);
  if (after == changes_.begin()) return first_offset_;
  return offsets_[static_cast<std::size_t>(after - changes_.begin() - 1)];
}

std::int64_t TimeZone::to_utc(std::int64_t local_seconds) const {
  // Offsets change at most once within these two days.
  const int earlier = offset_at(local_seconds - 86400), later = offset_at(local_seconds + 86400);
  const std::int64_t with_earlier = local_seconds - earlier;
  if (earlier == later || offset_at(with_earlier) == earlier) return with_earlier;
  const std::int64_t with_later = local_seconds - later;
  return offset_at(with_later) == later ? with_later : with_earlier;
}

}  // namespace anlaufstelle::forms
