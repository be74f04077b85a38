// SPDX-License-Identifier: EUPL-1.2
#include "kiosk/casework/figures_chart.h"

#include <algorithm>
#include <cctype>
#include <map>
#include <span>
#include <string_view>
#include <tuple>
#include <utility>

#include "kiosk/casework/talk_outcome.h"
#include "kiosk/language/language.h"

namespace anlaufstelle::casework {
namespace {

using printing::Line;

enum class Order { kByCount, kOfForm };

struct Trait {
  std::string_view what, title, note;
  Order order = Order::kByCount;
};
constexpr Trait kTraits[] = {
    {"country", "Herkunft", "Eigene Angabe am Kiosk."},
    {"language", "Sprache am Kiosk", "In der jemand gelesen und geschrieben hat."},
    {"topic", "Anliegen", "Mehrere je Vorgang möglich: Die Summe ist größer."},
    {"kind", "Art des Besuchs", ""},
    {"enquirer", "Wer für andere fragt", "Nur Drittanfragen."},
    {"paper", "Papier", "Eigene Angabe am Kiosk, nicht geprüft."},
    {"entry", "In Deutschland seit", "", Order::kOfForm},
    {"interpreter", "Sprachmittlung nötig?", ""},
    {"urgent", "Dringend?", "Eigene Angabe am Kiosk."},
    {"path", "Besprochene Wege", "Nach Gesprächen eingetragen, mehrere je Gespräch möglich."},
    {"referral", "Weitergeleitet an", "Nach Gesprächen eingetragen."},
    {"result", "Ergebnis", "Nach Gesprächen eingetragen, im Monat des Eintrags."},
};

// What visit_figures.cpp counts beside a form's choices.
struct Fixed {
  std::string_view value, german;
};
constexpr Fixed kFixed[] = {{"none", "keine Angabe"},
                            {"unknown", "weiß nicht"},
                            {"in-person", "lieber im Gespräch"},
                            {"other", "anderes"}};

// What counsellors enter.
struct Entered {
  std::string_view what;
  std::span<const OutcomeChoice> (*choices)();
};
constexpr Entered kEntered[] = {
    {"path", paths_discussed}, {"referral", referrals}, {"result", results}};

struct Named {
  FigureBar bar;
  std::size_t place = 0;  // in the form; behind all of them what no form offers
  bool fixed = false;
};

Named name(const PublishedFigure& figure, const ChoiceLabels& labels) {
  Named named{{figure.value, figure.count}, labels.size(), false};
  const auto of_trait = labels.find(figure.what);
  // What a client chose there is a whole sentence.
  if (of_trait != labels.end() && figure.what != "kind") {
    const auto& choices = of_trait->second;
    const auto found = std::find_if(choices.begin(), choices.end(),
                                    [&](const auto& one) { return one.value == figure.value; });
    named.place = static_cast<std::size_t>(found - choices.begin());
    if (found != choices.end()) {
      named.bar.label = found->label;
      return named;
    }
  }
  for (const Entered& entered : kEntered) {
    if (figure.what != entered.what) continue;
    named.bar.label = in_german(entered.choices(), figure.value);
    return named;
  }
  for (const Fixed& fixed : kFixed) {
    if (figure.value != fixed.value) continue;
    named.bar.label = fixed.german;
    named.fixed = true;
    return named;
  }
  if (figure.what == "kind" && figure.value == "first") named.bar.label = "zum ersten Mal hier";
  if (figure.what == "kind" && figure.value == "follow") named.bar.label = "schon einmal hier";
  if (figure.what == "urgent") named.bar.label = figure.value == "yes" ? "ja" : "nein";
  if (figure.what == "language") named.bar.label = language::language_name(figure.value, "de");
  return named;
}

FigureTable table_of(const Trait& trait, std::vector<Named> cells) {
  const auto by_count = [](const Named& cell) {
    // Nothing that is hidden has a say in the order.
    const std::uint64_t count = cell.bar.count.value_or(0);
    return std::make_tuple(!cell.bar.count, cell.fixed, ~count, std::string_view(cell.bar.label));
  };
  const auto of_form = [](const Named& cell) {
    return std::make_tuple(cell.fixed, cell.place, std::string_view(cell.bar.label));
  };
  std::sort(cells.begin(), cells.end(), [&](const Named& a, const Named& b) {
    return trait.order == Order::kOfForm ? of_form(a) < of_form(b) : by_count(a) < by_count(b);
  });
  FigureTable table{std::string(trait.title), std::string(trait.note), {}};
  for (Named& cell : cells) {
    if (cell.bar.count || trait.order == Order::kOfForm) {
      table.bars.push_back(std::move(cell.bar));
    } else {
      table.hidden.push_back(std::move(cell.bar.label));
    }
  }
  return table;
}

std::string list_in_words(const std::string& begin, const std::vector<std::string>& names) {
  if (names.empty()) return {};
  std::string text = begin;
  // Names have commas of their own: "Kongo, Demokratische Republik".
  for (std::size_t i = 0; i < names.size(); ++i) text += (i == 0 ? " " : " · ") + names[i];
  return text;
}

int year_of(const std::string& quarter) {
  return std::stoi(quarter.substr(0, 4));
}

std::string after(const std::string& quarter) {
  const int number = quarter[6] - '0', year = year_of(quarter);
  return number == 4 ? std::to_string(year + 1) + "-Q1"
                     : quarter.substr(0, 6) + std::to_string(number + 1);
}

printing::Section section_of(const FigureTable& table, Cell cell) {
  printing::Section section;
  section.title = table.title;
  if (!table.note.empty()) section.lines.push_back({Line::Kind::kFixed, {}, table.note, "de"});
  for (const FigureBar& bar : table.bars) {
    Line line{Line::Kind::kBar, bar.label, in_words(bar.count, cell), "de"};
    line.bar = bar_share(bar, table);
    section.lines.push_back(std::move(line));
  }
  if (const std::string text = hidden_in_words(table); !text.empty())
    section.lines.push_back({Line::Kind::kFixed, {}, text, "de"});
  return section;
}

}  // namespace

FiguresReport figures_report(const std::vector<PublishedFigure>& published,
                             const ChoiceLabels& labels, std::string office_name,
                             std::chrono::year_month_day day) {
  std::map<std::string, std::map<std::string, std::vector<Named>, std::less<>>> cells;
  FiguresReport report{std::move(office_name), day, {}};
  for (const PublishedFigure& figure : published) {
    cells[figure.quarter][figure.what].push_back(name(figure, labels));
  }
  for (auto& [quarter, tables] : cells) {
    QuarterFigures made;
    made.quarter = quarter;
    const auto records = tables.find("records");
    if (records != tables.end() && !records->second.empty())
      made.records = records->second.front().bar.count;
    for (const Trait& trait : kTraits) {
      const auto found = tables.find(trait.what);
      if (found == tables.end()) {
        made.withheld.emplace_back(trait.title);
      } else {
        made.tables.push_back(table_of(trait, std::move(found->second)));
      }
    }
    report.quarters.push_back(std::move(made));
  }
  return report;
}

FigureTable by_quarter(const FiguresReport& report) {
  FigureTable table{"Vorgänge je Quartal", "", {}};
  std::string next;
  for (const QuarterFigures& one : report.quarters) {
    for (; !next.empty() && next < one.quarter; next = after(next)) {
      table.bars.push_back({quarter_in_words(next), 0});
    }
    table.bars.push_back({quarter_in_words(one.quarter), one.records});
    next = after(one.quarter);
  }
  return table;
}

std::optional<double> bar_share(const FigureBar& bar, const FigureTable& table) {
  if (!bar.count) return std::nullopt;
  std::uint64_t greatest = 0;
  for (const FigureBar& one : table.bars) greatest = std::max(greatest, one.count.value_or(0));
  return greatest == 0 ? 0 : static_cast<double>(*bar.count) / static_cast<double>(greatest);
}

std::string in_words(const std::optional<std::uint64_t>& count, Cell cell) {
  if (count) return language::format_thousands("de", std::to_string(*count));
  return cell == Cell::kTotal ? "unter 5" : "unter 5 oder verdeckt";
}

std::string hidden_in_words(const FigureTable& table) {
  return list_in_words("Unter 5 oder verdeckt:", table.hidden);
}

std::string quarter_in_words(const std::string& quarter) {
  return quarter.substr(6) + ". Quartal " + quarter.substr(0, 4);
}

std::string withheld_in_words(const QuarterFigures& quarter) {
  return list_in_words("Nicht gezeigt, weil es nichts oder zu wenig zu zählen gab:",
                       quarter.withheld);
}

printing::Sheet figures_sheet(const FiguresReport& report, const QuarterFigures& quarter) {
  const std::string when = quarter_in_words(quarter.quarter);
  printing::Sheet sheet;
  sheet.title = std::string(kNoConsultations) + " – " + report.office_name;
  sheet.number = when;
  sheet.when = "gezählt am " + language::format_day("de", report.day);
  sheet.document_title = "Kiosk-Vorgänge, " + when;
  sheet.file_name = "Kiosk-Zahlen " + quarter.quarter;
  sheet.footer = std::string(kNoConsultations) + ". Weitergeben nur quartalsweise.";
  sheet.sections.push_back({kNoConsultations,
                            {{Line::Kind::kFixed, {}, kWhatIsCounted, "de"},
                             {Line::Kind::kFixed, {}, kWhatIsHidden, "de"}}});
  sheet.sections.push_back(section_of(by_quarter(report), Cell::kTotal));
  for (const FigureTable& table : quarter.tables)
    sheet.sections.push_back(section_of(table, Cell::kOfTable));
  if (const std::string text = withheld_in_words(quarter); !text.empty())
    sheet.sections.push_back({{}, {{Line::Kind::kFixed, {}, text, "de"}}});
  return sheet;
}

}  // namespace anlaufstelle::casework
