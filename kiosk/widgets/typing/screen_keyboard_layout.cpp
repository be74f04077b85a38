// SPDX-License-Identifier: EUPL-1.2
// Where the keys lie: the half of ScreenKeyboard that is geometry. Keys are not mirrored on a
// right-to-left screen, because keyboards of those languages aren't.
#include <algorithm>
#include <array>
#include <cmath>
#include <string>
#include <utility>

#include "kiosk/widgets/typing/screen_keyboard.h"

namespace anlaufstelle::widgets {

namespace {

// Millimetres.
constexpr float kGap = 2.54f, kMargin = 2.54f;
constexpr float kLowKey = 12.7f, kHighKey = 14.5f;
constexpr float kWidestUnit = 24, kPadUnit = 30;
constexpr float kRoomyScreen = 190;  // from this height on, keys are high
constexpr float kWideKey = 1.5f;     // units, for keys that aren't characters

float key_height(const ScreenShape& shape) {
  const float mm = shape.height_px / shape.px_per_mm >= kRoomyScreen ? kHighKey : kLowKey;
  return mm * shape.px_per_mm;
}

std::size_t row_count(Keyboard kind) {
  return kind == Keyboard::kText ? 5 : 4;
}

}  // namespace

float ScreenKeyboard::height(const ScreenShape& shape, Keyboard kind) {
  const auto rows = static_cast<float>(row_count(kind));
  const float gap = kGap * shape.px_per_mm;
  return std::ceil(rows * key_height(shape) + (rows - 1) * gap + 2 * kMargin * shape.px_per_mm);
}

void ScreenKeyboard::lay_out(const ScreenShape& shape) {
  const bool same_shape = shape.width_px == shape_.width_px &&
                          shape.height_px == shape_.height_px &&
                          shape.px_per_mm == shape_.px_per_mm;
  if (same_shape && !stale_) return;
  shape_ = shape;
  stale_ = false;
  held_.reset();
  keys_.clear();
  const float high = height(shape, request_.kind);
  area_ = {0, shape.height_px - high, shape.width_px, high};
  if (request_.kind == Keyboard::kText)
    lay_out_letters(shape);
  else
    lay_out_pad(shape);
}

void ScreenKeyboard::add(const Rect& rect, KeyAction action, std::string_view id,
                         std::string_view label) {
  keys_.push_back({rect, action, "key:" + std::string(id), std::string(label), {}});
}

void ScreenKeyboard::add_character(const Rect& rect, const KeyCap& cap) {
  const std::string& text = shifted_ ? cap.shifted : cap.plain;
  if (text.empty()) return;
  add(rect, KeyAction::kType, text, key_label(text));
  keys_.back().text = text;
}

bool ScreenKeyboard::has_character(std::string_view text, bool shifted) {
  for (const auto& row : current().rows) {
    for (const KeyCap& cap : row) {
      if ((shifted ? cap.shifted : cap.plain) == text) return true;
    }
  }
  return false;
}

void ScreenKeyboard::lay_out_letters(const ScreenShape& shape) {
  if (request_.layouts.size() > 1)
    layout(request_.layouts[(layout_index_ + 1) % request_.layouts.size()]);
  const KeyboardLayout& letters = current();
  const float gap = kGap * shape.px_per_mm, margin = kMargin * shape.px_per_mm;
  float units = 0;
  for (std::size_t i = 0; i < letters.rows.size(); ++i) {
    const bool has_wide = i == 0 || i == 3;  // backspace, shift
    units = std::max(units, static_cast<float>(letters.rows[i].size()) + (has_wide ? kWideKey : 0));
  }
  const float unit = std::min((area_.w - 2 * margin + gap) / units, kWidestUnit * shape.px_per_mm);
  const float high = key_height(shape);
  const float left = std::round((area_.w - units * unit + gap) / 2);
  float y = area_.y + margin;
  for (std::size_t i = 0; i < letters.rows.size(); ++i, y += high + gap) {
    const std::vector<KeyCap>& row = letters.rows[i];
    const auto count = static_cast<float>(row.size());
    float x = left;
    if (i == 3) {
      add({x, y, kWideKey * unit - gap, high}, KeyAction::kShift, "shift");
      x += kWideKey * unit;
    } else if (i > 0) {
      x += (units - count) * unit / 2;
    }
    for (const KeyCap& cap : row) {
      add_character({x, y, unit - gap, high}, cap);
      x += unit;
    }
    if (i == 0)
      add({x, y, left + units * unit - gap - x, high}, KeyAction::kBackspace, "backspace");
  }
  lay_out_bottom_row({left, y, units * unit - gap, high}, unit, gap);
}

void ScreenKeyboard::lay_out_bottom_row(const Rect& row, float unit, float gap) {
  Rect rest = row;
  constexpr auto kLeft = language::Direction::kLeftToRight;
  const auto cut = [&](float units, bool at_end) {
    const float width = units * unit;
    Rect key = at_end ? rest.cut_end(width, kLeft) : rest.cut_start(width, kLeft);
    if (at_end) key.x += gap;
    key.w -= gap;
    return key;
  };
  add(cut(kWideKey, false), KeyAction::kHide, "hide");
  if (request_.layouts.size() > 1)
    add(cut(2, false), KeyAction::kLayout, "layout", next_layout_label());
  // E-mail addresses, double names and abbreviations are one touch away on every layout. What
  // the shifted letters have as well gives its place to another sign.
  const auto add_extra = [&](const char* text, const char* other, bool at_end) {
    if (has_character(text, false)) return;
    const Rect place = cut(1, at_end);
    const char* shown = shifted_ && has_character(text, true) ? other : text;
    if (!shifted_ || !has_character(shown, true)) add_character(place, {shown, shown});
  };
  add_extra("@", "_", false);
  if (request_.multiline) add(cut(kWideKey, true), KeyAction::kEnter, "enter");
  add_extra(".", "+", true);
  add_extra("-", "=", true);
  add(rest, KeyAction::kType, "space");
  keys_.back().text = " ";
}

void ScreenKeyboard::lay_out_pad(const ScreenShape& shape) {
  const float gap = kGap * shape.px_per_mm, margin = kMargin * shape.px_per_mm;
  const float unit = std::min((area_.w - 2 * margin + gap) / 4, kPadUnit * shape.px_per_mm);
  const float high = key_height(shape);
  const float left = std::round((area_.w - 4 * unit + gap) / 2);
  const auto cell = [&](int column, int row, float wide = 1, float rows = 1) {
    return Rect{left + static_cast<float>(column) * unit,
                area_.y + margin + static_cast<float>(row) * (high + gap), wide * unit - gap,
                rows * (high + gap) - gap};
  };
  for (int digit = 1; digit <= 9; ++digit) {
    const std::string text = std::to_string(digit);
    add_character(cell((digit - 1) % 3, (digit - 1) / 3), {text, text});
  }
  const bool phone = request_.kind == Keyboard::kPhone;
  if (phone) add_character(cell(0, 3), {"+", "+"});
  add_character(cell(phone ? 1 : 0, 3, phone ? 1 : 2), {"0", "0"});
  if (phone) add_character(cell(2, 3), {"/", "/"});
  add(cell(3, 0, 1, 2), KeyAction::kBackspace, "backspace");
  add(cell(3, 2, 1, 2), KeyAction::kHide, "hide");
}

}  // namespace anlaufstelle::widgets
