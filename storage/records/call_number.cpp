// SPDX-License-Identifier: EUPL-1.2
#include "storage/records/call_number.h"

#include <string_view>

namespace anlaufstelle::records {

std::string call_number(std::uint64_t n) {
  static constexpr std::string_view kLetters = "ABCDEFGHJKLMNPRTUVWXY";
  static constexpr std::uint64_t kPerLetter = 99;
  static_assert(kLetters.size() * kPerLetter == kCallNumbers);
  const std::uint64_t in_series = n % kCallNumbers;
  return std::string(1, kLetters[in_series / kPerLetter]) + " " +
         std::to_string(in_series % kPerLetter + 1);
}

}  // namespace anlaufstelle::records
