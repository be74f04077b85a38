// SPDX-License-Identifier: EUPL-1.2
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "storage/records/figures.h"

namespace anlaufstelle::casework {

// What may leave the office of the counted visits: by quarter, one trait at a time, nothing small
// (facts.md 3.2). Pure.
struct PublishedFigure {
  std::string quarter;  // "2026-Q4"
  std::string what, value;
  std::optional<std::uint64_t> count;  // nothing: hidden
};

// Fewer than this are hidden, and with them the smallest other cell of the same table, so that no
// subtraction from the total brings one back; a table that has no other cell is left out whole.
inline constexpr std::uint64_t kLeastShown = 5;

// "2026-11" → "2026-Q4".
std::string quarter_of(const std::string& month);

// The first minute of the quarter that a minute lies in, both since 1970-01-01 UTC.
std::int64_t quarter_began(std::int64_t minute);

// Quarters before `running` only: of one that goes on, two reports would tell who came between
// them.
std::vector<PublishedFigure> publish(const records::Figures& figures, const std::string& running);

// "quarter,what,value,count", hidden cells as "<5 or hidden". RFC 4180, LF.
std::string to_csv(const std::vector<PublishedFigure>& figures);

}  // namespace anlaufstelle::casework
