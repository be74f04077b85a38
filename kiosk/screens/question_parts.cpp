// SPDX-License-Identifier: EUPL-1.2
#include "kiosk/screens/question_parts.h"

#include <algorithm>

namespace anlaufstelle::screens {
namespace {

// What is picked alone; else the values that most people need, or all of them.
std::vector<int> shown_of(const Scene& scene, const Part& part) {
  if (part.picked) return {*part.picked};
  return scene.view.unfolded.count(part.id) != 0 ? part.all_values : part.values;
}

}  // namespace

std::vector<int> counted(int first, int last, int step) {
  std::vector<int> values;
  for (int value = first; step > 0 ? value <= last : value >= last; value += step)
    values.push_back(value);
  return values;
}

bool draw_part(Scene& scene, Flow& flow, const Part& part) {
  constexpr std::size_t kFoldedColumns = 2;
  const std::vector<int> shown = shown_of(scene, part);
  TileGroup group{
      .id = part.id, .tiles = {}, .most_columns = part.picked ? kFoldedColumns : part.columns};
  for (const int value : shown) {
    group.tiles.push_back(
        {part.id + ":" + std::to_string(value), part.name(value), part.picked == value});
  }
  flow.label(part.heading, widgets::TextStyle::kLabel);
  flow.gap(1.5f);
  draw_tiles(scene, flow, group, [&](std::size_t index) { part.pick(shown[index]); });
  flow.gap(4);
  if (part.picked) return true;
  if (!part.more.empty() && scene.view.unfolded.count(part.id) == 0) {
    if (flow.button(part.id + ":more", part.more, widgets::ButtonKind::kSecondary,
                    widgets::Icon::kMore))
      scene.view.unfolded.insert(part.id);
    flow.gap(4);
  }
  return false;
}

}  // namespace anlaufstelle::screens
