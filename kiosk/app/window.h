// SPDX-License-Identifier: EUPL-1.2
#pragma once

#include <chrono>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "kiosk/app/settings.h"
#include "kiosk/text/text_engine.h"
#include "kiosk/widgets/ui.h"
#include "storage/base/result.h"

namespace anlaufstelle::app {

struct WindowOptions {
  std::string title;
  bool show_cursor = false;
  float width_mm = 0, height_mm = 0;  // of the whole picture; 0 = what the display reports
  // Where the processor can't paint (a remote display), OpenGL does.
  Drawing drawing = Drawing::kProcessor;
};

// The one window: covers the screen, collects input into the program's own queue, draws frames
// of kiosk/widgets. UI thread, except wake().
class Window {
 public:
  // Errors: Unreachable (no display), Io (no way to draw on it), each with what to do about it.
  // REQUIRES: settle_process() before.
  static Result<std::unique_ptr<Window>> open(const WindowOptions& options);
  ~Window();
  Window(const Window&) = delete;
  Window& operator=(const Window&) = delete;
  struct Impl;  // named by the window system's callbacks in window.cpp

  [[nodiscard]] widgets::ScreenShape shape() const;
  [[nodiscard]] bool close_requested() const;

  // Sleeps until an input event, wake() or the deadline; without one, for ever.
  void wait(std::optional<std::chrono::milliseconds> at_most);
  void wake();  // any thread

  std::vector<widgets::InputEvent> take_events();

  // Draws unless the picture is the same as the last one; returns whether it drew.
  bool draw(const widgets::Frame& frame, text::Atlas& atlas);
  // The next draw() draws even an equal frame.
  void invalidate();

  // Leaves the root window in `color` when this process goes, so that its successor doesn't flash.
  void paint_root(widgets::Color color);

 private:
  explicit Window(std::unique_ptr<Impl> impl);
  std::unique_ptr<Impl> impl_;
};

}  // namespace anlaufstelle::app
