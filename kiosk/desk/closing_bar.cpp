// SPDX-License-Identifier: EUPL-1.2
#include "kiosk/desk/closing_bar.h"

#include <algorithm>
#include <string>

namespace anlaufstelle::desk {

using widgets::ButtonKind;
using widgets::Icon;
using widgets::Rect;
using widgets::TextStyle;

ClosingEvents draw_closing_bar(widgets::Ui& ui, Rect& area, std::string_view notice,
                               std::string_view head, bool can_close, bool to_paper, bool enabled,
                               const language::Catalogue& words) {
  ClosingEvents events;
  const std::string text =
      words.get("de", "Protokoll:") + " " + (head.empty() ? "–" : std::string(head));
  const std::string action = to_paper ? words.get("de", "Tagesabschluss drucken")
                                      : words.get("de", "Tagesabschluss speichern");
  const std::string figures = words.get("de", "Zahlen");
  const float gap = ui.mm(3);
  const float button_width = can_close ? ui.button_width(action, Icon::kPrint) : 0;
  const float figures_width = ui.button_width(figures, Icon::kChart);
  const float text_width =
      std::max(ui.mm(30), area.w - figures_width - gap - button_width - (can_close ? gap : 0));
  const float text_height = ui.measure(text, TextStyle::kLabel, text_width);
  const float height =
      std::max({text_height, ui.button_height(figures, figures_width, Icon::kChart),
                can_close ? ui.button_height(action, button_width, Icon::kPrint) : 0});
  Rect bar = area.cut_bottom(height);
  area.cut_bottom(gap);
  if (can_close) {
    events.close = ui.button("day:close", bar.cut_end(button_width, ui.direction()), action,
                             ButtonKind::kSecondary, Icon::kPrint, enabled);
    bar.cut_end(gap, ui.direction());
  }
  events.figures = ui.button("figures:open", bar.cut_end(figures_width, ui.direction()), figures,
                             ButtonKind::kSecondary, Icon::kChart);
  bar.cut_end(gap, ui.direction());
  bar.y += std::max(0.0f, (height - text_height) / 2);
  ui.label(bar, text, TextStyle::kLabel);
  if (!notice.empty()) {
    const float notice_height = ui.measure(notice, TextStyle::kLabel, area.w);
    ui.label(area.cut_bottom(notice_height), notice, TextStyle::kLabel);
    area.cut_bottom(gap);
  }
  return events;
}

}  // namespace anlaufstelle::desk
