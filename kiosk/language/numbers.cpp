// SPDX-License-Identifier: EUPL-1.2
#include <unicode/dcfmtsym.h>

#include "kiosk/language/icu_text.h"
#include "kiosk/language/language.h"

namespace anlaufstelle::language {

std::string format_decimal(std::string_view tag, std::string_view plain) {
  std::string text(plain);
  const auto point = text.find('.');
  if (point == std::string::npos) return text;
  icu::Locale locale = reader_locale(tag);
  UErrorCode status = U_ZERO_ERROR;
  locale.setKeywordValue("numbers", "latn", status);
  const icu::DecimalFormatSymbols symbols(locale, status);
  if (U_FAILURE(status)) return text;
  return text.replace(
      point, 1, utf8(symbols.getConstSymbol(icu::DecimalFormatSymbols::kDecimalSeparatorSymbol)));
}

}  // namespace anlaufstelle::language
