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
constexpr float kMargin = 2.54f, kHighKey = 14.5f;
constexpr float kWidestUnit = 24, kPadUnit = 30;
constexpr float kRoomyScreen = 190;  // from this height on, keys are high
constexpr float kWideKey = 1.5f;     // units, for keys that aren't characters
constexpr float kLeastUnits = 13;    // so that the space bar stays a bar

// Digits and signs of the compact keyboard; the digits come from the layout.
constexpr std::array<std::array<const char*, 10>, 2> kSignRows{
    {{"@", "-", "/", ":", ";", "(", ")", "&", "\"", "'"},
     {".", ",", "?", "!", "+", "=", "_", "#", "*", "€"}}};

float key_height(const ScreenShape& shape, bool compact) {
  const bool roomy = !compact && shape.height_px / shape.px_per_mm >= kRoomyScreen;
  return (roomy ? kHighKey : kLowKeyMm) * shape.px_per_mm;
}

std::size_t row_count(const KeyboardRequest& request) {
  return request.kind == Keyboard::kText && !request.compact ? 5 : 4;
}

bool is_digit(const KeyCap& cap) {
  return cap.plain.size() == 1 && cap.plain[0] >= '0' && cap.plain[0] <= '9';
}

}  // namespace

float ScreenKeyboard::height(const ScreenShape& shape, const KeyboardRequest& request) {
  const auto rows = static_cast<float>(row_count(request));
  const float gap = kKeyGapMm * shape.px_per_mm;
  return std::ceil(rows * key_height(shape, request.compact) + (rows - 1) * gap +
                   2 * kMargin * shape.px_per_mm);
}

void ScreenKeyboard::lay_out(const ScreenShape& shape) {
  const bool same_shape = shape.width_px == shape_.width_px &&
                          shape.height_px == shape_.height_px &&
                          shape.px_per_mm == shape_.px_per_mm;
  if (same_shape && !stale_) return;
  shape_ = shape;
  stale_ = false;
  held_.reset();
  close_offer();
  keys_.clear();
  const float high = height(shape, request_);
  area_ = {0, shape.height_px - high, shape.width_px, high};
  if (request_.kind == Keyboard::kText)
    lay_out_letters();
  else
    lay_out_pad();
}

void ScreenKeyboard::add(const Rect& rect, KeyAction action, std::string_view id,
                         std::string_view label) {
  ScreenKey key;
  key.rect = rect;
  key.action = action;
  key.id = "key:" + std::string(id);
  key.label = label;
  keys_.push_back(std::move(key));
}

// `crowded_out`: keys that the row has no room for, offered by this one.
void ScreenKeyboard::add_character(const Rect& rect, const KeyCap& cap,
                                   std::span<const KeyCap> crowded_out) {
  const auto shown = [this](const KeyCap& c) -> const std::string& {
    return shifted_ ? c.shifted : c.plain;
  };
  const std::string& text = shown(cap);
  if (text.empty()) return;
  add(rect, KeyAction::kType, text, key_label(text));
  ScreenKey& key = keys_.back();
  key.text = text;
  for (const KeyCap& other : crowded_out) {
    if (!shown(other).empty()) key.variants.push_back(shown(other));
  }
  if (request_.kind != Keyboard::kText) return;
  const KeyVariants* variants = current().variants_of(text);
  if (!variants) return;
  key.variants.insert(key.variants.end(), variants->texts.begin(), variants->texts.end());
  key.opens_on_tap = variants->on_tap;
}

bool ScreenKeyboard::has_character(std::string_view text, bool shifted) const {
  for (const auto& row : page_) {
    for (const KeyCap& cap : row) {
      if ((shifted ? cap.shifted : cap.plain) == text) return true;
    }
  }
  return false;
}

// The rows of characters that are on the screen now.
std::vector<std::vector<KeyCap>> ScreenKeyboard::page_rows() {
  std::vector<std::vector<KeyCap>> rows = current().rows;
  if (!request_.compact) return rows;
  std::vector<KeyCap> first = std::move(rows.front());
  rows.erase(rows.begin());
  if (!numbers_) {
    // Letters that stand beside the digits (ß, ё) go where there is more room for them.
    std::vector<KeyCap>& shorter = rows[0].size() < rows[1].size() ? rows[0] : rows[1];
    for (KeyCap& cap : first) {
      if (!is_digit(cap)) shorter.push_back(std::move(cap));
    }
    return rows;
  }
  std::erase_if(first, [](const KeyCap& cap) { return !is_digit(cap); });
  rows = {std::move(first)};
  for (const auto& signs : kSignRows) {
    std::vector<KeyCap>& row = rows.emplace_back();
    for (const char* sign : signs) row.push_back({sign, {}});
  }
  return rows;
}

// Backspace and shift are wide keys at the ends of a row; the compact form has both in its last.
bool ScreenKeyboard::has_backspace(std::size_t row) const {
  return row == (request_.compact ? page_.size() - 1 : 0);
}

bool ScreenKeyboard::has_shift(std::size_t row) const {
  return row + 1 == page_.size() && !numbers_;
}

