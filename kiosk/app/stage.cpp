// SPDX-License-Identifier: EUPL-1.2
#include "kiosk/app/stage.h"

#include <algorithm>
#include <cstdio>
#include <fstream>
#include <future>
#include <utility>

#include "kiosk/app/process.h"
#include "kiosk/widgets/typing/keyboard_additions.h"

namespace anlaufstelle::app {

Result<std::unique_ptr<Stage>> Stage::open(const WindowOptions& options,
                                           const std::vector<std::filesystem::path>& font_files,
                                           TreeFile tree) {
  std::unique_ptr<Stage> stage(new Stage);
  // Most of a window's start is waiting for the X server and loading the rasteriser: the fonts
  // are read meanwhile.
  std::future<Result<std::unique_ptr<text::TextEngine>>> fonts =
      std::async(std::launch::async, [&] { return text::TextEngine::create(font_files); });
  Result<widgets::KeyboardAdditions> keyboards =
      widgets::load_keyboard_additions(locales_folder() / "keyboards" / "additions.txt");
  Result<std::unique_ptr<Window>> window = Window::open(options);
  TRY_ASSIGN(stage->text_, fonts.get());
  if (!keyboards) return keyboards.error();
  TRY_ASSIGN(stage->window_, std::move(window));
  stage->ui_ = widgets::Ui::create(*stage->text_);
  stage->ui_->use_keyboards(std::move(keyboards).value());
  if (!tree.path.empty()) stage->ui_->set_tree(widgets::Ui::Tree::kBuilt);
  stage->tree_ = std::move(tree);
  return stage;
}

std::optional<std::chrono::milliseconds> Stage::frame(const Player& player, const Clock& clock) {
  const std::vector<widgets::InputEvent> events = window_->take_events();
  const bool meant = std::any_of(events.begin(), events.end(), [](const widgets::InputEvent& e) {
    return e.kind != widgets::InputEvent::Kind::kMove;
  });
  if (meant) player.touched();
  if (player.look) ui_->set_look(player.look());
  ui_->begin(window_->shape(), player.language(), events, clock.monotonic());
  player.draw(*ui_);
  const widgets::Frame frame = ui_->end();
  if (window_->draw(frame, text_->atlas())) write_tree();
  std::optional<std::chrono::milliseconds> next = player.next_change();
  if (frame.again_in && (!next || *frame.again_in < *next)) next = frame.again_in;
  return next;
}

bool Stage::play(const Player& player, const Clock& clock) {
  while (!window_->close_requested()) {
    const auto next = frame(player, clock);
    if (!std::exchange(trimmed_, true)) trim_heap();
    if (player.finished()) return true;
    window_->wait(next);
  }
  return false;
}

void Stage::write_tree() {
  ++frames_;
  if (tree_.path.empty()) return;
  // Renamed into place, so that a reader never sees half a frame.
  const std::string temporary = tree_.path.string() + ".new";
  {
    std::ofstream out(temporary, std::ios::trunc);
    out << widgets::to_json_lines(ui_->tree(), frames_, tree_.detail);
  }
  std::rename(temporary.c_str(), tree_.path.c_str());
}

}  // namespace anlaufstelle::app
