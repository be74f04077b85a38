// SPDX-License-Identifier: EUPL-1.2
// Six keys (up, down, left, right, select, back) on the on-screen keyboard: the part of
// ScreenKeyboard for people who don't touch the screen. Variants come by the "more" key.
#include <algorithm>
#include <cmath>
#include <limits>

#include "kiosk/widgets/typing/screen_keyboard.h"

namespace anlaufstelle::widgets {

namespace {

float centre_x(const ScreenKey& key) {
  return key.rect.x + key.rect.w / 2;
}
float centre_y(const ScreenKey& key) {
  return key.rect.y + key.rect.h / 2;
}

const ScreenKey* nearest(const std::vector<ScreenKey>& among, float x, float y) {
  const ScreenKey* best = nullptr;
  float least = std::numeric_limits<float>::max();
  for (const ScreenKey& key : among) {
    const float distance = key.rect.squared_distance(x, y);
    if (distance >= least) continue;
    least = distance;
    best = &key;
  }
  return best;
}

bool in_one_row(const ScreenKey& a, const ScreenKey& b) {
  return std::min(a.rect.bottom(), b.rect.bottom()) > std::max(a.rect.y, b.rect.y);
}

}  // namespace

void ScreenKeyboard::enter_cursor() {
  if (!open_ || keys_.empty() || cursor_) return;
  cursor_column_ = area_.x + area_.w / 2;
  cursor_ = Place{cursor_column_, area_.y};
  const ScreenKey* key = cursor();
  cursor_ = Place{centre_x(*key), centre_y(*key)};
}

void ScreenKeyboard::leave_cursor() {
  cursor_.reset();
  close_offer();
}

const ScreenKey* ScreenKeyboard::cursor() const {
  if (!cursor_) return nullptr;
  return nearest(offered_.empty() ? keys_ : offered_, cursor_->x, cursor_->y);
}

ScreenKeyboard::Steered ScreenKeyboard::steer(Key key, std::vector<InputEvent>& keys) {
  if (!cursor_ || !cursor()) return {};
  const bool offering = !offered_.empty();
  const std::vector<ScreenKey>& among = offering ? offered_ : keys_;
  const auto back_to_key = [&] {
    cursor_ = Place{offer_key_.x + offer_key_.w / 2, offer_key_.y + offer_key_.h / 2};
    cursor_column_ = cursor_->x;
    close_offer();
  };
  switch (key) {
    case Key::kLeft:
    case Key::kRight:
      move_sideways(among, key == Key::kLeft ? -1 : 1);
      return {.used = true, .action = {}};
    case Key::kUp:
      // Past the top row of keys lies the field; past an offer there is nothing.
      if (!move_by_row(among, -1) && !offering) leave_cursor();
      return {.used = true, .action = {}};
    case Key::kDown:
      if (!move_by_row(among, 1) && offering) back_to_key();
      return {.used = true, .action = {}};
    case Key::kEnter:
      return {.used = true, .action = press_under_cursor(keys)};
    case Key::kEscape:
      if (offering)
        back_to_key();
      else
        leave_cursor();
      return {.used = true, .action = {}};
    default:
      return {};
  }
}

std::optional<KeyAction> ScreenKeyboard::press_under_cursor(std::vector<InputEvent>& keys) {
  const ScreenKey key = *cursor();  // a copy: acting on it may lay the keys out anew
  if (opens_offer(key)) {
    open_offer(key);
    cursor_ = Place{offered_.front().rect.x + 1, offered_.front().rect.y + 1};
    return std::nullopt;
  }
  if (!offered_.empty()) {
    cursor_ = Place{offer_key_.x + offer_key_.w / 2, offer_key_.y + offer_key_.h / 2};
    close_offer();
  }
  act(key, keys);
  if (stale_) lay_out(shape_);
  return key.action;
}

void ScreenKeyboard::move_sideways(const std::vector<ScreenKey>& among, int direction) {
  const ScreenKey& from = *cursor();
  const ScreenKey* next = nullptr;
  const ScreenKey* farthest_back = &from;
  for (const ScreenKey& key : among) {
    if (!in_one_row(key, from)) continue;
    const auto ahead = [&](const ScreenKey& a, const ScreenKey& b) {
      return direction > 0 ? a.rect.x > b.rect.x : a.rect.x < b.rect.x;
    };
    if (ahead(key, from) && (!next || ahead(*next, key))) next = &key;
    if (ahead(*farthest_back, key)) farthest_back = &key;
  }
  const ScreenKey& to = next ? *next : *farthest_back;  // round at the end
  cursor_ = Place{centre_x(to), centre_y(to)};
  cursor_column_ = cursor_->x;
}

// False when there is no row beyond.
bool ScreenKeyboard::move_by_row(const std::vector<ScreenKey>& among, int direction) {
  const ScreenKey& from = *cursor();
  const auto beyond = [&](const ScreenKey& key) {
    return direction > 0 ? key.rect.y - from.rect.bottom() : from.rect.y - key.rect.bottom();
  };
  const ScreenKey* best = nullptr;
  const auto worse = [&](const ScreenKey& a, const ScreenKey& b) {
    if (std::fabs(beyond(a) - beyond(b)) > 1) return beyond(a) > beyond(b);
    return std::fabs(centre_x(a) - cursor_column_) > std::fabs(centre_x(b) - cursor_column_);
  };
  for (const ScreenKey& key : among) {
    if (beyond(key) >= 0 && (!best || worse(*best, key))) best = &key;
  }
  if (!best) return false;
  cursor_ = Place{centre_x(*best), centre_y(*best)};
  return true;
}

}  // namespace anlaufstelle::widgets
