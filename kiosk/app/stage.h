// SPDX-License-Identifier: EUPL-1.2
#pragma once

#include <filesystem>
#include <functional>
#include <memory>
#include <vector>

#include "kiosk/app/window.h"
#include "kiosk/text/text_engine.h"
#include "kiosk/widgets/ui.h"
#include "storage/base/clock.h"

namespace anlaufstelle::app {

// What the loop needs to know of whoever draws: the client's side or the desk.
struct Player {
  std::function<const language::Language&()> language;
  std::function<void(widgets::Ui&)> draw;
  std::function<void()> touched;
  std::function<std::optional<std::chrono::milliseconds>()> next_change;
  std::function<bool()> finished;
  std::function<widgets::Look()> look = {};  // none: the default
};

// Where the semantic tree of each drawn frame goes; an empty path: nowhere.
struct TreeFile {
  std::filesystem::path path;
  widgets::TreeDetail detail = widgets::TreeDetail::kNames;
};

// Window, text and controls together, and the loop that joins them. UI thread.
class Stage {
 public:
  // Errors: NotFound naming the first font file that is missing; those of Window::open().
  static Result<std::unique_ptr<Stage>> open(const WindowOptions& options,
                                             const std::vector<std::filesystem::path>& font_files,
                                             TreeFile tree);

  // Until the player has finished (true) or the window was closed (false). Sleeps whenever
  // nothing changes.
  bool play(const Player& player, const Clock& clock);
  void wake() { window_->wake(); }
  [[nodiscard]] Window& window() { return *window_; }
  [[nodiscard]] widgets::Ui& ui() { return *ui_; }
  [[nodiscard]] text::TextEngine& text() { return *text_; }

  // One frame; returns when to come back by itself, if at all.
  std::optional<std::chrono::milliseconds> frame(const Player& player, const Clock& clock);

 private:
  Stage() = default;
  void write_tree();

  std::unique_ptr<text::TextEngine> text_;
  std::unique_ptr<widgets::Ui> ui_;
  std::unique_ptr<Window> window_;
  TreeFile tree_;
  std::uint64_t frames_ = 0;
  bool trimmed_ = false;  // the heap, after the first frame
};

}  // namespace anlaufstelle::app
