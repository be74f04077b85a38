// SPDX-License-Identifier: EUPL-1.2
#include "kiosk/screens/pauses.h"

#include <algorithm>

namespace anlaufstelle::screens {
namespace {

using widgets::ButtonKind;
using widgets::Icon;
using widgets::TextStyle;

}  // namespace

void draw_idle_warning(Scene& scene) {
  // The countdown stands last: its words change their length, and no button may move under a
  // finger.
  draw_screen(scene, {.id = "idle", .header = Header::kNone}, [&](Flow& flow) {
    flow.gap(4);
    flow.label(scene.tr("Sind Sie noch da?"), TextStyle::kTitle);
    flow.gap(5);
    const std::string stay = scene.tr("Ich bin noch da");
    widgets::Ui& ui = scene.ui;
    const float height = std::max(ui.mm(30), ui.button_height(stay, flow.width()));
    if (ui.button("idle:stay", flow.take(height), stay, ButtonKind::kPrimary)) {
      scene.emit([](visit::Visit& visit) { visit.stay(); });
    }
    flow.gap(5);
    if (flow.button("nav:end", scene.tr("Besuch beenden"), ButtonKind::kSecondary, Icon::kClose)) {
      scene.emit([](visit::Visit& visit) { visit.end(); });
    }
    flow.gap(6);
    const auto left = static_cast<long>(scene.visit.idle().left().count());
    flow.label(
        scene.services.words.plural(scene.visit.language(), "In {n} Sekunde endet der Besuch.",
                                    "In {n} Sekunden endet der Besuch.", left),
        TextStyle::kHeading);
    flow.gap(3);
    flow.label(scene.visit.keeper().keeps()
                   ? scene.tr("Mit Ihrem Code können Sie später weitermachen.")
                   : scene.tr("Dann werden Ihre Antworten gelöscht."),
               TextStyle::kBody);
  });
}

void draw_confirm_end(Scene& scene) {
  draw_screen(scene, {.id = "end", .header = Header::kNone}, [&](Flow& flow) {
    const bool kept = scene.visit.keeper().keeps();
    flow.gap(4);
    flow.label(scene.tr("Möchten Sie den Besuch beenden?"), TextStyle::kTitle);
    flow.gap(6);
    flow.label(kept ? scene.tr("Mit Ihrem Code können Sie später weitermachen.")
                    : scene.tr("Dann werden Ihre Antworten hier gelöscht. Niemand bekommt sie."),
               TextStyle::kBody);
    flow.gap(12);
    if (flow.button("end:no", scene.tr("Nein, weitermachen"), ButtonKind::kPrimary)) {
      scene.emit([](visit::Visit& visit) { visit.close_aside(); });
    }
    flow.gap(6);
    if (kept) {
      if (flow.button("end:later", scene.tr("Ja, beenden und später weitermachen"),
                      ButtonKind::kSecondary, Icon::kKey))
        scene.emit([](visit::Visit& visit) { visit.end(); });
      flow.gap(6);
    }
    if (flow.button("end:yes", scene.tr("Ja, beenden und löschen"), ButtonKind::kSecondary,
                    Icon::kClose)) {
      scene.emit([](visit::Visit& visit) { visit.end_and_delete(); });
    }
  });
}

}  // namespace anlaufstelle::screens
