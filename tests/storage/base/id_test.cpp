// SPDX-License-Identifier: EUPL-1.2
#include "storage/base/id.h"

#include <doctest/doctest.h>

#include <set>

namespace anlaufstelle {

TEST_CASE("a record id reads back from its 32 digits and nothing else is one") {
  SystemRandom random;
  const RecordId id = RecordId::make(random);
  const auto again = RecordId::from_hex(id.hex());
  REQUIRE(again.ok());
  CHECK(*again == id);
  CHECK(RecordId{}.hex() == std::string(32, '0'));
  CHECK(RecordId::from_hex("000102030405060708090a0b0c0d0e0f")->bytes[15] == 15);
  for (const char* bad :
       {"", "00", "000102030405060708090a0b0c0d0e0F", "000102030405060708090a0b0c0d0e0g",
        "000102030405060708090a0b0c0d0e0f0"}) {
    CHECK(RecordId::from_hex(bad).error().code == ErrorCode::kInvalidInput);
  }
}

TEST_CASE("the system's randomness fills every byte and never repeats an id") {
  SystemRandom random;
  std::set<RecordId> ids;
  std::array<bool, 16> seen{};
  for (int i = 0; i < 200; ++i) {
    const RecordId id = RecordId::make(random);
    ids.insert(id);
    for (std::size_t at = 0; at < 16; ++at) seen[at] = seen[at] || id.bytes[at] != 0;
  }
  CHECK(ids.size() == 200);
  for (const bool byte_was_filled : seen) CHECK(byte_was_filled);
}

}  // namespace anlaufstelle
