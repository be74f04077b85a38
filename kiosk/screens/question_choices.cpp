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
using widgets::TextStyle;

constexpr float kTileGapMm = 3;
constexpr std::size_t kColumns = 2;      // where the form doesn't ask for more
constexpr std::size_t kMostColumns = 6;  // and where it does
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

// The form's own of a choice that is shown; its picture and sound.
const forms::Choice* choice_of(const Question& question, const NamedChoice& named) {
  const auto found = std::find_if(question.choices.begin(), question.choices.end(),
                                  [&](const auto& choice) { return choice.value == named.value; });
  return found == question.choices.end() ? nullptr : &*found;
}

// "columns", "columns-pack" and "list" ask for as many as there is room for, "columns-4" for four.
std::size_t columns_asked(const Question& question) {
  constexpr std::string_view kPrefix = "columns-";
  for (const std::string& token : question.appearance) {
    if (token == "columns" || token == "columns-pack" || token == "list" ||
        token == "list-nolabel" || token == "horizontal")
      return kMostColumns;
    const bool digit = token.size() == kPrefix.size() + 1 && token.starts_with(kPrefix) &&
                       token.back() >= '1' && token.back() <= '9';
    if (digit) return std::min<std::size_t>(kMostColumns, token.back() - '0');
  }
  return kColumns;
}

// Tiles of some of the question's choices, with what a tap does.
void draw_choices(Scene& scene, Flow& flow, const Question& question,
                  const std::vector<const NamedChoice*>& choices) {
  const bool many = question.kind == forms::ControlKind::kSelect;
  TileGroup group{.id = "choices:" + question.name,
                  .tiles = {},
                  .kind = many ? ChoiceKind::kMany : ChoiceKind::kOne,
                  .most_columns = columns_asked(question)};
  // A list of thousands has none.
  const bool with_media = std::any_of(
      question.choices.begin(), question.choices.end(),
      [](const auto& choice) { return choice.picture != nullptr || choice.sound != nullptr; });
  for (const NamedChoice* choice : choices) {
    Tile tile{"choice:" + question.name + ":" + choice->value, choice->label,
              is_chosen(question, choice->value)};
    const forms::Choice* own = with_media ? choice_of(question, *choice) : nullptr;
    if (own != nullptr) {
      tile.picture = view_of(own->picture);
      if (can_listen(scene, own->sound)) tile.sound = own->sound;
    }
    group.tiles.push_back(std::move(tile));
  }
  draw_tiles(scene, flow, group, [&](std::size_t index) {
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
  scene.ui.text_field(id, flow.take(scene.ui.field_height(1)), state,
                      {.name = name, .max_graphemes = 40});
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

void draw_select_one(Scene& scene, Flow& flow, const Question& question) {
  if (is_searched(question)) return draw_searched(scene, flow, question);
  if (has_appearance(question, "likert") && draw_scale(scene, flow, question)) return;
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
