// SPDX-License-Identifier: EUPL-1.2
// Days in the calendar that a client may have grown up with (ICU: Solar Hijri is "persian",
// Ethiopia's is "ethiopic"). Papers are Gregorian; this only ever stands beside them.
#include <unicode/calendar.h>
#include <unicode/dtfmtsym.h>

#include <memory>

#include "kiosk/language/icu_text.h"
#include "kiosk/language/language.h"

namespace anlaufstelle::language {
namespace {

struct Date {
  int year = 0, month = 0, day = 0;  // the month counts from 0
};

icu::Locale calendar_of(const Language& language) {
  icu::Locale locale = reader_locale(language.tag);
  UErrorCode status = U_ZERO_ERROR;
  locale.setKeywordValue("calendar", language.second_calendar.c_str(), status);
  return locale;
}

std::optional<Date> date_of(const Language& language, std::chrono::sys_days day) {
  if (language.second_calendar.empty()) return std::nullopt;
  UErrorCode status = U_ZERO_ERROR;
  const std::unique_ptr<icu::Calendar> calendar(
      icu::Calendar::createInstance(*icu::TimeZone::getGMT(), calendar_of(language), status));
  if (U_FAILURE(status)) return std::nullopt;
  const std::chrono::milliseconds since = day.time_since_epoch();
  calendar->setTime(static_cast<UDate>(since.count()), status);
  Date date{calendar->get(UCAL_YEAR, status), calendar->get(UCAL_MONTH, status),
            calendar->get(UCAL_DATE, status)};
  if (U_FAILURE(status)) return std::nullopt;
  return date;
}

// In the form that stands beside a number: Dari's names alone are Iran's in ICU.
std::string month_of(const Language& language, const Date& date) {
  const auto at = static_cast<std::size_t>(date.month);
  if (at < language.second_calendar_months.size()) return language.second_calendar_months[at];
  UErrorCode status = U_ZERO_ERROR;
  const icu::DateFormatSymbols symbols(calendar_of(language), language.second_calendar.c_str(),
                                       status);
  if (U_FAILURE(status)) return {};
  std::int32_t count = 0;
  const icu::UnicodeString* names =
      symbols.getMonths(count, icu::DateFormatSymbols::FORMAT, icu::DateFormatSymbols::WIDE);
  return date.month < count ? utf8(names[date.month]) : std::string();
}

}  // namespace

std::string second_calendar_day(const Language& language, std::chrono::year_month_day day) {
  const auto date = date_of(language, day);
  if (!date) return {};
  return std::to_string(date->day) + " " + month_of(language, *date) + " " +
         std::to_string(date->year);
}

std::string second_calendar_month(const Language& language, std::chrono::year_month month) {
  const auto first = date_of(language, month / 1);
  const auto last = date_of(language, month / std::chrono::last);
  if (!first || !last) return {};
  std::string text = month_of(language, *first);
  if (first->year != last->year) text += " " + std::to_string(first->year);
  return text + " – " + month_of(language, *last) + " " + std::to_string(last->year);
}

std::string second_calendar_year(const Language& language, std::chrono::year year) {
  const auto first = date_of(language, year / 1 / 1), last = date_of(language, year / 12 / 31);
  if (!first || !last) return {};
  return std::to_string(first->year) + "/" + std::to_string(last->year);
}

}  // namespace anlaufstelle::language
