// SPDX-License-Identifier: EUPL-1.2
#include "kiosk/widgets/drawing/visible_fills.h"

#include <doctest/doctest.h>

#include <algorithm>
#include <array>
#include <random>
#include <vector>

namespace anlaufstelle::widgets {

namespace {

constexpr int kSide = 40;
using Picture = std::array<std::uint8_t, kSide * kSide>;

// How often each pixel is painted goes to `times`.
Picture paint(std::span<const Fill> fills, Picture& times) {
  Picture picture{};
  times.fill(0);
  for (const Fill& fill : fills) {
    for (int y = static_cast<int>(fill.rect.y); y < static_cast<int>(fill.rect.bottom()); ++y) {
      for (int x = static_cast<int>(fill.rect.x); x < static_cast<int>(fill.rect.right()); ++x) {
        const auto at = static_cast<std::size_t>(y * kSide + x);
        picture[at] = fill.color.r;
        ++times[at];
      }
    }
  }
  return picture;
}

}  // namespace

TEST_CASE("cutting off what later fills cover changes no pixel and paints none twice") {
  constexpr unsigned kSeed = 20261125;
  CAPTURE(kSeed);
  std::mt19937 random(kSeed);
  const auto below = [&](int limit) { return static_cast<int>(random() % unsigned(limit)); };
  for (int round = 0; round < 300; ++round) {
    std::vector<Fill> fills{{{0, 0, kSide, kSide}, {1, 0, 0}}};
    for (int i = 0, count = below(12); i < count; ++i) {
      const int x = below(kSide - 1), y = below(kSide - 1);
      const int w = 1 + below(kSide - x), h = 1 + below(kSide - y);
      fills.push_back(
          {{float(x), float(y), float(w), float(h)}, {static_cast<std::uint8_t>(2 + i), 0, 0}});
    }
    Picture times_all, times_visible;
    const Picture all = paint(fills, times_all);
    const std::vector<Fill> visible = visible_fills(fills);
    CHECK(paint(visible, times_visible) == all);
    REQUIRE_FALSE(visible.empty());
    CHECK(visible.front().rect.w == kSide);
    for (std::size_t at = 0; at < times_visible.size(); ++at) {
      // The ground, and what stands on it.
      REQUIRE(times_visible[at] == std::min<int>(times_all[at], 2));
    }
  }
}

TEST_CASE("a frame without fills stays without fills") {
  CHECK(visible_fills({}).empty());
}

}  // namespace anlaufstelle::widgets
