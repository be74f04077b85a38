// SPDX-License-Identifier: EUPL-1.2
#include <unicode/dcfmtsym.h>
#include <unicode/numberformatter.h>

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

std::string format_thousands(std::string_view tag, std::string_view plain) {
  icu::Locale locale = reader_locale(tag);
  UErrorCode status = U_ZERO_ERROR;
  locale.setKeywordValue("numbers", "latn", status);
  const icu::UnicodeString text =
      icu::number::NumberFormatter::withLocale(locale)
          .grouping(UNUM_GROUPING_ON_ALIGNED)
          .precision(icu::number::Precision::unlimited())
          .formatDecimal(icu::StringPiece(plain.data(), static_cast<std::int32_t>(plain.size())),
                         status)
          .toString(status);
  return U_FAILURE(status) ? std::string(plain) : utf8(text);
}

}  // namespace anlaufstelle::language
