// SPDX-License-Identifier: EUPL-1.2
#pragma once

#include <cstddef>
#include <list>
#include <optional>
#include <string>
#include <string_view>

namespace anlaufstelle::widgets {

enum class EditKind { kTyping, kErasing };

// What was done to one field's text, so that it can be undone. A run of typed letters up to the
// next word is one step, and so is a run of deletions. Holds at most 100 steps, and wipes what it
// drops: the pieces are the client's words. Never used for a passphrase. UI thread.
class TextHistory {
 public:
  TextHistory() = default;
  ~TextHistory();
  // By swapping: list nodes keep their place, so no words are copied.
  TextHistory(TextHistory&& other) noexcept;
  TextHistory& operator=(TextHistory&& other) noexcept;

  // At byte `begin`, `removed` has been replaced by `inserted`. Drops what could be redone.
  void note(EditKind kind, std::size_t begin, std::string_view removed, std::string_view inserted);
  // The caret has moved: what comes is a step of its own.
  void seal() { sealed_ = true; }
  void clear();

  // One step back or forward in `text`; where the caret belongs then. Nothing when there is no
  // step, or when `text` isn't the one that the steps were made on: they are dropped then.
  std::optional<std::size_t> undo(std::string& text);
  std::optional<std::size_t> redo(std::string& text);

 private:
  struct Step {
    Step(EditKind what, std::size_t at, std::string_view old_piece, std::string_view new_piece);
    ~Step();
    Step(const Step&) = delete;
    Step& operator=(const Step&) = delete;
    EditKind kind;
    std::size_t begin;
    std::string removed, inserted;
  };
  bool join(EditKind kind, std::size_t begin, std::string_view removed, std::string_view inserted);

  std::list<Step> done_, undone_;  // the newest last
  bool sealed_ = false;
};

// std::string grows by copying and leaves the old bytes behind: this doesn't.
void assign_wiping(std::string& target, std::string_view text);

}  // namespace anlaufstelle::widgets
