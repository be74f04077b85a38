// SPDX-License-Identifier: EUPL-1.2
#pragma once

#include <cstdint>
#include <map>
#include <string>
#include <string_view>
#include <vector>

#include "kiosk/pages/glossary.h"
#include "kiosk/pages/page_store.h"

namespace anlaufstelle::pages {

// Finds pages by what somebody types: words of the page in its language and in German, its search
// words (front matter), in other scripts also as they are typed in Latin letters, in part, joined
// or apart, and with a spelling mistake or two. Made once for each language; then immutable, any
// thread.
class PageSearch {
 public:
  // Of the pages of a group that are valid today.
  PageSearch(const PageStore& pages, std::string_view group, std::string_view tag, UnixSeconds now);

  // Of the terms of a glossary, in the reader's language and in German; their ids are their
  // numbers.
  PageSearch(const Glossary& own, const Glossary& german);

  // Ids of pages, best first. Nothing where nothing of the sort is written anywhere.
  [[nodiscard]] std::vector<std::string> find(std::string_view typed) const;

 private:
  struct Place {
    std::uint32_t page = 0;
    float weight = 0;
  };
  struct Word {
    std::string text;         // folded
    std::uint64_t letters{};  // which bytes occur, to pass over most words quickly
    std::vector<Place> places;
  };
  void add(std::uint32_t page, std::string_view text, float weight);
  void add_word(std::uint32_t page, const std::string& word, float weight);
  void close();
  void rate(std::string_view typed, std::vector<float>& scores) const;

  std::vector<std::string> ids_;
  std::vector<Word> words_;                                // by text
  std::map<std::string, std::vector<std::string>> latin_;  // while it is being made
};

}  // namespace anlaufstelle::pages
