// SPDX-License-Identifier: EUPL-1.2
#include "kiosk/screens/home.h"

#include <algorithm>

namespace anlaufstelle::screens {
namespace {

using widgets::ButtonKind;
using widgets::Icon;
using widgets::Rect;
using widgets::TextStyle;

constexpr float kCardMm = 46, kGapMm = 6;
// The sentence of a card stands this far below its middle, where the button's word is.
constexpr float kBelowMiddleMm = 7, kPaddingMm = 6;

struct Card {
  std::string_view id;
  std::string title, sentence;
  Icon icon;
};

float card_height(widgets::Ui& ui, const Card& card, float width) {
  const float sentence = ui.measure(card.sentence, TextStyle::kBody, width - 2 * ui.mm(kPaddingMm));
  return std::max(ui.mm(kCardMm), 2 * (sentence + ui.mm(kBelowMiddleMm + kPaddingMm)));
}

bool draw_card(widgets::Ui& ui, const Card& card, const Rect& rect) {
  const bool tapped = ui.button(card.id, rect, card.title, ButtonKind::kSecondary, card.icon);
  Rect below = rect.inset(ui.mm(kPaddingMm), 0);
  below.cut_top(rect.h / 2 + ui.mm(kBelowMiddleMm));
  ui.label(below, card.sentence, TextStyle::kBody, text::Align::kCenter);
  return tapped;
}

}  // namespace

void draw_home(Scene& scene) {
  widgets::Ui& ui = scene.ui;
  const Rect area = draw_frame(scene, HomeButton::kHidden);
  const Card info{"home:info", scene.tr("Informationen"),
                  scene.tr("Lesen Sie in Ihrer Sprache. Dabei wird nichts gespeichert."),
                  Icon::kInfo};
  const Card form{"home:form", scene.tr("Formular"),
                  scene.tr("Fragen vor der Beratung beantworten. Das ist freiwillig."),
                  Icon::kForm};
  const bool form_offered = scene.visit.form_offered();
  scroll_column(scene, "home", area, [&](Flow& flow) {
    flow.gap(4);
    flow.label(scene.tr("Was möchten Sie tun?"), TextStyle::kTitle);
    flow.gap(8);
    const bool beside = form_offered && !ui.portrait();
    const float gap = ui.mm(kGapMm);
    const float width = beside ? (flow.width() - gap) / 2 : flow.width();
    const float height = std::max(card_height(ui, info, width), card_height(ui, form, width));
    Rect row = flow.take(height);
    if (draw_card(ui, info, row.cut_start(width, ui.direction()))) {
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
    if (draw_card(ui, form, row)) {
      scene.emit([](visit::Visit& visit) { visit.open_form(); });
    }
  });
}

}  // namespace anlaufstelle::screens
