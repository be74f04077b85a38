// SPDX-License-Identifier: EUPL-1.2
#include "kiosk/text/atlas.h"

#include <algorithm>
#include <cstring>
#include <utility>

namespace anlaufstelle::text {
namespace {

constexpr int kWhiteSide = 4;  // pixels; sampled in its middle, so no filter reaches its edge
constexpr int kGap = 1;        // keeps a neighbour's ink out of a linear filter

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
  shapes_.clear();
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

GlyphQuad GlyphAtlas::shape(std::uint64_t key, int width_px, int height_px,
                            const std::function<void(std::span<std::uint8_t>)>& paint) {
  const auto width = static_cast<float>(width_px), height = static_cast<float>(height_px);
  auto found = shapes_.find(key);
  if (found == shapes_.end()) {
    std::vector<std::uint8_t> mask(static_cast<std::size_t>(width_px) *
                                   static_cast<std::size_t>(height_px));
    paint(mask);
    const auto place = add(width_px, height_px, mask.data(), width_px);
    if (!place) return {0, 0, 0, 0, 0, 0, 0, 0, -1};
    found = shapes_.emplace(key, *place).first;
  }
  const auto scale = static_cast<float>(size_);
  const auto x = static_cast<float>(found->second.x), y = static_cast<float>(found->second.y);
  return {0, 0, width, height, x / scale, y / scale, (x + width) / scale, (y + height) / scale, -1};
}

}  // namespace anlaufstelle::text