// How wide the page is, in keys; no more than keys of the least size that find room.
float ScreenKeyboard::page_units(float room, float gap) const {
  float units = kLeastUnits;
  for (std::size_t i = 0; i < page_.size(); ++i) {
    const float wide = (has_backspace(i) ? kWideKey : 0) + (has_shift(i) ? kWideKey : 0);
    units = std::max(units, static_cast<float>(page_[i].size()) + wide);
  }
  return std::min(units, std::floor(room / (kLowKeyMm * shape_.px_per_mm + gap) + 0.01f));
}

void ScreenKeyboard::lay_out_letters() {
  if (request_.layouts.size() > 1)
    layout(request_.layouts[(layout_index_ + 1) % request_.layouts.size()]);
  page_ = page_rows();
  const float gap = kKeyGapMm * shape_.px_per_mm;
  const float room = area_.w - 2 * kMargin * shape_.px_per_mm + gap;
  const float units = page_units(room, gap);
  const float unit = std::min(room / units, kWidestUnit * shape_.px_per_mm);
  const float high = key_height(shape_, request_.compact);
  const float left = std::round((area_.w - units * unit + gap) / 2), right = left + units * unit;
  float y = area_.y + kMargin * shape_.px_per_mm;
  bool has_undo = request_.secret;  // a passphrase has none
  for (std::size_t i = 0; i < page_.size(); ++i, y += high + gap) {
    Rect row{left, y, units * unit, high};
    if (has_shift(i)) {
      const Rect key = row.cut_start(kWideKey * unit, language::Direction::kLeftToRight);
      add({key.x, y, key.w - gap, high}, KeyAction::kShift, "shift");
    }
    if (has_backspace(i)) row.w -= kWideKey * unit;
    const bool centred = !has_backspace(i) && !has_shift(i);
    const float end = lay_out_row(page_[i], row, unit, gap, centred);
    const Rect rest{end, y, right - gap - end, high};
    if (has_backspace(i)) {
      add(rest, KeyAction::kBackspace, "backspace");
    } else if (has_shift(i) && !has_undo && rest.w >= unit - gap - 1) {
      add(rest, KeyAction::kUndo, "undo");
      has_undo = true;
    }
  }
  lay_out_bottom_row({left, y, right - gap - left, high}, unit, gap, !has_undo);
}

// Returns where the next key would stand.
float ScreenKeyboard::lay_out_row(std::span<const KeyCap> row, const Rect& room, float unit,
                                  float gap, bool centred) {
  const auto fitting = static_cast<std::size_t>(room.w / unit + 0.01f);
  const std::size_t shown = std::min(row.size(), fitting);
  float x = room.x;
  if (centred) x += (room.w - static_cast<float>(shown) * unit) / 2;
  for (std::size_t i = 0; i < shown; ++i, x += unit) {
    const bool has_rest = i + 1 == shown;
    add_character({x, room.y, unit - gap, room.h}, row[i],
                  has_rest ? row.subspan(shown) : std::span<const KeyCap>());
  }
  return x;
}

void ScreenKeyboard::lay_out_bottom_row(const Rect& row, float unit, float gap, bool with_undo) {
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
  if (request_.compact)
    add(cut(kWideKey, false), KeyAction::kNumbers, "numbers", numbers_ ? letters_label() : "123");
  if (request_.layouts.size() > 1 && !numbers_)
    add(cut(2, false), KeyAction::kLayout, "layout", next_layout_label());
  if (!current().variants.empty() && !numbers_) add(cut(1, false), KeyAction::kMore, "more");
  // E-mail addresses, double names and abbreviations are one touch away on every layout. What
  // the shifted letters have as well gives its place to another sign.
  const auto add_extra = [&](const char* text, const char* other, bool at_end) {
    if (has_character(text, false)) return;
    const Rect place = cut(1, at_end);
    const char* shown = shifted_ && has_character(text, true) ? other : text;
    if (!shifted_ || !has_character(shown, true)) add_character(place, {shown, shown});
  };
  if (!request_.compact) add_extra("@", "_", false);
  if (request_.multiline) add(cut(kWideKey, true), KeyAction::kEnter, "enter");
  if (with_undo) add(cut(1, true), KeyAction::kUndo, "undo");
  add_extra(".", "+", true);
  add_extra("-", "=", true);
  add(rest, KeyAction::kType, "space");
  keys_.back().text = " ";
}

void ScreenKeyboard::lay_out_pad() {
  const float gap = kKeyGapMm * shape_.px_per_mm, margin = kMargin * shape_.px_per_mm;
  const float unit = std::min((area_.w - 2 * margin + gap) / 4, kPadUnit * shape_.px_per_mm);
  const float high = key_height(shape_, request_.compact);
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
  // Beside the nought what else the kind of number is written with.
  const char* before = request_.kind == Keyboard::kPhone ? "+" : "-";
  const char* behind = request_.kind == Keyboard::kPhone     ? "/"
                       : request_.kind == Keyboard::kDecimal ? "."
                                                             : nullptr;
  add_character(cell(0, 3), {before, before});
  add_character(cell(1, 3, behind != nullptr ? 1 : 2), {"0", "0"});
  if (behind != nullptr) add_character(cell(2, 3), {behind, behind});
  add(cell(3, 0, 1, 2), KeyAction::kBackspace, "backspace");
  const bool undo = !request_.secret;
  if (undo) add(cell(3, 2), KeyAction::kUndo, "undo");
  add(cell(3, undo ? 3 : 2, 1, undo ? 1 : 2), KeyAction::kHide, "hide");
}

}  // namespace anlaufstelle::widgets
