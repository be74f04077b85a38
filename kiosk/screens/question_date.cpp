// SPDX-License-Identifier: EUPL-1.2
// A date is picked part by part, with the month as a word: no format to know, no calendar to
// guess. A part that is picked folds into one tile; tapping that opens it again.
#include <chrono>

#include "kiosk/screens/question.h"

namespace anlaufstelle::screens {
namespace {

using forms::Question;
using visit::DateDraft;
using visit::DatePart;
using visit::DateParts;
using widgets::TextStyle;

constexpr int kFirstYear = 1990;
constexpr int kYearsAhead = 1;
// Papers are valid for years to come and rarely long expired.
constexpr int kPaperYearsAhead = 10, kPaperYearsBack = 6;

struct Part {
  DatePart part;
  const char* id;
  std::string heading;
  std::vector<int> values;
  int picked;
  std::size_t columns;
};

int this_year(const Scene& scene) {
  const auto today = std::chrono::floor<std::chrono::days>(scene.services.clock.now());
  return static_cast<int>(std::chrono::year_month_day(today).year());
}

std::vector<int> years_of(const Scene& scene, const Question& question) {
  const int now = this_year(scene);
  std::vector<int> years;
  if (question.role == "valid-until") {
    for (int year = now - kPaperYearsBack; year <= now + kPaperYearsAhead; ++year) {
      years.push_back(year);
    }
  } else {
    for (int year = now + kYearsAhead; year >= kFirstYear; --year) years.push_back(year);
  }
  return years;
}

std::vector<int> counted(int last) {
  std::vector<int> values;
  for (int value = 1; value <= last; ++value) values.push_back(value);
  return values;
}

std::vector<Part> parts_of(const Scene& scene, const Question& question, const DateDraft& draft) {
  const DateParts wanted = visit::date_parts(question.appearance);
  std::vector<Part> parts;
  if (wanted == DateParts::kDayMonthYear) {
    parts.push_back(
        {DatePart::kDay, "day", scene.tr("Tag"), counted(draft.days_in_month()), draft.day, 7});
  }
  if (wanted != DateParts::kYear) {
    parts.push_back({DatePart::kMonth, "month", scene.tr("Monat"), counted(12), draft.month, 4});
  }
  parts.push_back(
      {DatePart::kYear, "year", scene.tr("Jahr"), years_of(scene, question), draft.year, 6});
  return parts;
}

std::string name_of(const Scene& scene, DatePart part, int value) {
  if (part != DatePart::kMonth) return std::to_string(value);
  return scene.formatted("month:" + std::to_string(value), [&] {
    return language::month_name(scene.visit.language(), static_cast<unsigned>(value));
  });
}

struct Parts {
  std::chrono::year year;
  std::chrono::month month;
  std::chrono::day day;
};

Parts of(const DateDraft& date) {
  return {std::chrono::year(date.year), std::chrono::month(static_cast<unsigned>(date.month)),
          std::chrono::day(static_cast<unsigned>(date.day))};
}

std::string key_of(std::string_view what, DateParts parts, const DateDraft& date) {
  std::string key(what);
  for (const int number : {static_cast<int>(parts), date.year, date.month, date.day})
    key += ':' + std::to_string(number);
  return key;
}

}  // namespace

std::string date_in_words(const Scene& scene, DateParts parts, const DateDraft& date) {
  return scene.formatted(key_of("date", parts, date), [&] {
    const std::string& tag = scene.visit.language();
    const auto [year, month, day] = of(date);
    switch (parts) {
      case DateParts::kYear:
        return std::to_string(date.year);
      case DateParts::kMonthYear:
        return language::format_month(tag, year / month);
      case DateParts::kDayMonthYear:
        break;
    }
    return language::format_day(tag, year / month / day);
  });
}

std::string in_second_calendar(const Scene& scene, DateParts parts, const DateDraft& date) {
  return scene.formatted(key_of("second", parts, date), [&] {
    const language::Language& reader = scene.language_of(scene.visit.language());
    const auto [year, month, day] = of(date);
    switch (parts) {
      case DateParts::kYear:
        return language::second_calendar_year(reader, year);
      case DateParts::kMonthYear:
        return language::second_calendar_month(reader, year / month);
      case DateParts::kDayMonthYear:
        break;
    }
    return language::second_calendar_day(reader, year / month / day);
  });
}

void draw_date(Scene& scene, Flow& flow, const Question& question) {
  const DateDraft draft = scene.visit.form().date(question.node);
  for (const Part& part : parts_of(scene, question, draft)) {
    const std::vector<int> shown = part.picked == 0 ? part.values : std::vector{part.picked};
    TileGroup group{.id = "date:" + question.name + ":" + part.id,
                    .tiles = {},
                    .most_columns = part.picked == 0 ? part.columns : 2};
    for (const int value : shown) {
      group.tiles.push_back({"date:" + question.name + ":" + part.id + ":" + std::to_string(value),
                             name_of(scene, part.part, value), value == part.picked});
    }
    flow.label(part.heading, TextStyle::kLabel);
    flow.gap(1.5f);
    draw_tiles(scene, flow, group, [&](std::size_t index) {
      scene.emit([node = question.node, which = part.part, value = shown[index]](
                     visit::Visit& visit) { visit.form().pick(node, which, value); });
    });
    flow.gap(4);
    if (part.picked == 0) return;  // one part at a time
  }
  const std::string second =
      in_second_calendar(scene, visit::date_parts(question.appearance), draft);
  if (!second.empty()) flow.user_text(second, TextStyle::kSmall);
}

}  // namespace anlaufstelle::screens
