// SPDX-License-Identifier: EUPL-1.2
#include "kiosk/screens/languages.h"

#include <algorithm>

namespace anlaufstelle::screens {
namespace {

using widgets::Rect;
using widgets::TextStyle;

constexpr float kTileMm = 30, kGapMm = 5, kWideColumnMm = 150;
constexpr float kTitleMm = 24;  // the office's name and what stands round it

std::size_t tile_columns(const Scene& scene, float width) {
  return width >= scene.ui.mm(kWideColumnMm) || scene.ui.portrait() ? 2 : 1;
}

// Tiles in rows, each in its own language's script.
void draw_tiles(Scene& scene, Flow& flow) {
  widgets::Ui& ui = scene.ui;
  const auto& languages = scene.services.languages;
  const std::size_t columns = tile_columns(scene, flow.width());
  const float gap = ui.mm(kGapMm);
  for (std::size_t i = 0; i < languages.size(); i += columns) {
    Rect row = flow.take(ui.mm(kTileMm));
    const float width =
        (row.w - gap * static_cast<float>(columns - 1)) / static_cast<float>(columns);
    for (std::size_t k = i; k < std::min(i + columns, languages.size()); ++k) {
      const language::Language& language = languages[k];
      const Rect tile = row.cut_start(width, ui.direction());
      row.cut_start(gap, ui.direction());
      ui.push_language(language);
      if (ui.tile("lang:" + language.tag, tile, {.title = language.autonym, .sentence = {}})) {
        scene.emit([tag = language.tag](visit::Visit& visit) { visit.choose_language(tag); });
      }
      ui.pop_language();
    }
    flow.gap(kGapMm);
  }
}

}  // namespace

void draw_start(Scene& scene) {
  widgets::Ui& ui = scene.ui;
  ui.fill(ui.screen(), ui.theme().background);
  scroll_column(scene, "start", ui.screen(), [&](Flow& flow) {
    const std::size_t columns = tile_columns(scene, flow.width());
    const std::size_t rows = (scene.services.languages.size() + columns - 1) / columns;
    flow.centre(kTitleMm + static_cast<float>(rows) * (kTileMm + kGapMm));
    const Rect title =
        flow.take(ui.measure(scene.services.office_name, TextStyle::kTitle, flow.width()));
    ui.label(title, scene.services.office_name, TextStyle::kTitle, text::Align::kCenter);
    flow.gap(10);
    draw_tiles(scene, flow);
  });
}

void draw_language_choice(Scene& scene) {
  Rect area = draw_frame(scene, HomeButton::kHidden);
  const Rect bar = cut_bar(scene, area);
  scroll_column(scene, "languages", area, [&](Flow& flow) {
    flow.label(scene.tr("In welcher Sprache möchten Sie lesen?"), TextStyle::kTitle);
    flow.gap(6);
    draw_tiles(scene, flow);
  });
  if (draw_back(scene, bar, "nav:back", scene.tr("Zurück"))) {
    scene.emit([](visit::Visit& visit) { visit.close_aside(); });
  }
}

}  // namespace anlaufstelle::screens
