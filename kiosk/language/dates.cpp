// SPDX-License-Identifier: EUPL-1.2
// Dates by ICU. Nothing here runs at start-up, because ICU's data is large; ICU keeps what it has
// loaded.
#include <unicode/dtfmtsym.h>
#include <unicode/smpdtfmt.h>
#include <unicode/timezone.h>

#include <memory>

#include "kiosk/language/icu_text.h"
#include "kiosk/language/language.h"

namespace anlaufstelle::language {
namespace {

// One way to write a moment: what ICU is asked for, and the order to use where its own for the
// language begins with the year or the month ("2026 adarê 21", "د 2026 د مارچ 21").
struct Shape {
  const char* skeleton;
  const char16_t* day_first;
};
constexpr Shape kDay{"yMMMMd", u"d MMMM y"}, kMonth{"yMMMM", u"LLLL y"},
    kMinute{"yMMMMdHHmm", u"d MMMM y, HH:mm"};

// The Gregorian calendar and Latin digits everywhere: dates go into German papers.
icu::Locale dates_of(std::string_view tag) {
  // Day before month, as on every German form.
  icu::Locale locale = reader_locale(tag == "en" ? "en-GB" : tag);
  UErrorCode status = U_ZERO_ERROR;
  locale.setKeywordValue("calendar", "gregorian", status);
  locale.setKeywordValue("numbers", "latn", status);
  return locale;
}

// Whether a pattern's first field comes before the year: the day, or the month where there is none.
bool begins_rightly(const icu::UnicodeString& pattern, const Shape& shape) {
  bool quoted = false;
  for (std::int32_t i = 0; i < pattern.length(); ++i) {
    const char16_t c = pattern[i];
    if (c == u'\'') quoted = !quoted;
    if (quoted || !((c >= u'a' && c <= u'z') || (c >= u'A' && c <= u'Z'))) continue;
    return c == shape.day_first[0] || (shape.day_first[0] == u'L' && c == u'M');
  }
  return false;
}

// Nothing if ICU's data is missing.
std::string formatted(std::string_view tag, const Shape& shape, std::chrono::sys_seconds time,
                      std::unique_ptr<icu::TimeZone> zone) {
  const icu::Locale locale = dates_of(tag);
  UErrorCode status = U_ZERO_ERROR;
  const std::unique_ptr<icu::DateFormat> how(icu::DateFormat::createInstanceForSkeleton(
      icu::UnicodeString(shape.skeleton, -1, US_INV), locale, status));
  auto* simple = dynamic_cast<icu::SimpleDateFormat*>(how.get());
  if (U_FAILURE(status) || simple == nullptr) return {};
  icu::UnicodeString pattern;
  if (!begins_rightly(simple->toPattern(pattern), shape))
    simple->applyPattern(icu::UnicodeString(shape.day_first));
  simple->adoptTimeZone(zone.release());
  icu::UnicodeString result;
  simple->format(static_cast<UDate>(time.time_since_epoch().count()) * 1000.0, result);
  return utf8(result);
}

std::unique_ptr<icu::TimeZone> utc() {
  return std::unique_ptr<icu::TimeZone>(icu::TimeZone::getGMT()->clone());
}

}  // namespace

std::string format_day(std::string_view tag, std::chrono::year_month_day day) {
  return formatted(tag, kDay, std::chrono::sys_days(day), utc());
}

std::string format_month(std::string_view tag, std::chrono::year_month month) {
  return formatted(tag, kMonth, std::chrono::sys_days(month / 1), utc());
}

std::string format_minute(std::string_view tag, UnixSeconds time, std::string_view time_zone) {
  std::unique_ptr<icu::TimeZone> zone(icu::TimeZone::createTimeZone(utf16(time_zone)));
  return formatted(tag, kMinute, time, std::move(zone));
}

std::string month_name(std::string_view tag, unsigned month) {
  UErrorCode status = U_ZERO_ERROR;
  const icu::DateFormatSymbols symbols(dates_of(tag), status);
  if (U_FAILURE(status) || month < 1 || month > 12) return {};
  std::int32_t count = 0;
  const icu::UnicodeString* names =
      symbols.getMonths(count, icu::DateFormatSymbols::STANDALONE, icu::DateFormatSymbols::WIDE);
  return static_cast<std::int32_t>(month) <= count ? utf8(names[month - 1]) : std::string();
}

}  // namespace anlaufstelle::language
