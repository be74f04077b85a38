// SPDX-License-Identifier: EUPL-1.2
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "storage/base/result.h"
#include "storage/base/secret.h"

namespace anlaufstelle::forms {

// Local time of one place, read from a TZif file (RFC 8536) so that neither the process's TZ
// nor localtime's shared state matters. Immutable; any thread.
class TimeZone {
 public:
  // UTC.
  TimeZone() = default;
  // An IANA name, looked up below /usr/share/zoneinfo. Errors: InvalidInput (not such a name),
  // NotFound, Corrupt.
  static Result<TimeZone> load(std::string_view name);
  // The content of a TZif file, version 2 or later. Errors: Corrupt.
  static Result<TimeZone> parse(ByteView file);

  // Seconds east of UTC.
  [[nodiscard]] int offset_at(std::int64_t utc_seconds) const;
  // The UTC second of a local wall clock reading. A reading that a change to summer time skips,
  // or that occurs twice, is taken with the offset before the change.
  [[nodiscard]] std::int64_t to_utc(std::int64_t local_seconds) const;

 private:
  // "M3.5.0/2": month, week (5 = last), weekday (0 = Sunday), seconds after midnight.
  struct Rule {
    int month = 0, week = 0, weekday = 0, seconds = 7200;
  };
  static bool parse_rule(std::string_view& text, Rule& rule);
  bool parse_footer(std::string_view text);
  [[nodiscard]] int offset_by_rules(std::int64_t utc_seconds) const;

  std::vector<std::int64_t> changes_;  // UTC seconds, ascending
  std::vector<int> offsets_;           // offsets_[i] holds from changes_[i] on
  int first_offset_ = 0;               // before the first change
  // What holds after the last change (the file's POSIX TZ footer).
  bool has_rules_ = false, has_summer_ = false;
  int standard_ = 0, summer_ = 0;
  Rule to_summer_, to_standard_;
};

}  // namespace anlaufstelle::forms
