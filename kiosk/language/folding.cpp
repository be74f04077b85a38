// SPDX-License-Identifier: EUPL-1.2
// Folding for search: two spellings of a word that a person would call the same become the same
// letters. ICU's NFKC casefolding takes case, ligatures, presentation forms and ZWNJ, its NFD
// parts letters from their marks; what follows is ours. A table and not a Transliterator: the same
// rules as one need 27 µs a word and 65 ms to build.
#include <unicode/normalizer2.h>
#include <unicode/uchar.h>
#include <unicode/uscript.h>

#include "kiosk/language/icu_text.h"
#include "kiosk/language/language.h"

namespace anlaufstelle::language {
namespace {

// Each of `letters` is typed, or meant, as `folded`. The principle: a letter that a neighbour's
// keyboard lacks folds to the one that is typed in its place; letters that every writer of a
// language tells apart stay apart (پ and ب, گ and ک, ش and س).
struct Alike {
  std::u16string_view letters, folded;
};
constexpr Alike kAlike[] = {
    // Arabic, Persian, Urdu, Pashto. A hamza on its carrier is a mark; one that stands alone is
    // often left out at the end of a word.
    {u"ىیېۍےێ", u"ي"},
    {u"کڪ", u"ك"},
    {u"ګ", u"گ"},
    {u"ةۃھہە", u"ه"},
    {u"ٱ", u"ا"},
    {u"ں", u"ن"},
    {u"ءـ", u""},
    // Sorani and Pashto on an Arabic keyboard
    {u"ڕړ", u"ر"},
    {u"ڵ", u"ل"},
    {u"ۆ", u"و"},
    {u"ڤ", u"ف"},
    // Latin letters without a decomposition, those of Pular and Maninka among them
    {u"ı", u"i"},
    {u"ł", u"l"},
    {u"ø", u"o"},
    {u"đðɗɖ", u"d"},
    {u"ħ", u"h"},
    {u"əɛ", u"e"},
    {u"ŋɲ", u"n"},
    {u"ɓ", u"b"},
    {u"ɔ", u"o"},
    {u"ƴ", u"y"},
    {u"æ", u"ae"},
    {u"œ", u"oe"},
    {u"þ", u"th"},
    {u"ǝ", u""},  // ICU's sign for a vowel of Ethiopic that nobody types
    // An apostrophe is left out, or typed in five ways.
    {u"'’‘ʼʻʿʾ`´", u""},
};

// Amharic writes some sounds with several letters, each in seven orders.
struct SameSound {
  UChar32 first, folded;
};
constexpr SameSound kSameSounds[] = {
    {U'ሐ', U'ሀ'}, {U'ኀ', U'ሀ'}, {U'ሠ', U'ሰ'}, {U'ዐ', U'አ'}, {U'ፀ', U'ጸ'}};
constexpr UChar32 kOrders = 7;

// Marks of the scripts that are read without them. Signs of Indic scripts are vowels and stay.
bool is_left_out(UChar32 c) {
  if (u_charType(c) != U_NON_SPACING_MARK) return false;
  UErrorCode status = U_ZERO_ERROR;
  switch (uscript_getScript(c, &status)) {
    case USCRIPT_INHERITED:
    case USCRIPT_ARABIC:
    case USCRIPT_HEBREW:
    case USCRIPT_CYRILLIC:
      return true;
    default:
      return false;
  }
}

void append_folded(icu::UnicodeString& out, UChar32 c) {
  if (is_left_out(c)) return;
  for (const Alike& alike : kAlike) {
    if (c <= 0xFFFF && alike.letters.find(static_cast<char16_t>(c)) != std::u16string_view::npos) {
      out.append(alike.folded.data(), static_cast<std::int32_t>(alike.folded.size()));
      return;
    }
  }
  for (const SameSound& sound : kSameSounds) {
    if (c >= sound.first && c < sound.first + kOrders) c += sound.folded - sound.first;
  }
  if (u_charType(c) == U_DECIMAL_DIGIT_NUMBER) c = U'0' + u_charDigitValue(c);
  const bool parts_words = (U_GET_GC_MASK(c) & (U_GC_P_MASK | U_GC_S_MASK | U_GC_Z_MASK)) != 0;
  if (!parts_words) {
    out.append(c);
  } else if (!out.isEmpty() && out[out.length() - 1] != u' ') {
    out.append(u' ');
  }
}

}  // namespace

std::string fold(std::string_view text) {
  UErrorCode status = U_ZERO_ERROR;
  const icu::Normalizer2* case_fold = icu::Normalizer2::getNFKCCasefoldInstance(status);
  const icu::Normalizer2* decompose = icu::Normalizer2::getNFDInstance(status);
  if (U_FAILURE(status)) return std::string(text);
  const icu::UnicodeString letters =
      decompose->normalize(case_fold->normalize(utf16(text), status), status);
  if (U_FAILURE(status)) return std::string(text);
  icu::UnicodeString folded;
  for (std::int32_t at = 0; at < letters.length(); at = letters.moveIndex32(at, 1))
    append_folded(folded, letters.char32At(at));
  return utf8(folded.trim());
}

}  // namespace anlaufstelle::language
