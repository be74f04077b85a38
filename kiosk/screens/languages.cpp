// SPDX-License-Identifier: EUPL-1.2
#include "kiosk/screens/languages.h"

#include <algorithm>

namespace anlaufstelle::screens {
namespace {

using widgets::Rect;
using widgets::TextStyle;
using widgets::Ui;

constexpr float kTileMm = 22, kLeastTileMm = 48, kGapMm = 4, kTitleGapMm = 8;

// Tiles of one size, as many beside each other as there is room for.
struct Grid {
  std::size_t columns = 1, rows = 1;
  float width = 0, height = 0, gap = 0;
  [[nodiscard]] float total_height() const {
    return static_cast<float>(rows) * (height + gap) - gap;
  }
};

Grid grid_of(const Scene& scene, float room) {
  Ui& ui = scene.ui;
  const auto& languages = scene.services.languages;
  float least = ui.mm(kLeastTileMm);
  for (const language::Language& language : languages) {
    ui.push_language(language);
    least = std::max(least, ui.tile_least_width({language.autonym, {}}));
    ui.pop_language();
  }
  Grid grid;
  grid.gap = ui.mm(kGapMm);
  grid.columns =
      std::max<std::size_t>(1, static_cast<std::size_t>((room + grid.gap) / (least + grid.gap)));
  // 13 in rows of 5 look no worse than in rows of 4, and 4 beside 1 does.
  grid.rows = (languages.size() + grid.columns - 1) / grid.columns;
  grid.columns = (languages.size() + grid.rows - 1) / grid.rows;
  grid.width =
      (room - grid.gap * static_cast<float>(grid.columns - 1)) / static_cast<float>(grid.columns);
  grid.height = ui.mm(kTileMm);
  for (const language::Language& language : languages) {
    ui.push_language(language);
    grid.height = std::max(grid.height, ui.tile_height({language.autonym, {}}, grid.width));
    ui.pop_language();
  }
  return grid;
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
      if (ui.tile("lang:" + language.tag, tile, {language.autonym, {}}))
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
    const Grid grid = grid_of(scene, flow.width());
    const float title = ui.measure(name, TextStyle::kTitle, flow.width());
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
    draw_tiles(scene, flow, grid_of(scene, flow.width()));
  });
}

}  // namespace anlaufstelle::screens
