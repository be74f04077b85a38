// SPDX-License-Identifier: EUPL-1.2
// Variants of a key: the part of ScreenKeyboard that offers é, è and ê above e, or the orders of
// an Ethiopic consonant.
#include <algorithm>
#include <cmath>
#include <utility>

#include "kiosk/widgets/typing/screen_keyboard.h"

namespace anlaufstelle::widgets {

namespace {

// Millimetres.
constexpr float kSide = 14.5f;
constexpr float kCompactSlack = 8;     // that a compact keyboard's offer may stand above its keys
constexpr std::size_t kMostInRow = 8;  // a consonant's orders stand in one row

}  // namespace

bool ScreenKeyboard::opens_offer(const ScreenKey& key) const {
  return !key.variants.empty() && (key.opens_on_tap || more_);
}

// In rows of at most eight, nearest to the key, and whole on the screen. Row by row from the
// top: the first variants are at the start of the upper row.
void ScreenKeyboard::open_offer(const ScreenKey& key) {
  close_offer();
  if (key.variants.empty()) return;
  const float gap = kKeyGapMm * shape_.px_per_mm;
  const std::size_t count = key.variants.size();
  const std::size_t rows = (count + kMostInRow - 1) / kMostInRow;
  // Orders stay together in the upper row; other variants fill two rows evenly.
  const std::size_t columns =
      key.opens_on_tap ? std::min(count, kMostInRow) : (count + rows - 1) / rows;
  const float room = (shape_.width_px - gap) / static_cast<float>(columns) - gap;
  const float wide =
      std::max(kLowKeyMm * shape_.px_per_mm, std::min(kSide * shape_.px_per_mm, room));
  const float high = kLowKeyMm * shape_.px_per_mm;
  offer_area_ = {0, 0, static_cast<float>(columns) * (wide + gap) + gap,
                 static_cast<float>(rows) * (high + gap) + gap};
  const float middle = key.rect.x + key.rect.w / 2;
  offer_area_.x = std::round(std::clamp(middle - offer_area_.w / 2, 0.0f,
                                        std::max(0.0f, shape_.width_px - offer_area_.w)));
  offer_area_.y = std::round(std::max(0.0f, key.rect.y - gap / 2 - offer_area_.h));
  // A compact keyboard is there because what lies above it is out of reach.
  if (request_.compact && offer_area_.y < area_.y - kCompactSlack * shape_.px_per_mm) {
    offer_area_.y =
        std::round(std::min(key.rect.bottom() + gap / 2, shape_.height_px - offer_area_.h));
  }
  offer_key_ = key.rect;
  for (std::size_t i = 0; i < count; ++i) {
    const auto column = static_cast<float>(i % columns), row = static_cast<float>(i / columns);
    ScreenKey option;
    option.rect = {offer_area_.x + gap + column * (wide + gap),
                   offer_area_.y + gap + row * (high + gap), wide, high};
    option.text = key.variants[i];
    option.label = key_label(option.text);
    option.id = variant_id(option.text);
    offered_.push_back(std::move(option));
  }
}

void ScreenKeyboard::close_offer() {
  offered_.clear();
  held_offer_.reset();
}

const ScreenKey* ScreenKeyboard::held_offer() const {
  return held_offer_ && *held_offer_ < offered_.size() ? &offered_[*held_offer_] : nullptr;
}

std::optional<std::size_t> ScreenKeyboard::offer_at(float x, float y) const {
  if (!offer_area_.contains(x, y)) return std::nullopt;
  const float half_gap = kKeyGapMm * shape_.px_per_mm / 2 + 1;
  for (std::size_t i = 0; i < offered_.size(); ++i) {
    if (offered_[i].rect.inset(-half_gap).contains(x, y)) return i;
  }
  return std::nullopt;
}

// A finger that opened the offer slides onto a variant, or lets go of the key and taps one. Let
// go anywhere else, it wanted none of them.
void ScreenKeyboard::touch_offer(const Pointer& pointer, std::vector<InputEvent>& keys) {
  held_offer_ = offer_at(pointer.x, pointer.y);
  if (!pointer.released) return;
  held_.reset();
  if (const ScreenKey* chosen = held_offer()) {
    const ScreenKey key = *chosen;
    close_offer();
    act(key, keys);
    return;
  }
  const float slack = kKeyGapMm * shape_.px_per_mm / 2;
  if (!offer_key_.inset(-slack).contains(pointer.x, pointer.y)) close_offer();
}

std::string variant_id(std::string_view text) {
  return "variant:" + std::string(text);
}

}  // namespace anlaufstelle::widgets
