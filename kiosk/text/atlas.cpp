// SPDX-License-Identifier: EUPL-1.2
#include "kiosk/text/atlas.h"

#include <algorithm>
#include <cmath>
#include <cstring>
#include <utility>

namespace anlaufstelle::text {
namespace {

constexpr int kWhiteSide = 4;    // pixels; sampled in its middle, so no filter reaches its edge
constexpr int kGap = 1;          // keeps a neighbour's ink out of a linear filter
constexpr int kMaxRadius = 256;  // pixels; larger corners do not occur on a form

}  // namespace

GlyphAtlas::GlyphAtlas(int start_size, int max_size) : size_(start_size), max_size_(max_size) {
  start_epoch();
}

void GlyphAtlas::start_epoch() {
  ++epoch_;
  overflowed_ = false;
  const auto side = static_cast<std::size_t>(size_);
  pixels_.assign(side * side, 0);
  shelves_.clear();
  discs_.clear();
  const std::vector<std::uint8_t> white(kWhiteSide * kWhiteSide, 255);
  add(kWhiteSide, kWhiteSide, white.data(), kWhiteSide);
  dirty_ = Dirty{0, 0, size_, size_};
}

bool GlyphAtlas::begin_frame() {
  if (!overflowed_) return false;
  size_ = std::min(size_ * 2, max_size_);
  start_epoch();
  return true;
}

std::optional<Atlas::Dirty> GlyphAtlas::take_dirty() {
  return std::exchange(dirty_, {});
}

void GlyphAtlas::mark_dirty(int x, int y, int width, int height) {
  if (!dirty_) {
    dirty_ = Dirty{x, y, width, height};
    return;
  }
  const int right = std::max(dirty_->x + dirty_->w, x + width);
  const int bottom = std::max(dirty_->y + dirty_->h, y + height);
  dirty_->x = std::min(dirty_->x, x);
  dirty_->y = std::min(dirty_->y, y);
  dirty_->w = right - dirty_->x;
  dirty_->h = bottom - dirty_->y;
}

// The lowest shelf that fits without wasting more than a third of its height; else a new one.
std::optional<GlyphAtlas::Place> GlyphAtlas::reserve(int width, int height) {
  Shelf* best = nullptr;
  for (Shelf& shelf : shelves_) {
    const bool fits = shelf.height >= height && shelf.used + width <= size_;
    if (fits && shelf.height * 2 <= height * 3 && (!best || shelf.height < best->height))
      best = &shelf;
  }
  if (!best) {
    const int top = shelves_.empty() ? 0 : shelves_.back().y + shelves_.back().height;
    if (top + height > size_ || width > size_) return std::nullopt;
    best = &shelves_.emplace_back(Shelf{top, height, 0});
  }
  const Place place{best->used, best->y};
  best->used += width;
  return place;
}

std::optional<GlyphAtlas::Place> GlyphAtlas::add(int width, int height, const std::uint8_t* mask,
                                                 int stride) {
  const auto place = reserve(width + kGap, height + kGap);
  if (!place) {
    overflowed_ = true;
    return std::nullopt;
  }
  for (int row = 0; row < height; ++row) {
    const auto at = static_cast<std::size_t>(place->y + row) * static_cast<std::size_t>(size_) +
                    static_cast<std::size_t>(place->x);
    std::memcpy(&pixels_[at], mask + static_cast<std::ptrdiff_t>(row) * stride,
                static_cast<std::size_t>(width));
  }
  mark_dirty(place->x, place->y, width, height);
  return place;
}

void GlyphAtlas::white(float& u, float& v) const {
  // The white block is the first thing that each epoch adds: it stands at (0, 0).
  u = v = static_cast<float>(kWhiteSide) / 2 / static_cast<float>(size_);
}

GlyphQuad GlyphAtlas::disc(int radius_px) {
  const int radius = std::clamp(radius_px, 1, kMaxRadius);
  const int side = radius * 2;
  const auto full = static_cast<float>(side);
  auto found = discs_.find(radius);
  if (found == discs_.end()) {
    std::vector<std::uint8_t> mask(static_cast<std::size_t>(side) * static_cast<std::size_t>(side));
    for (int y = 0; y < side; ++y) {
      for (int x = 0; x < side; ++x) {
        const double dx = x + 0.5 - radius, dy = y + 0.5 - radius;
        const double inside = std::clamp(radius + 0.5 - std::hypot(dx, dy), 0.0, 1.0);
        mask[static_cast<std::size_t>(y * side + x)] =
            static_cast<std::uint8_t>(std::lround(inside * 255));
      }
    }
    const auto place = add(side, side, mask.data(), side);
    if (!place) {  // square corners until the next epoch
      GlyphQuad square{0, 0, full, full, 0, 0, 0, 0, -1};
      white(square.u0, square.v0);
      square.u1 = square.u0;
      square.v1 = square.v0;
      return square;
    }
    found = discs_.emplace(radius, *place).first;
  }
  const auto scale = static_cast<float>(size_);
  const auto x = static_cast<float>(found->second.x), y = static_cast<float>(found->second.y);
  return {0, 0, full, full, x / scale, y / scale, (x + full) / scale, (y + full) / scale, -1};
}

}  // namespace anlaufstelle::text
