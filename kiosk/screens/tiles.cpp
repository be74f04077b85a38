// SPDX-License-Identifier: EUPL-1.2
// Choices as tiles. A list may have hundreds: how they lie is planned once, and kept until
// something that decides it changes.
#include <algorithm>

#include "kiosk/screens/question.h"

namespace anlaufstelle::screens {
namespace {

constexpr float kTileGapMm = 3;

float tile_width(const Scene& scene, float room, std::size_t columns) {
  const float gaps = scene.ui.mm(kTileGapMm) * static_cast<float>(columns - 1);
  return (room - gaps) / static_cast<float>(columns);
}

bool has_pictures(const TileGroup& group) {
  return std::any_of(group.tiles.begin(), group.tiles.end(),
                     [](const Tile& tile) { return !tile.picture.empty(); });
}

bool has_sounds(const TileGroup& group) {
  return std::any_of(group.tiles.begin(), group.tiles.end(),
                     [](const Tile& tile) { return tile.sound != nullptr; });
}

// Of the button beside a tile that can be listened to.
float listen_side(const Scene& scene) {
  return scene.ui.button_height("", scene.ui.screen().w, widgets::Icon::kSound);
}

bool is_plan_for(const TilePlan& plan, const Scene& scene, const TileGroup& group, float room) {
  return plan.room == room && plan.most == group.most_columns &&
         plan.pictures == has_pictures(group) && plan.sounds == has_sounds(group) &&
         plan.text_size == scene.ui.look().text_size && plan.language == scene.ui.language().tag &&
         std::equal(plan.texts.begin(), plan.texts.end(), group.tiles.begin(), group.tiles.end(),
                    [](const std::string& text, const Tile& tile) { return text == tile.text; });
}

// As many columns as let every tile keep its text on one line.
std::size_t columns_of(const Scene& scene, const std::vector<widgets::ChoiceSize>& one_line,
                       const TileGroup& group, float room) {
  for (std::size_t columns = group.most_columns; columns > 1; --columns) {
    const float width = tile_width(scene, room, columns);
    if (std::all_of(one_line.begin(), one_line.end(),
                    [&](const widgets::ChoiceSize& size) { return size.width <= width; }))
      return columns;
  }
  return 1;
}

// As many as keep every text on one line; where that is one, as many as break no word. No more than
// fill their rows evenly.
std::size_t picture_columns(const Scene& scene, const TileGroup& group, float room) {
  constexpr std::size_t kMostColumns = 4;
  float one_line = 0, unbroken = 0;
  for (const Tile& tile : group.tiles) {
    unbroken = std::max(unbroken, scene.ui.picture_choice_least_width(tile.text));
    one_line = std::max(one_line, scene.ui.choice_on_one_line(tile.text).width);
  }
  const auto most = [&](float least) {
    std::size_t columns = std::min(kMostColumns, group.tiles.size());
    while (columns > 1 && tile_width(scene, room, columns) < least) --columns;
    return columns;
  };
  std::size_t columns = most(std::max(one_line, unbroken));
  if (columns == 1) columns = most(unbroken);
  const std::size_t rows = (group.tiles.size() + columns - 1) / columns;
  return (group.tiles.size() + rows - 1) / rows;
}

void plan_pictures(Scene& scene, const TileGroup& group, TilePlan& plan) {
  plan.columns = plan.sounds ? 1 : picture_columns(scene, group, plan.room);
  plan.width = tile_width(scene, plan.room, plan.columns) - plan.beside;
  for (std::size_t i = 0; i < group.tiles.size(); ++i) {
    const float height = scene.ui.picture_choice_height(group.tiles[i].text, plan.width);
    if (i % plan.columns == 0) plan.row_heights.push_back(0);
    plan.row_heights.back() = std::max(plan.row_heights.back(), height);
  }
}

TilePlan make_plan(Scene& scene, const TileGroup& group, float room) {
  TilePlan plan;
  plan.room = room;
  plan.most = group.most_columns;
  plan.text_size = scene.ui.look().text_size;
  plan.language = scene.ui.language().tag;
  plan.pictures = has_pictures(group);
  plan.sounds = has_sounds(group);
  if (plan.sounds) plan.beside = listen_side(scene) + scene.ui.mm(kTileGapMm);
  for (const Tile& tile : group.tiles) plan.texts.push_back(tile.text);
  if (plan.pictures) {
    plan_pictures(scene, group, plan);
    return plan;
  }
  std::vector<widgets::ChoiceSize> one_line;
  for (const Tile& tile : group.tiles) one_line.push_back(scene.ui.choice_on_one_line(tile.text));
  plan.columns = plan.sounds ? 1 : columns_of(scene, one_line, group, room);
  plan.width = tile_width(scene, room, plan.columns) - plan.beside;
  for (std::size_t i = 0; i < group.tiles.size(); ++i) {
    const float height = one_line[i].width <= plan.width
                             ? one_line[i].height
                             : scene.ui.choice_height(group.tiles[i].text, plan.width);
    if (i % plan.columns == 0) plan.row_heights.push_back(0);
    plan.row_heights.back() = std::max(plan.row_heights.back(), height);
  }
  return plan;
}

}  // namespace

widgets::PictureView view_of(const forms::Picture* picture) {
  if (picture == nullptr) return {};
  return {picture->rgba.data(), picture->width, picture->height};
}

void draw_tiles(Scene& scene, Flow& flow, const TileGroup& group,
                const std::function<void(std::size_t)>& pick) {
  widgets::Ui& ui = scene.ui;
  TilePlan& plan = scene.view.tile_plans[group.id];
  if (!is_plan_for(plan, scene, group, flow.width())) plan = make_plan(scene, group, flow.width());
  for (std::size_t i = 0; i < group.tiles.size(); i += plan.columns) {
    if (i > 0) flow.gap(kTileGapMm);
    widgets::Rect row = flow.take(plan.row_heights[i / plan.columns]);
    for (std::size_t k = i; k < std::min(i + plan.columns, group.tiles.size()); ++k) {
      const Tile& tile = group.tiles[k];
      const widgets::Rect rect = row.cut_start(plan.width, ui.direction());
      row.cut_start(ui.mm(kTileGapMm), ui.direction());
      const bool tapped =
          plan.pictures
              ? ui.picture_choice(tile.id, rect, tile.text, group.kind, tile.selected, tile.picture)
              : ui.choice(tile.id, rect, tile.text, group.kind, tile.selected);
      if (tapped) pick(k);
      if (tile.sound == nullptr) continue;
      const float side = plan.beside - ui.mm(kTileGapMm);
      widgets::Rect listen = row.cut_start(side, ui.direction());
      listen = {listen.x, listen.y + (listen.h - side) / 2, side, side};
      draw_listen_to_choice(scene, tile, listen);
    }
  }
}

}  // namespace anlaufstelle::screens
