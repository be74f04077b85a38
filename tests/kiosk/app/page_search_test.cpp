// SPDX-License-Identifier: EUPL-1.2
// The shipped pages in the shipped translations, as somebody looks for them.
#include "kiosk/pages/page_search.h"

#include <doctest/doctest.h>

#include <algorithm>
#include <fstream>
#include <map>
#include <sstream>

#include "kiosk/app/languages_file.h"

using namespace anlaufstelle;

namespace {

constexpr UnixSeconds kToday{std::chrono::seconds{1'795'341'600}};  // 2026-11-22
constexpr std::size_t kFirst = 5;

pages::PageStore shipped() {
  auto known = app::load_languages(SOURCE_DIR "/locales/languages.toml", {});
  REQUIRE(known.ok());
  auto words = language::Catalogue::load(BINARY_DIR "/locales/mo", "content", known->languages);
  REQUIRE(words.ok());
  auto store = pages::PageStore::load(SOURCE_DIR "/locales/pages", std::move(*words));
  REQUIRE_MESSAGE(store.ok(), store.error().context);
  return std::move(*store);
}

struct Query {
  std::string tag, page, typed;
};
std::vector<Query> golden() {
  std::ifstream lines(SOURCE_DIR "/tests/data/search/golden.txt");
  std::vector<Query> queries;
  for (std::string line; std::getline(lines, line);) {
    if (line.empty() || line.front() == '#') continue;
    std::istringstream fields(line);
    Query query;
    std::getline(fields, query.tag, '\t');
    std::getline(fields, query.page, '\t');
    std::getline(fields, query.typed);
    queries.push_back(std::move(query));
  }
  return queries;
}

}  // namespace

TEST_CASE("what people type finds its page among the first five, nine times of ten") {
  const pages::PageStore store = shipped();
  std::map<std::string, pages::PageSearch> searches;
  const auto queries = golden();
  REQUIRE(queries.size() >= 100);
  std::size_t found = 0;
  for (const Query& query : queries) {
    auto search = searches.find(query.tag);
    if (search == searches.end()) {
      search =
          searches.emplace(query.tag, pages::PageSearch(store, "information", query.tag, kToday))
              .first;
    }
    const auto hits = search->second.find(query.typed);
    const auto end = hits.begin() + static_cast<std::ptrdiff_t>(std::min(hits.size(), kFirst));
    if (std::find(hits.begin(), end, query.page) != end) {
      ++found;
    } else {
      MESSAGE(query.tag, ": ", query.typed, " doesn't find ", query.page, ", but ",
              hits.empty() ? std::string("nothing") : hits[0]);
    }
  }
  MESSAGE(found, " of ", queries.size());
  CHECK(found * 10 >= queries.size() * 9);
}

TEST_CASE("every block of every page reads in the languages that have them all") {
  const pages::PageStore store = shipped();
  for (const std::string tag : {"en", "ar"}) {
    for (const std::string group : {"information", "notice", "glossary"}) {
      const auto titles = store.titles(group, tag);
      CHECK_FALSE(titles.empty());
      for (const pages::PageTitle& title : titles) {
        CAPTURE(tag);
        CAPTURE(title.id);
        CHECK(title.translated);
        const auto page = store.page(title.id, tag, kToday);
        REQUIRE(page.ok());
        for (const pages::Block& block : page->blocks) {
          CAPTURE(block.text);
          CHECK(block.translated);
        }
      }
    }
  }
}

TEST_CASE("what is written nowhere finds nothing, and strange input does no harm") {
  const pages::PageStore store = shipped();
  const pages::PageSearch search(store, "information", "ar", kToday);
  CHECK(search.find("xqzwvkj").empty());
  for (const char* typed : {"", " ", "§", "....", "\xd8", "\xff\xfe", "؟"}) {
    CHECK(search.find(typed).size() <= store.titles("information", "ar").size());
  }
  CHECK(search.find(std::string(100'000, 'a')).empty());
}
