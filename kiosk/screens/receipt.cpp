// SPDX-License-Identifier: EUPL-1.2
#include "kiosk/screens/receipt.h"

namespace anlaufstelle::screens {
namespace {

using widgets::ButtonKind;
using widgets::Icon;
using widgets::Rect;
using widgets::TextStyle;

}  // namespace

void draw_handing_in(Scene& scene) {
  draw_screen(scene, {.id = "handing-in", .header = Header::kNone}, [&](Flow& flow) {
    flow.gap(16);
    flow.label(scene.tr("Bitte warten Sie einen Moment."), TextStyle::kTitle);
    flow.gap(4);
    flow.label(scene.tr("Ihre Antworten werden gespeichert."), TextStyle::kBody);
  });
}

void draw_receipt(Scene& scene) {
  widgets::Ui& ui = scene.ui;
  draw_screen(scene, {.id = "receipt", .header = Header::kWithoutHome}, [&](Flow& flow) {
    flow.gap(6);
    flow.label(scene.tr("Danke. Ihre Angaben sind gespeichert."), TextStyle::kTitle);
    flow.gap(6);
    flow.label(scene.tr("Das ist Ihre Nummer:"), TextStyle::kBody);
    flow.gap(3);
    const std::string& number = scene.visit.number();
    const float padding = ui.mm(8);
    const Rect box = flow.take(ui.measure(number, TextStyle::kTitle, flow.width()) + 2 * padding);
    ui.card(box, ui.theme().accent);
    ui.card(box.inset(ui.mm(0.8f)), ui.theme().surface);
    float height = 0;
    ui.rich("receipt:number", box.inset(padding), {number, {}}, TextStyle::kTitle, height);
    flow.gap(4);
    flow.label(scene.tr("Bitte merken Sie sich die Nummer. Sagen Sie die Nummer am Empfang."),
               TextStyle::kBody);
    flow.gap(10);
    if (flow.button("receipt:done", scene.tr("Fertig"), ButtonKind::kPrimary, Icon::kCheck)) {
      scene.emit([](visit::Visit& visit) { visit.end(); });
    }
  });
}

}  // namespace anlaufstelle::screens
