// SPDX-License-Identifier: EUPL-1.2
#include "kiosk/screens/perspective.h"

#include <algorithm>

namespace anlaufstelle::screens {
namespace {

using visit::CheckedWay;
using visit::Condition;
using visit::ConditionState;
using visit::Outcome;
using widgets::ButtonKind;
using widgets::Icon;
using widgets::TextStyle;

// German; the catalogue's msgids. A way is never said to be right, only worth speaking about.
const char* in_german(const CheckedWay& way) {
  switch (way.outcome) {
    case Outcome::kCouldFit:
      return tr_noop("Dieser Weg könnte passen. Sprechen Sie mit der Beraterin.");
    case Outcome::kSomeOpen:
      return tr_noop("Manche Bedingungen sind noch offen. Sprechen Sie mit der Beraterin.");
    case Outcome::kTalkFirst:
      if (!visit::has_barrier(way))
        return tr_noop("Über diesen Weg sprechen Sie nur persönlich mit der Beraterin.");
      return tr_noop(
          "Dieser Weg ist zurzeit vielleicht versperrt. Es kann Ausnahmen geben. Darüber sprechen "
          "Sie nur persönlich.");
    case Outcome::kClosed:
      return tr_noop("Dieser Weg ist für neue Anträge nicht offen.");
    case Outcome::kAsk:
      break;
  }
  return tr_noop("Diese Regel ist nicht mehr aktuell. Bitte fragen Sie die Beraterin.");
}

const char* in_german(ConditionState state) {
  switch (state) {
    case ConditionState::kMet:
      return tr_noop("Nach Ihren Angaben erfüllt");
    case ConditionState::kOpen:
      return tr_noop("Noch offen");
    case ConditionState::kBarrier:
      return tr_noop("Vielleicht ein Hindernis");
    case ConditionState::kUnknown:
      break;
  }
  return tr_noop("Nicht bekannt");
}

constexpr const char* kTitle = tr_noop("Worüber Sie mit der Beraterin sprechen können");
constexpr const char* kNoDecision = tr_noop(
    "Das ist keine Entscheidung. Niemand hat Ihre Angaben geprüft. Die Beraterin prüft jeden Weg "
    "mit Ihnen. Sprechen Sie mit ihr, bevor Sie etwas beantragen oder abgeben.");
constexpr const char* kToAsk = tr_noop("Fragen für das Gespräch");

Icon icon_of(Outcome outcome) {
  switch (outcome) {
    case Outcome::kCouldFit:
    case Outcome::kSomeOpen:
      return Icon::kInfo;
    case Outcome::kClosed:
      return Icon::kClose;
    case Outcome::kTalkFirst:
    case Outcome::kAsk:
      break;
  }
  return Icon::kWarning;
}

const std::vector<CheckedWay>& shown_ways(Scene& scene) {
  ShownWays& shown = scene.view.ways;
  if (shown.language != scene.visit.language()) {
    shown.language = scene.visit.language();
    shown.ways = scene.visit.ways(shown.language);
  }
  return shown.ways;
}

// "Noch offen: Deutsch auf der Stufe B1.", the state in bold.
void draw_condition(Scene& scene, Flow& flow, const std::string& id, const Condition& condition) {
  const std::string state = scene.tr(in_german(condition.state)) + ": ";
  const std::vector<text::Span> spans{{.begin = 0, .end = state.size(), .bold = true}};
  flow.gap(2.5f);
  float height = 0;
  (void)scene.ui.rich(id, flow.take(0), {state + condition.text, spans}, TextStyle::kBody, height);
  flow.take(height);
}

void draw_details(Scene& scene, Flow& flow, const CheckedWay& way) {
  for (std::size_t i = 0; i < way.conditions.size(); ++i)
    draw_condition(scene, flow, "way:" + way.id + ":" + std::to_string(i), way.conditions[i]);
  if (!way.questions.empty()) {
    flow.gap(5);
    flow.label(scene.tr(kToAsk), TextStyle::kLabel);
    for (const std::string& question : way.questions) {
      flow.gap(2);
      flow.label("• " + question, TextStyle::kBody);
    }
  }
  flow.gap(4);
  flow.label(language::fill_in(scene.tr("Quelle: {source}"), "source", way.source),
             TextStyle::kSmall);
  flow.label(language::fill_in(scene.tr("Stand: {date}"), "date", scene.day_in_words(way.law_date)),
             TextStyle::kSmall);
}

void draw_way(Scene& scene, Flow& flow, const CheckedWay& way) {
  flow.gap(7);
  scene.ui.fill(flow.take(scene.ui.mm(0.3f)), scene.ui.theme().outline);
  flow.gap(5);
  if (!way.translated) scene.ui.push_language(scene.language_of("de"));
  flow.label(way.title, TextStyle::kHeading);
  if (!way.translated) scene.ui.pop_language();
  if (!way.subtitle.empty()) flow.label(way.subtitle, TextStyle::kLabel);
  flow.gap(2);
  flow.notice(scene.tr(in_german(way)), icon_of(way.outcome));
  const std::string id = "way:" + way.id;
  const bool unfolded = scene.view.unfolded.contains(id);
  if (unfolded) draw_details(scene, flow, way);
  flow.gap(3);
  if (way.outcome != Outcome::kAsk &&
      flow.button(id, unfolded ? scene.tr("Weniger zeigen") : scene.tr("Einzelheiten"),
                  ButtonKind::kSecondary, unfolded ? Icon::kUp : Icon::kDown)) {
    if (unfolded) {
      scene.view.unfolded.erase(id);
    } else {
      scene.view.unfolded.insert(id);
    }
    scene.emit([](visit::Visit&) {});  // another frame
  }
  if (!unfolded) return;
  flow.gap(3);
  if (flow.button("page:" + way.page, scene.tr("Mehr lesen"), ButtonKind::kSecondary, Icon::kInfo))
    scene.emit([page = way.page](visit::Visit& visit) { visit.open_page(page); });
}

// In the reader's language, with the German beside it for the counsellor. No answer is on it.
printing::Sheet sheet_of(const std::vector<CheckedWay>& ways, const std::vector<CheckedWay>& german,
                         const std::string& tag, const language::Catalogue& words) {
  printing::Sheet sheet;
  sheet.title = words.get(tag, kTitle);
  sheet.language = tag;
  sheet.page_words = words.get(tag, "Seite {x} von {y}");
  sheet.footer = words.get(tag, kNoDecision);
  const bool beside = tag != "de";
  for (std::size_t i = 0; i < ways.size(); ++i) {
    const CheckedWay &way = ways[i], &in_de = german[i];
    printing::Section section;
    section.title = way.title + (way.subtitle.empty() ? "" : " – " + way.subtitle);
    const auto line = [&](const std::string& question, const char* state,
                          const std::string& german_question) {
      printing::Line made;
      made.question = question;
      made.text = words.get(tag, state);
      made.language = tag;
      if (beside) {
        made.other_question = german_question;
        made.other_text = state;
        made.other_language = "de";
      }
      section.lines.push_back(std::move(made));
    };
    line({}, in_german(way), in_de.title);
    // Paper is for what is left to speak about.
    for (std::size_t c = 0; c < way.conditions.size(); ++c) {
      const bool met = way.conditions[c].state == ConditionState::kMet;
      if (way.outcome == Outcome::kClosed || (met && way.outcome == Outcome::kTalkFirst)) continue;
      line(way.conditions[c].text, in_german(way.conditions[c].state), in_de.conditions[c].text);
    }
    if (way.outcome == Outcome::kClosed) {
      sheet.sections.push_back(std::move(section));
      continue;
    }
    const auto fixed = [&](std::string text, const std::string& language) {
      printing::Line made;
      made.kind = printing::Line::Kind::kFixed;
      made.text = std::move(text);
      made.language = language;
      section.lines.push_back(std::move(made));
    };
    for (const std::string& question : way.questions) fixed("• " + question, tag);
    fixed(way.source + ", " + way.law_date, "de");
    sheet.sections.push_back(std::move(section));
  }
  return sheet;
}

void draw_print(Scene& scene, Flow& flow) {
  printing::PrintQueue* slips = scene.services.slips;
  if (slips == nullptr) return;
  flow.gap(5);
  const auto report = scene.view.printed == PrintedLast::kCheck ? slips->report() : std::nullopt;
  if (slips->busy()) {
    flow.notice(scene.tr("Der Zettel wird gedruckt."), Icon::kPrint);
    return;
  }
  if (report && report->stage == printing::PrintStage::kPrinted) {
    flow.notice(scene.tr("Der Zettel ist gedruckt. Nehmen Sie ihn bitte gleich mit."),
                Icon::kCheck);
    flow.gap(3);
  } else if (report) {
    flow.notice(scene.tr("Der Zettel konnte nicht gedruckt werden. Bitte gehen Sie zum Empfang."),
                Icon::kWarning);
    flow.gap(3);
  }
  if (!flow.button("result:print", scene.tr("Drucken"), ButtonKind::kSecondary, Icon::kPrint))
    return;
  const std::string& tag = scene.visit.language();
  scene.view.printed = PrintedLast::kCheck;
  (void)slips->print(
      sheet_of(shown_ways(scene), scene.visit.ways("de"), tag, scene.services.words));
}

}  // namespace

void draw_result(Scene& scene) {
  const Frame frame{.id = "result",
                    .back = way_back(scene, [](visit::Visit& visit) { visit.back(); })};
  draw_screen(scene, frame, [&](Flow& flow) {
    flow.label(scene.tr(kTitle), TextStyle::kTitle);
    flow.gap(3);
    flow.notice(scene.tr(kNoDecision), Icon::kInfo);
    draw_print(scene, flow);
    for (const CheckedWay& way : shown_ways(scene)) draw_way(scene, flow, way);
  });
}

}  // namespace anlaufstelle::screens
