// SPDX-License-Identifier: EUPL-1.2
#include "kiosk/casework/figures_chart.h"

#include <doctest/doctest.h>

#include <algorithm>
#include <random>
#include <sstream>

#include "tests/kiosk/casework/casework_fixture.h"
#include "tests/kiosk/printing/printing_fixture.h"

namespace anlaufstelle::casework {
namespace {

using records::Figures;

constexpr auto kDay = std::chrono::year_month_day(std::chrono::year(2026), std::chrono::November,
                                                  std::chrono::day(27));
const ChoiceLabels kLabels = {
    {"country", {{"tn", "Tunesien"}, {"gn", "Guinea"}, {"pk", "Pakistan"}, {"iq", "Irak"}}},
    {"entry", {{"frueh", "bis 2016"}, {"mitte", "2017 bis 2022"}, {"spaet", "ab 2023"}}}};

FiguresReport report_of(const Figures& figures) {
  return figures_report(publish(figures, "2026-Q4"), kLabels, "Beratungsstelle Löbtau", kDay);
}

// A quarter in which two cells of the countries are hidden: 3, and 7 beside it.
Figures with_hidden(std::uint64_t small, std::uint64_t second) {
  return {{{"2026-07", "records", "all"}, 41 + small + second},
          {{"2026-07", "country", "tn"}, 30},
          {{"2026-07", "country", "iq"}, 11},
          {{"2026-07", "country", "gn"}, second},
          {{"2026-07", "country", "pk"}, small},
          {{"2026-07", "language", "ar"}, 41},
          {{"2026-07", "language", "fr"}, small + second}};
}

std::vector<std::string> words_of(const std::string& text) {
  std::istringstream in(text);
  std::vector<std::string> words;
  for (std::string word; in >> word;) words.push_back(word);
  std::sort(words.begin(), words.end());
  return words;
}

}  // namespace

TEST_CASE("a table has the greatest first, and below them by name what is hidden") {
  const FiguresReport report = report_of(with_hidden(3, 7));
  REQUIRE(report.quarters.size() == 1);
  CHECK(report.quarters[0].records == 51);
  const FigureTable& countries = report.quarters[0].tables.at(0);
  CHECK(countries.title == "Herkunft");
  CHECK(countries.bars == std::vector<FigureBar>{{"Tunesien", 30}, {"Irak", 11}});
  CHECK(hidden_in_words(countries) == "Unter 5 oder verdeckt: Guinea · Pakistan");
  CHECK(report.quarters[0].tables.at(1).bars[0].label == "Arabisch");
  CHECK(holds(withheld_in_words(report.quarters[0]), "Anliegen · Art des Besuchs"));
}

TEST_CASE("what counsellors entered reads as they chose it") {
  const FiguresReport report = report_of({{{"2026-07", "records", "all"}, 40},
                                          {{"2026-07", "path", "25b"}, 12},
                                          {{"2026-07", "path", "other"}, 9},
                                          {{"2026-07", "result", "unknown"}, 20},
                                          {{"2026-07", "result", "moved"}, 6}});
  const auto& tables = report.quarters.at(0).tables;
  REQUIRE(tables.size() == 2);
  CHECK(tables[0].title == "Besprochene Wege");
  CHECK(tables[0].bars ==
        std::vector<FigureBar>{{"§ 25b: lange in Deutschland", 12}, {"anderer Weg", 9}});
  CHECK(tables[1].bars == std::vector<FigureBar>{{"noch offen", 20}, {"weggezogen", 6}});
}

TEST_CASE("years stay in the order of the form, and what nobody said stands last") {
  const FiguresReport report = report_of({{{"2026-07", "records", "all"}, 60},
                                          {{"2026-07", "entry", "spaet"}, 25},
                                          {{"2026-07", "entry", "mitte"}, 5},
                                          {{"2026-07", "entry", "none"}, 21},
                                          {{"2026-07", "entry", "frueh"}, 9}});
  const FigureTable& years = report.quarters[0].tables.at(0);
  CHECK(years.bars ==
        std::vector<FigureBar>{
            {"bis 2016", 9}, {"2017 bis 2022", 5}, {"ab 2023", 25}, {"keine Angabe", 21}});
}

TEST_CASE("in a table with an order a hidden cell keeps its place, without a bar") {
  const FiguresReport report = report_of({{{"2026-07", "records", "all"}, 60},
                                          {{"2026-07", "entry", "spaet"}, 35},
                                          {{"2026-07", "entry", "mitte"}, 2},
                                          {{"2026-07", "entry", "frueh"}, 23}});
  const FigureTable& years = report.quarters[0].tables.at(0);
  CHECK(years.bars == std::vector<FigureBar>{{"bis 2016", std::nullopt},
                                             {"2017 bis 2022", std::nullopt},
                                             {"ab 2023", 35}});
  CHECK_FALSE(bar_share(years.bars[0], years).has_value());
  CHECK(bar_share(years.bars[2], years) == 1.0);
  CHECK(in_words(years.bars[0].count) == "unter 5 oder verdeckt");
}

TEST_CASE("a quarter without records stands between the others, without a bar") {
  const FiguresReport report = report_of({{{"2025-11", "records", "all"}, 8},
                                          {{"2026-04", "records", "all"}, 1234},
                                          {{"2026-09", "records", "all"}, 4}});
  const FigureTable quarters = by_quarter(report);
  CHECK(quarters.bars == std::vector<FigureBar>{{"4. Quartal 2025", 8},
                                                {"1. Quartal 2026", 0},
                                                {"2. Quartal 2026", 1234},
                                                {"3. Quartal 2026", std::nullopt}});
  CHECK(bar_share(quarters.bars[1], quarters) == 0.0);
  CHECK(bar_share(quarters.bars[2], quarters) == 1.0);
  CHECK_FALSE(bar_share(quarters.bars[3], quarters).has_value());
  CHECK(in_words(quarters.bars[2].count, Cell::kTotal) == "1.234");
  CHECK(in_words(quarters.bars[3].count, Cell::kTotal) == "unter 5");
}

TEST_CASE("bars are as long as what they stand for, and none stands for a hidden cell") {
  std::mt19937 random(11);
  int hidden = 0;
  for (int round = 0; round < 2000; ++round) {
    Figures figures;
    std::uint64_t total = 0;
    const int cells = 2 + static_cast<int>(random() % 9);
    for (int i = 0; i < cells; ++i) {
      const std::uint64_t count = 1 + random() % (random() % 2 == 0 ? 60 : 8);
      figures[{"2026-07", "country", "c" + std::to_string(i)}] = count;
      total += count;
    }
    figures[{"2026-07", "records", "all"}] = total;
    for (const auto& quarter : report_of(figures).quarters) {
      for (const FigureTable& table : quarter.tables) {
        std::uint64_t greatest = 0;
        for (const auto& bar : table.bars) greatest = std::max(greatest, bar.count.value_or(0));
        hidden += static_cast<int>(table.hidden.size());
        for (const auto& bar : table.bars) {
          const auto share = bar_share(bar, table);
          CHECK(share.has_value() == bar.count.has_value());
          if (share) CHECK(*share * static_cast<double>(greatest) == doctest::Approx(*bar.count));
        }
      }
    }
  }
  CHECK(hidden > 1000);
}

TEST_CASE_FIXTURE(printing::PrintingFixture,
                  "offices that differ only in hidden cells print the same paper") {
  const auto pdf_of = [&](const Figures& figures) {
    const FiguresReport report = report_of(figures);
    return printing::render_pdf(figures_sheet(report, report.quarters.at(0)), languages).value();
  };
  const Bytes pdf = pdf_of(with_hidden(3, 7));
  CHECK(pdf == pdf_of(with_hidden(4, 6)));
  CHECK(pdf == pdf_of(with_hidden(2, 8)));
  CHECK_FALSE(pdf == pdf_of(with_hidden(3, 12)));  // 11 is hidden then: the check can fail
}

TEST_CASE_FIXTURE(printing::PrintingFixture,
                  "the report's text on paper is its source, and its metadata say what it is") {
  Figures figures = with_hidden(3, 7);
  for (int i = 0; i < 60; ++i)  // more than a page
    figures[{"2026-08", "topic", "anliegen-" + std::to_string(i)}] = 5 + i % 9;
  const FiguresReport report = report_of(figures);
  const printing::Sheet report_sheet = figures_sheet(report, report.quarters.at(0));
  const Bytes pdf = printing::render_pdf(report_sheet, languages).value();
  const std::string paper = text_of(pdf, "-raw");
  const auto pages = static_cast<std::size_t>(std::count(paper.begin(), paper.end(), '\f'));
  REQUIRE(pages >= 2);
  std::string source;
  for (std::size_t page = 1; page <= pages; ++page) {
    source += report_sheet.title + " " + report_sheet.number + " " + report_sheet.when + " " +
              report_sheet.footer + " Seite " + std::to_string(page) + " von " +
              std::to_string(pages) + " ";
  }
  for (const auto& section : report_sheet.sections) {
    source += section.title + " ";
    for (const auto& line : section.lines) source += line.question + " " + line.text + " ";
  }
  CHECK(words_of(paper) == words_of(source));
  CHECK(holds(text_of(pdf), "Unter 5 oder verdeckt: Guinea · Pakistan"));
  for (const char* word : {"Kiosk-Vorgänge, keine Beratungen", "Beratungsstelle Löbtau"})
    CHECK(holds(paper, word));
  const std::string facts = facts_of(pdf, "pdfinfo");
  CHECK(holds(facts, "Title:           Kiosk-Vorgänge, 3. Quartal 2026"));
  CHECK(holds(facts, "Tagged:          yes"));
}

struct CountFixture : CaseworkFixture {
  static Result<std::shared_ptr<const FiguresReport>> figures_of(Office& desk) {
    Answer<Result<std::shared_ptr<const FiguresReport>>> answer;
    desk.figures({}, [&](auto report) { answer.give(std::move(report)); });
    return answer.wait();
  }
};

TEST_CASE_FIXTURE(CountFixture, "the office counts quarters that are over, with the form's words") {
  for (int i = 10; i < 31; ++i) hand_over(content("B " + std::to_string(i), everything()));
  auto desk = open_desk();
  for (const char* who : {"reception words", "counselling words"}) {
    REQUIRE(unlock(*desk, who).ok());
    CHECK(refreshed(*desk)->entries.size() == 21);
    const auto running = figures_of(*desk);
    REQUIRE(running.ok());
    CHECK((*running)->quarters.empty());
    desk->lock();
  }
  clock.advance(std::chrono::hours(92 * 24));
  REQUIRE(unlock(*desk, "reception words").ok());
  hand_over(content("B 99", everything()));
  refreshed(*desk);
  const auto report = figures_of(*desk);
  REQUIRE_MESSAGE(report.ok(), report.error().context);
  REQUIRE((*report)->quarters.size() == 1);
  const QuarterFigures& quarter = (*report)->quarters[0];
  CHECK(quarter.records == 21);  // of which some are gone, and some are not
  CHECK((*report)->office_name == "Beratungsstelle Löbtau");
  bool found = false;
  for (const auto& table : quarter.tables) {
    if (table.title != "In Deutschland seit") continue;
    found = true;
    CHECK(table.bars == std::vector<FigureBar>{{"27 bis 59 Jahre", 21}});
  }
  CHECK(found);
  desk->lock();
  CHECK(figures_of(*desk).error().code == ErrorCode::kWrongKey);
}

}  // namespace anlaufstelle::casework
