// SPDX-License-Identifier: EUPL-1.2
#include "kiosk/desk/paper_screen.h"

#include <algorithm>
#include <optional>

#include "kiosk/desk/page_frame.h"

namespace anlaufstelle::desk {

using widgets::ButtonKind;
using widgets::Icon;
using widgets::Rect;
using widgets::Ui;

namespace {

constexpr float kGapMm = 3, kMostPageMm = 180;

struct Kind {
  Paper paper;
  std::string_view id, german;
};
constexpr Kind kKinds[] = {{Paper::kGerman, "paper:german", "Für das Gespräch"},
                           {Paper::kBilingual, "paper:bilingual", "Zweisprachig"},
                           {Paper::kClients, "paper:clients", "Für die Person"},
                           {Paper::kClientsLarge, "paper:large", "Für die Person, große Schrift"}};

std::optional<Paper> draw_kinds(Ui& ui, Rect& area, const PaperModel& model,
                                const language::Catalogue& words) {
  std::vector<const Kind*> kinds;
  for (const Kind& kind : kKinds) {
    if (sheet_of(*model.sheets, kind.paper) != nullptr) kinds.push_back(&kind);
  }
  const float gap = ui.mm(kGapMm), count = static_cast<float>(kinds.size());
  const float width = (area.w - gap * (count - 1)) / count;
  float height = 0;
  for (const Kind* kind : kinds)
    height = std::max(height, ui.choice_height(words.get("de", kind->german), width));
  Rect row = area.cut_top(height);
  area.cut_top(gap);
  std::optional<Paper> chosen;
  for (const Kind* kind : kinds) {
    const Rect rect = row.cut_start(width, ui.direction());
    row.cut_start(gap, ui.direction());
    if (ui.choice(kind->id, rect, words.get("de", kind->german), widgets::ChoiceKind::kOne,
                  model.shown == kind->paper))
      chosen = kind->paper;
  }
  return chosen;
}

void draw_buttons(Ui& ui, Rect& area, PaperEvents& events, bool can_print, bool busy,
                  const language::Catalogue& words) {
  const std::string print = words.get("de", "Drucken"), save = words.get("de", "PDF speichern");
  Rect row = column(ui, area.cut_bottom(ui.button_height(save, area.w, Icon::kForm)));
  area.cut_bottom(ui.mm(kGapMm));
  if (can_print) {
    const Rect left = row.cut_start((row.w - ui.mm(kGapMm)) / 2, ui.direction());
    row.cut_start(ui.mm(kGapMm), ui.direction());
    events.print = ui.button("paper:print", left, print, ButtonKind::kPrimary, Icon::kPrint, !busy);
  }
  events.save =
      ui.button("paper:save", row, save, can_print ? ButtonKind::kSecondary : ButtonKind::kPrimary,
                Icon::kForm, !busy);
}

}  // namespace

const printing::Sheet* sheet_of(const casework::CounselSheets& sheets, Paper paper) {
  switch (paper) {
    case Paper::kGerman:
      return &sheets.german;
    case Paper::kBilingual:
      return sheets.bilingual.get();
    case Paper::kClients:
      return sheets.clients.get();
    case Paper::kClientsLarge:
      return sheets.clients_large.get();
  }
  return nullptr;
}

PaperEvents draw_paper(Ui& ui, Rect area, PaperModel& model, bool can_print, bool busy,
                       const language::Catalogue& words) {
  PaperEvents events;
  const HeadEvents head = draw_head(ui, area, "paper:back", model.number, words);
  events.back = head.back;
  events.lock = head.lock;
  events.show = draw_kinds(ui, area, model, words);
  draw_buttons(ui, area, events, can_print, busy, words);
  if (!model.trouble.empty()) {
    ui.notice(column(ui, area),
              words.get("de", "Das Blatt kann nicht gezeigt werden:") + " " + model.trouble,
              Icon::kWarning);
    return events;
  }
  if (model.pages.empty()) {
    ui.label(column(ui, area), words.get("de", "Das Blatt wird gezeichnet …"),
             widgets::TextStyle::kBody);
    return events;
  }
  ui.scroll("paper:scroll", column(ui, area), model.scroll, [&](const Rect& origin) {
    const float gap = ui.mm(kGapMm), width = std::min(origin.w, ui.mm(kMostPageMm));
    float y = origin.y;
    for (std::size_t i = 0; i < model.pages.size(); ++i) {
      const printing::LinePicture& page = *model.pages[i];
      const Rect box{origin.x + (origin.w - width) / 2, y, width,
                     width * static_cast<float>(page.height) / static_cast<float>(page.width)};
      ui.fill(box.inset(-ui.mm(0.3f)), ui.theme().outline);
      ui.picture("paper:page:" + std::to_string(i + 1), box,
                 {page.rgba.data(), page.width, page.height});
      y += box.h + gap;
    }
    return y - origin.y;
  });
  return events;
}

}  // namespace anlaufstelle::desk
