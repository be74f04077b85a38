// SPDX-License-Identifier: EUPL-1.2
#include "kiosk/text/atlas.h"

#include <doctest/doctest.h>

#include <cmath>
#include <random>

namespace anlaufstelle::text {
namespace {

std::uint8_t pixel(const GlyphAtlas& atlas, int x, int y) {
  return atlas.pixels()[y * atlas.size() + x];
}

TEST_CASE("masks of random sizes never overlap in the atlas") {
  GlyphAtlas atlas(256, 256);
  std::mt19937 random(7);
  struct Put {
    GlyphAtlas::Place place;
    int w, h;
    std::uint8_t value;
  };
  std::vector<Put> all;
  for (std::uint8_t value = 1; value < 200; ++value) {
    const int w = 1 + static_cast<int>(random() % 20), h = 1 + static_cast<int>(random() % 24);
    const std::vector<std::uint8_t> mask(static_cast<std::size_t>(w * h), value);
    const auto place = atlas.add(w, h, mask.data(), w);
    if (!place) break;
    all.push_back({*place, w, h, value});
  }
  CHECK(all.size() > 100);
  for (const Put& put : all) {
    for (int y = 0; y < put.h; ++y) {
      for (int x = 0; x < put.w; ++x)
        REQUIRE(pixel(atlas, put.place.x + x, put.place.y + y) == put.value);
    }
  }
}

TEST_CASE("the atlas says once which rectangle to upload") {
  GlyphAtlas atlas(128, 128);
  const auto first = atlas.take_dirty();
  REQUIRE(first.has_value());
  CHECK(first->w == 128);
  CHECK(first->h == 128);
  CHECK_FALSE(atlas.take_dirty().has_value());
  const std::vector<std::uint8_t> mask(60, 9);
  const auto a = atlas.add(10, 6, mask.data(), 10);
  const auto b = atlas.add(6, 10, mask.data(), 6);
  const auto dirty = atlas.take_dirty();
  REQUIRE((a && b && dirty));
  CHECK(dirty->x == std::min(a->x, b->x));
  CHECK(dirty->y == std::min(a->y, b->y));
  CHECK(dirty->x + dirty->w == std::max(a->x + 10, b->x + 6));
  CHECK(dirty->y + dirty->h == std::max(a->y + 6, b->y + 10));
  CHECK_FALSE(atlas.take_dirty().has_value());
}

TEST_CASE("the white texel is fully covered") {
  GlyphAtlas atlas(64, 64);
  float u = 0, v = 0;
  atlas.white(u, v);
  CHECK(pixel(atlas, static_cast<int>(u * 64), static_cast<int>(v * 64)) == 255);
}

TEST_CASE("a shape is painted once an epoch, and found again by its key") {
  GlyphAtlas atlas(64, 64);
  int painted = 0;
  const auto shape = [&](std::uint64_t key) {
    return atlas.shape(key, 6, 3, [&](std::span<std::uint8_t> mask) {
      ++painted;
      CHECK(mask.size() == 18);
      mask[7] = 99;  // second row, second column
    });
  };
  const GlyphQuad first = shape(1);
  CHECK(first.x1 == 6);
  CHECK(first.y1 == 3);
  const int left = static_cast<int>(first.u0 * 64), top = static_cast<int>(first.v0 * 64);
  CHECK(static_cast<int>(first.u1 * 64) == left + 6);
  CHECK(static_cast<int>(first.v1 * 64) == top + 3);
  CHECK(pixel(atlas, left + 1, top + 1) == 99);
  CHECK(pixel(atlas, left, top) == 0);
  atlas.take_dirty();
  CHECK(shape(1).u0 == first.u0);
  CHECK(painted == 1);
  CHECK_FALSE(atlas.take_dirty().has_value());
  CHECK(shape(2).u0 != first.u0);
  CHECK(painted == 2);
}

TEST_CASE("a full atlas leaves out, says so, and makes room at the next frame") {
  GlyphAtlas atlas(64, 128);
  const std::vector<std::uint8_t> mask(30 * 30, 5);
  int placed = 0;
  while (atlas.add(30, 30, mask.data(), 30)) ++placed;
  CHECK(placed >= 2);
  CHECK(atlas.overflowed());
  const GlyphQuad none = atlas.shape(1, 30, 30, [](std::span<std::uint8_t>) {});
  CHECK(none.x1 == 0);
  const auto epoch = atlas.epoch();
  CHECK(atlas.begin_frame());
  CHECK(atlas.epoch() == epoch + 1);
  CHECK(atlas.size() == 128);
  CHECK_FALSE(atlas.overflowed());
  CHECK(atlas.take_dirty()->w == 128);
  CHECK(atlas.add(30, 30, mask.data(), 30).has_value());
  CHECK_FALSE(atlas.begin_frame());
  CHECK(atlas.epoch() == epoch + 1);
  while (atlas.add(30, 30, mask.data(), 30)) {
  }
  CHECK(atlas.begin_frame());
  CHECK(atlas.size() == 128);
}

}  // namespace
}  // namespace anlaufstelle::text
