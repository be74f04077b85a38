// SPDX-License-Identifier: EUPL-1.2
#include "kiosk/widgets/drawing/canvas.h"

#include <doctest/doctest.h>

#include <cmath>

#include "kiosk/widgets/drawing/icons.h"
#include "tests/kiosk/widgets/ui_fixture.h"
#include "tests/support/shipped_languages.h"

namespace anlaufstelle::widgets {

namespace {

constexpr Rect kScreen{0, 0, 800, 600};
constexpr Color kRed{200, 0, 0}, kBlue{0, 0, 200};

struct Painter {
  std::unique_ptr<text::TextEngine> engine =
      std::move(text::TextEngine::create(shipped_languages().font_files).value());
  Canvas canvas{*engine};
};

float area(const Canvas& canvas) {
  float sum = 0;
  for (const Fill& fill : canvas.fills()) sum += fill.rect.w * fill.rect.h;
  return sum;
}

}  // namespace

TEST_CASE("a surface is an opaque fill on whole pixels and no vertex") {
  Painter painter;
  painter.canvas.begin(kScreen);
  painter.canvas.fill({10.4f, 20.6f, 30, 40}, kRed);
  painter.canvas.finish();
  REQUIRE(painter.canvas.fills().size() == 1);
  const Rect rect = painter.canvas.fills()[0].rect;
  CHECK(rect.x == 10);
  CHECK(rect.y == 21);
  CHECK(rect.w == 30);
  CHECK(painter.canvas.list().VtxBuffer.Size == 0);
}

TEST_CASE("fills are cut to the clip and to the screen") {
  Painter painter;
  painter.canvas.begin(kScreen);
  painter.canvas.push_clip({100, 100, 100, 100});
  painter.canvas.fill({50, 50, 100, 100}, kRed);
  painter.canvas.fill({0, 0, 50, 50}, kRed);
  painter.canvas.pop_clip();
  painter.canvas.fill({700, 500, 500, 500}, kBlue);
  painter.canvas.finish();
  REQUIRE(painter.canvas.fills().size() == 2);
  CHECK(painter.canvas.fills()[0].rect.x == 100);
  CHECK(painter.canvas.fills()[0].rect.w == 50);
  CHECK(painter.canvas.fills()[1].rect.w == 100);
}

TEST_CASE("a rounded card blends only its four corners") {
  Painter painter;
  painter.canvas.begin(kScreen);
  painter.canvas.card({0, 0, 400, 300}, 10, kRed);
  painter.canvas.finish();
  CHECK(painter.canvas.list().VtxBuffer.Size == 4 * 4);
  CHECK(area(painter.canvas) >= 400 * 300 - 400);
}

TEST_CASE("everything is drawn from one texture") {
  Painter painter;
  painter.canvas.begin(kScreen);
  painter.canvas.card({0, 0, 400, 300}, 10, kRed);
  painter.canvas.frame({10, 10, 50, 50}, 5, 2, kBlue);
  painter.canvas.disc(100, 100, 8, kBlue);
  painter.canvas.finish();
  REQUIRE(painter.canvas.list().CmdBuffer.Size == 1);
  CHECK((std::intptr_t)painter.canvas.list().CmdBuffer[0].GetTexID() == 1);
}

TEST_CASE("the same drawing has the same hash, and any change another") {
  Painter painter;
  const auto hash = [&](float x, Color color, float clip) {
    painter.canvas.begin(kScreen);
    painter.canvas.fill({x, 0, 10, 10}, kRed);
    painter.canvas.push_clip({0, 0, clip, 500});
    painter.canvas.disc(100, 100, 8, color);
    painter.canvas.pop_clip();
    return painter.canvas.finish();
  };
  const std::uint64_t first = hash(0, kBlue, 500);
  CHECK(hash(0, kBlue, 500) == first);
  CHECK(hash(1, kBlue, 500) != first);
  CHECK(hash(0, kRed, 500) != first);
  CHECK(hash(0, kBlue, 100) != first);
  CHECK(hash(0, kBlue, 499) == first);  // a clip that cuts nothing changes no pixel
}

TEST_CASE("a clip cuts quads and their texture alike, without a draw call of its own") {
  Painter painter;
  painter.canvas.begin(kScreen);
  painter.canvas.disc(100, 100, 8, kBlue);
  painter.canvas.push_clip({96, 0, 100, 103});
  painter.canvas.disc(100, 100, 8, kBlue);
  painter.canvas.pop_clip();
  painter.canvas.finish();
  const ImDrawList& list = painter.canvas.list();
  REQUIRE(list.CmdBuffer.Size == 1);
  REQUIRE(list.VtxBuffer.Size == 8);
  // Corners of a quad: top left first, clockwise.
  const ImDrawVert &whole = list.VtxBuffer[0], &whole_end = list.VtxBuffer[2];
  const ImDrawVert &part = list.VtxBuffer[4], &part_end = list.VtxBuffer[6];
  CHECK(whole.pos.x == 92);
  CHECK(part.pos.x == 96);
  CHECK(part.pos.y == 92);
  CHECK(part_end.pos.x == 108);
  CHECK(part_end.pos.y == 103);
  const float texel = (whole_end.uv.x - whole.uv.x) / 16;
  CHECK(part.uv.x == doctest::Approx(whole.uv.x + 4 * texel));
  CHECK(part.uv.y == whole.uv.y);
  CHECK(part_end.uv.y == doctest::Approx(whole_end.uv.y - 5 * texel));
}

TEST_CASE("whatever is drawn, and however it is clipped, is one list of quads in one draw call") {
  Painter painter;
  for (const Rect& clip : {Rect{90, 90, 100, 100}, Rect{120, 90, 100, 20}, Rect{200, 90, 9, 9}}) {
    painter.canvas.begin(kScreen);
    painter.canvas.disc(300, 300, 8, kBlue);
    painter.canvas.push_clip(clip);
    painter.canvas.frame({100, 100, 50, 50}, 5, 2, kBlue);
    draw_icon(painter.canvas, Icon::kGlobe, {100, 100, 50, 50}, kRed,
              language::Direction::kLeftToRight);
    painter.canvas.pop_clip();
    painter.canvas.finish();
    const ImDrawList& list = painter.canvas.list();
    CHECK(list.CmdBuffer.Size == 1);
    REQUIRE(list.VtxBuffer.Size % 4 == 0);
    CHECK(list.IdxBuffer.Size == list.VtxBuffer.Size / 4 * 6);
    for (int i = 0; i < list.VtxBuffer.Size; i += 4) {
      const ImDrawVert &from = list.VtxBuffer[i], &to = list.VtxBuffer[i + 2];
      CHECK(from.pos.x == std::floor(from.pos.x));
      CHECK(to.pos.y == std::floor(to.pos.y));
      CHECK(from.col == to.col);
    }
  }
}

TEST_CASE("a frame has round corners, straight sides of one width and nothing inside") {
  Painter painter;
  painter.canvas.begin(kScreen);
  painter.canvas.frame({10, 10, 60, 40}, 8, 3, kBlue);
  painter.canvas.finish();
  const ImDrawList& list = painter.canvas.list();
  CHECK(list.VtxBuffer.Size == 8 * 4);
  for (int i = 0; i < list.VtxBuffer.Size; i += 4) {
    const ImDrawVert &from = list.VtxBuffer[i], &to = list.VtxBuffer[i + 2];
    CHECK((to.pos.x <= 18 || from.pos.x >= 62 || to.pos.y <= 18 || from.pos.y >= 42));
  }
}

TEST_CASE("text far outside the clip costs no vertices") {
  Painter painter;
  text::ParagraphSpec spec;
  spec.text = "Anlaufstelle";
  spec.language = "de";
  const auto paragraph = painter.engine->layout(spec);
  painter.canvas.begin(kScreen);
  painter.canvas.paragraph(*paragraph, 10, 5000, kRed, kBlue);
  CHECK(painter.canvas.list().VtxBuffer.Size == 0);
  painter.canvas.paragraph(*paragraph, 10, 10, kRed, kBlue);
  CHECK(painter.canvas.list().VtxBuffer.Size > 0);
  painter.canvas.finish();
}

TEST_CASE("a picture is cut to the clip, with the part of it that is seen") {
  Painter painter;
  const std::vector<std::uint8_t> pixels(4 * 4 * 4);
  const PictureView picture{pixels.data(), 4, 4};
  painter.canvas.begin(kScreen);
  painter.canvas.push_clip({100, 100, 100, 100});
  painter.canvas.picture(picture, {50, 100, 100, 100});
  painter.canvas.picture(picture, {0, 0, 50, 50});
  painter.canvas.picture({}, {100, 100, 50, 50});
  painter.canvas.pop_clip();
  const std::uint64_t hash = painter.canvas.finish();
  REQUIRE(painter.canvas.pictures().size() == 1);
  const PictureQuad quad = painter.canvas.pictures()[0];
  CHECK(quad.rect.x == 100);
  CHECK(quad.rect.w == 50);
  CHECK(quad.whole.x == 50);
  CHECK(quad.whole.w == 100);
  painter.canvas.begin(kScreen);
  CHECK(painter.canvas.finish() != hash);
}

}  // namespace anlaufstelle::widgets
