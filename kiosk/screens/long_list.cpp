// SPDX-License-Identifier: EUPL-1.2
#include "kiosk/screens/long_list.h"

#include <algorithm>
#include <span>

namespace anlaufstelle::screens {
namespace {

using forms::Choice;
using language::Language;
using language::NamedChoice;
using language::Names;

using NameOf = std::string (Names::*)(std::string_view) const;

struct Source {
  std::string_view appearance;
  NameOf name_of;
};
constexpr Source kSources[] = {{"kiosk-countries", &Names::country},
                               {"kiosk-languages", &Names::language}};

const Source* source_of(const forms::Question& question) {
  for (const Source& source : kSources) {
    const auto& tokens = question.appearance;
    if (std::find(tokens.begin(), tokens.end(), source.appearance) != tokens.end()) return &source;
  }
  return nullptr;
}

Names names_in(const char* tag) {
  Language reader;
  reader.tag = tag;
  return Names(reader);
}

// Codes with their names, in alphabetical order behind what is no code. Searched by the German and
// the English name too, and by what the form calls it.
std::vector<NamedChoice> by_code(const std::vector<Choice>& choices, const Source& source,
                                 const Language& reader) {
  const Names own(reader), german = names_in("de"), english = names_in("en");
  std::vector<NamedChoice> special, named;
  for (const Choice& choice : choices) {
    std::string name = (own.*source.name_of)(choice.value);
    const std::string in_german = (german.*source.name_of)(choice.value);
    if (name.empty() && in_german.empty()) {
      special.push_back({choice.value, choice.label, {}});
      continue;
    }
    if (name.empty() || language::is_german(reader.tag)) name = choice.label;
    named.push_back({choice.value,
                     std::move(name),
                     {in_german, (english.*source.name_of)(choice.value), choice.label}});
  }
  language::sort_by_label(reader, named);
  special.insert(special.end(), std::make_move_iterator(named.begin()),
                 std::make_move_iterator(named.end()));
  return special;
}

}  // namespace

void LongList::update(const forms::Question& question, const Language& reader) {
  const bool same = tag_ == reader.tag &&
                    std::equal(from_.begin(), from_.end(), question.choices.begin(),
                               question.choices.end(), [](const Choice& a, const Choice& b) {
                                 return a.value == b.value && a.label == b.label;
                               });
  if (same) return;
  tag_ = reader.tag;
  from_ = question.choices;
  std::vector<NamedChoice> choices;
  if (const Source* source = source_of(question)) {
    choices = by_code(from_, *source, reader);
  } else {
    for (const Choice& choice : from_) choices.push_back({choice.value, choice.label, {}});
  }
  index_ = language::ChoiceIndex(std::move(choices));
  found_for_.reset();
}

const std::vector<const NamedChoice*>& LongList::find(std::string_view typed) {
  if (found_for_ == typed) return found_;
  found_.clear();
  for (const std::size_t place : index_.find(typed)) found_.push_back(&index_.choices()[place]);
  found_for_ = typed;
  return found_;
}

std::string_view LongList::label_of(std::string_view value) const {
  for (const NamedChoice& choice : choices()) {
    if (choice.value == value) return choice.label;
  }
  return {};
}

}  // namespace anlaufstelle::screens
