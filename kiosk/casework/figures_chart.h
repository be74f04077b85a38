// SPDX-License-Identifier: EUPL-1.2
#pragma once

#include <chrono>
#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "kiosk/casework/figures_report.h"
#include "kiosk/casework/visit_figures.h"
#include "kiosk/printing/sheet.h"

namespace anlaufstelle::casework {

// The published figures in German, as bars for the screen and for paper. Whoever draws them knows
// nothing else: a hidden cell has no number, no bar and a place in its table that says nothing of
// its size. Pure.

struct FigureBar {
  std::string label;
  std::optional<std::uint64_t> count;  // nothing: hidden
  bool operator==(const FigureBar&) const = default;
};

struct FigureTable {
  std::string title, note;  // note: "" for none
  // Greatest first; where the form has an order (years) in that, with the hidden ones in it.
  std::vector<FigureBar> bars;
  std::vector<std::string> hidden = {};  // the other hidden ones, by their names
  bool operator==(const FigureTable&) const = default;
};

struct QuarterFigures {
  std::string quarter;                   // "2026-Q4"
  std::optional<std::uint64_t> records;  // nothing: fewer than kLeastShown
  std::vector<FigureTable> tables;
  std::vector<std::string> withheld;  // titles of tables with nothing, or too little, to show
  bool operator==(const QuarterFigures&) const = default;
};

struct FiguresReport {
  std::string office_name;
  std::chrono::year_month_day day;       // on which it was counted
  std::vector<QuarterFigures> quarters;  // oldest first; those that go on are not in it
  bool operator==(const FiguresReport&) const = default;
};

FiguresReport figures_report(const std::vector<PublishedFigure>& published,
                             const ChoiceLabels& labels, std::string office_name,
                             std::chrono::year_month_day day);

// How many there were in each quarter from the first to the last, 0 where nothing was counted.
FigureTable by_quarter(const FiguresReport& report);

// How much of the longest bar's length this one has, 0 to 1: linear, from zero on. Nothing, not
// even a bar of some fixed length, for a hidden cell.
std::optional<double> bar_share(const FigureBar& bar, const FigureTable& table);

// "1.234"; of a hidden one "unter 5 oder verdeckt", of a quarter's total "unter 5".
enum class Cell { kTotal, kOfTable };
std::string in_words(const std::optional<std::uint64_t>& count, Cell cell = Cell::kOfTable);
// "2026-Q3" → "3. Quartal 2026".
std::string quarter_in_words(const std::string& quarter);

// What has to stand beside such figures wherever they go (facts.md 3.2).
inline constexpr const char* kNoConsultations = "Kiosk-Vorgänge, keine Beratungen";
inline constexpr const char* kWhatIsCounted =
    "Gezählt wird, was am Kiosk abgegeben wurde. Eine Nummer, die niemand abholt, ist keine "
    "Beratung. Wie viele Personen es waren, sagen die Zahlen nicht.";
inline constexpr const char* kWhatIsHidden =
    "Unter 5 wird keine Zahl gezeigt. Damit sie sich nicht zurückrechnen lässt, ist in derselben "
    "Tabelle noch eine größere verdeckt. Laufende Quartale fehlen, und Quartale werden nicht "
    "zusammengezählt.";
// "Unter 5 oder verdeckt: Guinea · Pakistan" and the like; "" for none.
std::string hidden_in_words(const FigureTable& table);
std::string withheld_in_words(const QuarterFigures& quarter);

// One quarter on A4, behind a chart of all of them. REQUIRES: `quarter` is one of the report.
printing::Sheet figures_sheet(const FiguresReport& report, const QuarterFigures& quarter);

}  // namespace anlaufstelle::casework
