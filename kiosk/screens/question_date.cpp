// SPDX-License-Identifier: EUPL-1.2
// A date is picked part by part, with the month as a word: no format to know, no calendar to
// guess. Whoever knows dates by another calendar may pick them there.
#include <algorithm>
#include <array>
#include <charconv>
#include <chrono>

#include "kiosk/screens/question_parts.h"

namespace anlaufstelle::screens {
namespace {

using forms::Question;
using language::Calendar;
using visit::DateDraft;
using visit::DatePart;
using visit::DateParts;
using widgets::TextStyle;

// Gregorian; what most answers need, and what is a tap away.
constexpr int kFirstYear = 1990, kFirstOfAllYears = 1920;
constexpr int kYearsAhead = 1, kAllYearsAhead = 10;
// Papers are valid for years to come and rarely long expired.
constexpr int kPaperYearsAhead = 10, kPaperYearsBack = 6;
constexpr std::string_view kPaperRole = "valid-until";

std::string key_of(std::string_view what, const DateDraft& date) {
  std::string key(what);
  for (const int number : {static_cast<int>(date.calendar), date.year, date.month, date.day})
    key += ':' + std::to_string(number);
  return key;
}

std::string key_of(std::string_view what, DateParts parts, const DateDraft& date) {
  return key_of(what, date) + ':' + std::to_string(static_cast<int>(parts));
}

const language::Language& reader_of(const Scene& scene) {
  return scene.language_of(scene.visit.language());
}

// The year in which the middle of a Gregorian one lies.
int year_in(const Scene& scene, Calendar calendar, int gregorian) {
  if (calendar == Calendar::kGregorian) return gregorian;
  const std::string& text =
      scene.formatted(key_of("year", {.year = gregorian, .calendar = calendar}), [&] {
        const auto middle = std::chrono::year(gregorian) / 7 / 1;
        return std::to_string(language::in_calendar(calendar, middle).year);
      });
  int year = 0;
  std::from_chars(text.data(), text.data() + text.size(), year);
  return year;
}

std::chrono::year_month_day today(const Scene& scene) {
  return std::chrono::floor<std::chrono::days>(scene.services.clock.now());
}

int this_year(const Scene& scene, Calendar calendar) {
  return year_in(scene, calendar, static_cast<int>(today(scene).year()));
}

Part years_of(const Scene& scene, const Question& question, Calendar calendar) {
  const int now = this_year(scene, calendar);
  Part part{.heading = scene.tr("Jahr"), .columns = 6};
  if (question.has_role(kPaperRole)) {
    part.values = counted(now - kPaperYearsBack, now + kPaperYearsAhead);
    return part;
  }
  part.values = counted(now + kYearsAhead, year_in(scene, calendar, kFirstYear), -1);
  part.all_values = counted(now + kAllYearsAhead, year_in(scene, calendar, kFirstOfAllYears), -1);
  part.more = scene.tr("Andere Jahre zeigen");
  return part;
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
  const auto name_of_month = [&scene, calendar = draft.calendar](int month) {
    return scene.formatted(key_of("month", {.month = month, .calendar = calendar}),
                           [&] { return language::month_name(reader_of(scene), calendar, month); });
  };
  if (wanted == DateParts::kDayMonthYear) {
    add(DatePart::kDay, "day", draft.day,
        {.heading = scene.tr("Tag"), .values = counted(1, draft.days_in_month()), .columns = 7});
  }
  if (wanted != DateParts::kYear) {
    add(DatePart::kMonth, "month", draft.month,
        {.heading = scene.tr("Monat"),
         .values = counted(1, language::months_in_year(draft.calendar)),
         .columns = 4,
         .name = name_of_month});
  }
  add(DatePart::kYear, "year", draft.year, years_of(scene, question, draft.calendar));
  return parts;
}

// That of German papers, the one that the form asks for, and the one that the client's language
// has. What stands on a paper is read off it, not remembered.
std::vector<Calendar> offered_calendars(const Scene& scene, const Question& question,
                                        const DateDraft& draft) {
  std::vector<Calendar> offered{Calendar::kGregorian};
  const auto add = [&](Calendar calendar) {
    if (std::find(offered.begin(), offered.end(), calendar) == offered.end())
      offered.push_back(calendar);
  };
  add(visit::calendar_asked(question.appearance));
  if (!question.has_role(kPaperRole)) add(language::second_calendar(reader_of(scene)));
  add(draft.calendar);
  return offered;
}

std::string name_of(const Scene& scene, Calendar calendar) {
  const auto text = [&] {
    switch (calendar) {
      case Calendar::kPersian:
        return scene.tr("Kalender in Iran und Afghanistan: jetzt {year}");
      case Calendar::kEthiopic:
        return scene.tr("Kalender in Äthiopien: jetzt {year}");
      default:
        return scene.tr("Kalender in Deutschland: jetzt {year}");
    }
  };
  const auto now = today(scene);
  return scene.formatted(key_of("calendar", {.calendar = calendar}), [&] {
    return language::fill_in(text(), "year",
                             std::to_string(language::in_calendar(calendar, now).year));
  });
}

void draw_calendars(Scene& scene, Flow& flow, const Question& question, const DateDraft& draft) {
  const std::vector<Calendar> offered = offered_calendars(scene, question, draft);
  if (offered.size() < 2) return;
  // By number, as tests find them.
  TileGroup group{.id = "calendar:" + question.name, .tiles = {}};
  for (const Calendar calendar : offered) {
    group.tiles.push_back({group.id + ":" + std::to_string(static_cast<int>(calendar)),
                           name_of(scene, calendar), calendar == draft.calendar});
  }
  flow.label(scene.tr("Welcher Kalender?"), TextStyle::kLabel);
  flow.gap(1.5f);
  draw_tiles(scene, flow, group, [&](std::size_t index) {
    scene.emit([node = question.node, calendar = offered[index]](visit::Visit& visit) {
      visit.form().set_calendar(node, calendar);
    });
  });
  flow.gap(4);
}

// "21. März 2026 – 20. April 2026" for a month of another calendar.
std::string in_gregorian(const Scene& scene, DateParts parts, const DateDraft& date) {
  return scene.formatted(key_of("gregorian", parts, date), [&] {
    const auto first = date.gregorian(parts), last = date.last_gregorian(parts);
    if (!first || !last) return std::string();
    const std::string& tag = scene.visit.language();
    std::string text = language::format_day(tag, *first);
    if (*first != *last) text += " – " + language::format_day(tag, *last);
    return text;
  });
}

}  // namespace

std::string date_in_words(const Scene& scene, DateParts parts, const DateDraft& date) {
  return scene.formatted(key_of("date", parts, date), [&] {
    const language::Language& reader = reader_of(scene);
    switch (parts) {
      case DateParts::kYear:
        return std::to_string(date.year);
      case DateParts::kMonthYear:
        return language::format_month(reader, date.calendar, date.year, date.month);
      case DateParts::kDayMonthYear:
        break;
    }
    return language::format_day(reader, date.calendar, {date.year, date.month, date.day});
  });
}

std::string in_other_calendar(const Scene& scene, DateParts parts, const DateDraft& date) {
  if (date.calendar != Calendar::kGregorian) return in_gregorian(scene, parts, date);
  return scene.formatted(key_of("second", parts, date), [&] {
    const language::Language& reader = reader_of(scene);
    const auto day = date.gregorian(parts);
    if (!day) return std::string();
    switch (parts) {
      case DateParts::kYear:
        return language::second_calendar_year(reader, day->year());
      case DateParts::kMonthYear:
        return language::second_calendar_month(reader, day->year() / day->month());
      case DateParts::kDayMonthYear:
        break;
    }
    return language::second_calendar_day(reader, *day);
  });
}

bool draw_date_parts(Scene& scene, Flow& flow, const Question& question) {
  const DateDraft draft = scene.visit.form().date(question.node);
  draw_calendars(scene, flow, question, draft);
  for (const Part& part : parts_of(scene, question, draft)) {
    if (!draw_part(scene, flow, part)) return false;  // one part at a time
  }
  const std::string other = in_other_calendar(scene, visit::date_parts(question.appearance), draft);
  if (!other.empty()) flow.user_text(other, TextStyle::kSmall);
  return true;
}

void draw_date(Scene& scene, Flow& flow, const Question& question) {
  (void)draw_date_parts(scene, flow, question);
}

}  // namespace anlaufstelle::screens
