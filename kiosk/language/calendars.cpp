// SPDX-License-Identifier: EUPL-1.2
#include "kiosk/language/calendars.h"

#include <unicode/calendar.h>
#include <unicode/dtfmtsym.h>

#include <array>
#include <memory>

#include "kiosk/language/icu_text.h"

namespace anlaufstelle::language {
namespace {

using std::chrono::year_month_day;

// What ICU calls each of them.
constexpr std::array<const char*, 3> kNames = {"gregorian", "persian", "ethiopic"};

const char* name_of(Calendar calendar) {
  return kNames[static_cast<std::size_t>(calendar)];
}

icu::Locale locale_of(std::string_view tag, Calendar calendar) {
  icu::Locale locale = reader_locale(tag);
  UErrorCode status = U_ZERO_ERROR;
  locale.setKeywordValue("calendar", name_of(calendar), status);
  return locale;
}

std::unique_ptr<icu::Calendar> open(Calendar calendar) {
  UErrorCode status = U_ZERO_ERROR;
  std::unique_ptr<icu::Calendar> opened(
      icu::Calendar::createInstance(*icu::TimeZone::getGMT(), locale_of("und", calendar), status));
  return U_SUCCESS(status) ? std::move(opened) : nullptr;
}

CalendarDay as_it_stands(year_month_day day) {
  return {static_cast<int>(day.year()), static_cast<int>(static_cast<unsigned>(day.month())),
          static_cast<int>(static_cast<unsigned>(day.day()))};
}

// The last month of a year is the one that leap years lengthen.
bool is_leap(Calendar calendar, int year) {
  const CalendarDay last =
      calendar == Calendar::kPersian ? CalendarDay{year, 12, 30} : CalendarDay{year, 13, 6};
  return to_gregorian(calendar, last).has_value();
}

int days_in_gregorian_month(int year, int month) {
  // Without a year 29 February stays possible.
  const std::chrono::year_month_day_last last{
      std::chrono::year(year == 0 ? 2000 : year),
      std::chrono::month_day_last(std::chrono::month(static_cast<unsigned>(month)))};
  return static_cast<int>(static_cast<unsigned>(last.day()));
}

}  // namespace

Calendar second_calendar(const Language& reader) {
  if (reader.second_calendar == name_of(Calendar::kPersian)) return Calendar::kPersian;
  if (reader.second_calendar == name_of(Calendar::kEthiopic)) return Calendar::kEthiopic;
  return Calendar::kGregorian;
}

CalendarDay in_calendar(Calendar calendar, year_month_day day) {
  if (calendar == Calendar::kGregorian) return as_it_stands(day);
  const auto opened = open(calendar);
  if (!opened) return {};
  UErrorCode status = U_ZERO_ERROR;
  const std::chrono::milliseconds since = std::chrono::sys_days(day).time_since_epoch();
  opened->setTime(static_cast<UDate>(since.count()), status);
  const CalendarDay found{opened->get(UCAL_EXTENDED_YEAR, status),
                          opened->get(UCAL_MONTH, status) + 1, opened->get(UCAL_DATE, status)};
  return U_SUCCESS(status) ? found : CalendarDay{};
}

std::optional<year_month_day> to_gregorian(Calendar calendar, const CalendarDay& day) {
  if (calendar == Calendar::kGregorian) {
    if (day.month < 1 || day.day < 1) return std::nullopt;
    const year_month_day same = std::chrono::year(day.year) / day.month / day.day;
    return same.ok() ? std::optional(same) : std::nullopt;
  }
  const auto opened = open(calendar);
  if (!opened) return std::nullopt;
  UErrorCode status = U_ZERO_ERROR;
  opened->clear();
  opened->setLenient(false);
  opened->set(UCAL_EXTENDED_YEAR, day.year);
  opened->set(UCAL_MONTH, day.month - 1);
  opened->set(UCAL_DATE, day.day);
  const UDate time = opened->getTime(status);
  if (U_FAILURE(status)) return std::nullopt;
  const std::chrono::sys_time<std::chrono::milliseconds> at{
      std::chrono::milliseconds(static_cast<std::int64_t>(time))};
  return year_month_day(std::chrono::floor<std::chrono::days>(at));
}

int months_in_year(Calendar calendar) {
  return calendar == Calendar::kEthiopic ? 13 : 12;
}

int days_in_month(Calendar calendar, int year, int month) {
  switch (calendar) {
    case Calendar::kPersian:
      if (month <= 6) return 31;
      return month <= 11 || year == 0 || is_leap(calendar, year) ? 30 : 29;
    case Calendar::kEthiopic:
      if (month <= 12) return 30;
      return year == 0 || is_leap(calendar, year) ? 6 : 5;
    default:
      return days_in_gregorian_month(year, month);
  }
}

std::string month_name(const Language& reader, Calendar calendar, int month) {
  if (calendar == Calendar::kGregorian) return month_name(reader.tag, static_cast<unsigned>(month));
  const auto at = static_cast<std::size_t>(month - 1);
  if (calendar == second_calendar(reader) && at < reader.second_calendar_months.size())
    return reader.second_calendar_months[at];
  UErrorCode status = U_ZERO_ERROR;
  const icu::DateFormatSymbols symbols(locale_of(reader.tag, calendar), name_of(calendar), status);
  if (U_FAILURE(status)) return {};
  // In the form that stands beside a number: Dari's names alone are Iran's in ICU.
  std::int32_t count = 0;
  const icu::UnicodeString* names =
      symbols.getMonths(count, icu::DateFormatSymbols::FORMAT, icu::DateFormatSymbols::WIDE);
  return month >= 1 && month <= count ? utf8(names[month - 1]) : std::string();
}

std::string format_month(const Language& reader, Calendar calendar, int year, int month) {
  if (calendar == Calendar::kGregorian) {
    return format_month(reader.tag,
                        std::chrono::year(year) / std::chrono::month(static_cast<unsigned>(month)));
  }
  return month_name(reader, calendar, month) + " " + std::to_string(year);
}

std::string format_day(const Language& reader, Calendar calendar, const CalendarDay& day) {
  if (calendar == Calendar::kGregorian) {
    const auto same = to_gregorian(calendar, day);
    return same ? format_day(reader.tag, *same) : std::string();
  }
  return std::to_string(day.day) + " " + format_month(reader, calendar, day.year, day.month);
}

}  // namespace anlaufstelle::language
