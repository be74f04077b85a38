// SPDX-License-Identifier: EUPL-1.2
#include "kiosk/widgets/typing/text_history.h"

#include <algorithm>

#include "storage/base/secret.h"

namespace anlaufstelle::widgets {

namespace {

constexpr std::size_t kMostSteps = 100;

bool is_space(char c) {
  return c == ' ' || c == '\n';
}

// `text` with `now` replaced by `then` at `begin`, if `now` stands there.
bool swap_piece(std::string& text, std::size_t begin, std::string_view now, std::string_view then) {
  if (begin > text.size() || text.compare(begin, now.size(), now) != 0) return false;
  std::string whole;
  whole.reserve(text.size() + then.size());
  whole.append(text, 0, begin).append(then).append(text, begin + now.size());
  assign_wiping(text, whole);
  wipe(whole);
  return true;
}

void append_wiping(std::string& target, std::string_view piece) {
  std::string whole;
  whole.reserve(target.size() + piece.size());
  whole.append(target).append(piece);
  assign_wiping(target, whole);
  wipe(whole);
}

}  // namespace

void assign_wiping(std::string& target, std::string_view text) {
  if (text.size() > target.capacity()) {
    std::string larger;
    larger.reserve(std::max<std::size_t>(text.size() * 2, 64));
    larger = text;
    wipe(target);
    target.swap(larger);
    return;
  }
  const std::size_t old_size = target.size();
  target.assign(text);
  if (old_size > target.size()) {
    target.resize(old_size, '\0');  // the tail that a shorter text would leave in place
    target.resize(text.size());
  }
}

TextHistory::Step::Step(EditKind what, std::size_t at, std::string_view old_piece,
                        std::string_view new_piece)
    : kind(what), begin(at), removed(old_piece), inserted(new_piece) {}

TextHistory::Step::~Step() {
  wipe(removed);
  wipe(inserted);
}

TextHistory::~TextHistory() = default;

TextHistory::TextHistory(TextHistory&& other) noexcept {
  *this = std::move(other);
}

TextHistory& TextHistory::operator=(TextHistory&& other) noexcept {
  if (this == &other) return *this;
  clear();
  done_.swap(other.done_);
  undone_.swap(other.undone_);
  sealed_ = other.sealed_;
  return *this;
}

void TextHistory::clear() {
  done_.clear();
  undone_.clear();
  sealed_ = false;
}

void TextHistory::note(EditKind kind, std::size_t begin, std::string_view removed,
                       std::string_view inserted) {
  undone_.clear();
  if (!sealed_ && join(kind, begin, removed, inserted)) return;
  sealed_ = false;
  done_.emplace_back(kind, begin, removed, inserted);
  if (done_.size() > kMostSteps) done_.pop_front();
}

// Makes it a part of the last step, if it goes on where that one ended.
bool TextHistory::join(EditKind kind, std::size_t begin, std::string_view removed,
                       std::string_view inserted) {
  if (done_.empty() || done_.back().kind != kind) return false;
  Step& last = done_.back();
  if (kind == EditKind::kErasing) {
    if (!last.inserted.empty() || !inserted.empty()) return false;
    if (begin == last.begin) {  // forwards
      append_wiping(last.removed, removed);
      return true;
    }
    if (begin + removed.size() != last.begin) return false;
    std::string both(removed);
    append_wiping(both, last.removed);
    assign_wiping(last.removed, both);
    wipe(both);
    last.begin = begin;
    return true;
  }
  // A mark that joined the letter before it replaces the end of what was typed.
  const bool goes_on = removed.size() <= last.inserted.size() &&
                       begin + removed.size() == last.begin + last.inserted.size();
  if (!goes_on || last.inserted.empty() || inserted.empty()) return false;
  if (is_space(last.inserted.back()) && !is_space(inserted.front())) return false;  // a new word
  std::string kept(last.inserted, 0, last.inserted.size() - removed.size());
  append_wiping(kept, inserted);
  assign_wiping(last.inserted, kept);
  wipe(kept);
  return true;
}

std::optional<std::size_t> TextHistory::undo(std::string& text) {
  if (done_.empty()) return std::nullopt;
  const Step& step = done_.back();
  if (!swap_piece(text, step.begin, step.inserted, step.removed)) {
    clear();
    return std::nullopt;
  }
  undone_.splice(undone_.end(), done_, std::prev(done_.end()));
  sealed_ = true;
  return step.begin + step.removed.size();
}

std::optional<std::size_t> TextHistory::redo(std::string& text) {
  if (undone_.empty()) return std::nullopt;
  const Step& step = undone_.back();
  if (!swap_piece(text, step.begin, step.removed, step.inserted)) {
    clear();
    return std::nullopt;
  }
  done_.splice(done_.end(), undone_, std::prev(undone_.end()));
  sealed_ = true;
  return step.begin + step.inserted.size();
}

}  // namespace anlaufstelle::widgets
