// SPDX-License-Identifier: EUPL-1.2
#include "kiosk/screens/urgent.h"

#include <algorithm>

#include "kiosk/visit/urgency.h"

namespace anlaufstelle::screens {
namespace {

using widgets::ButtonKind;
using widgets::Icon;
using widgets::Rect;
using widgets::TextStyle;

// The message itself, on the one red ground of the program.
void draw_message(Scene& scene, Flow& flow) {
  widgets::Ui& ui = scene.ui;
  const std::string go = scene.tr("Bitte gehen Sie jetzt zum Empfang.");
  const std::string rest = scene.tr("Sie müssen hier nichts ausfüllen.");
  const std::string hurry = scene.tr("Fristen können sehr kurz sein: manchmal nur 1 Woche.");
  const float padding = ui.mm(6), gap = ui.mm(2.5f);
  const float width = flow.width() - 2 * padding;
  const float height = ui.measure(go, TextStyle::kTitle, width) +
                       ui.measure(rest, TextStyle::kHeading, width) +
                       ui.measure(hurry, TextStyle::kHeading, width) + 2 * gap;
  const Rect box = flow.take(height + 2 * padding);
  ui.card(box, ui.theme().warning);
  Rect inner = box.inset(padding);
  const widgets::Color ink = ui.theme().on_warning;
  inner.cut_top(ui.label(inner, go, TextStyle::kTitle, ink) + gap);
  inner.cut_top(ui.label(inner, rest, TextStyle::kHeading, ink) + gap);
  ui.label(inner, hurry, TextStyle::kHeading, ink);
}

// Exactly what a minimal record holds, no more and no less.
std::string what_is_kept(const Scene& scene) {
  const visit::Urgency urgency = visit::urgency_of(scene.visit.form().session());
  if (urgency.to_store().empty()) {
    return scene.tr("Gespeichert werden nur: eine Nummer, die Uhrzeit und Ihre Sprache.");
  }
  std::string text = scene.tr(
      "Gespeichert werden nur: eine Nummer, die Uhrzeit, Ihre Sprache und was dringend ist.");
  const bool unwell =
      std::find(urgency.codes.begin(), urgency.codes.end(), "u13") != urgency.codes.end();
  if (unwell) text += " " + scene.tr("Wie es Ihnen geht, wird nicht gespeichert.");
  return text;
}

// Side by side where there is room: on a small screen all three ways are to be seen at once.
void draw_other_ways(Scene& scene, Flow& flow) {
  widgets::Ui& ui = scene.ui;
  const std::string back = scene.tr("Das war ein Irrtum: zurück zur Frage");
  const std::string nothing = scene.visit.checking()
                                  ? scene.tr("Besuch beenden")
                                  : scene.tr("Nein, nichts abgeben und Besuch beenden");
  const float gap = ui.mm(4);
  const float half = (flow.width() - gap) / 2;
  const bool beside = !ui.portrait() && ui.button_least_width(back, Icon::kBack) <= half &&
                      ui.button_least_width(nothing, Icon::kClose) <= half;
  const float width = beside ? half : flow.width();
  const float height = std::max(ui.button_height(back, width, Icon::kBack),
                                ui.button_height(nothing, width, Icon::kClose));
  Rect row = flow.take(height);
  if (ui.button("urgent:back", row.cut_start(width, ui.direction()), back, ButtonKind::kSecondary,
                Icon::kBack)) {
    scene.emit([](visit::Visit& visit) { visit.back(); });
  }
  if (beside) {
    row.cut_start(gap, ui.direction());
  } else {
    flow.gap(4);
    row = flow.take(height);
  }
  if (ui.button("urgent:nothing", row, nothing, ButtonKind::kSecondary, Icon::kClose)) {
    scene.emit([](visit::Visit& visit) { visit.end(); });
  }
}

}  // namespace

void draw_urgent(Scene& scene) {
  draw_screen(scene, {.id = "urgent"}, [&](Flow& flow) {
    draw_message(scene, flow);
    flow.gap(6);
    // A check has nothing to hand in.
    if (scene.visit.checking()) return draw_other_ways(scene, flow);
    if (scene.visit.hand_in_failed()) {
      flow.notice(scene.tr("Das Abgeben hat nicht geklappt. Bitte gehen Sie zum Empfang."),
                  Icon::kWarning);
      flow.gap(5);
    }
    flow.label(scene.tr("Möchten Sie eine Nummer mitnehmen? Dann weiß der Empfang: Es ist "
                        "dringend."),
               TextStyle::kBody);
    flow.gap(1);
    flow.label(what_is_kept(scene), TextStyle::kBody);
    flow.gap(4);
    if (flow.button("urgent:minimal", scene.tr("Ja, nur eine Nummer abgeben"),
                    ButtonKind::kPrimary)) {
      scene.emit([](visit::Visit& visit) { visit.hand_in_minimal(); });
    }
    flow.gap(4);
    draw_other_ways(scene, flow);
  });
}

}  // namespace anlaufstelle::screens
