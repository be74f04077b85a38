// SPDX-License-Identifier: EUPL-1.2
// Names of countries and languages (ICU).
#include <unicode/locdspnm.h>
#include <unicode/stringoptions.h>

#include <algorithm>
#include <iterator>
#include <utility>

#include "kiosk/language/icu_text.h"
#include "kiosk/language/language.h"

namespace anlaufstelle::language {
namespace {

// What German counselling calls languages that ICU joins with another, names from a desk or not
// at all: whoever orders an interpreter must tell Kurmanji from Sorani.
constexpr std::pair<std::string_view, std::string_view> kGermanNames[] = {
    {"ckb", "Kurdisch: Sorani"}, {"de-x-simple", "Deutsch – einfach"},
    {"emk", "Malinke, Maninka"}, {"fa", "Farsi, Persisch"},
    {"fuf", "Pular, Fula"},      {"kmr", "Kurdisch: Kurmandschi"},
};

// As it stands on a list, also where ICU has names only as they stand in a sentence ("erebî").
std::string listed(icu::UnicodeString name, const icu::Locale& reader) {
  if (name.isBogus()) return {};
  name.toTitle(nullptr, reader, U_TITLECASE_WHOLE_STRING | U_TITLECASE_NO_LOWERCASE);
  return utf8(name);
}

}  // namespace

struct Names::Impl {
  std::map<std::string, std::string, std::less<>> given;
  bool german = false;
  icu::Locale locale;
  std::unique_ptr<icu::LocaleDisplayNames> icu;

  [[nodiscard]] std::string name_given(std::string_view code) const {
    const auto found = given.find(code);
    return found == given.end() ? std::string() : found->second;
  }
  [[nodiscard]] std::string icu_language(std::string_view tag) const {
    icu::UnicodeString result;
    icu->languageDisplayName(std::string(tag).c_str(), result);
    return utf8(result) == tag ? std::string() : listed(result, locale);
  }
};

Names::Names(const Language& reader) : impl_(std::make_unique<Impl>()) {
  UDisplayContext contexts[] = {
      UDISPCTX_STANDARD_NAMES, UDISPCTX_CAPITALIZATION_FOR_UI_LIST_OR_MENU, UDISPCTX_NO_SUBSTITUTE};
  impl_->given = reader.names;
  impl_->german = is_german(reader.tag);
  impl_->locale = reader_locale(reader.tag);
  impl_->icu.reset(icu::LocaleDisplayNames::createInstance(
      impl_->locale, contexts, static_cast<std::int32_t>(std::size(contexts))));
}
Names::Names(Names&&) noexcept = default;
Names& Names::operator=(Names&&) noexcept = default;
Names::~Names() = default;

std::string Names::country(std::string_view code) const {
  std::string name = impl_->name_given(code);
  if (!name.empty() || !impl_->icu) return name;
  icu::UnicodeString result;
  impl_->icu->regionDisplayName(std::string(code).c_str(), result);
  return listed(result, impl_->locale);
}

std::string Names::language(std::string_view tag) const {
  std::string name = impl_->name_given(tag);
  if (!name.empty()) return name;
  const auto* german = std::find_if(std::begin(kGermanNames), std::end(kGermanNames),
                                    [&](const auto& each) { return each.first == tag; });
  if (impl_->german && german != std::end(kGermanNames)) return std::string(german->second);
  if (!impl_->icu) return {};
  // A private tag ("de-x-simple") has no name of its own, its language has.
  name = impl_->icu_language(tag);
  return name.empty() ? impl_->icu_language(tag.substr(0, tag.find('-'))) : name;
}

std::string language_name(std::string_view tag, std::string_view in_tag) {
  Language reader;
  reader.tag = in_tag;
  std::string name = Names(reader).language(tag);
  return name.empty() ? std::string(tag) : name;
}

}  // namespace anlaufstelle::language
