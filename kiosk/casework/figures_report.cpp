// SPDX-License-Identifier: EUPL-1.2
#include "kiosk/casework/figures_report.h"

#include <algorithm>
#include <chrono>
#include <map>
#include <utility>

namespace anlaufstelle::casework {
namespace {

constexpr std::string_view kRecords = "records", kAll = "all";

using Table = std::map<std::string, std::uint64_t>;         // count by value
using Quarter = std::map<std::string, Table, std::less<>>;  // table by what is counted

std::map<std::string, Quarter> by_quarter(const records::Figures& figures) {
  std::map<std::string, Quarter> quarters;
  for (const auto& [figure, count] : figures) {
    quarters[quarter_of(figure.month)][figure.what][figure.value] += count;
  }
  return quarters;
}

void publish_table(const std::string& quarter, const std::string& what, const Table& table,
                   std::vector<PublishedFigure>& out) {
  const bool hides = std::any_of(table.begin(), table.end(),
                                 [](const auto& cell) { return cell.second < kLeastShown; });
  const std::pair<const std::string, std::uint64_t>* second = nullptr;
  std::size_t shown = 0;
  for (const auto& cell : table) {
    if (cell.second < kLeastShown) continue;
    ++shown;
    if (second == nullptr || cell.second < second->second) second = &cell;
  }
  // With the second cell hidden too, its neighbours could be anything from one upwards.
  if (hides && shown < 2) return;
  for (const auto& cell : table) {
    const bool hidden = cell.second < kLeastShown || (hides && &cell == second);
    out.push_back({quarter, what, cell.first,
                   hidden ? std::nullopt : std::optional<std::uint64_t>(cell.second)});
  }
}

}  // namespace

std::string quarter_of(const std::string& month) {
  const int number = (month[5] - '0') * 10 + (month[6] - '0');
  return month.substr(0, 4) + "-Q" + std::to_string((number - 1) / 3 + 1);
}

std::int64_t quarter_began(std::int64_t minute) {
  using namespace std::chrono;
  const year_month_day day(floor<days>(sys_time<minutes>(minutes(minute))));
  const month first((static_cast<unsigned>(day.month()) - 1) / 3 * 3 + 1);
  return sys_time<minutes>(sys_days(day.year() / first / 1)).time_since_epoch().count();
}

std::vector<PublishedFigure> publish(const records::Figures& figures, const std::string& running) {
  std::vector<PublishedFigure> out;
  for (const auto& [quarter, tables] : by_quarter(figures)) {
    if (quarter >= running) break;
    const auto records = tables.find(kRecords);
    const auto all =
        records == tables.end() ? Table::const_iterator() : records->second.find(std::string(kAll));
    if (records == tables.end() || all == records->second.end()) continue;
    if (all->second < kLeastShown) {
      out.push_back({quarter, std::string(kRecords), std::string(kAll), std::nullopt});
      continue;
    }
    out.push_back({quarter, std::string(kRecords), std::string(kAll), all->second});
    for (const auto& [what, table] : tables) {
      if (what != kRecords) publish_table(quarter, what, table, out);
    }
  }
  return out;
}

std::string to_csv(const std::vector<PublishedFigure>& figures) {
  std::string text = "quarter,what,value,count\n";
  for (const PublishedFigure& figure : figures) {
    text += figure.quarter + "," + figure.what + "," + figure.value + ",";
    text += figure.count ? std::to_string(*figure.count) : std::string("<5 or hidden");
    text += "\n";
  }
  return text;
}

}  // namespace anlaufstelle::casework
