// SPDX-License-Identifier: EUPL-1.2
#include "kiosk/pages/glossary.h"

#include <algorithm>
#include <array>
#include <cctype>
#include <set>

#include "kiosk/language/language.h"
#include "kiosk/pages/words.h"

namespace anlaufstelle::pages {
namespace {

constexpr std::string_view kGroup = "glossary";
constexpr std::size_t kLeastStem = 4;  // of what an ending is taken from

// Of nouns and adjectives; the longest first.
constexpr std::array<std::string_view, 10> kEndings{"ern", "en", "er", "em", "es",
                                                    "e",   "n",  "r",  "s",  "m"};

std::string stem_of(const std::string& word) {
  for (const std::string_view ending : kEndings) {
    if (word.size() >= kLeastStem + ending.size() && word.ends_with(ending)) {
      return word.substr(0, word.size() - ending.size());
    }
  }
  return word;
}

bool has_german_ending(std::string_view word, std::string_view name) {
  return name.size() >= kLeastStem && word.starts_with(name) &&
         std::find(kEndings.begin(), kEndings.end(), word.substr(name.size())) != kEndings.end();
}

// "§", a comma or a full stop end a term; spaces, hyphens and quotation marks don't.
bool joins(std::string_view between) {
  static constexpr std::array<std::string_view, 7> kJoining{" ",      "-",      "\u00a0", "\u201e",
                                                            "\u201c", "\u201d", "\u00ad"};
  while (!between.empty()) {
    const auto mark = std::find_if(kJoining.begin(), kJoining.end(),
                                   [&](std::string_view one) { return between.starts_with(one); });
    if (mark == kJoining.end()) return false;
    between.remove_prefix(mark->size());
  }
  return true;
}

bool inside_link(const Block& block, const TermPlace& place) {
  return std::any_of(block.spans.begin(), block.spans.end(), [&](const Inline& span) {
    return !span.link.empty() && span.begin < place.end && place.begin < span.end;
  });
}

}  // namespace

Glossary::Glossary(const PageStore& pages, std::string_view tag, UnixSeconds now) {
  for (const PageTitle& title : pages.titles(kGroup, "de")) {
    const auto german = pages.page(title.id, "de", now), own = pages.page(title.id, tag, now);
    // A whole page in another language may have other headings: only German ones then.
    if (!german || !own) continue;
    const bool same = german->blocks.size() == own->blocks.size();
    const Page& shown = same ? *own : *german;
    for (std::size_t i = 0; i < shown.blocks.size(); ++i) {
      const Block& block = shown.blocks[i];
      if (block.kind == Block::Kind::kHeading) {
        terms_.push_back({block.text, same && block.translated, {}});
        add_names(german->blocks[i].text, true);
        if (same && block.translated && block.text != german->blocks[i].text)
          add_names(block.text, false);
      } else if (!terms_.empty()) {
        terms_.back().blocks.push_back(block);
        terms_.back().blocks.back().translated = same && block.translated;
      }
    }
  }
  const auto length = [](const Name& name) {
    return name.words.back().end - name.words.front().begin;
  };
  std::stable_sort(names_.begin(), names_.end(), [&](const Name& a, const Name& b) {
    return a.words.size() != b.words.size() ? a.words.size() > b.words.size()
                                            : length(a) > length(b);
  });
}

// Names stand between brackets and commas (that of Arabic letters too). A German word in «…» amid
// another script is a name by itself; what stands around it alone is not: «اختبار» would be marked
// wherever some test is meant.
void Glossary::add_names(std::string_view heading, bool german) {
  static constexpr std::array<std::string_view, 4> kBetween{"(", ")", ",", "\u060c"};
  static constexpr std::string_view kOpen = "\u00ab", kClose = "\u00bb";
  const auto add = [&](std::string_view name) {
    std::vector<Word> words = words_of(name);
    if (!words.empty()) names_.push_back({std::move(words), german, terms_.size() - 1});
  };
  const auto add_part = [&](std::string_view part) {
    add(part);
    const std::size_t open = part.find(kOpen), close = part.find(kClose);
    if (open == std::string_view::npos || close == std::string_view::npos || close < open) return;
    add(part.substr(open + kOpen.size(), close - open - kOpen.size()));
  };
  std::size_t begin = 0;
  for (std::size_t i = 0; i < heading.size();) {
    const auto mark = std::find_if(kBetween.begin(), kBetween.end(), [&](std::string_view one) {
      return heading.substr(i).starts_with(one);
    });
    if (mark == kBetween.end()) {
      ++i;
      continue;
    }
    add_part(heading.substr(begin, i - begin));
    i += mark->size();
    begin = i;
  }
  add_part(heading.substr(begin));
}

std::vector<Glossary::Word> Glossary::words_of(std::string_view text) {
  std::vector<Word> words;
  for (std::size_t i = 0; i < text.size();) {
    if (const std::size_t gap = gap_between_words(text.substr(i)); gap > 0) {
      i += gap;
      continue;
    }
    const std::size_t begin = i;
    while (i < text.size() && gap_between_words(text.substr(i)) == 0) ++i;
    Word word;
    word.begin = begin;
    word.end = i;
    word.folded = language::fold(text.substr(begin, i - begin));
    word.folded = std::string(without_article(word.folded));
    word.stem = stem_of(word.folded);
    const auto first = static_cast<unsigned char>(text[begin]);
    // Capital umlauts are U+00C4, U+00D6 and U+00DC.
    word.capital = std::isupper(first) != 0 || (first == 0xc3 && begin + 1 < text.size() &&
                                                static_cast<unsigned char>(text[begin + 1]) < 0xa0);
    words.push_back(std::move(word));
  }
  return words;
}

// A noun begins with a capital and is no verb ("Klagen", "klagen"); what the law writes small may
// stand at the beginning of a sentence.
bool Glossary::is(const Word& word, const Word& name, bool german) {
  if (word.folded == name.folded) return !german || word.capital || !name.capital;
  if (!german || (name.capital && !word.capital)) return false;
  return (word.stem == name.stem && name.stem.size() >= kLeastStem) ||
         has_german_ending(word.folded, name.folded);
}

std::vector<TermPlace> Glossary::find(std::string_view text) const {
  const std::vector<Word> words = words_of(text);
  std::vector<TermPlace> found;
  const auto stands_at = [&](std::size_t at, const Name& name) {
    if (at + name.words.size() > words.size()) return false;
    for (std::size_t i = 0; i < name.words.size(); ++i) {
      if (!is(words[at + i], name.words[i], name.german)) return false;
      if (i == 0) continue;
      const std::size_t gap = words[at + i - 1].end;
      if (!joins(text.substr(gap, words[at + i].begin - gap))) return false;
    }
    return true;
  };
  for (std::size_t at = 0; at < words.size();) {
    const auto name = std::find_if(names_.begin(), names_.end(),
                                   [&](const Name& one) { return stands_at(at, one); });
    if (name == names_.end()) {
      ++at;
      continue;
    }
    const std::size_t last = at + name->words.size() - 1;
    found.push_back({words[at].begin, words[last].end, name->term});
    at = last + 1;
  }
  return found;
}

std::vector<std::vector<TermPlace>> Glossary::marks(const Page& page) const {
  std::vector<std::vector<TermPlace>> all(page.blocks.size());
  std::set<std::size_t> seen;
  for (std::size_t i = 0; i < page.blocks.size(); ++i) {
    const Block& block = page.blocks[i];
    const bool heading = block.kind == Block::Kind::kHeading;
    if (heading) seen.clear();
    if (heading && page.group != kGroup) continue;
    for (const TermPlace& place : find(block.text)) {
      if (inside_link(block, place) || !seen.insert(place.term).second || heading) continue;
      all[i].push_back(place);
    }
  }
  return all;
}

}  // namespace anlaufstelle::pages
