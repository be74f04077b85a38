// SPDX-License-Identifier: EUPL-1.2
#include "storage/records/call_number.h"

#include <charconv>

namespace anlaufstelle::records {
namespace {

constexpr std::string_view kLetters = "ABCDEFGHJKLMNPRTUVWXY";
constexpr std::uint64_t kPerLetter = 99;
static_assert(kLetters.size() * kPerLetter == kCallNumbers);

}  // namespace

std::string call_number(std::uint64_t n) {
  const std::uint64_t in_series = n % kCallNumbers;
  return std::string(1, kLetters[in_series / kPerLetter]) + " " +
         std::to_string(in_series % kPerLetter + 1);
}

std::optional<std::uint64_t> place_of_call_number(std::string_view number) {
  const std::size_t letter = number.empty() ? std::string_view::npos : kLetters.find(number[0]);
  if (letter == std::string_view::npos || number.size() < 3) return std::nullopt;
  std::uint64_t in_letter = 0;
  std::from_chars(number.data() + 2, number.data() + number.size(), in_letter);
  if (in_letter < 1 || in_letter > kPerLetter) return std::nullopt;
  const std::uint64_t place = letter * kPerLetter + in_letter - 1;
  if (call_number(place) != number) return std::nullopt;
  return place;
}

}  // namespace anlaufstelle::records
