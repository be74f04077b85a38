// SPDX-License-Identifier: EUPL-1.2
#include "kiosk/widgets/drawing/shapes.h"

#include <doctest/doctest.h>

#include <numbers>
#include <vector>

namespace anlaufstelle::widgets {

namespace {

constexpr int kSide = 40;

struct Drawing {
  std::vector<std::uint8_t> coverage = std::vector<std::uint8_t>(kSide * kSide);
  Mask mask{coverage, kSide};

  int at(int x, int y) const { return coverage[static_cast<std::size_t>(y * kSide + x)]; }
  double area() const {
    double sum = 0;
    for (const std::uint8_t pixel : coverage) sum += pixel / 255.0;
    return sum;
  }
};

}  // namespace

TEST_CASE("a disc is round, symmetric and as large as it says") {
  Drawing drawing;
  drawing.mask.disc(20, 20, 20);
  CHECK(drawing.area() == doctest::Approx(std::numbers::pi * 400).epsilon(0.005));
  CHECK(drawing.at(0, 0) == 0);
  CHECK(drawing.at(20, 0) > 230);
  for (int y = 0; y < kSide; ++y) {
    for (int x = 0; x < kSide; ++x) {
      CHECK(drawing.at(x, y) == drawing.at(kSide - 1 - x, y));
      CHECK(drawing.at(x, y) == drawing.at(y, x));
    }
  }
}

TEST_CASE("a ring is a disc without its inside") {
  Drawing drawing;
  drawing.mask.ring(20, 20, 20, 3);
  CHECK(drawing.area() == doctest::Approx(std::numbers::pi * (400 - 289)).epsilon(0.01));
  CHECK(drawing.at(20, 20) == 0);
  CHECK(drawing.at(1, 20) == 255);
}

TEST_CASE("a stroke has round ends, and strokes that meet are no darker where they do") {
  Drawing drawing;
  drawing.mask.stroke({10, 20, 30, 20}, 4);
  CHECK(drawing.area() == doctest::Approx(20 * 4 + std::numbers::pi * 4).epsilon(0.02));
  CHECK(drawing.at(8, 20) > 128);  // the round end
  CHECK(drawing.at(7, 20) == 0);
  const double once = drawing.area();
  drawing.mask.stroke({10, 20, 20, 20}, 4);
  CHECK(drawing.area() == once);
}

TEST_CASE("what lies outside the mask is left out") {
  Drawing drawing;
  drawing.mask.disc(0, 0, 10);
  drawing.mask.stroke({-30, 60, 90, 60}, 5);
  CHECK(drawing.area() == doctest::Approx(std::numbers::pi * 25).epsilon(0.02));
}

}  // namespace anlaufstelle::widgets
