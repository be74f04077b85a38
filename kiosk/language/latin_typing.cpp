// SPDX-License-Identifier: EUPL-1.2
#include <unicode/translit.h>

#include <algorithm>
#include <array>
#include <memory>

#include "kiosk/language/icu_text.h"
#include "kiosk/language/language.h"

namespace anlaufstelle::language {
namespace {

// Up to Latin Extended-B: what is folded has ASCII letters then.
bool is_latin(std::string_view name) {
  return std::all_of(name.begin(), name.end(),
                     [](char c) { return static_cast<unsigned char>(c) < 0xCA; });
}

}  // namespace

// ICU's transforms never change once built.
std::vector<std::string> typed_in_latin(std::string_view name) {
  static const auto transforms = [] {
    std::array<std::unique_ptr<const icu::Transliterator>, 2> made;
    UErrorCode status = U_ZERO_ERROR;
    made[0].reset(icu::Transliterator::createInstance("Any-Latin", UTRANS_FORWARD, status));
    made[1].reset(icu::Transliterator::createInstance("Russian-Latin/BGN", UTRANS_FORWARD, status));
    return made;
  }();
  std::vector<std::string> typed;
  if (is_latin(name)) return typed;
  const icu::UnicodeString given = utf16(name);
  for (const auto& transform : transforms) {
    if (!transform) continue;
    icu::UnicodeString latin = given;
    transform->transliterate(latin);
    if (latin != given) typed.push_back(fold(utf8(latin)));
  }
  return typed;
}

}  // namespace anlaufstelle::language
