// SPDX-License-Identifier: EUPL-1.2
#include "kiosk/screens/review.h"

#include <algorithm>
#include <sstream>

namespace anlaufstelle::screens {
namespace {

using forms::ControlKind;
using forms::Question;
using forms::Standing;
using widgets::ButtonKind;
using widgets::Icon;
using widgets::Rect;
using widgets::TextStyle;

constexpr float kRowPaddingMm = 3.5f;

std::string choices_in_words(const Question& question) {
  std::istringstream words(question.value);
  std::string joined;
  for (std::string word; words >> word;) {
    const auto choice = std::find_if(question.choices.begin(), question.choices.end(),
                                     [&](const forms::Choice& c) { return c.value == word; });
    if (choice == question.choices.end()) continue;
    // Each on a line of its own: a comma between labels of either direction misleads.
    joined += (joined.empty() ? "" : "\n") + choice->label;
  }
  return joined;
}

std::string date_in_words(const Scene& scene, const Question& question) {
  using std::chrono::day, std::chrono::month, std::chrono::year;
  const visit::DateDraft date = visit::DateDraft::from_iso(question.value);
  const std::string& tag = scene.visit.language();
  const auto m = month(static_cast<unsigned>(date.month));
  switch (visit::date_parts(question.appearance)) {
    case visit::DateParts::kYear:
      return std::to_string(date.year);
    case visit::DateParts::kMonthYear:
      return language::format_month(tag, year(date.year) / m);
    case visit::DateParts::kDayMonthYear:
      break;
  }
  return language::format_day(tag, year(date.year) / m / day(static_cast<unsigned>(date.day)));
}

void draw_row(Scene& scene, Flow& flow, const Question& question) {
  widgets::Ui& ui = scene.ui;
  const std::string change = scene.tr("Ändern");
  std::string answer = answer_in_words(scene, question);
  const std::string none = scene.tr("Keine Antwort");
  const float button_width = ui.button_width(change), padding = ui.mm(kRowPaddingMm);
  const float text_width = flow.width() - button_width - 3 * padding;
  const std::string& shown = answer.empty() ? none : answer;
  const float height = ui.measure(question.label, TextStyle::kLabel, text_width) + ui.mm(1.5f) +
                       ui.measure(shown, TextStyle::kBody, text_width);
  const float button_height = ui.button_height(change, button_width);
  Rect row = flow.take(std::max(height, button_height) + 2 * padding);
  ui.card(row, ui.theme().surface);
  Rect inner = row.inset(padding);
  Rect side = inner.cut_end(button_width, ui.direction());
  inner.cut_end(padding, ui.direction());
  inner.cut_top(ui.label(inner, question.label, TextStyle::kLabel) + ui.mm(1.5f));
  if (answer.empty()) {
    ui.label(inner, none, TextStyle::kBody, ui.theme().text_quiet);
  } else {
    ui.user_text(inner, answer, TextStyle::kBody);
  }
  wipe(answer);
  if (ui.button("review:" + question.name, side.cut_top(button_height), change,
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
      return choices_in_words(question);
    case ControlKind::kTrigger:
      return scene.tr("Ja");
    default:
      return question.type == forms::DataType::kDate ? date_in_words(scene, question)
                                                     : question.value;
  }
}

void draw_review(Scene& scene) {
  Rect area = draw_frame(scene);
  const Rect bar = cut_bar(scene, area);
  scroll_column(scene, "review", area, [&](Flow& flow) {
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
  if (draw_back(scene, bar, "nav:back", scene.tr("Zurück"))) {
    scene.emit([](visit::Visit& visit) { visit.back(); });
  }
  if (draw_on(scene, bar, "nav:handin", scene.tr("Abgeben"), Icon::kCheck)) {
    scene.emit([](visit::Visit& visit) { visit.hand_in(); });
  }
}

}  // namespace anlaufstelle::screens
