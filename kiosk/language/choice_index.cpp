// SPDX-License-Identifier: EUPL-1.2
#include "kiosk/language/choice_index.h"

#include <unicode/tblcoll.h>
#include <unicode/translit.h>

#include <algorithm>
#include <array>
#include <memory>

#include "kiosk/language/icu_text.h"

namespace anlaufstelle::language {
namespace {

constexpr int kNoMatch = 6;

// Up to Latin Extended-B: what is folded has ASCII letters then.
bool is_latin(std::string_view name) {
  return std::all_of(name.begin(), name.end(),
                     [](char c) { return static_cast<unsigned char>(c) < 0xCA; });
}

std::unique_ptr<icu::Collator> collator_of(const Language& reader) {
  UErrorCode status = U_ZERO_ERROR;
  std::unique_ptr<icu::Collator> collator;
  if (reader.collation.empty()) {
    collator.reset(icu::Collator::createInstance(reader_locale(reader.tag), status));
  } else {
    collator = std::make_unique<icu::RuleBasedCollator>(utf16(reader.collation), status);
  }
  return U_SUCCESS(status) ? std::move(collator) : nullptr;
}

}  // namespace

std::vector<std::string> typed_in_latin(const std::string& name) {
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

namespace {

// "Aegypten" for "Ägypten", as it is typed without the keys.
std::string without_umlauts(std::string name) {
  constexpr std::pair<std::string_view, std::string_view> kTyped[] = {
      {"ä", "ae"}, {"ö", "oe"}, {"ü", "ue"}, {"Ä", "Ae"}, {"Ö", "Oe"}, {"Ü", "Ue"}};
  for (const auto& [letter, typed] : kTyped) {
    for (auto at = name.find(letter); at != std::string::npos; at = name.find(letter, at))
      name.replace(at, letter.size(), typed);
  }
  return name;
}

void add_key(std::vector<std::string>& keys, std::string key) {
  if (!key.empty() && std::find(keys.begin(), keys.end(), key) == keys.end())
    keys.push_back(std::move(key));
}

void add_keys(std::vector<std::string>& keys, const std::string& name) {
  add_key(keys, fold(name));
  add_key(keys, fold(without_umlauts(name)));
}

bool has_latin_letter(std::string_view folded) {
  return std::any_of(folded.begin(), folded.end(), [](char c) { return c >= 'a' && c <= 'z'; });
}

// A word of a folded key: after a space, or after the Arabic article, which nobody looks up by.
bool begins_word(std::string_view key, std::size_t at) {
  constexpr std::string_view kArticle = "ال";
  if (at == 0 || key[at - 1] == ' ') return true;
  return at >= kArticle.size() && key.substr(at - kArticle.size(), kArticle.size()) == kArticle &&
         (at == kArticle.size() || key[at - kArticle.size() - 1] == ' ');
}

enum class Match { kStart, kWord, kInside, kNone };

Match match(const std::vector<std::string>& keys, std::string_view wanted) {
  Match best = Match::kNone;
  for (const std::string& key : keys) {
    for (auto at = key.find(wanted); at != std::string::npos; at = key.find(wanted, at + 1)) {
      const Match here = at == 0                ? Match::kStart
                         : begins_word(key, at) ? Match::kWord
                                                : Match::kInside;
      best = std::min(best, here);
    }
  }
  return best;
}

int rank(Match own, Match other, bool inside_counts) {
  if (own == Match::kStart) return 0;
  if (own == Match::kWord) return 1;
  if (other == Match::kStart) return 2;
  if (other == Match::kWord) return 3;
  if (!inside_counts) return kNoMatch;
  if (own == Match::kInside) return 4;
  return other == Match::kInside ? 5 : kNoMatch;
}

// Two letters or more, in any script: a second one begins behind the first's bytes.
bool is_longer_than_a_letter(std::string_view folded) {
  return std::count_if(folded.begin(), folded.end(), [](char c) { return (c & 0xC0) != 0x80; }) > 1;
}

}  // namespace

void sort_by_label(const Language& reader, std::span<NamedChoice> choices) {
  const std::unique_ptr<icu::Collator> collator = collator_of(reader);
  if (!collator) return;
  std::stable_sort(choices.begin(), choices.end(), [&](const NamedChoice& a, const NamedChoice& b) {
    UErrorCode status = U_ZERO_ERROR;
    return collator->compareUTF8(a.label, b.label, status) == UCOL_LESS;
  });
}

ChoiceIndex::ChoiceIndex(std::vector<NamedChoice> choices) : choices_(std::move(choices)) {
  keys_.reserve(choices_.size());
  for (const NamedChoice& choice : choices_) {
    Keys& keys = keys_.emplace_back();
    add_keys(keys.own, choice.label);
    for (const std::string& name : choice.other_names) add_keys(keys.other, name);
  }
}

void ChoiceIndex::add_latin_keys() {
  for (std::size_t i = 0; i < choices_.size(); ++i) {
    for (std::string& typed : typed_in_latin(choices_[i].label))
      add_key(keys_[i].own, std::move(typed));
  }
  has_latin_keys_ = true;
}

std::vector<std::size_t> ChoiceIndex::find(std::string_view typed) {
  const std::string wanted = fold(typed);
  if (!has_latin_keys_ && has_latin_letter(wanted)) add_latin_keys();
  const bool inside_counts = is_longer_than_a_letter(wanted);
  std::vector<std::pair<int, std::size_t>> found;
  for (std::size_t i = 0; i < keys_.size(); ++i) {
    const int at = wanted.empty() ? 0
                                  : rank(match(keys_[i].own, wanted), match(keys_[i].other, wanted),
                                         inside_counts);
    if (at != kNoMatch) found.emplace_back(at, i);
  }
  std::sort(found.begin(), found.end());
  std::vector<std::size_t> places;
  places.reserve(found.size());
  for (const auto& [at, place] : found) places.push_back(place);
  return places;
}

}  // namespace anlaufstelle::language
