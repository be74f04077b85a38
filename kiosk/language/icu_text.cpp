// SPDX-License-Identifier: EUPL-1.2
#include "kiosk/language/icu_text.h"

#include <unicode/ures.h>

namespace anlaufstelle::language {
namespace {

bool has_data(const icu::Locale& locale) {
  UErrorCode status = U_ZERO_ERROR;
  ures_close(ures_open(nullptr, locale.getLanguage(), &status));
  return U_SUCCESS(status) && status != U_USING_DEFAULT_WARNING;
}

}  // namespace

std::string utf8(const icu::UnicodeString& text) {
  std::string result;
  return text.toUTF8String(result);
}

icu::UnicodeString utf16(std::string_view text) {
  return icu::UnicodeString::fromUTF8({text.data(), static_cast<std::int32_t>(text.size())});
}

icu::Locale locale_of(std::string_view tag) {
  const std::string_view known = tag == "kmr" ? "ku" : tag;
  UErrorCode status = U_ZERO_ERROR;
  icu::Locale locale =
      icu::Locale::forLanguageTag({known.data(), static_cast<std::int32_t>(known.size())}, status);
  if (U_FAILURE(status) || !has_data(locale)) locale.setToBogus();
  return locale;
}

icu::Locale reader_locale(std::string_view tag) {
  const icu::Locale locale = locale_of(tag);
  return locale.isBogus() ? icu::Locale::getGerman() : locale;
}

}  // namespace anlaufstelle::language
