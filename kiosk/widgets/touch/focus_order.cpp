// SPDX-License-Identifier: EUPL-1.2
#include "kiosk/widgets/touch/focus_order.h"

#include <algorithm>

namespace anlaufstelle::widgets {

void FocusOrder::begin() {
  count_ = 0;
  seen_ = false;
}

bool FocusOrder::add(std::string_view name) {
  if (count_ == names_.size()) names_.emplace_back();
  names_[count_++] = name;
  if (id_ == 0 || name != name_) return false;
  seen_ = true;
  new_ = false;
  return true;
}

bool FocusOrder::finish() {
  if (reveal_frames_ > 0) --reveal_frames_;
  // A screen may give the focus to a field that it draws from the next frame on.
  const bool lost = id_ != 0 && !seen_ && !new_;
  if (lost) set({});
  new_ = false;
  return lost;
}

void FocusOrder::set(std::string_view name, bool by_key) {
  by_key_ = by_key;
  if (name == name_) return;
  if (name.empty()) left_ = name_;
  name_ = name;
  id_ = name.empty() ? 0 : control_id(name);
  new_ = true;
  if (id_ != 0) reveal();
}

void FocusOrder::step(int direction) {
  if (count_ == 0) return;
  const auto end = names_.begin() + static_cast<std::ptrdiff_t>(count_);
  // Who has left a field goes on from there, not from the top of the screen.
  const auto current = std::find(names_.begin(), end, id_ != 0 ? name_ : left_);
  std::size_t next = direction > 0 ? 0 : count_ - 1;
  if (current != end) {
    const auto index = static_cast<std::size_t>(current - names_.begin());
    next = (index + count_ + static_cast<std::size_t>(direction > 0 ? 1 : -1)) % count_;
  }
  set(std::string(names_[next]), true);
}

}  // namespace anlaufstelle::widgets
