// SPDX-License-Identifier: EUPL-1.2
#include "kiosk/app/pixel_painter.h"

#include <imgui.h>
#include <pixman.h>

#include <algorithm>
#include <cmath>
#include <cstdlib>
#include <cstring>
#include <utility>

namespace anlaufstelle::app {
namespace {

using Area = PixelPainter::Area;

constexpr int kCell = 32;          // pixels; smaller cells paint less and cost more to compare
constexpr std::size_t kInks = 64;  // a theme has about twenty colours

std::uint64_t mix(std::uint64_t hash, std::uint64_t word) {
  hash = (hash ^ word) * 0x9E3779B97F4A7C15ull;
  return hash ^ (hash >> 32);
}

std::uint64_t bits(float a, float b) {
  std::uint32_t x, y;
  std::memcpy(&x, &a, sizeof x);
  std::memcpy(&y, &b, sizeof y);
  return static_cast<std::uint64_t>(x) << 32 | y;
}

// Every edge is a whole pixel (canvas.h).
Area area_of(const widgets::Rect& rect) {
  return {static_cast<int>(rect.x), static_cast<int>(rect.y), static_cast<int>(rect.w),
          static_cast<int>(rect.h)};
}

// One quad of the list: where it lies, and its top left in the atlas, 0..1.
struct Quad {
  Area area;
  ImVec2 uv, uv_end;
  std::uint32_t color;  // 0xAABBGGRR

