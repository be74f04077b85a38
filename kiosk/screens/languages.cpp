// SPDX-License-Identifier: EUPL-1.2
#include "kiosk/screens/languages.h"

#include <algorithm>
#include <cmath>

namespace anlaufstelle::screens {
namespace {

using widgets::ButtonKind;
using widgets::Rect;
using widgets::TextStyle;
using widgets::Ui;

constexpr float kHighestMm = 22, kLeastWidthMm = 48, kGapMm = 4, kTitleGapMm = 8;

// Buttons of one size in rows.
struct Grid {
  std::size_t columns = 1, rows = 1;
  float width = 0, height = 0, gap = 0;
  [[nodiscard]] float total_height() const {
    return static_cast<float>(rows) * (height + gap) - gap;
  }
};

// The greatest of what `measure` says of each language in its own script.
template <typename Measure>
float greatest(const Scene& scene, Measure measure) {
  float result = 0;
  for (const language::Language& language : scene.services.languages) {
    scene.ui.push_language(language);
    result = std::max(result, measure(language));
    scene.ui.pop_language();
  }
  return result;
}

Grid grid_with(const Scene& scene, float room, std::size_t columns) {
  Ui& ui = scene.ui;
  const std::size_t count = scene.services.languages.size();
  Grid grid;
  grid.gap = ui.mm(kGapMm);
  grid.rows = (count + columns - 1) / columns;
  grid.columns = (count + grid.rows - 1) / grid.rows;
  const auto gaps = static_cast<float>(grid.columns - 1);
  grid.width = (room - grid.gap * gaps) / static_cast<float>(grid.columns);
  grid.height = greatest(scene, [&](const language::Language& language) {
    return ui.button_height(language.autonym, grid.width);
  });
  return grid;
}

// The lowest arrangement that breaks no name inside a word, so that all are seen at once where the
// screen has room; and as high as there is room to spare.
Grid grid_of(const Scene& scene, float room, float height) {
  Ui& ui = scene.ui;
  const float least = std::max(ui.mm(kLeastWidthMm), greatest(scene, [&](const auto& language) {
                                 return ui.button_least_width(language.autonym);
                               }));
  Grid best = grid_with(scene, room, 1);
  for (std::size_t columns = 2; columns <= scene.services.languages.size(); ++columns) {
    const Grid grid = grid_with(scene, room, columns);
    if (grid.width < least) break;
    if (grid.total_height() < best.total_height()) best = grid;
  }
  const float spare = (height + best.gap) / static_cast<float>(best.rows) - best.gap;
  best.height = std::max(best.height, std::min(std::floor(spare), ui.mm(kHighestMm)));
  return best;
}

// Each in its own language's script.
void draw_tiles(Scene& scene, Flow& flow, const Grid& grid) {
  Ui& ui = scene.ui;
  const auto& languages = scene.services.languages;
  for (std::size_t i = 0; i < languages.size(); i += grid.columns) {
    Rect row = flow.take(grid.height);
    for (std::size_t k = i; k < std::min(i + grid.columns, languages.size()); ++k) {
      const language::Language& language = languages[k];
      const Rect tile = row.cut_start(grid.width, ui.direction());
      row.cut_start(grid.gap, ui.direction());
      ui.push_language(language);
      if (ui.button("lang:" + language.tag, tile, language.autonym, ButtonKind::kSecondary))
        scene.emit([tag = language.tag](visit::Visit& visit) { visit.choose_language(tag); });
      ui.pop_language();
    }
    flow.gap(kGapMm);
  }
}

}  // namespace

void draw_start(Scene& scene) {
  Ui& ui = scene.ui;
  draw_screen(scene, {.id = "start", .header = Header::kNone}, [&](Flow& flow) {
    const std::string& name = scene.services.office_name;
    const float title = ui.measure(name, TextStyle::kTitle, flow.width());
    const Grid grid = grid_of(scene, flow.width(), flow.room() - title - ui.mm(2 * kTitleGapMm));
    flow.centre(title + ui.mm(kTitleGapMm) + grid.total_height());
    ui.label(flow.take(title), name, TextStyle::kTitle, text::Align::kCenter);
    flow.gap(kTitleGapMm);
    draw_tiles(scene, flow, grid);
  });
}

void draw_language_choice(Scene& scene) {
  const Frame frame{.id = "languages",
                    .header = Header::kWithoutHome,
                    .back = way_back(scene, [](visit::Visit& visit) { visit.close_aside(); })};
  draw_screen(scene, frame, [&](Flow& flow) {
    flow.label(scene.tr("In welcher Sprache möchten Sie lesen?"), TextStyle::kTitle);
    flow.gap(kTitleGapMm);
    draw_tiles(scene, flow, grid_of(scene, flow.width(), 0));
  });
}

}  // namespace anlaufstelle::screens
