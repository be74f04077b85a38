// SPDX-License-Identifier: EUPL-1.2
#include "kiosk/casework/figures_report.h"

#include <doctest/doctest.h>

#include <map>
#include <random>

namespace anlaufstelle::casework {
namespace {

using records::Figures;

std::map<std::string, std::optional<std::uint64_t>> table(
    const std::vector<PublishedFigure>& published, const std::string& what) {
  std::map<std::string, std::optional<std::uint64_t>> cells;
  for (const auto& one : published) {
    if (one.what == what) cells[one.value] = one.count;
  }
  return cells;
}

}  // namespace

TEST_CASE("months make quarters, and the one that goes on isn't published") {
  CHECK(quarter_of("2026-01") == "2026-Q1");
  CHECK(quarter_of("2026-12") == "2026-Q4");
  const Figures figures = {{{"2026-07", "records", "all"}, 4},
                           {{"2026-09", "records", "all"}, 6},
                           {{"2026-10", "records", "all"}, 50}};
  const auto published = publish(figures, "2026-Q4");
  REQUIRE(published.size() == 1);
  CHECK(published[0].quarter == "2026-Q3");
  CHECK(published[0].count == 10);
}

TEST_CASE("a small cell is hidden, and the smallest other one with it") {
  const Figures figures = {{{"2026-07", "records", "all"}, 30},
                           {{"2026-07", "country", "tn"}, 20},
                           {{"2026-07", "country", "gn"}, 7},
                           {{"2026-07", "country", "pk"}, 3}};
  auto countries = table(publish(figures, "2026-Q4"), "country");
  CHECK(countries.at("tn") == 20);
  CHECK_FALSE(countries.at("gn").has_value());
  CHECK_FALSE(countries.at("pk").has_value());
  CHECK(to_csv(publish(figures, "2026-Q4")) ==
        "quarter,what,value,count\n2026-Q3,records,all,30\n2026-Q3,country,gn,<5 or hidden\n"
        "2026-Q3,country,pk,<5 or hidden\n2026-Q3,country,tn,20\n");
}

TEST_CASE("where hiding two would tell the rest, nothing of the table is said") {
  const Figures figures = {{{"2026-07", "records", "all"}, 12}, {{"2026-07", "urgent", "no"}, 10},
                           {{"2026-07", "urgent", "yes"}, 2},   {{"2026-07", "country", "tn"}, 4},
                           {{"2026-07", "country", "pk"}, 4},   {{"2026-07", "country", "gn"}, 4}};
  CHECK(publish(figures, "2026-Q4").size() == 1);
  const Figures few = {{{"2026-07", "records", "all"}, 4}, {{"2026-07", "country", "tn"}, 4}};
  const auto published = publish(few, "2026-Q4");
  REQUIRE(published.size() == 1);
  CHECK_FALSE(published[0].count.has_value());
}

TEST_CASE("no subtraction of published cells brings a hidden one back") {
  std::mt19937 random(7);
  int hidden_tables = 0;
  for (int round = 0; round < 5000; ++round) {
    Figures figures;
    std::uint64_t total = 0;
    const int cells = 1 + static_cast<int>(random() % 8);
    std::map<std::string, std::uint64_t> truth;
    for (int i = 0; i < cells; ++i) {
      const std::uint64_t count = 1 + random() % (random() % 3 == 0 ? 40 : 7);
      truth["c" + std::to_string(i)] = count;
      total += count;
    }
    figures[{"2026-07", "records", "all"}] = total;
    for (const auto& [value, count] : truth) figures[{"2026-07", "country", value}] = count;
    const auto published = publish(figures, "2026-Q4");
    const auto shown = table(published, "country");
    std::uint64_t rest = total, hidden = 0;
    for (const auto& [value, count] : shown) {
      if (!count) {
        ++hidden;
        continue;
      }
      CHECK(*count >= kLeastShown);
      CHECK(*count == truth.at(value));
      rest -= *count;
    }
    if (shown.empty() || hidden == 0) continue;
    ++hidden_tables;
    // Whoever knows the total and that a hidden cell is at least one knows their sum: each of them
    // could still be one, or four and more than four.
    CHECK(hidden >= 2);
    CHECK(rest >= hidden + kLeastShown - 1);
  }
  CHECK(hidden_tables > 1000);
}

}  // namespace anlaufstelle::casework
