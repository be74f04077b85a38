// SPDX-License-Identifier: EUPL-1.2
// What ICU knows of a language: dates, names, letters. Nothing here runs at start-up, because
// ICU's data is large; ICU keeps what it has loaded.
#include <unicode/datefmt.h>
#include <unicode/dtfmtsym.h>
#include <unicode/locdspnm.h>
#include <unicode/locid.h>
#include <unicode/normalizer2.h>
#include <unicode/smpdtfmt.h>
#include <unicode/timezone.h>
#include <unicode/uchar.h>
#include <unicode/unistr.h>

#include <memory>
#include <utility>

#include "kiosk/language/language.h"

namespace anlaufstelle::language {
namespace {

std::string utf8(const icu::UnicodeString& text) {
  std::string result;
  return text.toUTF8String(result);
}

icu::UnicodeString utf16(std::string_view text) {
  return icu::UnicodeString::fromUTF8({text.data(), static_cast<std::int32_t>(text.size())});
}

icu::Locale locale_of(std::string_view tag) {
  UErrorCode status = U_ZERO_ERROR;
  auto locale =
      icu::Locale::forLanguageTag({tag.data(), static_cast<std::int32_t>(tag.size())}, status);
  return U_SUCCESS(status) ? locale : icu::Locale::getRoot();
}

// The Gregorian calendar and Latin digits everywhere: dates go into German papers.
icu::Locale dates_of(std::string_view tag) {
  // Day before month, as on every German form.
  icu::Locale locale = locale_of(tag == "en" ? "en-GB" : tag);
  UErrorCode status = U_ZERO_ERROR;
  locale.setKeywordValue("calendar", "gregorian", status);
  locale.setKeywordValue("numbers", "latn", status);
  return locale;
}

// Formats by an ICU skeleton ("yMMMM"); nothing in, nothing out if ICU's data is missing.
std::string formatted(std::string_view tag, const char* skeleton, std::chrono::sys_seconds time,
                      std::unique_ptr<icu::TimeZone> zone) {
  UErrorCode status = U_ZERO_ERROR;
  const std::unique_ptr<icu::DateFormat> how(icu::DateFormat::createInstanceForSkeleton(
      icu::UnicodeString(skeleton), dates_of(tag), status));
  if (U_FAILURE(status) || !how) return {};
  how->adoptTimeZone(zone.release());
  icu::UnicodeString result;
  how->format(static_cast<UDate>(time.time_since_epoch().count()) * 1000.0, result);
  return utf8(result);
}

std::unique_ptr<icu::TimeZone> utc() {
  return std::unique_ptr<icu::TimeZone>(icu::TimeZone::getGMT()->clone());
}

// Letters that look or sound alike to someone who searches, and that no decomposition unites.
constexpr std::pair<char16_t, char16_t> kAlike[] = {
    {0x0671, 0x0627},                                      // alef wasla → alef
    {0x0649, 0x064A},                                      // alef maksura → yeh
    {0x06CC, 0x064A},                                      // Farsi yeh → yeh
    {0x06A9, 0x0643},                                      // keheh → kaf
    {0x0629, 0x0647},                                      // teh marbuta → heh
    {0x06BE, 0x0647}, {0x06C1, 0x0647}, {0x06D5, 0x0647},  // other forms of heh → heh
    {0x0131, u'i'},   {0x0142, u'l'},   {0x00F8, u'o'},   {0x0111, u'd'},
};

UChar32 alike(UChar32 c) {
  for (const auto& [from, to] : kAlike) {
    if (c == from) return to;
  }
  const int digit = u_charType(c) == U_DECIMAL_DIGIT_NUMBER ? u_charDigitValue(c) : -1;
  return digit >= 0 ? U'0' + digit : c;
}

}  // namespace

std::string format_day(std::string_view tag, std::chrono::year_month_day day) {
  return formatted(tag, "yMMMMd", std::chrono::sys_days(day), utc());
}

std::string format_month(std::string_view tag, std::chrono::year_month month) {
  return formatted(tag, "yMMMM", std::chrono::sys_days(month / 1), utc());
}

std::string format_minute(std::string_view tag, UnixSeconds time, std::string_view time_zone) {
  std::unique_ptr<icu::TimeZone> zone(icu::TimeZone::createTimeZone(utf16(time_zone)));
  return formatted(tag, "yMMMMdHHmm", time, std::move(zone));
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

std::string language_name(std::string_view tag, std::string_view in_tag) {
  UDisplayContext contexts[] = {UDISPCTX_STANDARD_NAMES,
                                UDISPCTX_CAPITALIZATION_FOR_UI_LIST_OR_MENU};
  const std::unique_ptr<icu::LocaleDisplayNames> names(
      icu::LocaleDisplayNames::createInstance(locale_of(in_tag), contexts, 2));
  if (!names) return std::string(tag);
  icu::UnicodeString result;
  // The language alone: a private tag ("de-x-simple") has no name of its own.
  names->languageDisplayName(locale_of(tag).getLanguage(), result);
  return utf8(result);
}

std::string fold(std::string_view text) {
  UErrorCode status = U_ZERO_ERROR;
  const icu::Normalizer2* case_fold = icu::Normalizer2::getNFKCCasefoldInstance(status);
  const icu::Normalizer2* decompose = icu::Normalizer2::getNFDInstance(status);
  if (U_FAILURE(status)) return std::string(text);
  const icu::UnicodeString letters =
      decompose->normalize(case_fold->normalize(utf16(text), status), status);
  if (U_FAILURE(status)) return std::string(text);
  constexpr UChar32 kTatweel = 0x0640;
  icu::UnicodeString result;
  for (std::int32_t at = 0; at < letters.length(); at = letters.moveIndex32(at, 1)) {
    const UChar32 c = letters.char32At(at);
    if (u_charType(c) != U_NON_SPACING_MARK && c != kTatweel) result.append(alike(c));
  }
  return utf8(result);
}

}  // namespace anlaufstelle::language
