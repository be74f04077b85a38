// SPDX-License-Identifier: EUPL-1.2
#include "kiosk/desk/page_frame.h"

#include <algorithm>
#include <string>

namespace anlaufstelle::desk {

using widgets::ButtonKind;
using widgets::Icon;
using widgets::Rect;
using widgets::TextStyle;
using widgets::Ui;

namespace {
constexpr float kMarginMm = 6, kGapMm = 4, kColumnMm = 220;
}  // namespace

Rect page(Ui& ui) {
  return ui.screen().inset(ui.mm(kMarginMm));
}

Rect column(Ui& ui, const Rect& area) {
  const float width = std::min(area.w, ui.mm(kColumnMm));
  return {area.x + (area.w - width) / 2, area.y, width, area.h};
}

HeadEvents draw_head(Ui& ui, Rect& area, std::string_view back_id, std::string_view title,
                     const language::Catalogue& words) {
  HeadEvents events;
  const std::string lock = words.get("de", "Sperren"), back = words.get("de", "Zurück");
  const auto direction = ui.direction();
  const float lock_width = ui.button_width(lock, Icon::kLock);
  const float back_width = back_id.empty() ? 0 : ui.button_width(back, Icon::kBack);
  const float title_width =
      std::max(ui.mm(30), area.w - lock_width - back_width - 2 * ui.mm(kGapMm));
  const float height = std::max(ui.button_height(lock, lock_width, Icon::kLock),
                                ui.measure(title, TextStyle::kTitle, title_width));
  Rect head = area.cut_top(height);
  area.cut_top(ui.mm(kGapMm));
  if (!back_id.empty()) {
    events.back = ui.button(back_id, head.cut_start(back_width, direction), back,
                            ButtonKind::kSecondary, Icon::kBack);
    head.cut_start(ui.mm(kGapMm), direction);
  }
  const Rect lock_box = head.cut_end(lock_width, direction);
  head.cut_end(ui.mm(kGapMm), direction);
  const float used = ui.measure(title, TextStyle::kTitle, head.w);
  head.y += std::max(0.0f, (height - used) / 2);
  ui.label(head, title, TextStyle::kTitle);
  events.lock = ui.button("lock", lock_box, lock, ButtonKind::kSecondary, Icon::kLock);
  return events;
}

}  // namespace anlaufstelle::desk
