// SPDX-License-Identifier: EUPL-1.2
#include "kiosk/app/stage.h"

#include <algorithm>
#include <cstdio>
#include <fstream>

namespace anlaufstelle::app {

Result<std::unique_ptr<Stage>> Stage::open(const WindowOptions& options,
                                           const std::vector<std::filesystem::path>& font_files,
                                           const std::filesystem::path& tree_file) {
  std::unique_ptr<Stage> stage(new Stage);
  // Fonts first: a missing font is said on the terminal before a window covers it.
  TRY_ASSIGN(stage->text_, text::TextEngine::create(font_files));
  TRY_ASSIGN(stage->window_, Window::open(options));
  stage->ui_ = widgets::Ui::create(*stage->text_);
  if (!tree_file.empty()) stage->ui_->set_tree(widgets::Ui::Tree::kBuilt);
  stage->tree_file_ = tree_file;
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
    if (player.finished()) return true;
    window_->wait(next);
  }
  return false;
}

void Stage::write_tree() {
  ++frames_;
  if (tree_file_.empty()) return;
  // Renamed into place, so that a reader never sees half a frame.
  const std::string temporary = tree_file_.string() + ".new";
  {
    std::ofstream out(temporary, std::ios::trunc);
    out << widgets::to_json_lines(ui_->tree(), frames_, widgets::TreeDetail::kNames);
  }
  std::rename(temporary.c_str(), tree_file_.c_str());
}

}  // namespace anlaufstelle::app
