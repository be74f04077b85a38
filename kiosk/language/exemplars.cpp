// SPDX-License-Identifier: EUPL-1.2
// Which letters a language is written with, and the composed form of letter and mark.
#include <unicode/normalizer2.h>
#include <unicode/ulocdata.h>
#include <unicode/uniset.h>
#include <unicode/usetiter.h>

#include <memory>

#include "kiosk/language/icu_text.h"
#include "kiosk/language/language.h"

namespace anlaufstelle::language {
namespace {

// Title case, not upper case: Georgian has no everyday capitals.
std::string capital_of(icu::UnicodeString letter, const icu::Locale& locale) {
  const int32_t length = letter.countChar32();
  letter.toTitle(nullptr, locale);
  return letter.countChar32() == length ? utf8(letter) : std::string();  // ß would become Ss
}

struct LocaleDataDeleter {
  void operator()(ULocaleData* data) const { ulocdata_close(data); }
};

}  // namespace

std::vector<std::string> exemplar_letters(std::string_view tag) {
  const icu::Locale locale = locale_of(tag);
  if (locale.isBogus()) return {};
  UErrorCode status = U_ZERO_ERROR;
  const std::unique_ptr<ULocaleData, LocaleDataDeleter> data(
      ulocdata_open(locale.getBaseName(), &status));
  if (U_FAILURE(status)) return {};
  icu::UnicodeSet set;
  ulocdata_getExemplarSet(data.get(), set.toUSet(), 0, ULOCDATA_ES_STANDARD, &status);
  if (U_FAILURE(status)) return {};
  std::vector<std::string> letters;
  for (icu::UnicodeSetIterator each(set); each.next();) {
    const icu::UnicodeString& letter = each.getString();
    letters.push_back(utf8(letter));
    std::string capital = capital_of(letter, locale);
    if (!capital.empty() && capital != letters.back()) letters.push_back(std::move(capital));
  }
  return letters;
}

std::string compose(std::string_view text) {
  UErrorCode status = U_ZERO_ERROR;
  const icu::Normalizer2* nfc = icu::Normalizer2::getNFCInstance(status);
  if (U_FAILURE(status)) return std::string(text);
  const icu::UnicodeString composed = nfc->normalize(utf16(text), status);
  return U_FAILURE(status) ? std::string(text) : utf8(composed);
}

}  // namespace anlaufstelle::language
