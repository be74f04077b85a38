// SPDX-License-Identifier: EUPL-1.2
#pragma once

#include <cstddef>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "kiosk/language/language.h"

namespace anlaufstelle::language {

// One thing on a long list: what is stored, what the reader sees, and further names that it is
// found by (the German one, the English one).
struct NamedChoice {
  std::string value, label;
  std::vector<std::string> other_names;
};

// In the order of the reader's alphabet (ICU collation, or the rules of the language's entry).
void sort_by_label(const Language& reader, std::span<NamedChoice> choices);

// How a name in another script is typed in Latin letters, folded, by two customs: scholars' (all
// scripts) and that of Russian passports and maps. Nothing for a Latin one. The first call takes
// some 30 ms, further ones tens of microseconds. Any thread.
std::vector<std::string> typed_in_latin(const std::string& name);

// A long list, made ready to be searched while someone types: every name is folded once, "Ägypten"
// also as "Aegypten", and labels in other scripts as they are typed in Latin letters ("Сирия" as
// "Siriya"). For 200 choices building takes a few milliseconds and finding tens of microseconds,
// but the first Latin letter typed loads ICU's transforms, some 30 ms once. One thread.
class ChoiceIndex {
 public:
  ChoiceIndex() = default;
  explicit ChoiceIndex(std::vector<NamedChoice> choices);

  [[nodiscard]] const std::vector<NamedChoice>& choices() const { return choices_; }
  // Places in choices(), best first: the label begins with it, a word of the label does, another
  // name does, and from two letters on it stands anywhere inside. Nothing typed finds all.
  [[nodiscard]] std::vector<std::size_t> find(std::string_view typed);

 private:
  void add_latin_keys();

  struct Keys {
    std::vector<std::string> own, other;  // folded
  };
  std::vector<NamedChoice> choices_;
  std::vector<Keys> keys_;
  bool has_latin_keys_ = false;
};

}  // namespace anlaufstelle::language
