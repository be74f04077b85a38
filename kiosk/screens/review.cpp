// SPDX-License-Identifier: EUPL-1.2
#include "kiosk/screens/review.h"

#include <algorithm>
#include <sstream>

#include "kiosk/screens/cards.h"
#include "kiosk/screens/code.h"
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

constexpr float kRowPaddingMm = 3.5f, kAnswerGapMm = 1.5f, kPictureMm = 22;
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

// Dots, not as many as there are characters.
std::string masked_answer(const Scene& scene, const Question& question) {
  std::string typed = scene.visit.form().typed(question.node);
  const bool any = !typed.empty() || !question.value.empty();
  wipe(typed);
  return any ? "••••••••" : "";
}

// One thing that can be changed, and what is said there now.
struct Row {
  std::string id, label, answer, none;
  forms::ScreenId screen;
  widgets::PictureView picture = {};  // of the answer
};

// "kind[2]/name" in a repeat; a name alone says which question elsewhere.
std::string review_id(const std::string& ref) {
  const std::size_t bracket = ref.find('[');
  const std::size_t slash = ref.rfind('/', bracket == std::string::npos ? ref.size() : bracket);
  return "review:" + ref.substr(slash + 1);
}

// What was drawn, small, at the start of the line.
void draw_small(widgets::Ui& ui, Rect strip, const Row& row) {
  strip.cut_top(ui.mm(kAnswerGapMm));
  const float shape =
      static_cast<float>(row.picture.width) / static_cast<float>(row.picture.height);
  const Rect box = strip.cut_start(std::min(strip.w, strip.h * shape), ui.direction());
  ui.fill(box.inset(-ui.mm(0.3f)), ui.theme().outline);
  ui.picture(row.id + ":picture", box, row.picture);
}

// The button stands beside the answer, or below it where the letters are large.
void draw_row(Scene& scene, Flow& flow, Row row) {
  widgets::Ui& ui = scene.ui;
  const std::string change = scene.tr("Ändern");
  const float button_width = ui.button_width(change), padding = ui.mm(kRowPaddingMm);
  const float button_height = ui.button_height(change, button_width);
  const float narrow = flow.width() - button_width - 3 * padding;
  const bool beside = narrow >= flow.width() * kLeastTextPart;
  const float text_width = beside ? narrow : flow.width() - 2 * padding;
  const float picture_height = row.picture.empty() ? 0 : ui.mm(kPictureMm);
  const float text_height =
      ui.measure(row.label, TextStyle::kLabel, text_width) + ui.mm(kAnswerGapMm) + picture_height +
      (row.answer.empty() ? ui.measure(row.none, TextStyle::kBody, text_width)
                          : ui.measure_user_text(row.answer, TextStyle::kBody, text_width));
  const float height =
      beside ? std::max(text_height, button_height) : text_height + padding + button_height;
  Rect card = flow.take(height + 2 * padding);
  ui.card(card, ui.theme().surface);
  Rect inner = card.inset(padding);
  Rect place = beside ? inner.cut_end(button_width, ui.direction())
                      : inner.cut_bottom(button_height).cut_end(button_width, ui.direction());
  if (beside) inner.cut_end(padding, ui.direction());
  inner.cut_top(ui.label(inner, row.label, TextStyle::kLabel) + ui.mm(kAnswerGapMm));
  if (row.answer.empty()) {
    ui.label(inner, row.none, TextStyle::kBody, ui.theme().text_quiet);
  } else {
    inner.cut_top(ui.user_text(inner, row.answer, TextStyle::kBody));
  }
  if (picture_height > 0) draw_small(ui, inner.cut_top(picture_height), row);
  wipe(row.answer);
  if (ui.button(row.id, place.cut_top(button_height), change, ButtonKind::kSecondary)) {
    scene.emit([screen = row.screen](visit::Visit& visit) { visit.edit(screen); });
  }
}

// A repeat in one row: what its cards are known by.
Row row_of_cards(const Scene& scene, const forms::Screen& screen) {
  Row row{review_id(screen.cards->ref), screen.title, "", scene.tr("Hier steht noch nichts."),
          screen.id};
  for (const forms::NodeId instance : screen.cards->instances) {
    CardText text = card_text(scene, instance);
    if (!row.answer.empty()) row.answer += '\n';
    row.answer += text.title.empty() ? scene.tr("Keine Antwort") : text.title;
    wipe(text.title);
    wipe(text.more);
  }
  return row;
}

Row row_of(const Scene& scene, const forms::Screen& screen, const Question& question) {
  return {.id = review_id(question.ref),
          .label = question.short_label.empty() ? question.label : question.short_label,
          .answer = answer_in_words(scene, question),
          .none = scene.tr("Keine Antwort"),
          .screen = screen.id,
          .picture = view_of(scene.visit.form().picture(question.node))};
}

void draw_rows(Scene& scene, Flow& flow) {
  const forms::FormSession& session = scene.visit.form().session();
  std::string group;
  const auto draw = [&](const std::string& heading, Row row) {
    if (heading != group) {
      group = heading;
      flow.gap(4);
      if (!heading.empty()) flow.label(heading, TextStyle::kHeading);
      flow.gap(2.5f);
    }
    draw_row(scene, flow, std::move(row));
    flow.gap(2.5f);
  };
  for (std::size_t i = 0; i < session.screens().size(); ++i) {
    const forms::Screen& screen = session.screens()[i];
    if (!session.screen_relevant(i)) continue;
    if (screen.cards) {
      forms::Screen around = screen;
      around.title.clear();  // the row itself says it
      draw(forms::heading_of(around), row_of_cards(scene, screen));
    }
    for (const forms::NodeId node : screen.questions) {
      const Question question = session.question(node);
      if (visit::can_be_answered(question))
        draw(forms::heading_of(screen), row_of(scene, screen, question));
    }
  }
}

}  // namespace

std::string answer_in_words(const Scene& scene, const Question& question) {
  if (question.standing == Standing::kUnknown) return scene.tr("Weiß ich nicht");
  if (question.standing == Standing::kInPerson) {
    return scene.tr("Möchte ich nicht sagen / nur im Gespräch");
  }
  if (has_appearance(question, forms::kMasked)) return masked_answer(scene, question);
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
  const bool ephemeral = scene.visit.form().session().form().ephemeral();
  hand_in.text = ephemeral ? scene.tr("Fertig") : scene.tr("Abgeben");
  hand_in.icon = Icon::kCheck;
  const Frame frame{.id = "review",
                    .back = way_back(scene, [](visit::Visit& visit) { visit.back(); }),
                    .on = std::move(hand_in)};
  draw_screen(scene, frame, [&](Flow& flow) {
    flow.label(scene.tr("Sind Ihre Antworten richtig?"), TextStyle::kTitle);
    flow.gap(4);
    warn_unsaved(scene, flow);
    if (scene.visit.hand_in_failed()) {
      flow.notice(scene.tr("Das Abgeben hat nicht geklappt. Ihre Antworten sind noch da. Bitte "
                           "versuchen Sie es noch einmal. Oder gehen Sie zum Empfang."),
                  Icon::kWarning);
      flow.gap(4);
    }
    if (!ephemeral) {
      flow.notice(scene.tr("Wenn Sie abgeben: Die Beratung kann alle Antworten lesen. Der Empfang "
                           "kann nur den Teil lesen, der auf den Ausdruck darf."),
                  Icon::kLock);
      flow.gap(2);
    }
    draw_rows(scene, flow);
  });
}

}  // namespace anlaufstelle::screens