  explicit Quad(const ImDrawVert* corners)
      : area{static_cast<int>(corners[0].pos.x), static_cast<int>(corners[0].pos.y),
             static_cast<int>(corners[2].pos.x - corners[0].pos.x),
             static_cast<int>(corners[2].pos.y - corners[0].pos.y)},
        uv(corners[0].uv),
        uv_end(corners[2].uv),
        color(corners[0].col) {}
  [[nodiscard]] bool plain() const { return uv.x == uv_end.x; }
};

template <typename Visit>
void each_quad(const widgets::Frame& frame, Visit visit) {
  if (frame.list == nullptr) return;
  const ImVector<ImDrawVert>& corners = frame.list->VtxBuffer;
  for (int i = 0; i + 4 <= corners.Size; i += 4) visit(Quad(corners.Data + i));
}

// Pixman's colours have 16 bits and are multiplied by their alpha.
pixman_color_t pixman_color(std::uint32_t color) {
  const std::uint32_t alpha = color >> 24;
  const auto part = [alpha](std::uint32_t channel) {
    return static_cast<std::uint16_t>(channel * 257 * alpha / 255);
  };
  return {part(color & 0xFF), part(color >> 8 & 0xFF), part(color >> 16 & 0xFF),
          static_cast<std::uint16_t>(alpha * 257)};
}

// Multiplied by alpha, as pixman wants it.
std::vector<std::uint32_t> pixman_pixels(const widgets::PictureView& picture) {
  std::vector<std::uint32_t> out;
  const auto count =
      static_cast<std::size_t>(picture.width) * static_cast<std::size_t>(picture.height);
  out.reserve(count);
  for (std::size_t i = 0; i < count; ++i) {
    const std::uint8_t* pixel = picture.rgba + i * 4;
    const std::uint32_t alpha = pixel[3];
    const auto part = [&](int k) { return pixel[k] * alpha / 255; };
    out.push_back(alpha << 24 | part(0) << 16 | part(1) << 8 | part(2));
  }
  return out;
}

// Calls `visit` with each cell under an area until it says false.
template <typename Visit>
void each_cell(const Area& area, int columns, int rows, Visit visit) {
  const int right = std::min((area.x + area.w - 1) / kCell, columns - 1);
  const int bottom = std::min((area.y + area.h - 1) / kCell, rows - 1);
  for (int row = std::max(0, area.y / kCell); row <= bottom; ++row) {
    for (int column = std::max(0, area.x / kCell); column <= right; ++column)
      if (!visit(static_cast<std::size_t>(row * columns + column))) return;
  }
}

}  // namespace

PixelPainter::PixelPainter(std::uint32_t* pixels, int width_px, int height_px)
    : width_(width_px),
      height_(height_px),
      columns_((width_px + kCell - 1) / kCell),
      rows_((height_px + kCell - 1) / kCell),
      picture_(pixman_image_create_bits(PIXMAN_x8r8g8b8, width_px, height_px, pixels,
                                        width_px * static_cast<int>(sizeof *pixels))),
      shown_(static_cast<std::size_t>(columns_) * static_cast<std::size_t>(rows_)) {}

PixelPainter::~PixelPainter() = default;

void PixelPainter::Image::operator()(pixman_image* image) const {
  pixman_image_unref(image);
}

void PixelPainter::forget() {
  std::fill(shown_.begin(), shown_.end(), 0);
}

const std::vector<Area>& PixelPainter::paint(const widgets::Frame& frame, text::Atlas& atlas) {
  mark(frame, atlas.epoch());
  find_areas();
  if (!areas_.empty()) {
    paint_fills(frame);
    paint_pictures(frame);
    paint_quads(frame, atlas);
    shown_.swap(wanted_);
  }
  return areas_;
}

void PixelPainter::mark(const Area& area, std::uint64_t what) {
  each_cell(area, columns_, rows_, [&](std::size_t cell) {
    wanted_[cell] = mix(wanted_[cell], what);
    return true;
  });
}

void PixelPainter::mark(const widgets::Frame& frame, std::uint64_t epoch) {
  // A texture coordinate means something else in another epoch. Never 0: that's "unknown".
  wanted_.assign(shown_.size(), mix(epoch, 1) | 1);
  for (const widgets::Fill& fill : frame.fills) {
    const std::uint64_t place = mix(bits(fill.rect.x, fill.rect.y), bits(fill.rect.w, fill.rect.h));
    const std::uint32_t color = static_cast<std::uint32_t>(fill.color.r) << 16 |
                                static_cast<std::uint32_t>(fill.color.g) << 8 | fill.color.b;
    mark(area_of(fill.rect), mix(place, color));
  }
  for (const widgets::PictureQuad& quad : frame.pictures) {
    const std::uint64_t whole =
        mix(bits(quad.whole.x, quad.whole.y), bits(quad.whole.w, quad.whole.h));
    mark(area_of(quad.rect), mix(whole, reinterpret_cast<std::uintptr_t>(quad.picture.rgba)));
  }
  each_quad(frame, [this](const Quad& quad) {
    const auto& [area, uv, uv_end, color] = quad;
    std::uint64_t what = mix(bits(uv.x, uv.y), color);
    what = mix(what, static_cast<std::uint64_t>(area.x) << 32 | static_cast<std::uint32_t>(area.y));
    mark(area,
         mix(what, static_cast<std::uint64_t>(area.w) << 32 | static_cast<std::uint32_t>(area.h)));
  });
}

bool PixelPainter::changed(const Area& area) const {
  bool found = false;
  each_cell(area, columns_, rows_, [&](std::size_t cell) {
    found = shown_[cell] != wanted_[cell];
    return !found;
  });
  return found;
}

// Where the frames differ, as few rectangles as pixman makes of it, and as the picture's clip.
void PixelPainter::find_areas() {
  std::vector<pixman_box32_t> boxes;
  for (int row = 0; row < rows_; ++row) {
    const int top = row * kCell, bottom = std::min(top + kCell, height_);
    for (int column = 0; column < columns_; ++column) {
      const auto cell = static_cast<std::size_t>(row * columns_ + column);
      if (shown_[cell] == wanted_[cell]) continue;
      const int left = column * kCell, right = std::min(left + kCell, width_);
      if (!boxes.empty() && boxes.back().y1 == top && boxes.back().x2 == left) {
        boxes.back().x2 = right;
      } else {
        boxes.push_back({left, top, right, bottom});
      }
    }
  }
  pixman_region32_t region;
  pixman_region32_init_rects(&region, boxes.data(), static_cast<int>(boxes.size()));
  pixman_image_set_clip_region32(picture_.get(), &region);
  int count = 0;
  const pixman_box32_t* merged = pixman_region32_rectangles(&region, &count);
  areas_.clear();
  for (int i = 0; i < count; ++i) {
    areas_.push_back(
        {merged[i].x1, merged[i].y1, merged[i].x2 - merged[i].x1, merged[i].y2 - merged[i].y1});
  }
  pixman_region32_fini(&region);
}

void PixelPainter::paint_fills(const widgets::Frame& frame) {
  for (const widgets::Fill& fill : frame.fills) {
    const Area area = area_of(fill.rect);
    if (!changed(area)) continue;
    const pixman_color_t color =
        pixman_color(IM_COL32(fill.color.r, fill.color.g, fill.color.b, 255));
    const pixman_box32_t box{area.x, area.y, area.x + area.w, area.y + area.h};
    pixman_image_fill_boxes(PIXMAN_OP_SRC, picture_.get(), &color, 1, &box);
  }
}

// Every pixel of the source counts as far as it lies under one of the target's.
pixman_image* PixelPainter::scaled(const widgets::PictureQuad& quad) {
  const widgets::PictureView& picture = quad.picture;
  const Area area = area_of(quad.whole);
  for (Scaled& known : scaled_) {
    if (known.from != picture.rgba || known.w != area.w || known.h != area.h) continue;
    known.shown = true;
    return known.image.get();
  }
  std::vector<std::uint32_t> source = pixman_pixels(picture);
  const ImagePtr from(pixman_image_create_bits(PIXMAN_a8r8g8b8, picture.width, picture.height,
                                               source.data(), picture.width * 4));
  const pixman_fixed_t x = pixman_double_to_fixed(static_cast<double>(picture.width) / area.w);
  const pixman_fixed_t y = pixman_double_to_fixed(static_cast<double>(picture.height) / area.h);
  pixman_transform_t transform;
  pixman_transform_init_scale(&transform, x, y);
  pixman_image_set_transform(from.get(), &transform);
  pixman_image_set_repeat(from.get(), PIXMAN_REPEAT_PAD);
  int count = 0;
  const std::unique_ptr<pixman_fixed_t, decltype(&std::free)> filter(
      pixman_filter_create_separable_convolution(&count, x, y, PIXMAN_KERNEL_LINEAR,
                                                 PIXMAN_KERNEL_LINEAR, PIXMAN_KERNEL_BOX,
                                                 PIXMAN_KERNEL_BOX, 4, 4),
      &std::free);
  pixman_image_set_filter(from.get(), PIXMAN_FILTER_SEPARABLE_CONVOLUTION, filter.get(), count);
  Scaled made{picture.rgba, area.w, area.h, {}, nullptr, true};
  made.pixels.resize(static_cast<std::size_t>(area.w) * static_cast<std::size_t>(area.h));
  made.image.reset(
      pixman_image_create_bits(PIXMAN_a8r8g8b8, area.w, area.h, made.pixels.data(), area.w * 4));
  pixman_image_composite32(PIXMAN_OP_SRC, from.get(), nullptr, made.image.get(), 0, 0, 0, 0, 0, 0,
                           area.w, area.h);
  return scaled_.emplace_back(std::move(made)).image.get();
}

void PixelPainter::paint_pictures(const widgets::Frame& frame) {
  for (Scaled& known : scaled_) known.shown = false;
  for (const widgets::PictureQuad& quad : frame.pictures) {
    pixman_image_t* image = scaled(quad);
    const Area area = area_of(quad.rect);
    if (!changed(area)) continue;
    pixman_image_composite32(
        PIXMAN_OP_OVER, image, nullptr, picture_.get(), area.x - static_cast<int>(quad.whole.x),
        area.y - static_cast<int>(quad.whole.y), 0, 0, area.x, area.y, area.w, area.h);
  }
  std::erase_if(scaled_, [](const Scaled& known) { return !known.shown; });
}

void PixelPainter::paint_quads(const widgets::Frame& frame, text::Atlas& atlas) {
  if (mask_pixels_ != atlas.pixels() || mask_side_ != atlas.size()) {
    mask_pixels_ = atlas.pixels();
    mask_side_ = atlas.size();
    // Read only, though pixman wants to be able to write.
    auto* bytes = reinterpret_cast<std::uint32_t*>(const_cast<std::uint8_t*>(mask_pixels_));
    mask_.reset(pixman_image_create_bits(PIXMAN_a8, mask_side_, mask_side_, bytes, mask_side_));
  }
  each_quad(frame, [this](const Quad& quad) {
    const Area& area = quad.area;
    if (!changed(area)) return;
    pixman_image_t* mask = quad.plain() ? nullptr : mask_.get();
    const auto texel = [this](float part) {
      return static_cast<int>(std::lround(part * static_cast<float>(mask_side_)));
    };
    pixman_image_composite32(PIXMAN_OP_OVER, ink(quad.color), mask, picture_.get(), 0, 0,
                             texel(quad.uv.x), texel(quad.uv.y), area.x, area.y, area.w, area.h);
  });
}

pixman_image* PixelPainter::ink(std::uint32_t color) {
  const auto found = std::find_if(inks_.begin(), inks_.end(),
                                  [color](const Ink& each) { return each.color == color; });
  if (found != inks_.end()) return found->image.get();
  if (inks_.size() >= kInks) inks_.clear();
  const pixman_color_t parts = pixman_color(color);
  return inks_.emplace_back(Ink{color, ImagePtr(pixman_image_create_solid_fill(&parts))})
      .image.get();
}

}  // namespace anlaufstelle::app
