// SPDX-License-Identifier: EUPL-1.2
// A date is picked part by part, with the month as a word: no format to know, no calendar to
// guess.
#include <chrono>

#include "kiosk/screens/question_parts.h"

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

int this_year(const Scene& scene) {
  const auto today = std::chrono::floor<std::chrono::days>(scene.services.clock.now());
  return static_cast<int>(std::chrono::year_month_day(today).year());
}

std::vector<int> years_of(const Scene& scene, const Question& question) {
  const int now = this_year(scene);
  if (question.role == "valid-until") return counted(now - kPaperYearsBack, now + kPaperYearsAhead);
  return counted(now + kYearsAhead, kFirstYear, -1);
}

std::string name_of_month(const Scene& scene, int value) {
  return scene.formatted("month:" + std::to_string(value), [&] {
    return language::month_name(scene.visit.language(), static_cast<unsigned>(value));
  });
}

std::vector<Part> parts_of(Scene& scene, const Question& question, const DateDraft& draft) {
  const DateParts wanted = visit::date_parts(question.appearance);
  std::vector<Part> parts;
  const auto add = [&](DatePart part, const char* id, int picked, Part shown) {
    shown.id = "date:" + question.name + ":" + id;
    if (picked != 0) shown.picked = picked;
    if (!shown.name) shown.name = [](int value) { return std::to_string(value); };
    shown.pick = [&scene, node = question.node, part](int value) {
      scene.emit([=](visit::Visit& visit) { visit.form().pick(node, part, value); });
    };
    parts.push_back(std::move(shown));
  };
  if (wanted == DateParts::kDayMonthYear) {
    add(DatePart::kDay, "day", draft.day,
        {.heading = scene.tr("Tag"), .values = counted(1, draft.days_in_month()), .columns = 7});
  }
  if (wanted != DateParts::kYear) {
    add(DatePart::kMonth, "month", draft.month,
        {.heading = scene.tr("Monat"),
         .values = counted(1, 12),
         .columns = 4,
         .name = [&scene](int month) { return name_of_month(scene, month); }});
  }
  add(DatePart::kYear, "year", draft.year,
      {.heading = scene.tr("Jahr"), .values = years_of(scene, question), .columns = 6});
  return parts;
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

bool draw_date_parts(Scene& scene, Flow& flow, const Question& question) {
  const DateDraft draft = scene.visit.form().date(question.node);
  for (const Part& part : parts_of(scene, question, draft)) {
    if (!draw_part(scene, flow, part)) return false;  // one part at a time
  }
  const std::string second =
      in_second_calendar(scene, visit::date_parts(question.appearance), draft);
  if (!second.empty()) flow.user_text(second, TextStyle::kSmall);
  return true;
}

void draw_date(Scene& scene, Flow& flow, const Question& question) {
  (void)draw_date_parts(scene, flow, question);
}

}  // namespace anlaufstelle::screens
