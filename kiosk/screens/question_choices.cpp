// SPDX-License-Identifier: EUPL-1.2
// Questions that are answered by tapping: tiles, and long lists with a search.
#include <algorithm>
#include <sstream>

#include "kiosk/screens/question.h"

namespace anlaufstelle::screens {
namespace {

using forms::NodeId;
using forms::Question;
using language::NamedChoice;
using widgets::ChoiceKind;
using widgets::Rect;
using widgets::TextStyle;

constexpr float kTileGapMm = 3;
// Above this a list is searched even if the form doesn't say so.
constexpr std::size_t kMostTiles = 24;

bool is_chosen(const Question& question, const std::string& value) {
  if (question.kind != forms::ControlKind::kSelect) return question.value == value;
  std::istringstream words(question.value);
  for (std::string word; words >> word;) {
    if (word == value) return true;
  }
  return false;
}

float tile_width(const Scene& scene, const Flow& flow, std::size_t columns) {
  const float gaps = scene.ui.mm(kTileGapMm) * static_cast<float>(columns - 1);
  return (flow.width() - gaps) / static_cast<float>(columns);
}

// Tiles of some of the question's choices, with what a tap does.
void draw_choices(Scene& scene, Flow& flow, const Question& question,
                  const std::vector<const NamedChoice*>& choices) {
  std::vector<Tile> tiles;
  for (const NamedChoice* choice : choices) {
    tiles.push_back({"choice:" + question.name + ":" + choice->value, choice->label,
                     is_chosen(question, choice->value)});
  }
  const bool many = question.kind == forms::ControlKind::kSelect;
  draw_tiles(scene, flow, tiles, many ? ChoiceKind::kMany : ChoiceKind::kOne,
             columns_for(scene, flow, tiles, 2), [&](std::size_t index) {
               const NodeId node = question.node;
               const std::string value = choices[index]->value;
               if (many) {
                 scene.emit([=](visit::Visit& visit) { visit.form().toggle(node, value); });
               } else {
                 scene.emit([=](visit::Visit& visit) { visit.form().choose(node, value); });
               }
               // The word has found its choice; the next search starts empty.
               if (is_searched(question)) {
                 scene.view.searches.erase(node);
                 scene.ui.focus("");
               }
             });
}

// What is chosen comes first, so that it is never hidden in the list or by a search.
std::vector<const NamedChoice*> found_choices(const Scene& scene, const Question& question,
                                              const std::string& search) {
  LongList& list = list_of(scene, question);
  std::vector<const NamedChoice*> found;
  for (const NamedChoice& choice : list.choices()) {
    if (is_chosen(question, choice.value)) found.push_back(&choice);
  }
  for (const NamedChoice* choice : list.find(search)) {
    if (!is_chosen(question, choice->value)) found.push_back(choice);
  }
  return found;
}

void draw_all(Scene& scene, Flow& flow, const Question& question) {
  draw_choices(scene, flow, question, list_of(scene, question).find(""));
}

// The field, then what it finds.
void draw_field_and_found(Scene& scene, Flow& flow, const Question& question) {
  widgets::TextFieldState& state = scene.view.searches[question.node];
  const std::string id = search_id(question);
  const std::string name = scene.tr("Suchen: Tippen Sie die ersten Buchstaben.");
  scene.ui.text_field(id, flow.take(scene.ui.mm(14)), state, {.name = name, .max_graphemes = 40});
  if (scene.ui.focused() == id && scene.ui.take_enter()) scene.ui.focus("");
  flow.gap(kTileGapMm);
  const auto found = found_choices(scene, question, state.text);
  if (found.empty()) flow.label(scene.tr("Nichts gefunden."), TextStyle::kBody);
  draw_choices(scene, flow, question, found);
}

void draw_searched(Scene& scene, Flow& flow, const Question& question) {
  flow.label(scene.tr("Suchen: Tippen Sie die ersten Buchstaben."), TextStyle::kSmall);
  flow.gap(1);
  draw_field_and_found(scene, flow, question);
}

}  // namespace

LongList& list_of(const Scene& scene, const Question& question) {
  LongList& list = scene.view.lists[question.node];
  list.update(question, scene.language_of(scene.visit.language()));
  return list;
}

std::string search_id(const Question& question) {
  return "search:" + question.name;
}

bool is_searched(const Question& question) {
  if (question.kind != forms::ControlKind::kSelect1 &&
      question.kind != forms::ControlKind::kSelect) {
    return false;
  }
  const auto& appearance = question.appearance;
  return question.choices.size() > kMostTiles ||
         std::any_of(appearance.begin(), appearance.end(), [](const std::string& token) {
           return token == "minimal" || token == "autocomplete";
         });
}

std::size_t columns_for(Scene& scene, const Flow& flow, const std::vector<Tile>& tiles,
                        std::size_t most) {
  const float one_line = scene.ui.choice_height("", flow.width());
  for (std::size_t columns = most; columns > 1; --columns) {
    const float width = tile_width(scene, flow, columns);
    if (std::all_of(tiles.begin(), tiles.end(), [&](const Tile& tile) {
          return scene.ui.choice_least_width(tile.text) <= width &&
                 scene.ui.choice_height(tile.text, width) <= one_line;
        })) {
      return columns;
    }
  }
  return 1;
}

void draw_tiles(Scene& scene, Flow& flow, const std::vector<Tile>& tiles, ChoiceKind kind,
                std::size_t columns, const std::function<void(std::size_t)>& pick) {
  widgets::Ui& ui = scene.ui;
  const float width = tile_width(scene, flow, columns);
  for (std::size_t i = 0; i < tiles.size(); i += columns) {
    const std::size_t end = std::min(i + columns, tiles.size());
    float height = 0;
    for (std::size_t k = i; k < end; ++k) {
      height = std::max(height, ui.choice_height(tiles[k].text, width));
    }
    Rect row = flow.take(height);
    for (std::size_t k = i; k < end; ++k) {
      const Rect tile = row.cut_start(width, ui.direction());
      row.cut_start(ui.mm(kTileGapMm), ui.direction());
      if (ui.choice(tiles[k].id, tile, tiles[k].text, kind, tiles[k].selected)) pick(k);
    }
    if (end < tiles.size()) flow.gap(kTileGapMm);
  }
}

void draw_select_one(Scene& scene, Flow& flow, const Question& question) {
  if (is_searched(question)) return draw_searched(scene, flow, question);
  draw_all(scene, flow, question);
}

void draw_select_many(Scene& scene, Flow& flow, const Question& question) {
  if (is_searched(question)) return draw_searched(scene, flow, question);
  draw_all(scene, flow, question);
}

void draw_search(Scene& scene, Flow& flow, const Question& question) {
  draw_field_and_found(scene, flow, question);
}

}  // namespace anlaufstelle::screens
