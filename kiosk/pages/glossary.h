// SPDX-License-Identifier: EUPL-1.2
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "kiosk/pages/page_store.h"

namespace anlaufstelle::pages {

// A word of the law, as the pages of group "glossary" explain it.
struct Term {
  std::string title;          // heading, in the reader's language or in German
  bool translated = true;     // as for a block
  std::vector<Block> blocks;  // what stands below it
};

// Where a term stands in a text: bytes [begin, end).
struct TermPlace {
  std::size_t begin = 0, end = 0;
  std::size_t term = 0;  // into Glossary::terms()
};

// The terms of one language: each heading of a glossary page names one, further names in brackets,
// parted by commas ("Grenzübertrittsbescheinigung (GÜB)"). Made once for each language and day;
// then immutable, any thread.
class Glossary {
 public:
  Glossary() = default;  // without terms
  Glossary(const PageStore& pages, std::string_view tag, UnixSeconds now);

  [[nodiscard]] const std::vector<Term>& terms() const { return terms_; }

  // The terms of a text in their order, none within another: whole words, the longest first. By
  // their German names, also with German endings and amid another script, and by what a heading of
  // the reader's language says.
  [[nodiscard]] std::vector<TermPlace> find(std::string_view text) const;

  // For each block of a page, the terms to be marked: each once below each heading, none in
  // headings and none inside links. Of a glossary page: not the one that it explains there.
  [[nodiscard]] std::vector<std::vector<TermPlace>> marks(const Page& page) const;

 private:
  struct Word {
    std::string folded, stem;
    bool capital = false;
    std::size_t begin = 0, end = 0;
  };
  struct Name {
    std::vector<Word> words;
    bool german = true;
    std::size_t term = 0;
  };
  static std::vector<Word> words_of(std::string_view text);
  static bool is(const Word& word, const Word& name, bool german);
  void add_names(std::string_view heading, bool german);

  std::vector<Term> terms_;
  std::vector<Name> names_;  // those of most words first
};

}  // namespace anlaufstelle::pages
