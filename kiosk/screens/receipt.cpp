// SPDX-License-Identifier: EUPL-1.2
#include "kiosk/screens/receipt.h"

#include "kiosk/printing/slip.h"

namespace anlaufstelle::screens {
namespace {

using widgets::ButtonKind;
using widgets::Icon;
using widgets::Rect;
using widgets::TextStyle;

void print_number(Scene& scene) {
  printing::Slip slip;
  slip.office = scene.services.office_name;
  slip.title = scene.tr("Das ist Ihre Nummer:");
  slip.code = scene.visit.number();
  slip.language = scene.visit.language();
  slip.lines = {scene.tr("Bitte merken Sie sich die Nummer. Sagen Sie die Nummer am Empfang.")};
  scene.view.printed = PrintedLast::kNumber;
  (void)scene.services.slips->print(
      [slip, &languages = scene.services.languages](printing::Paper paper) {
        return printing::render_slip(slip, languages, paper);
      });
}

// For who would rather not remember it.
void draw_print(Scene& scene, Flow& flow) {
  printing::PrintQueue* slips = scene.services.slips;
  if (slips == nullptr) return;
  const auto report = scene.view.printed == PrintedLast::kNumber ? slips->report() : std::nullopt;
  if (slips->busy()) {
    flow.notice(scene.tr("Der Zettel wird gedruckt."), Icon::kPrint);
  } else if (report && report->stage == printing::PrintStage::kPrinted) {
    flow.notice(scene.tr("Der Zettel ist gedruckt. Nehmen Sie ihn bitte gleich mit."),
                Icon::kCheck);
  } else if (report) {
    flow.notice(scene.tr("Der Zettel konnte nicht gedruckt werden. Bitte gehen Sie zum Empfang."),
                Icon::kWarning);
  }
  if (report || slips->busy()) flow.gap(3);
  if (!slips->busy() && !(report && report->stage == printing::PrintStage::kPrinted) &&
      flow.button("receipt:print", scene.tr("Nummer drucken"), ButtonKind::kSecondary,
                  Icon::kPrint))
    print_number(scene);
  flow.gap(5);
}

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
    draw_print(scene, flow);
    if (flow.button("receipt:done", scene.tr("Fertig"), ButtonKind::kPrimary, Icon::kCheck)) {
      scene.emit([](visit::Visit& visit) { visit.end(); });
    }
  });
}

}  // namespace anlaufstelle::screens
