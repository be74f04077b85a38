// SPDX-License-Identifier: EUPL-1.2
#include "kiosk/app/pixel_painter.h"

#include <doctest/doctest.h>

#include <algorithm>
#include <random>

#include "kiosk/widgets/drawing/canvas.h"
#include "tests/support/shipped_languages.h"

namespace anlaufstelle::app {

namespace {

using widgets::Color;
using widgets::Rect;

constexpr int kWidth = 200, kHeight = 120;
constexpr std::uint32_t kUnpainted = 0x123456;
constexpr Color kWhite{255, 255, 255}, kRed{200, 0, 0}, kBlue{0, 0, 200};

// A picture, and a canvas for frames of its size.
struct Easel {
  std::unique_ptr<text::TextEngine> engine =
      std::move(text::TextEngine::create(shipped_languages().font_files).value());
  widgets::Canvas canvas{*engine};
  std::vector<std::uint32_t> pixels = std::vector<std::uint32_t>(kWidth * kHeight, kUnpainted);
  PixelPainter painter{pixels.data(), kWidth, kHeight};

  const std::vector<PixelPainter::Area>& paint(const std::function<void(widgets::Canvas&)>& draw) {
    canvas.begin({0, 0, kWidth, kHeight});
    draw(canvas);
    const std::uint64_t hash = canvas.finish();
    return painter.paint({canvas.fills(), canvas.pictures(), &canvas.list(), hash, {}},
                         engine->atlas());
  }
  std::uint32_t at(int x, int y) const {
    return pixels[static_cast<std::size_t>(y * kWidth + x)] & 0xFFFFFF;
  }
};

void ground(widgets::Canvas& canvas) {
  canvas.fill({0, 0, kWidth, kHeight}, kWhite);
}

}  // namespace

TEST_CASE("a picture is scaled, blended by its alpha and cut to what is seen of it") {
  Easel easel;
  // Left half red, right half nothing.
  std::vector<std::uint8_t> pixels;
  for (int i = 0; i < 8 * 8; ++i) {
    const bool red = i % 8 < 4;
    pixels.insert(pixels.end(), {static_cast<std::uint8_t>(red ? 200 : 0), 0, 0,
                                 static_cast<std::uint8_t>(red ? 255 : 0)});
  }
  const widgets::PictureView picture{pixels.data(), 8, 8};
  const auto draw = [&](widgets::Canvas& canvas) {
    ground(canvas);
    canvas.push_clip({20, 0, 100, 100});
    canvas.picture(picture, {0, 10, 80, 40});
    canvas.pop_clip();
  };
  easel.paint(draw);
  CHECK(easel.at(19, 30) == 0xFFFFFF);
  CHECK(easel.at(20, 30) == 0xC80000);
  CHECK(easel.at(32, 30) == 0xC80000);
  CHECK(easel.at(48, 30) == 0xFFFFFF);
  CHECK(easel.at(25, 51) == 0xFFFFFF);
  CHECK(easel.paint(draw).empty());
  easel.paint(ground);
  CHECK(easel.at(20, 30) == 0xFFFFFF);
}

TEST_CASE("fills and covers have exactly their colour and their edges") {
  Easel easel;
  easel.paint([](widgets::Canvas& canvas) {
    ground(canvas);
    canvas.fill({10, 20, 30, 40}, kRed);
    canvas.cover({50, 20, 5, 5}, kBlue);
  });
  CHECK(easel.at(9, 20) == 0xFFFFFF);
  CHECK(easel.at(10, 20) == 0xC80000);
  CHECK(easel.at(39, 59) == 0xC80000);
  CHECK(easel.at(40, 59) == 0xFFFFFF);
  CHECK(easel.at(50, 20) == 0x0000C8);
  CHECK(easel.at(55, 20) == 0xFFFFFF);
}

TEST_CASE("a half covered pixel is half its colour and half the ground") {
  Easel easel;
  const auto paint = [&](Color color) {
    easel.paint([color](widgets::Canvas& canvas) {
      ground(canvas);
      canvas.shape({widgets::ShapeName::Kind::kDisc, 8}, 16, 16, color, [](widgets::Mask& mask) {
        mask.stroke({-9, 4, 90, 4}, 7);
      });
    });
  };
  paint({0, 0, 0});
  CHECK(easel.at(18, 20) == 0);
  const auto edge = static_cast<int>(easel.at(18, 16) & 0xFF);  // covered by half
  CHECK(std::abs(edge - 127) <= 2);
  paint({0, 0, 0, 128});  // and half of a half
  CHECK(std::abs(static_cast<int>(easel.at(18, 16) & 0xFF) - 191) <= 3);
}

TEST_CASE("only the neighbourhood of a change is painted") {
  Easel easel;
  const auto paint = [&](float x) {
    return easel.paint([x](widgets::Canvas& canvas) {
      ground(canvas);
      canvas.disc(x, 60, 4, kBlue);
    });
  };
  CHECK(paint(20).size() == 1);  // the first frame is painted whole
  CHECK(paint(20).empty());
  const std::uint32_t far = easel.pixels[kWidth * 5 + 150] = 0x777777;
  const auto areas = paint(21);
  REQUIRE_FALSE(areas.empty());
  int painted = 0;
  for (const PixelPainter::Area& area : areas) painted += area.w * area.h;
  CHECK(painted <= 4 * 32 * 32);
  CHECK(easel.at(150, 5) == far);
  easel.painter.forget();
  CHECK(paint(21).size() == 1);
  CHECK(easel.at(150, 5) == 0xFFFFFF);
}

TEST_CASE("a frame painted in parts is the frame painted whole") {
  constexpr std::uint32_t kSeed = 20260826;
  MESSAGE("seed ", kSeed);
  std::mt19937 random(kSeed);
  const auto below = [&](int end) {
    return static_cast<float>(random() % static_cast<unsigned>(end));
  };
  Easel parts, whole;
  text::ParagraphSpec specs[2];
  specs[0].text = "Weiß ich nicht";
  specs[1].text = "Ich weiß nicht";
  struct Thing {
    int kind;
    Rect rect;
    Color color;
  };
  std::vector<Thing> things;
  for (int round = 0; round < 300; ++round) {
    if (things.size() > 12 || (!things.empty() && random() % 3 == 0)) {
      things.erase(things.begin() + static_cast<int>(random() % things.size()));
    } else if (!things.empty() && random() % 4 == 0) {
      Thing& thing = things[random() % things.size()];
      thing.kind = thing.kind == 4 ? 5 : 4;
    } else {
      things.push_back({static_cast<int>(random() % 6),
                        {below(kWidth), below(kHeight), 8 + below(80), 8 + below(60)},
                        {static_cast<std::uint8_t>(random()), 90, 30}});
    }
    const auto draw = [&](Easel& easel) {
      easel.paint([&](widgets::Canvas& canvas) {
        ground(canvas);
        for (const auto& [kind, rect, color] : things) {
          if (kind == 0) canvas.fill(rect, color);
          if (kind == 1) canvas.card(rect, 6, color);
          if (kind == 2) canvas.frame(rect, 7, 2, color);
          if (kind == 3) canvas.disc(rect.x, rect.y, 9, color);
          if (kind >= 4) {
            const auto text = easel.engine->layout(specs[kind - 4]);
            canvas.paragraph(*text, rect.x, rect.y, color, color);
          }
        }
      });
    };
    draw(parts);
    whole.painter.forget();
    draw(whole);
    REQUIRE(parts.pixels == whole.pixels);
    REQUIRE(std::count(whole.pixels.begin(), whole.pixels.end(), kUnpainted) == 0);
  }
}

TEST_CASE("a new epoch of the atlas paints everything anew") {
  Easel easel;
  const auto draw = [](widgets::Canvas& canvas) {
    ground(canvas);
    canvas.disc(30, 30, 9, kBlue);
  };
  easel.paint(draw);
  CHECK(easel.paint(draw).empty());
  // Masks that fill the atlas up.
  for (int side = 200; !easel.engine->atlas().overflowed(); ++side) {
    (void)easel.engine->atlas().shape(static_cast<std::uint64_t>(side), side, side,
                                      [](std::span<std::uint8_t>) {});
  }
  easel.engine->begin_frame();
  const auto areas = easel.paint(draw);
  REQUIRE(areas.size() == 1);
  CHECK(areas[0].w == kWidth);
  CHECK(easel.at(30, 30) == 0x0000C8);
}

}  // namespace anlaufstelle::app
