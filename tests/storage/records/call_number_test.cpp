// SPDX-License-Identifier: EUPL-1.2
#include "storage/records/call_number.h"

#include <doctest/doctest.h>

#include <set>

namespace anlaufstelle::records {

TEST_CASE("call numbers run from A 1 to Y 99 without a letter that is misread, then start over") {
  CHECK(call_number(0) == "A 1");
  CHECK(call_number(98) == "A 99");
  CHECK(call_number(99) == "B 1");
  CHECK(call_number(8 * 99) == "J 1");
  CHECK(call_number(kCallNumbers - 1) == "Y 99");
  CHECK(call_number(kCallNumbers) == "A 1");
  std::set<std::string> all;
  for (std::uint64_t n = 0; n < kCallNumbers; ++n) {
    const std::string number = call_number(n);
    CHECK(number.find_first_of("IOQSZ") == std::string::npos);
    all.insert(number);
    CHECK(place_of_call_number(number) == n);
  }
  CHECK(all.size() == kCallNumbers);
  for (const char* bad :
       {"", "A", "A ", "A 0", "A 01", "A 100", "a 1", "O 1", "A-1", "A 1 ", "1"}) {
    CHECK_FALSE(place_of_call_number(bad).has_value());
  }
}

}  // namespace anlaufstelle::records
