// SPDX-License-Identifier: EUPL-1.2
#include "kiosk/desk/print_bar.h"

#include <algorithm>
#include <string>

namespace anlaufstelle::desk {

using printing::PrintStage;
using widgets::ButtonKind;
using widgets::Icon;
using widgets::Rect;
using widgets::TextStyle;
using widgets::Ui;

PrintBarEvents draw_print_bar(Ui& ui, Rect& area, const printing::PrintReport& report,
                              const language::Catalogue& words) {
  PrintBarEvents events;
  const bool over = printing::ended(report.stage);
  const bool good = report.stage == PrintStage::kPrinted || report.stage == PrintStage::kSaved;
  const bool waits = report.stage == PrintStage::kSlow || report.stage == PrintStage::kPaperOut ||
                     report.stage == PrintStage::kNeedsAttention ||
                     report.stage == PrintStage::kWaiting;
  std::string text = report.number + ": " + words.get("de", printing::sentence(report.stage));
  if (report.stage == PrintStage::kSaved) text += " " + report.file.string();
  const std::string action = over ? words.get("de", "In Ordnung") : words.get("de", "Abbrechen");

  const float gap = ui.mm(3), padding = ui.mm(3);
  const float button_width = ui.button_width(action);
  const float icon_side = ui.mm(7);
  const float text_width =
      std::max(ui.mm(30), area.w - 2 * padding - button_width - icon_side - 2 * gap);
  const float text_height = ui.measure(text, TextStyle::kLabel, text_width);
  const float height = std::max(text_height, ui.button_height(action, button_width)) + 2 * padding;
  const Rect bar = area.cut_bottom(height);
  area.cut_bottom(gap);

  const bool bad = waits || (over && !good);
  const widgets::Color ink = bad ? ui.theme().warning : ui.theme().accent;
  ui.card(bar, ui.theme().surface);
  ui.outline(bar, ink, 0.6f);
  Rect inner = bar.inset(padding);
  const Rect icon_box = inner.cut_start(icon_side, ui.direction());
  ui.icon({icon_box.x, icon_box.y + (icon_box.h - icon_side) / 2, icon_side, icon_side},
          bad ? Icon::kWarning : (over ? Icon::kCheck : Icon::kPrint), ink);
  inner.cut_start(gap, ui.direction());
  const Rect button = inner.cut_end(button_width, ui.direction());
  inner.cut_end(gap, ui.direction());
  inner.y += std::max(0.0f, (inner.h - text_height) / 2);
  ui.label(inner, text, TextStyle::kLabel);
  const std::string_view id = !over ? "print:cancel" : good ? "print:done" : "print:failed";
  const bool tapped = ui.button(id, button, action, ButtonKind::kSecondary, Icon::kNone,
                                report.stage != PrintStage::kCanceling);
  events.cancel = tapped && !over;
  events.dismiss = tapped && over;
  return events;
}

}  // namespace anlaufstelle::desk
