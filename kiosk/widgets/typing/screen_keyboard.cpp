// SPDX-License-Identifier: EUPL-1.2
#include "kiosk/widgets/typing/screen_keyboard.h"

#include <algorithm>
#include <limits>

#include "kiosk/widgets/typing/letters.h"
#include "storage/base/utf8.h"

namespace anlaufstelle::widgets {

namespace {

constexpr std::chrono::milliseconds kRepeatAfter{500}, kRepeatEvery{90};

bool types(const KeyboardLayout& layout, std::string_view text) {
  for (const auto& row : layout.rows) {
    for (const KeyCap& cap : row) {
      if (cap.plain == text || cap.shifted == text) return true;
    }
  }
  return false;
}

}  // namespace

void ScreenKeyboard::use(KeyboardAdditions additions) {
  additions_ = std::move(additions);
  loaded_.clear();
  stale_ = true;
}

void ScreenKeyboard::close() {
  open_ = false;
  leave_cursor();
}

bool ScreenKeyboard::is_on(const ScreenKey& key) const {
  return (key.action == KeyAction::kShift && shifted_) || (key.action == KeyAction::kMore && more_);
}

bool ScreenKeyboard::types_left_to_right() const {
  if (request_.kind != Keyboard::kText || request_.latin_first) return true;
  const KeyboardLayout* now = loaded(request_.layouts[layout_index_]);
  return now && now->latin;
}

void ScreenKeyboard::open(const KeyboardRequest& request) {
  if (open_ && request == request_) return;
  if (request.layouts != request_.layouts) preferred_index_ = 0;
  open_ = stale_ = true;
  shifted_ = more_ = numbers_ = false;
  leave_cursor();
  request_ = request;
  if (request_.layouts.empty()) request_.layouts.emplace_back("de");
  layout_index_ = std::min(preferred_index_, request_.layouts.size() - 1);
  if (request_.kind != Keyboard::kText || !request_.latin_first) return;
  for (std::size_t i = 0; i < request_.layouts.size(); ++i) {
    if (!layout(request_.layouts[i]).latin) continue;
    layout_index_ = i;
    break;
  }
}

bool ScreenKeyboard::warm(std::span<const std::string> layouts) {
  const auto cold = std::find_if(layouts.begin(), layouts.end(),
                                 [&](const std::string& name) { return !loaded(name); });
  if (cold == layouts.end()) return false;
  layout(*cold);
  return true;
}

const KeyboardLayout* ScreenKeyboard::loaded(std::string_view name) const {
  const auto known = std::find_if(loaded_.begin(), loaded_.end(),
                                  [&](const KeyboardLayout& l) { return l.name == name; });
  return known != loaded_.end() ? &*known : nullptr;
}

const KeyboardLayout& ScreenKeyboard::layout(const std::string& name) {
  if (const KeyboardLayout* known = loaded(name)) return *known;
  loaded_.push_back(load_keyboard_layout(name, additions_));
  loaded_.back().name = name;
  return loaded_.back();
}

// The letters that a tap will bring: those that this layout lacks, or ABC.
std::string ScreenKeyboard::next_layout_label() {
  const std::string& next_name = request_.layouts[(layout_index_ + 1) % request_.layouts.size()];
  layout(next_name);  // loading may move the others
  const KeyboardLayout& next = layout(next_name);
  const KeyboardLayout& now = current();
  if (next.latin && !now.latin) return "ABC";
  if (!next.latin) return request_.autonym;
  std::string lacking;
  int count = 0;
  for (const auto& row : next.rows) {
    for (const KeyCap& cap : row) {
      if (count == 3 || !is_letter(first_code_point(cap.plain)) || types(now, cap.plain)) continue;
      lacking += cap.plain;
      ++count;
    }
  }
  return lacking.empty() ? "ABC" : lacking;
}

// What the key that leaves the page of digits brings.
std::string ScreenKeyboard::letters_label() {
  return current().latin ? "ABC" : request_.autonym;
}

const ScreenKey* ScreenKeyboard::held() const {
  return held_ && *held_ < keys_.size() ? &keys_[*held_] : nullptr;
}

// The nearest key: a finger in the gap between two means one of them.
std::optional<std::size_t> ScreenKeyboard::key_at(float x, float y) const {
  std::optional<std::size_t> nearest;
  float best = std::numeric_limits<float>::max();
  for (std::size_t i = 0; i < keys_.size(); ++i) {
    const float distance = keys_[i].rect.squared_distance(x, y);
    if (distance >= best) continue;
    best = distance;
    nearest = i;
  }
  // Not across the whole keyboard: a tap beside the number pad means nothing.
  const float reach = 6 * shape_.px_per_mm;
  return best <= reach * reach ? nearest : std::nullopt;
}

bool ScreenKeyboard::covers(float x, float y) const {
  return area_.contains(x, y) || (!offered_.empty() && offer_area_.contains(x, y));
}

void ScreenKeyboard::press(const Pointer& pointer) {
  cursor_.reset();
  held_.reset();
  repeated_ = false;
  repeat_at_ = now_ + kRepeatAfter;
  if (!offered_.empty() && offer_area_.contains(pointer.press_x, pointer.press_y)) return;
  close_offer();
  held_ = key_at(pointer.press_x, pointer.press_y);
  if (held_ && opens_offer(keys_[*held_])) open_offer(keys_[*held_]);
}

std::optional<KeyAction> ScreenKeyboard::touch(const Pointer& pointer,
                                               std::chrono::milliseconds now,
                                               std::vector<InputEvent>& keys) {
  now_ = now;
  if (pointer.pressed) press(pointer);
  if (!offered_.empty()) {
    touch_offer(pointer, keys);
    return std::nullopt;
  }
  // Sliding to the neighbour corrects a slip; keys that do something else aren't slid onto.
  const auto under = key_at(pointer.x, pointer.y);
  if (held_ && under != held_ && keys_[*held_].action == KeyAction::kType) {
    held_ = under && keys_[*under].action == KeyAction::kType ? under : std::nullopt;
    repeat_at_ = now + kRepeatAfter;
  }
  if (!held_) return std::nullopt;
  if (pointer.released) return release(pointer, keys);
  const ScreenKey& key = keys_[*held_];
  if (now < repeat_at_) return std::nullopt;
  if (key.action == KeyAction::kBackspace) {
    act(key, keys);
    repeated_ = true;
    repeat_at_ = now + kRepeatEvery;
  } else {
    open_offer(key);
  }
  return std::nullopt;
}

// REQUIRES: held_.
std::optional<KeyAction> ScreenKeyboard::release(const Pointer& pointer,
                                                 std::vector<InputEvent>& keys) {
  const ScreenKey key = keys_[*held_];
  held_.reset();
  const bool left = key.action != KeyAction::kType &&
                    key_at(pointer.x, pointer.y) != key_at(pointer.press_x, pointer.press_y);
  if (repeated_ || left) return std::nullopt;
  if (opens_offer(key)) {  // slid onto
    open_offer(key);
    return std::nullopt;
  }
  act(key, keys);
  return key.action;
}

std::optional<std::chrono::milliseconds> ScreenKeyboard::next_repeat() const {
  const ScreenKey* key = held();
  if (!key || !offered_.empty()) return std::nullopt;
  if (key->action != KeyAction::kBackspace && key->variants.empty()) return std::nullopt;
  return std::max(repeat_at_ - now_, std::chrono::milliseconds{0});
}

void ScreenKeyboard::act(const ScreenKey& key, std::vector<InputEvent>& keys) {
  InputEvent event{};
  event.kind = InputEvent::Kind::kKey;
  switch (key.action) {
    case KeyAction::kType:
      event.kind = InputEvent::Kind::kText;
      event.text = key.text;
      keys.push_back(std::move(event));
      stale_ = stale_ || shifted_;
      shifted_ = more_ = false;
      break;
    case KeyAction::kBackspace:
      event.key = Key::kBackspace;
      keys.push_back(std::move(event));
      break;
    case KeyAction::kEnter:
      event.key = Key::kEnter;
      keys.push_back(std::move(event));
      break;
    case KeyAction::kShift:
      shifted_ = !shifted_;
      stale_ = true;
      break;
    case KeyAction::kLayout:
      layout_index_ = (layout_index_ + 1) % request_.layouts.size();
      if (!request_.latin_first) preferred_index_ = layout_index_;
      shifted_ = more_ = numbers_ = false;
      stale_ = true;
      break;
    case KeyAction::kUndo:
      event.key = Key::kUndo;
      keys.push_back(std::move(event));
      break;
    case KeyAction::kMore:
      more_ = !more_;
      break;
    case KeyAction::kNumbers:
      numbers_ = !numbers_;
      shifted_ = more_ = false;
      stale_ = true;
      break;
    case KeyAction::kHide:
      break;
  }
}

}  // namespace anlaufstelle::widgets
