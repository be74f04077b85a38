// SPDX-License-Identifier: EUPL-1.2
// Things are put in an order: cards, moved by a finger at their handle or by their arrows. Until
// the first move, or a yes to the order as it is, nothing is answered and no card has a number.
#include <algorithm>

#include "kiosk/screens/question.h"

namespace anlaufstelle::screens {
namespace {

using forms::Question;
using widgets::Icon;
using widgets::Rect;
using widgets::TextStyle;

// The handle is as wide as a finger needs; so are the arrows.
constexpr float kHandleMm = 16, kArrowMm = 14, kGapMm = 3, kPaddingMm = 2;

using Order = std::vector<const language::NamedChoice*>;

struct Ranking {
  const Question& question;
  Order order;
  float card_height = 0;  // of every card, so that none changes its size on the way
  float top = 0;
};

// The answer's order, then what it leaves out; before an answer the form's own.
Order order_of(const Scene& scene, const Question& question) {
  const auto& choices = list_of(scene, question).choices();
  Order order;
  std::string_view left = question.value;
  while (!left.empty()) {
    const auto end = std::min(left.find(' '), left.size());
    const auto chosen = std::find_if(
        choices.begin(), choices.end(),
        [value = left.substr(0, end)](const auto& choice) { return choice.value == value; });
    if (chosen != choices.end()) order.push_back(&*chosen);
    left.remove_prefix(std::min(end + 1, left.size()));
  }
  for (const auto& choice : choices) {
    if (std::find(order.begin(), order.end(), &choice) == order.end()) order.push_back(&choice);
  }
  return order;
}

void answer(Scene& scene, const Ranking& ranking, const Order& order) {
  std::string value;
  for (const auto* choice : order) value += (value.empty() ? "" : " ") + choice->value;
  scene.emit([node = ranking.question.node, value = std::move(value)](visit::Visit& visit) {
    visit.form().type(node, value);
  });
}

void move(Scene& scene, const Ranking& ranking, std::size_t from, std::size_t to) {
  if (from == to) return;
  Order order = ranking.order;
  const auto* moved = order[from];
  order.erase(order.begin() + static_cast<std::ptrdiff_t>(from));
  order.insert(order.begin() + static_cast<std::ptrdiff_t>(to), moved);
  answer(scene, ranking, order);
}

float gap_of(const Scene& scene) {
  return scene.ui.mm(kGapMm);
}

// Which card's place a finger at that height is over.
std::size_t place_at(const Scene& scene, const Ranking& ranking, float y) {
  const float each = ranking.card_height + gap_of(scene);
  const float place = (y - ranking.top + gap_of(scene) / 2) / each;
  return static_cast<std::size_t>(
      std::clamp(place, 0.0f, static_cast<float>(ranking.order.size() - 1)));
}

// What a card's words have beside its handle and its arrows.
float text_width(Scene& scene, float width) {
  const widgets::Ui& ui = scene.ui;
  return width - ui.mm(kHandleMm) - 2 * ui.mm(kArrowMm) - 5 * gap_of(scene);
}

float card_height(Scene& scene, const Order& order, float width) {
  widgets::Ui& ui = scene.ui;
  float height = ui.mm(kArrowMm);
  for (const auto* choice : order)
    height =
        std::max(height, ui.measure(choice->label, TextStyle::kBody, text_width(scene, width)));
  return height + 2 * ui.mm(kPaddingMm);
}

void draw_handle(Scene& scene, const Rect& rect, bool held) {
  widgets::Ui& ui = scene.ui;
  const widgets::Theme& theme = ui.theme();
  ui.card(rect, held ? theme.accent : theme.surface_selected);
  const float side = ui.mm(kHandleMm) * 0.5f;
  ui.icon({rect.x + (rect.w - side) / 2, rect.y + (rect.h - side) / 2, side, side}, Icon::kGrip,
          held ? theme.on_accent : theme.accent);
}

// One arrow in the middle of its strip.
bool draw_arrow(Scene& scene, const Ranking& ranking, std::size_t place, Rect strip, Icon icon) {
  const auto& choice = *ranking.order[place];
  const bool up = icon == Icon::kUp;
  const float side = scene.ui.mm(kArrowMm);
  const Rect rect{strip.x, strip.y + (strip.h - side) / 2, side, side};
  const std::string id = (up ? "up:" : "down:") + ranking.question.name + ":" + choice.value;
  const std::string name =
      language::fill_in(up ? scene.tr("Nach oben: {choice}") : scene.tr("Nach unten: {choice}"),
                        "choice", choice.label);
  const bool possible = up ? place > 0 : place + 1 < ranking.order.size();
  return scene.ui.tool(id, rect, name, icon, possible);
}

void draw_words(Scene& scene, const Ranking& ranking, std::size_t place, Rect where) {
  widgets::Ui& ui = scene.ui;
  const auto centred = [&](const Rect& strip, float height) {
    return Rect{strip.x, strip.y + (strip.h - height) / 2, strip.w, height};
  };
  const std::string& words = ranking.order[place]->label;
  ui.label(centred(where, ui.measure(words, TextStyle::kBody, where.w)), words, TextStyle::kBody);
}

void draw_card(Scene& scene, const Ranking& ranking, std::size_t place, const Rect& rect) {
  widgets::Ui& ui = scene.ui;
  const auto& choice = *ranking.order[place];
  const bool answered = !ranking.question.value.empty();
  Rect inner = rect;
  const Rect handle = inner.cut_start(ui.mm(kHandleMm), ui.direction());
  const widgets::Grip grip =
      ui.grip("rank:" + ranking.question.name + ":" + choice.value, handle, choice.label,
              widgets::NodeRole::kHandle, answered ? std::to_string(place + 1) : std::string());
  ui.card(rect, ui.theme().surface);
  ui.outline(rect, grip.held ? ui.theme().accent : ui.theme().outline, grip.held ? 0.8f : 0.4f);
  draw_handle(scene, handle.inset(ui.mm(1)), grip.held);
  if (grip.held) move(scene, ranking, place, place_at(scene, ranking, grip.y));
  inner.cut_end(gap_of(scene), ui.direction());
  const float arrow = ui.mm(kArrowMm);
  const Rect down = inner.cut_end(arrow, ui.direction());
  inner.cut_end(gap_of(scene), ui.direction());
  const Rect up = inner.cut_end(arrow, ui.direction());
  inner.cut_end(gap_of(scene), ui.direction());
  inner.cut_start(gap_of(scene), ui.direction());
  draw_words(scene, ranking, place, inner);
  if (draw_arrow(scene, ranking, place, up, Icon::kUp)) move(scene, ranking, place, place - 1);
  if (draw_arrow(scene, ranking, place, down, Icon::kDown)) move(scene, ranking, place, place + 1);
}

}  // namespace

void draw_rank(Scene& scene, Flow& flow, const Question& question) {
  widgets::Ui& ui = scene.ui;
  flow.label(scene.tr("Bringen Sie die Karten in Ihre Reihenfolge. Nummer 1 steht oben."),
             TextStyle::kSmall);
  flow.label(scene.tr("Tippen Sie auf die Pfeile. Oder ziehen Sie eine Karte an ihrem Griff."),
             TextStyle::kSmall);
  flow.gap(3);
  Ranking ranking{question, order_of(scene, question)};
  if (ranking.order.empty()) return;
  const bool answered = !question.value.empty();
  // Beside the cards, so that a number keeps its place while they move.
  const float numbers = ui.mm(kHandleMm * 0.8f);
  ranking.card_height = card_height(scene, ranking.order, flow.width() - numbers);
  for (std::size_t place = 0; place < ranking.order.size(); ++place) {
    if (place > 0) flow.gap(kGapMm);
    Rect row = flow.take(ranking.card_height);
    if (place == 0) ranking.top = row.y;
    const Rect number = row.cut_start(numbers, ui.direction());
    if (answered) {
      const std::string words = std::to_string(place + 1);
      const float height = ui.measure(words, TextStyle::kHeading, number.w);
      ui.label({number.x, number.y + (number.h - height) / 2, number.w, height}, words,
               TextStyle::kHeading);
    }
    draw_card(scene, ranking, place, row);
  }
  flow.gap(4);
  if (answered) return draw_erase(scene, flow, question);
  if (flow.button("rank:" + question.name, scene.tr("Diese Reihenfolge stimmt"),
                  widgets::ButtonKind::kSecondary, Icon::kCheck))
    answer(scene, ranking, ranking.order);
}

}  // namespace anlaufstelle::screens
