// SPDX-License-Identifier: EUPL-1.2
#include "kiosk/pages/glossary.h"

#include <doctest/doctest.h>

using namespace anlaufstelle;
using namespace anlaufstelle::pages;

namespace {

constexpr UnixSeconds kToday{std::chrono::seconds{1'795'341'600}};  // 2026-11-22

PageStore store() {
  auto words = language::Catalogue::load(BINARY_DIR "/locales/mo", "content", {});
  REQUIRE(words);
  const PageFiles files{
      {"woerter.md",
       "---\ntitle: Wörter\ngroup: glossary\nedition: 1\nvalid_until: 2027-02-28\n---\n"
       "## Duldung\n\nEin **Papier**.\n\n"
       "## Frist\n\nEin Tag.\n\n"
       "## Grenzübertrittsbescheinigung (GÜB, Schein)\n\nKeine Duldung.\n\n"
       "## Klage\n\nZum Gericht.\n\n"
       "## sichere Herkunftsstaaten (sicherer Herkunftsstaat)\n\nLänder.\n\n"
       "## Staat\n\nLand.\n\n"
       "## ungeklärte Identität\n\nOhne Pass.\n"},
      {"woerter.ar.md",
       "---\ntitle: كلمات\nedition: 1\n---\n"
       "## «Duldung»\n\nوثيقة.\n\n"
       "## المهلة (Frist)\n\nيوم.\n\n## GÜB\n\nx\n\n## Klage\n\nx\n\n"
       "## x\n\nx\n\n## y\n\nx\n\n## اختبار «Leben in Deutschland»\n\nx\n"},
      {"seite.md",
       "---\ntitle: Seite\ngroup: information\n---\n"
       "## Duldung\n\nEine Duldung und noch eine Duldung.\n\n"
       "Die Duldung hat eine Frist. [Eine Frist](seite.md)\n\n"
       "## Noch einmal\n\nEine Duldung.\n"}};
  auto made = PageStore::load(files, std::move(*words));
  REQUIRE_MESSAGE(made, made.error().context);
  return std::move(*made);
}

// The words that are found, with the number of their term.
std::string found(const Glossary& glossary, std::string_view text) {
  std::string all;
  for (const TermPlace& place : glossary.find(text)) {
    if (!all.empty()) all += "; ";
    all += std::string(text.substr(place.begin, place.end - place.begin)) + "=" +
           std::to_string(place.term);
  }
  return all;
}

}  // namespace

TEST_CASE("terms are whole words, with German endings, and the longest of them") {
  const PageStore pages = store();
  const Glossary glossary(pages, "de", kToday);
  REQUIRE(glossary.terms().size() == 7);
  CHECK(glossary.terms()[2].title == "Grenzübertrittsbescheinigung (GÜB, Schein)");
  CHECK(glossary.terms()[0].blocks.at(0).text == "Ein Papier.");
  CHECK(found(glossary, "Eine Duldung, zwei Duldungen.") == "Duldung=0; Duldungen=0");
  CHECK(found(glossary, "Ausbildungsduldung, Duldungsgrund, geduldet") == "");
  CHECK(found(glossary, "Fristen und eine GÜB") == "Fristen=1; GÜB=2");
  CHECK(found(glossary, "mit ungeklärter Identität.") == "ungeklärter Identität=6");
  CHECK(found(glossary, "aus sicheren Herkunftsstaaten; ein sicherer Herkunftsstaat") ==
        "sicheren Herkunftsstaaten=4; sicherer Herkunftsstaat=4");
  CHECK(found(glossary, "ungeklärt. Identität") == "");
  CHECK(found(glossary, "Klagen Sie? Sie klagen. Ihre Klage") == "Klagen=3; Klage=3");
  CHECK(found(glossary, "in jedem Staat und staatlich") == "Staat=5");
  CHECK(found(glossary, "") == "");
}

TEST_CASE("another language finds its own words and the German ones amid its script") {
  const PageStore pages = store();
  const Glossary glossary(pages, "ar", kToday);
  REQUIRE(glossary.terms().size() == 7);
  CHECK(glossary.terms()[0].title == "«Duldung»");
  CHECK(glossary.terms()[0].blocks.at(0).text == "وثيقة.");
  CHECK(found(glossary, "مع «Duldung» حتى المهلة") == "Duldung=0; المهلة=1");
  CHECK(found(glossary, "هذه مهلة") == "مهلة=1");
  // Not every test is that one.
  CHECK(found(glossary, "اختبار آخر") == "");
  CHECK(found(glossary, "مع «Leben in Deutschland»") == "Leben in Deutschland=6");
}

TEST_CASE("a page marks each term once below each heading, and none in headings and links") {
  const PageStore pages = store();
  const Glossary glossary(pages, "de", kToday);
  const auto page = pages.page("seite", "de", kToday);
  REQUIRE(page);
  const auto marks = glossary.marks(*page);
  REQUIRE(marks.size() == 5);
  CHECK(marks[0].empty());
  REQUIRE(marks[1].size() == 1);
  CHECK(marks[1][0].begin == 5);
  REQUIRE(marks[2].size() == 1);  // "Frist" before the link, not in it
  CHECK(marks[2][0].term == 1);
  CHECK(marks[2][0].begin < page->blocks[2].spans.at(0).begin);
  CHECK(marks[4].size() == 1);
}

TEST_CASE("a glossary page doesn't mark the term that it explains there") {
  const PageStore pages = store();
  const Glossary glossary(pages, "de", kToday);
  const auto page = pages.page("woerter", "de", kToday);
  REQUIRE(page);
  const auto marks = glossary.marks(*page);
  REQUIRE(marks.size() == 14);
  CHECK(marks[5].size() == 1);  // "Keine Duldung." below the third
  CHECK(marks[1].empty());
}

TEST_CASE("a glossary past its last day explains nothing") {
  const PageStore pages = store();
  const Glossary glossary(pages, "de", kToday + std::chrono::days(365));
  CHECK(glossary.terms().empty());
  CHECK(glossary.find("Duldung").empty());
}
