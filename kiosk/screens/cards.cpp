// SPDX-License-Identifier: EUPL-1.2
#include "kiosk/screens/cards.h"

#include <algorithm>

#include "kiosk/screens/code.h"
#include "kiosk/screens/question.h"
#include "kiosk/screens/review.h"

namespace anlaufstelle::screens {
namespace {

using forms::NodeId;
using visit::FormWalk;
using widgets::ButtonKind;
using widgets::Icon;
using widgets::Rect;
using widgets::TextStyle;
using widgets::Ui;

constexpr float kPaddingMm = 3.5f, kNumberGapMm = 4, kGapMm = 3, kLineGapMm = 1;
constexpr float kLeastTextPart = 0.5f;  // of a card's width, beside its buttons

struct CardButton {
  std::string id, text;
  ButtonKind kind;
  Event event;
};

// The buttons of one card lie beside its text, below it in one row, or below each other.
struct CardPlan {
  bool beside = false, in_a_row = false;
  float number_width = 0, text_width = 0, buttons_width = 0, buttons_height = 0;
};

std::vector<CardButton> buttons_of(const Scene& scene, const forms::Cards& cards,
                                   const FormWalk::Card& card) {
  const NodeId instance = card.instance;
  const std::string place = cards.name + ":" + std::to_string(card.number);
  std::vector<CardButton> buttons;
  buttons.push_back({"card:" + place, card.seen ? scene.tr("Ändern") : scene.tr("Ausfüllen"),
                     ButtonKind::kSecondary,
                     [instance](visit::Visit& visit) { visit.open_card(instance); }});
  if (!cards.fixed)
    buttons.push_back({"remove:" + place, scene.tr("Löschen"), ButtonKind::kQuiet,
                       [instance](visit::Visit& visit) { visit.ask_to_remove(instance); }});
  return buttons;
}

// The same for all cards of a screen, so that their texts stand below each other.
float number_column(Ui& ui, std::size_t count) {
  const std::string widest(std::to_string(count).size(), '8');
  return ui.widest_word(widest, TextStyle::kLabel) + ui.mm(kNumberGapMm);
}

CardPlan plan_card(Ui& ui, const std::vector<CardButton>& buttons, float room, float number) {
  const float gap = ui.mm(kGapMm);
  CardPlan plan;
  plan.number_width = number;
  float row_height = 0, row_width = gap * static_cast<float>(buttons.size() - 1);
  for (const CardButton& button : buttons) {
    const float width = ui.button_width(button.text);
    row_width += width;
    row_height = std::max(row_height, ui.button_height(button.text, width));
  }
  const float narrow = room - row_width - gap - number;
  plan.beside = narrow >= room * kLeastTextPart;
  plan.in_a_row = row_width <= room;
  plan.text_width = plan.beside ? narrow : room - number;
  plan.buttons_width = plan.in_a_row ? row_width : room;
  plan.buttons_height = row_height;
  if (plan.in_a_row) return plan;
  plan.buttons_height = gap * static_cast<float>(buttons.size() - 1);
  for (const CardButton& button : buttons)
    plan.buttons_height += ui.button_height(button.text, room);
  return plan;
}

void draw_buttons(Scene& scene, const std::vector<CardButton>& buttons, const CardPlan& plan,
                  Rect place) {
  Ui& ui = scene.ui;
  for (const CardButton& button : buttons) {
    Rect rect;
    if (plan.in_a_row) {
      rect = place.cut_start(ui.button_width(button.text), ui.direction());
      place.cut_start(ui.mm(kGapMm), ui.direction());
    } else {
      rect = place.cut_top(ui.button_height(button.text, place.w));
      place.cut_top(ui.mm(kGapMm));
    }
    if (ui.button(button.id, rect, button.text, button.kind)) scene.emit(button.event);
  }
}

enum class Voice { kClient, kQuiet, kKiosk };
enum class Do { kMeasure, kDraw };

// The lines of a card, drawn or only measured; the height they take.
float text_of_card(Scene& scene, const FormWalk::Card& card, const CardText& text, Rect where,
                   Do what) {
  Ui& ui = scene.ui;
  const float top = where.y, width = where.w;
  const auto say = [&](std::string_view words, TextStyle style, Voice voice) {
    if (where.y > top) where.cut_top(ui.mm(kLineGapMm));
    const bool own = voice == Voice::kClient;
    if (what == Do::kMeasure) {
      where.cut_top(own ? ui.measure_user_text(words, style, width)
                        : ui.measure(words, style, width));
    } else if (own) {
      where.cut_top(ui.user_text(where, words, style));
    } else {
      const widgets::Theme& theme = ui.theme();
      where.cut_top(
          ui.label(where, words, style, voice == Voice::kQuiet ? theme.text_quiet : theme.text));
    }
  };
  if (text.title.empty()) say(scene.tr("Keine Antwort"), TextStyle::kBody, Voice::kQuiet);
  if (!text.title.empty()) say(text.title, TextStyle::kLabel, Voice::kClient);
  if (!text.more.empty()) say(text.more, TextStyle::kBody, Voice::kClient);
  if (card.seen && card.unfinished)
    say(scene.tr("Hier fehlt noch etwas."), TextStyle::kBody, Voice::kKiosk);
  return where.y - top;
}

void draw_card(Scene& scene, Flow& flow, const forms::Cards& cards, const FormWalk::Card& card) {
  Ui& ui = scene.ui;
  const float padding = ui.mm(kPaddingMm);
  const std::vector<CardButton> buttons = buttons_of(scene, cards, card);
  const CardPlan plan =
      plan_card(ui, buttons, flow.width() - 2 * padding, number_column(ui, cards.instances.size()));
  CardText text = card_text(scene, card.instance);
  const std::string number = std::to_string(card.number);
  const float text_height =
      std::max(ui.measure(number, TextStyle::kLabel, plan.number_width),
               text_of_card(scene, card, text, {0, 0, plan.text_width, 1e6f}, Do::kMeasure));
  const float height = plan.beside ? std::max(text_height, plan.buttons_height)
                                   : text_height + ui.mm(kGapMm) + plan.buttons_height;
  const Rect whole = flow.take(height + 2 * padding);
  ui.card(whole, ui.theme().surface);
  Rect inner = whole.inset(padding);
  Rect place = plan.beside ? inner.cut_end(plan.buttons_width, ui.direction())
                           : inner.cut_bottom(plan.buttons_height);
  if (!plan.beside) place = place.cut_end(plan.buttons_width, ui.direction());
  ui.label(inner.cut_start(plan.number_width, ui.direction()), number, TextStyle::kLabel);
  inner = inner.cut_start(plan.text_width, ui.direction());
  text_of_card(scene, card, text, inner, Do::kDraw);
  wipe(text.title);
  wipe(text.more);
  draw_buttons(scene, buttons, plan, place.cut_top(plan.buttons_height));
}

void draw_add(Scene& scene, Flow& flow, const forms::Cards& cards) {
  if (cards.full) {
    flow.notice(scene.tr("Mehr Einträge gehen hier nicht. Sagen Sie den Rest bitte in der "
                         "Beratung."),
                Icon::kInfo);
    return;
  }
  if (cards.fixed) return;
  const std::string text = cards.instances.empty() ? scene.tr("Eintrag hinzufügen")
                                                   : scene.tr("Noch einen Eintrag hinzufügen");
  if (flow.button("add:" + cards.name, text, ButtonKind::kSecondary, Icon::kPlus))
    scene.emit([](visit::Visit& visit) { visit.add_card(); });
}

}  // namespace

CardText card_text(const Scene& scene, NodeId instance) {
  const FormWalk& form = scene.visit.form();
  CardText text;
  for (const NodeId node : form.answered_in(instance)) {
    std::string answer = answer_in_words(scene, form.session().question(node));
    if (answer.empty()) continue;
    if (!text.title.empty()) {
      text.more = std::move(answer);
      return text;
    }
    text.title = std::move(answer);
  }
  return text;
}

void draw_cards(Scene& scene) {
  const forms::Screen& screen = scene.visit.form().screen();
  const forms::Cards& cards = *screen.cards;
  const std::string id = "cards:" + cards.ref;
  const Frame frame{.id = id,
                    .back = way_back(scene, [](visit::Visit& visit) { visit.back(); }),
                    .on = way_on(scene, [](visit::Visit& visit) { visit.next(); })};
  draw_screen(scene, frame, [&](Flow& flow) {
    draw_progress(scene, flow);
    warn_unsaved(scene, flow);
    if (!screen.title.empty()) {
      flow.label(screen.title, TextStyle::kTitle);
      flow.gap(4);
    }
    const std::vector<FormWalk::Card> shown = scene.visit.form().cards();
    if (shown.empty()) flow.label(scene.tr("Hier steht noch nichts."), TextStyle::kBody);
    for (const FormWalk::Card& card : shown) {
      draw_card(scene, flow, cards, card);
      flow.gap(kGapMm);
    }
    flow.gap(2);
    draw_add(scene, flow, cards);
  });
}

void draw_confirm_remove(Scene& scene) {
  const FormWalk& form = scene.visit.form();
  const Frame frame{
      .id = "remove",
      .back = Way{"remove:no", scene.tr("Nein, behalten"), Icon::kBack, ButtonKind::kPrimary,
                  [](visit::Visit& visit) { visit.close_aside(); }},
      .on = Way{"remove:yes", scene.tr("Ja, löschen"), Icon::kClose, ButtonKind::kSecondary,
                [](visit::Visit& visit) { visit.remove_card(); }}};
  draw_screen(scene, frame, [&](Flow& flow) {
    flow.gap(2);
    flow.label(scene.tr("Möchten Sie diesen Eintrag löschen?"), TextStyle::kTitle);
    flow.gap(4);
    flow.label(scene.tr("Diese Antworten werden dann gelöscht:"), TextStyle::kBody);
    for (const NodeId node : form.answered_in(scene.visit.asked_to_remove())) {
      const forms::Question question = form.session().question(node);
      std::string answer = answer_in_words(scene, question);
      flow.gap(4);
      flow.label(question.label, TextStyle::kLabel);
      flow.gap(kLineGapMm);
      flow.user_text(answer, TextStyle::kBody);
      wipe(answer);
    }
  });
}

}  // namespace anlaufstelle::screens
