// SPDX-License-Identifier: EUPL-1.2
#include "kiosk/pages/page_search.h"

#include <algorithm>
#include <bit>
#include <cctype>
#include <cmath>
#include <map>
#include <numeric>

#include "kiosk/language/language.h"
#include "kiosk/pages/words.h"

namespace anlaufstelle::pages {
namespace {

// What a word weighs by where it stands.
constexpr float kTitle = 6, kSearchWord = 6, kHeading = 2.5f, kBody = 1;
// How far a word is what was typed.
constexpr float kSame = 1, kBegins = 0.75f, kOneMistake = 0.6f, kTwoMistakes = 0.4f, kInside = 0.4f;
constexpr std::size_t kLeastInside = 4, kLeastOneMistake = 4, kLeastTwoMistakes = 7;
constexpr std::size_t kMostTyped = 200;

std::vector<std::string> words_of(std::string_view text) {
  const std::string folded = language::fold(text);
  std::vector<std::string> words(1);
  for (std::size_t i = 0; i < folded.size();) {
    const std::size_t gap = gap_between_words(std::string_view(folded).substr(i));
    if (gap == 0) {
      words.back() += folded[i++];
    } else {
      i += gap;
      if (!words.back().empty()) words.emplace_back();
    }
  }
  if (words.back().empty()) words.pop_back();
  return words;
}

std::uint64_t letters_of(std::string_view word) {
  std::uint64_t letters = 0;
  for (const char c : word) letters |= std::uint64_t{1} << (static_cast<unsigned char>(c) % 64);
  return letters;
}

// Insertions, deletions, changes and swaps of neighbours between two words, or `most` + 1. Of
// bytes: a letter of another script counts for one where only its last byte differs.
std::size_t mistakes(std::string_view a, std::string_view b, std::size_t most) {
  const std::size_t longer = std::max(a.size(), b.size()), shorter = std::min(a.size(), b.size());
  if (longer - shorter > most) return most + 1;
  std::vector<std::size_t> before(b.size() + 1), row(b.size() + 1), next(b.size() + 1);
  std::iota(row.begin(), row.end(), std::size_t{0});
  for (std::size_t i = 1; i <= a.size(); ++i) {
    next[0] = i;
    std::size_t least = i;
    for (std::size_t j = 1; j <= b.size(); ++j) {
      next[j] =
          std::min({row[j] + 1, next[j - 1] + 1, row[j - 1] + (a[i - 1] == b[j - 1] ? 0 : 1)});
      if (i > 1 && j > 1 && a[i - 1] == b[j - 2] && a[i - 2] == b[j - 1]) {
        next[j] = std::min(next[j], before[j - 2] + 1);
      }
      least = std::min(least, next[j]);
    }
    if (least > most) return most + 1;
    before.swap(row);
    row.swap(next);
  }
  return row[b.size()];
}

std::size_t letters_in(std::string_view word) {
  return static_cast<std::size_t>(
      std::count_if(word.begin(), word.end(), [](char c) { return (c & 0xC0) != 0x80; }));
}

}  // namespace

PageSearch::PageSearch(const PageStore& pages, std::string_view group, std::string_view tag,
                       UnixSeconds now) {
  for (const PageTitle& title : pages.titles(group, tag)) {
    const auto german = pages.page(title.id, "de", now), own = pages.page(title.id, tag, now);
    if (!german || !own || german->expired) continue;
    const auto page = static_cast<std::uint32_t>(ids_.size());
    ids_.push_back(title.id);
    add(page, german->search_words, kSearchWord);
    for (const Page* text : {&*own, &*german}) {
      if (text == &*german && language::is_german(tag)) continue;
      // Somebody who reads another language looks for its words first.
      const float share = text == &*own ? 1 : 0.7f;
      add(page, text->title, kTitle * share);
      for (const Block& block : text->blocks) {
        add(page, block.text, (block.kind == Block::Kind::kHeading ? kHeading : kBody) * share);
      }
    }
  }
  close();
}

PageSearch::PageSearch(const Glossary& own, const Glossary& german) {
  for (std::uint32_t i = 0; i < own.terms().size(); ++i) {
    ids_.push_back(std::to_string(i));
    for (const Glossary* texts : {&own, &german}) {
      if (i >= texts->terms().size()) continue;
      add(i, texts->terms()[i].title, kTitle);
      for (const Block& block : texts->terms()[i].blocks) add(i, block.text, kBody);
    }
  }
  close();
}

void PageSearch::add(std::uint32_t page, std::string_view text, float weight) {
  for (const std::string& word : words_of(text)) {
    add_word(page, std::string(without_article(word)), weight);
    auto latin = latin_.find(word);
    if (latin == latin_.end()) {
      latin = latin_.emplace(word, language::typed_in_latin(word)).first;
    }
    for (const std::string& typed : latin->second) add_word(page, typed, weight);
  }
}

void PageSearch::add_word(std::uint32_t page, const std::string& word, float weight) {
  words_.push_back({word, 0, {{page, weight}}});
}

// One entry for each word, and for each page it stands on the heaviest place and a little for more.
void PageSearch::close() {
  std::sort(words_.begin(), words_.end(), [](const Word& a, const Word& b) {
    if (a.text != b.text) return a.text < b.text;
    if (a.places[0].page != b.places[0].page) return a.places[0].page < b.places[0].page;
    return a.places[0].weight > b.places[0].weight;
  });
  std::vector<Word> joined;
  for (Word& word : words_) {
    if (joined.empty() || joined.back().text != word.text) {
      word.letters = letters_of(word.text);
      joined.push_back(std::move(word));
      continue;
    }
    std::vector<Place>& places = joined.back().places;
    if (places.back().page != word.places[0].page) {
      places.push_back(word.places[0]);
    } else {
      places.back().weight += 0.1f * word.places[0].weight;
    }
  }
  words_ = std::move(joined);
  latin_.clear();
}

// The best of what each word of a page has to do with `typed`.
void PageSearch::rate(std::string_view typed, std::vector<float>& scores) const {
  const std::uint64_t letters = letters_of(typed);
  const std::size_t length = letters_in(typed);
  const std::size_t most = length >= kLeastTwoMistakes ? 2 : length >= kLeastOneMistake ? 1 : 0;
  for (const Word& word : words_) {
    float how = 0;
    if (word.text.starts_with(typed)) {
      how = word.text.size() == typed.size() ? kSame : length >= 2 ? kBegins : 0;
    } else if (length >= kLeastInside && (letters & ~word.letters) == 0 &&
               word.text.find(typed) != std::string::npos) {
      how = kInside;
    }
    // A mistake changes at most two of the bytes that occur.
    if (how < kOneMistake && most > 0 &&
        std::popcount(letters ^ word.letters) <= static_cast<int>(2 * most)) {
      const std::size_t wrong = mistakes(typed, word.text, most);
      if (wrong == 1) how = kOneMistake;
      if (wrong == 2 && how < kTwoMistakes) how = kTwoMistakes;
    }
    if (how == 0) continue;
    const float rare =
        std::log(1 + static_cast<float>(ids_.size()) / static_cast<float>(word.places.size()));
    for (const Place& place : word.places) {
      scores[place.page] = std::max(scores[place.page], how * rare * place.weight);
    }
  }
}

std::vector<std::string> PageSearch::find(std::string_view typed) const {
  std::vector<std::string> words = words_of(typed.substr(0, kMostTyped));
  for (std::string& word : words) word = std::string(without_article(word));
  std::vector<float> all(ids_.size(), 0), one(ids_.size());
  std::vector<std::size_t> met(ids_.size(), 0);
  const auto take = [&](std::string_view word, float share, bool counts) {
    std::fill(one.begin(), one.end(), 0.0f);
    rate(word, one);
    for (std::size_t i = 0; i < one.size(); ++i) {
      if (one[i] <= 0) continue;
      all[i] += share * one[i];
      if (counts) ++met[i];
    }
  };
  for (const std::string& word : words) take(word, 1, true);
  // "bleibe recht" for "Bleiberecht".
  for (std::size_t i = 0; i + 1 < words.size(); ++i) take(words[i] + words[i + 1], 1.5f, false);
  std::vector<std::size_t> order;
  for (std::size_t i = 0; i < all.size(); ++i) {
    if (all[i] <= 0) continue;
    all[i] *= 1 + static_cast<float>(met[i]);  // what has more of the words comes first
    order.push_back(i);
  }
  std::stable_sort(order.begin(), order.end(),
                   [&](std::size_t a, std::size_t b) { return all[a] > all[b]; });
  std::vector<std::string> found;
  found.reserve(order.size());
  for (const std::size_t i : order) found.push_back(ids_[i]);
  return found;
}

}  // namespace anlaufstelle::pages
