// SPDX-License-Identifier: EUPL-1.2
#include "kiosk/pages/contacts.h"

#include <doctest/doctest.h>

#include "kiosk/pages/page_store.h"

using namespace anlaufstelle;
using namespace anlaufstelle::pages;

namespace {

constexpr UnixSeconds kToday{std::chrono::seconds{1'795'341'600}};  // 2026-11-22
using std::chrono::days;

Contacts contacts() {
  Contact club;
  club.name = "Verein";
  club.phone = "+49 351 000";
  club.checked_on = std::chrono::year(2026) / 11 / 20;
  Contacts all;
  all.by_id["verein"] = club;
  return all;
}

constexpr std::string_view kHead = "---\ntitle: Hilfe\ngroup: information\n---\n";

Result<PageStore> store(std::string_view text, Contacts known = contacts()) {
  TRY_ASSIGN(auto words, language::Catalogue::load(BINARY_DIR "/locales/mo", "content", {}));
  return PageStore::load({{"hilfe.md", std::string(kHead) + std::string(text)},
                          {std::string(kContactsFile), "is read by the app"}},
                         std::move(words), std::move(known));
}

Block only_block(const PageStore& pages, UnixSeconds now) {
  const auto page = pages.page("hilfe", "de", now);
  REQUIRE(page);
  REQUIRE(page->blocks.size() == 1);
  return page->blocks[0];
}

}  // namespace

TEST_CASE("a contact takes its paragraph's place from the day it was checked to its last") {
  const auto pages = store("Bitte am *Empfang* fragen. [[kontakt:verein]]\n");
  REQUIRE_MESSAGE(pages, pages.error().context);
  const Block shown = only_block(*pages, kToday);
  CHECK(shown.text == "Verein\n+49 351 000");
  REQUIRE(shown.spans.size() == 1);
  CHECK(shown.spans[0].strong);
  CHECK(shown.spans[0].end == 6);
  const UnixSeconds checked = std::chrono::sys_days(std::chrono::year(2026) / 11 / 20);
  const std::string words = "Bitte am Empfang fragen.";
  CHECK(only_block(*pages, checked - days(1)).text == words);
  CHECK(only_block(*pages, checked).text != words);
  CHECK(only_block(*pages, checked + days(90)).text != words);
  CHECK(only_block(*pages, checked + days(91)).text == words);
  CHECK(only_block(*pages, checked + days(91)).spans.at(0).emphasis);
  CHECK(pages->missing_contacts(kToday).empty());
  CHECK(pages->missing_contacts(checked + days(91)) == std::vector<std::string>{"verein"});
}

TEST_CASE("who isn't in the file is never shown, and staff hear of who ends soon") {
  const auto pages = store("Fragen Sie. [[kontakt:niemand]]\n");
  REQUIRE(pages);
  CHECK(only_block(*pages, kToday).text == "Fragen Sie.");
  CHECK(pages->missing_contacts(kToday) == std::vector<std::string>{"niemand"});
  CHECK(pages->ending(kToday, days(365)).empty());  // no page names the club
  const auto named = store("Fragen Sie. [[kontakt:verein]]\n");
  CHECK(named->ending(kToday, days(30)).empty());
  const auto ending = named->ending(kToday + days(70), days(30));
  REQUIRE(ending.size() == 1);
  CHECK(ending[0].title == "Kontakt: Verein");
  CHECK(ending[0].valid_until == "2027-02-18");
}

TEST_CASE("a paragraph says what stands there while the contact isn't known to be true") {
  CHECK(store("[[kontakt:verein]]\n").error().code == ErrorCode::kInvalidInput);
  CHECK(store("Hier [[kontakt:verein]] mitten drin.\n").ok());  // only its end counts
}
