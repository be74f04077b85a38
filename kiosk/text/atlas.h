// SPDX-License-Identifier: EUPL-1.2
#pragma once

#include <cstdint>
#include <map>
#include <optional>
#include <vector>

#include "kiosk/text/text_engine.h"

namespace anlaufstelle::text {

// The Atlas in memory: masks stand in shelves, from the top down. Nothing is evicted within an
// epoch, because quads that were handed out name texture coordinates. UI thread.
class GlyphAtlas final : public Atlas {
 public:
  struct Place {
    int x = 0, y = 0;
  };

  // Sides in pixels; the atlas starts small to save memory and doubles up to `max_size`.
  GlyphAtlas(int start_size, int max_size);

  [[nodiscard]] int size() const override { return size_; }
  [[nodiscard]] const std::uint8_t* pixels() const override { return pixels_.data(); }
  std::optional<Dirty> take_dirty() override;
  void white(float& u, float& v) const override;
  GlyphQuad shape(std::uint64_t key, int width_px, int height_px,
                  const std::function<void(std::span<std::uint8_t>)>& paint) override;
  [[nodiscard]] bool overflowed() const override { return overflowed_; }
  [[nodiscard]] std::uint64_t epoch() const override { return epoch_; }

  // Copies a mask (`stride` bytes from row to row) and says where; nothing if there is no room,
  // and then overflowed() is true until the next epoch.
  std::optional<Place> add(int width, int height, const std::uint8_t* mask, int stride);

  // Starts a new epoch, empty and larger where allowed, if the last one has overflowed.
  // Returns whether it did.
  bool begin_frame();

 private:
  struct Shelf {
    int y, height, used;
  };
  void start_epoch();
  std::optional<Place> reserve(int width, int height);
  void mark_dirty(int x, int y, int width, int height);

  int size_, max_size_;
  std::vector<std::uint8_t> pixels_;
  std::vector<Shelf> shelves_;
  std::map<std::uint64_t, Place> shapes_;
  std::optional<Dirty> dirty_;
  std::uint64_t epoch_ = 0;
  bool overflowed_ = false;
};

}  // namespace anlaufstelle::text
