// SPDX-License-Identifier: EUPL-1.2
#include "kiosk/desk/figures_screen.h"

#include <algorithm>
#include <array>
#include <vector>

#include "kiosk/desk/page_frame.h"

namespace anlaufstelle::desk {

using casework::Cell;
using casework::FigureBar;
using casework::FigureTable;
using casework::QuarterFigures;
using widgets::ButtonKind;
using widgets::Icon;
using widgets::Rect;
using widgets::TextStyle;
using widgets::Ui;

namespace {

constexpr float kGapMm = 4, kPadMm = 5, kRowGapMm = 1.6f, kBarMm = 4.2f, kTwoColumnsMm = 300;
constexpr float kLabelPart = 0.4f;  // of a card's width

// A table as it stands on its card.
struct Chart {
  const FigureTable* table;
  Cell cell;
  std::string marked = {};  // the label of a bar that is set apart
};

struct Columns {
  float label = 0, figure = 0, gap = 0, all = 0;
  [[nodiscard]] float bar() const { return std::max(0.0f, all - label - figure - 2 * gap); }
  // Without a bar its room is the figure's.
  [[nodiscard]] float figure_width(const FigureBar& bar) const {
    return bar.count ? figure : all - label - gap;
  }
};

// Wide enough for every figure of all charts, so that the bars of all cards line up.
float figure_width(Ui& ui, const std::vector<Chart>& charts) {
  float width = 0;
  for (const Chart& chart : charts) {
    for (const FigureBar& bar : chart.table->bars) {
      if (bar.count)
        width = std::max(width, ui.widest_word(in_words(bar.count, chart.cell), TextStyle::kLabel));
    }
  }
  return width + ui.mm(0.5f);
}

TextStyle label_style(const Chart& chart, const FigureBar& bar) {
  return bar.label == chart.marked ? TextStyle::kLabel : TextStyle::kBody;
}

float row_height(Ui& ui, const Chart& chart, const FigureBar& bar, const Columns& columns) {
  return std::max(
      ui.measure(bar.label, label_style(chart, bar), columns.label),
      ui.measure(in_words(bar.count, chart.cell), bar.count ? TextStyle::kLabel : TextStyle::kSmall,
                 columns.figure_width(bar)));
}

float chart_height(Ui& ui, const Chart& chart, const Columns& columns) {
  float height =
      2 * ui.mm(kPadMm) + ui.measure(chart.table->title, TextStyle::kHeading, columns.all);
  if (!chart.table->note.empty())
    height += ui.measure(chart.table->note, TextStyle::kSmall, columns.all);
  height += ui.mm(kRowGapMm);
  for (const FigureBar& bar : chart.table->bars)
    height += ui.mm(kRowGapMm) + row_height(ui, chart, bar, columns);
  if (const std::string text = hidden_in_words(*chart.table); !text.empty())
    height += 2 * ui.mm(kRowGapMm) + ui.measure(text, TextStyle::kSmall, columns.all);
  return height;
}

// Bar and figure stand beside the first line of a long label.
void draw_row(Ui& ui, const Rect& row, const Chart& chart, const FigureBar& bar,
              const Columns& columns) {
  Rect rest = row;
  ui.label(rest.cut_start(columns.label, ui.direction()), bar.label, label_style(chart, bar));
  rest.cut_start(columns.gap, ui.direction());
  const Rect figure = rest.cut_end(columns.figure_width(bar), ui.direction());
  const std::string text = in_words(bar.count, chart.cell);
  const auto share = casework::bar_share(bar, *chart.table);
  if (!share) {
    ui.label(figure, text, TextStyle::kSmall, ui.theme().text_quiet, text::Align::kEnd);
    return;
  }
  rest.cut_end(columns.gap, ui.direction());
  const float line = ui.label(figure, text, TextStyle::kLabel, text::Align::kEnd);
  const float height = ui.mm(kBarMm);
  Rect strip{rest.x, rest.y + (line - height) / 2, rest.w, height};
  ui.fill(strip, ui.theme().surface_selected);
  ui.fill(strip.cut_start(strip.w * static_cast<float>(*share), ui.direction()), ui.theme().accent);
}

void draw_chart(Ui& ui, const Rect& box, const Chart& chart, const Columns& columns) {
  ui.card(box, ui.theme().surface);
  Rect inner = box.inset(ui.mm(kPadMm));
  const auto quiet = [&](const std::string& text) {
    if (!text.empty())
      inner.cut_top(ui.label(inner, text, TextStyle::kSmall, ui.theme().text_quiet));
  };
  inner.cut_top(ui.label(inner, chart.table->title, TextStyle::kHeading));
  quiet(chart.table->note);
  inner.cut_top(ui.mm(kRowGapMm));
  for (const FigureBar& bar : chart.table->bars) {
    inner.cut_top(ui.mm(kRowGapMm));
    draw_row(ui, inner.cut_top(row_height(ui, chart, bar, columns)), chart, bar, columns);
  }
  inner.cut_top(2 * ui.mm(kRowGapMm));
  quiet(hidden_in_words(*chart.table));
}

// Each below the shorter column. Returns the height of the longer one.
float draw_charts(Ui& ui, const Rect& origin, const std::vector<Chart>& charts) {
  const float gap = ui.mm(kGapMm);
  const std::size_t count = origin.w >= ui.mm(kTwoColumnsMm) ? 2 : 1;
  const float width = (origin.w - gap * static_cast<float>(count - 1)) / static_cast<float>(count);
  const float inner = width - 2 * ui.mm(kPadMm);
  const Columns columns{inner * kLabelPart, figure_width(ui, charts), ui.mm(3), inner};
  std::array<float, 2> used{};
  for (const Chart& chart : charts) {
    const std::size_t column = count == 2 && used[1] < used[0] ? 1 : 0;
    const float height = chart_height(ui, chart, columns);
    draw_chart(ui,
               {origin.x + static_cast<float>(column) * (width + gap), origin.y + used.at(column),
                width, height},
               chart, columns);
    used.at(column) += height + gap;
  }
  return std::max(used[0], used[1]);
}

void draw_quarters(Ui& ui, Rect& area, FiguresModel& model, const language::Catalogue& words) {
  const auto& quarters = model.report->quarters;
  const QuarterFigures& shown = quarters.at(model.quarter);
  const std::string earlier = words.get("de", "Früher"), later = words.get("de", "Später");
  const float left = ui.button_width(earlier, Icon::kBack);
  const float right = ui.button_width(later, Icon::kForward);
  Rect row = area.cut_top(std::max(ui.button_height(earlier, left, Icon::kBack),
                                   ui.button_height(later, right, Icon::kForward)));
  area.cut_top(ui.mm(kGapMm));
  const Rect back = row.cut_start(left, ui.direction()), on = row.cut_end(right, ui.direction());
  const std::string text =
      casework::quarter_in_words(shown.quarter) + ": " + in_words(shown.records, Cell::kTotal) +
      " " + (shown.records == 1U ? words.get("de", "Vorgang") : words.get("de", "Vorgänge"));
  std::size_t next = model.quarter;
  if (ui.button("figures:earlier", back, earlier, ButtonKind::kSecondary, Icon::kBack,
                model.quarter > 0))
    --next;
  row.y += std::max(0.0f, (row.h - ui.measure(text, TextStyle::kHeading, row.w)) / 2);
  ui.label(row, text, TextStyle::kHeading, text::Align::kCenter);
  if (ui.button("figures:later", on, later, ButtonKind::kSecondary, Icon::kForward,
                model.quarter + 1 < quarters.size()))
    ++next;
  if (next == model.quarter) return;
  model.quarter = next;
  model.scroll = {};
}

void draw_buttons(Ui& ui, Rect& area, FiguresEvents& events, bool can_print, bool busy,
                  const language::Catalogue& words) {
  const std::string print = words.get("de", "Drucken"), save = words.get("de", "PDF speichern");
  Rect row = column(ui, area.cut_bottom(ui.button_height(save, area.w, Icon::kForm)));
  area.cut_bottom(ui.mm(kGapMm));
  if (can_print) {
    const Rect left = row.cut_start((row.w - ui.mm(kGapMm)) / 2, ui.direction());
    row.cut_start(ui.mm(kGapMm), ui.direction());
    events.print =
        ui.button("figures:print", left, print, ButtonKind::kPrimary, Icon::kPrint, !busy);
  }
  events.save =
      ui.button("figures:save", row, save,
                can_print ? ButtonKind::kSecondary : ButtonKind::kPrimary, Icon::kForm, !busy);
}

std::string waiting(const FiguresModel& model, const language::Catalogue& words) {
  if (!model.trouble.empty())
    return words.get("de", "Die Zahlen können nicht gelesen werden:") + " " + model.trouble;
  if (model.report) return words.get("de", "Noch ist kein Quartal zu Ende, das gezählt wurde.");
  std::string text = words.get("de", "Es wird gezählt …");
  if (model.progress.all > 0) {
    text += " " + casework::in_words(model.progress.counted) + " " + words.get("de", "von") + " " +
            casework::in_words(model.progress.all);
  }
  return text;
}

}  // namespace

FiguresEvents draw_figures(Ui& ui, Rect area, FiguresModel& model, bool can_print, bool busy,
                           const language::Catalogue& words) {
  FiguresEvents events;
  const HeadEvents head =
      draw_head(ui, area, "figures:back", words.get("de", casework::kNoConsultations), words);
  events.back = head.back;
  events.lock = head.lock;
  if (!model.trouble.empty()) {
    ui.notice(column(ui, area), waiting(model, words), Icon::kWarning);
    return events;
  }
  if (!model.report || model.report->quarters.empty()) {
    ui.label(column(ui, area), waiting(model, words), TextStyle::kBody);
    return events;
  }
  draw_quarters(ui, area, model, words);
  draw_buttons(ui, area, events, can_print, busy, words);
  const QuarterFigures& shown = model.report->quarters.at(model.quarter);
  const FigureTable quarters = casework::by_quarter(*model.report);
  std::vector<Chart> charts;
  charts.push_back({&quarters, Cell::kTotal, casework::quarter_in_words(shown.quarter)});
  for (const FigureTable& table : shown.tables) charts.push_back({&table, Cell::kOfTable});
  ui.scroll("figures:scroll", area, model.scroll, [&](const Rect& origin) {
    Rect at = origin;
    at.y += ui.notice(at,
                      words.get("de", casework::kWhatIsCounted) + " " +
                          words.get("de", casework::kWhatIsHidden),
                      Icon::kInfo) +
            ui.mm(kGapMm);
    at.y += draw_charts(ui, at, charts);
    if (const std::string text = casework::withheld_in_words(shown); !text.empty())
      at.y += ui.label(at, text, TextStyle::kSmall) + ui.mm(kGapMm);
    return at.y - origin.y;
  });
  return events;
}

}  // namespace anlaufstelle::desk
