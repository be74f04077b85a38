// SPDX-License-Identifier: EUPL-1.2
#include "kiosk/screens/review.h"

#include <algorithm>
#include <sstream>

#include "kiosk/screens/question.h"

namespace anlaufstelle::screens {
namespace {

using forms::ControlKind;
using forms::Question;
using forms::Standing;
using widgets::ButtonKind;
using widgets::Icon;
using widgets::Rect;
using widgets::TextStyle;

constexpr float kRowPaddingMm = 3.5f, kAnswerGapMm = 1.5f;
constexpr float kLeastTextPart = 0.6f;  // of a row's width, beside its button

std::string choices_in_words(const Scene& scene, const Question& question) {
  const LongList& list = list_of(scene, question);
  std::istringstream words(question.value);
  std::string joined;
  int place = 0;
  for (std::string word; words >> word;) {
    const std::string_view label = list.label_of(word);
    if (label.empty()) continue;
    // Each on a line of its own: a comma between labels of either direction misleads.
    if (!joined.empty()) joined += '\n';
    if (question.kind == ControlKind::kRank) joined += std::to_string(++place) + ". ";
    joined += label;
  }
  return joined;
}

// The button stands beside the answer, or below it where the letters are large.
void draw_row(Scene& scene, Flow& flow, const Question& question) {
  widgets::Ui& ui = scene.ui;
  const std::string change = scene.tr("Ändern");
  std::string answer = answer_in_words(scene, question);
  const std::string none = scene.tr("Keine Antwort");
  const float button_width = ui.button_width(change), padding = ui.mm(kRowPaddingMm);
  const float button_height = ui.button_height(change, button_width);
  const float narrow = flow.width() - button_width - 3 * padding;
  const bool beside = narrow >= flow.width() * kLeastTextPart;
  const float text_width = beside ? narrow : flow.width() - 2 * padding;
  const float text_height =
      ui.measure(question.label, TextStyle::kLabel, text_width) + ui.mm(kAnswerGapMm) +
      (answer.empty() ? ui.measure(none, TextStyle::kBody, text_width)
                      : ui.measure_user_text(answer, TextStyle::kBody, text_width));
  const float height =
      beside ? std::max(text_height, button_height) : text_height + padding + button_height;
  Rect row = flow.take(height + 2 * padding);
  ui.card(row, ui.theme().surface);
  Rect inner = row.inset(padding);
  Rect place = beside ? inner.cut_end(button_width, ui.direction())
                      : inner.cut_bottom(button_height).cut_end(button_width, ui.direction());
  if (beside) inner.cut_end(padding, ui.direction());
  inner.cut_top(ui.label(inner, question.label, TextStyle::kLabel) + ui.mm(kAnswerGapMm));
  if (answer.empty()) {
    ui.label(inner, none, TextStyle::kBody, ui.theme().text_quiet);
  } else {
    ui.user_text(inner, answer, TextStyle::kBody);
  }
  wipe(answer);
  if (ui.button("review:" + question.name, place.cut_top(button_height), change,
                ButtonKind::kSecondary)) {
    scene.emit([node = question.node](visit::Visit& visit) { visit.edit(node); });
  }
}

void draw_rows(Scene& scene, Flow& flow) {
  const visit::FormWalk& form = scene.visit.form();
  std::string group;
  for (const forms::NodeId node : form.answerable()) {
    const std::string& title = form.session().screens()[form.screen_of(node)].title;
    if (title != group) {
      group = title;
      flow.gap(4);
      flow.label(title, TextStyle::kHeading);
      flow.gap(2.5f);
    }
    draw_row(scene, flow, form.session().question(node));
    flow.gap(2.5f);
  }
}

}  // namespace

std::string answer_in_words(const Scene& scene, const Question& question) {
  if (question.standing == Standing::kUnknown) return scene.tr("Weiß ich nicht");
  if (question.standing == Standing::kInPerson) {
    return scene.tr("Möchte ich nicht sagen / nur im Gespräch");
  }
  if (question.value.empty()) return scene.visit.form().typed(question.node);
  switch (question.kind) {
    case ControlKind::kSelect1:
    case ControlKind::kSelect:
    case ControlKind::kRank:
      return choices_in_words(scene, question);
    case ControlKind::kTrigger:
      return scene.tr("Ja");
    default:
      return value_in_words(scene, question);
  }
}

void draw_review(Scene& scene) {
  Way hand_in = way_on(scene, [](visit::Visit& visit) { visit.hand_in(); });
  hand_in.id = "nav:handin";
  hand_in.text = scene.tr("Abgeben");
  hand_in.icon = Icon::kCheck;
  const Frame frame{.id = "review",
                    .back = way_back(scene, [](visit::Visit& visit) { visit.back(); }),
                    .on = std::move(hand_in)};
  draw_screen(scene, frame, [&](Flow& flow) {
    flow.label(scene.tr("Sind Ihre Antworten richtig?"), TextStyle::kTitle);
    flow.gap(4);
    if (scene.visit.hand_in_failed()) {
      flow.notice(scene.tr("Das Abgeben hat nicht geklappt. Ihre Antworten sind noch da. Bitte "
                           "versuchen Sie es noch einmal. Oder gehen Sie zum Empfang."),
                  Icon::kWarning);
      flow.gap(4);
    }
    flow.notice(scene.tr("Wenn Sie abgeben: Die Beratung kann alle Antworten lesen. Der Empfang "
                         "kann nur den Teil lesen, der auf den Ausdruck darf."),
                Icon::kLock);
    flow.gap(2);
    draw_rows(scene, flow);
  });
}

}  // namespace anlaufstelle::screens
