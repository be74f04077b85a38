// SPDX-License-Identifier: EUPL-1.2
#include "kiosk/visit/range_steps.h"

#include <doctest/doctest.h>

using namespace anlaufstelle;
using visit::RangeSteps;

namespace {

std::string all(const forms::Range& range) {
  const RangeSteps steps(range);
  std::string text;
  for (int i = 0; i < steps.count(); ++i) {
    CHECK(steps.index_of(steps.value(i)) == i);
    text += (text.empty() ? "" : " ") + steps.value(i);
  }
  return text;
}

}  // namespace

TEST_CASE("a range offers its numbers from its start on, up or down, no farther than its end") {
  CHECK(all({1, 5, 1}) == "1 2 3 4 5");
  CHECK(all({7, 3, 2}) == "7 5 3");
  CHECK(all({10, 1, -4}) == "10 6 2");
  CHECK(all({1, 4, 2}) == "1 3");
  CHECK(all({3, 3, 1}) == "3");
}

TEST_CASE("a range's decimals are those of its start and step, without a computer's dust") {
  CHECK(all({-1, 1, 0.5}) == "-1.0 -0.5 0.0 0.5 1.0");
  CHECK(all({0, 0.4, 0.1}) == "0.0 0.1 0.2 0.3 0.4");
  CHECK(all({1.25, 2, 0.25}) == "1.25 1.50 1.75 2.00");
}

TEST_CASE("a value of a range is found however it is written, and none outside it") {
  const RangeSteps steps({0, 10, 0.5});
  CHECK(steps.index_of("2.5") == 5);
  CHECK(steps.index_of("2.50") == 5);
  CHECK(steps.index_of("+2.5") == 5);
  CHECK_FALSE(steps.index_of("").has_value());
  CHECK_FALSE(steps.index_of("10.5").has_value());
  CHECK_FALSE(steps.index_of("-1").has_value());
  CHECK_FALSE(steps.index_of("viel").has_value());
  CHECK_FALSE(steps.index_of("nan").has_value());
}

TEST_CASE("steps of a range lead as far down as up") {
  CHECK(RangeSteps({1, 5, 1}).distance(3) == "3");
  CHECK(RangeSteps({7, 3, 0.5}).distance(-3) == "1.5");
}

TEST_CASE("a range beyond all measure has an end") {
  const RangeSteps steps({0, 1e300, 1});
  CHECK(steps.count() == 1'000'001);
  CHECK(steps.value(1'000'000) == "1000000");
  CHECK(RangeSteps({1e300, -1e300, 1e290}).value(1).size() < 400);
}
