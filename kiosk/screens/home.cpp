// SPDX-License-Identifier: EUPL-1.2
#include "kiosk/screens/home.h"

#include <algorithm>

namespace anlaufstelle::screens {
namespace {

using widgets::Icon;
using widgets::Rect;
using widgets::TextStyle;
using widgets::Tile;

constexpr float kCardMm = 60, kGapMm = 6;
constexpr float kTitleMm = 20;  // the question above the cards

}  // namespace

void draw_home(Scene& scene) {
  widgets::Ui& ui = scene.ui;
  const Rect area = draw_frame(scene, HomeButton::kHidden);
  const std::string info_title = scene.tr("Informationen");
  const std::string info_sentence =
      scene.tr("Lesen Sie in Ihrer Sprache. Dabei wird nichts gespeichert.");
  const std::string form_title = scene.tr("Formular");
  const std::string form_sentence =
      scene.tr("Fragen vor der Beratung beantworten. Das ist freiwillig.");
  const Tile info{info_title, info_sentence, Icon::kInfo};
  const Tile form{form_title, form_sentence, Icon::kForm};
  const bool form_offered = scene.visit.form_offered();
  scroll_column(scene, "home", area, [&](Flow& flow) {
    flow.centre(kTitleMm + kCardMm * (ui.portrait() ? 2 : 1));
    flow.label(scene.tr("Was möchten Sie tun?"), TextStyle::kTitle);
    flow.gap(8);
    const bool beside = form_offered && !ui.portrait();
    const float gap = ui.mm(kGapMm);
    const float width = beside ? (flow.width() - gap) / 2 : flow.width();
    const float height =
        std::max({ui.mm(kCardMm), ui.tile_height(info, width), ui.tile_height(form, width)});
    Rect row = flow.take(height);
    if (ui.tile("home:info", row.cut_start(width, ui.direction()), info)) {
      scene.emit([](visit::Visit& visit) { visit.show_pages(); });
    }
    if (!form_offered) {
      flow.gap(kGapMm);
      flow.notice(scene.tr("Das Formular geht gerade nicht. Bitte gehen Sie zum Empfang."),
                  Icon::kInfo);
      return;
    }
    if (!beside) {
      flow.gap(kGapMm);
      row = flow.take(height);
    } else {
      row.cut_start(gap, ui.direction());
    }
    if (ui.tile("home:form", row, form)) {
      scene.emit([](visit::Visit& visit) { visit.open_form(); });
    }
  });
}

}  // namespace anlaufstelle::screens
