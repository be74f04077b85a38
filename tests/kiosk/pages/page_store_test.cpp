// SPDX-License-Identifier: EUPL-1.2
#include "kiosk/pages/page_store.h"

#include <doctest/doctest.h>

#include <fstream>

#include "storage/base/byte_reader.h"
#include "tests/support/temp_dir.h"

using namespace anlaufstelle;
using namespace anlaufstelle::pages;

namespace {

constexpr UnixSeconds kToday{std::chrono::seconds{1'795'341'600}};  // 2026-11-22

void write(const std::filesystem::path& file, std::string_view text) {
  std::filesystem::create_directories(file.parent_path());
  std::ofstream(file, std::ios::binary) << text;
}

// A GNU .mo file (gettext manual, "The Format of GNU MO Files"); keys must come sorted.
void write_mo(const std::filesystem::path& file,
              const std::vector<std::pair<std::string, std::string>>& words) {
  const auto count = static_cast<std::uint32_t>(words.size());
  ByteWriter head, text;
  for (const std::uint32_t v : {0x950412deU, 0U, count, 28U, 28U + 8U * count, 0U, 0U}) head.u32(v);
  const std::uint32_t start = 28U + 16U * count;
  for (const bool translated : {false, true}) {
    for (const auto& [from, to] : words) {
      const std::string& s = translated ? to : from;
      head.u32(static_cast<std::uint32_t>(s.size()));
      head.u32(start + static_cast<std::uint32_t>(text.bytes().size()));
      text.raw(as_bytes(s));
      text.u8(0);
    }
  }
  write(file, std::string(as_text(head.bytes())) + std::string(as_text(text.bytes())));
}

const std::vector<language::Language> kLanguages = [] {
  language::Language de, ru;
  de.tag = "de";
  ru.tag = "ru";
  ru.fallback = {"de"};
  return std::vector{de, ru};
}();

Result<PageStore> load(const std::filesystem::path& folder,
                       const std::vector<std::pair<std::string, std::string>>& russian = {}) {
  std::vector<std::pair<std::string, std::string>> words = {
      {"", "Content-Type: text/plain; charset=UTF-8\n"}};
  words.insert(words.end(), russian.begin(), russian.end());
  write_mo(folder / "mo/ru/LC_MESSAGES/pages.mo", words);
  TRY_ASSIGN(auto catalogue, language::Catalogue::load(folder / "mo", "pages", kLanguages));
  return PageStore::load(folder / "pages", std::move(catalogue));
}

constexpr std::string_view kDuldung =
    "---\ntitle: Duldung\ngroup: information\norder: 2\nsource: Gesetz\nlaw_date: 2026-08-19\n"
    "reviewed_by: niemand\nvalid_until: 2027-02-28\n---\n"
    "# Was ist das?\n\nEine Duldung ist **keine** Erlaubnis.\n\n- Siehe [Hilfe](hilfe)\n";
constexpr std::string_view kHilfe =
    "---\ntitle: Hilfe\ngroup: information\norder: 1\n---\nKommen Sie zu uns.\n";

}  // namespace

TEST_CASE("pages come in their order and carry what their head says") {
  TempDir dir;
  write(dir.path() / "pages/duldung.md", kDuldung);
  write(dir.path() / "pages/hilfe.md", kHilfe);
  const auto store = load(dir.path());
  REQUIRE(store);
  const auto titles = store->titles("information", "de");
  REQUIRE(titles.size() == 2);
  CHECK(titles[0].id == "hilfe");
  CHECK(titles[1].title == "Duldung");
  CHECK(store->titles("notice", "de").empty());
  const auto page = store->page("duldung", "de", kToday);
  REQUIRE(page);
  CHECK(page->source == "Gesetz");
  CHECK(page->law_date == "2026-08-19");
  CHECK_FALSE(page->expired);
  REQUIRE(page->blocks.size() == 3);
  CHECK(page->blocks[1].text == "Eine Duldung ist keine Erlaubnis.");
  CHECK(page->blocks[2].spans.at(0).link == "hilfe");
  CHECK(store->page("nirgends", "de", kToday).error().code == ErrorCode::kNotFound);
}

TEST_CASE("a block whose German has changed reads in German and says that it does") {
  TempDir dir;
  write(dir.path() / "pages/duldung.md", kDuldung);
  write(dir.path() / "pages/hilfe.md", kHilfe);
  const auto store = load(dir.path(), {{"Duldung", "Дульдунг"},
                                       {"Eine Duldung war **keine** Erlaubnis.", "старое"},
                                       {"Was ist das?", "Что *это*?"}});
  REQUIRE(store);
  const auto page = store->page("duldung", "ru", kToday);
  REQUIRE(page);
  CHECK(page->title == "Дульдунг");
  CHECK(page->title_translated);
  CHECK(page->blocks[0].text == "Что это?");
  CHECK(page->blocks[0].translated);
  CHECK(page->blocks[0].spans.at(0).emphasis);
  CHECK(page->blocks[1].text == "Eine Duldung ist keine Erlaubnis.");
  CHECK_FALSE(page->blocks[1].translated);
}

TEST_CASE("a title without a translation is German and says so") {
  TempDir dir;
  write(dir.path() / "pages/duldung.md", kDuldung);
  write(dir.path() / "pages/hilfe.md", kHilfe);
  const auto store = load(dir.path(), {{"Duldung", "Дульдунг"}});
  REQUIRE(store);
  const auto titles = store->titles("information", "ru");
  REQUIRE(titles.size() == 2);
  CHECK_FALSE(titles[0].translated);
  CHECK(titles[1].translated);
  CHECK_FALSE(store->page("hilfe", "ru", kToday)->title_translated);
  CHECK(store->page("hilfe", "de", kToday)->title_translated);
}

TEST_CASE("a translation with a link to nowhere gives way to the German block") {
  TempDir dir;
  write(dir.path() / "pages/hilfe.md", kHilfe);
  const auto store = load(dir.path(), {{"Kommen Sie zu uns.", "[x](nirgends)"}});
  REQUIRE(store);
  const auto page = store->page("hilfe", "ru", kToday);
  CHECK(page->blocks[0].text == "Kommen Sie zu uns.");
  CHECK_FALSE(page->blocks[0].translated);
}

TEST_CASE("a page past its last day shows none of its old text") {
  TempDir dir;
  write(dir.path() / "pages/duldung.md", kDuldung);
  write(dir.path() / "pages/hilfe.md", kHilfe);
  const auto store = load(dir.path());
  REQUIRE(store);
  const UnixSeconds last_day = std::chrono::sys_days{std::chrono::year{2027} / 2 / 28};
  CHECK_FALSE(store->page("duldung", "de", last_day)->expired);
  const auto late = store->page("duldung", "de", last_day + std::chrono::days(1));
  CHECK(late->expired);
  CHECK(late->blocks.empty());
  CHECK(late->title == "Duldung");
}

TEST_CASE("a whole page in another language is shown while it is of the German page's edition") {
  TempDir dir;
  const auto german = [](const char* edition) {
    return std::string("---\ntitle: Hilfe\ngroup: information\nedition: ") + edition +
           "\n---\nKommen Sie zu uns.\n";
  };
  write(dir.path() / "pages/hilfe.md", german("2026-11-01"));
  write(dir.path() / "pages/hilfe.ru.md",
        "---\ntitle: Помощь\nedition: 2026-11-01\n---\nПриходите.\n\nК нам.\n");
  {
    const auto store = load(dir.path());
    REQUIRE(store);
    const auto page = store->page("hilfe", "ru", kToday);
    CHECK(page->title == "Помощь");
    CHECK(page->title_translated);
    REQUIRE(page->blocks.size() == 2);
    CHECK(page->blocks[1].text == "К нам.");
    CHECK(store->titles("information", "ru").at(0).title == "Помощь");
    CHECK(store->page("hilfe", "de", kToday)->title == "Hilfe");
  }
  write(dir.path() / "pages/hilfe.md", german("2026-12-01"));
  const auto store = load(dir.path());
  const auto page = store->page("hilfe", "ru", kToday);
  CHECK(page->title == "Hilfe");
  CHECK_FALSE(page->title_translated);
  CHECK_FALSE(page->blocks.at(0).translated);
}

TEST_CASE("a translation without its German page, or with a link to nowhere, is a mistake") {
  TempDir dir;
  write(dir.path() / "pages/hilfe.ru.md", "---\ntitle: Помощь\n---\nПриходите.\n");
  CHECK(load(dir.path()).error().code == ErrorCode::kInvalidInput);
  write(dir.path() / "pages/hilfe.md", kHilfe);
  CHECK(load(dir.path()).ok());
  write(dir.path() / "pages/hilfe.ru.md", "---\ntitle: Помощь\n---\n[x](nirgends)\n");
  CHECK(load(dir.path()).error().code == ErrorCode::kInvalidInput);
}

TEST_CASE("pages that end soon are told thirty days before, the soonest first") {
  TempDir dir;
  write(dir.path() / "pages/duldung.md", kDuldung);  // 2027-02-28
  write(dir.path() / "pages/hilfe.md", kHilfe);      // for ever
  write(dir.path() / "pages/kurs.md",
        "---\ntitle: Kurs\ngroup: information\nvalid_until: 2027-02-01\n---\nText.\n");
  const auto store = load(dir.path());
  REQUIRE(store);
  constexpr std::chrono::days kNotice{30};
  const UnixSeconds first = std::chrono::sys_days{std::chrono::year{2027} / 1 / 2};
  CHECK(store->ending(first, kNotice).empty());
  const auto one = store->ending(first + std::chrono::days(1), kNotice);
  REQUIRE(one.size() == 1);
  CHECK(one[0].id == "kurs");
  CHECK(one[0].valid_until == "2027-02-01");
  const auto both = store->ending(first + std::chrono::days(90), kNotice);
  REQUIRE(both.size() == 2);
  CHECK(both[1].title == "Duldung");
}

TEST_CASE("a mistake in a page names its file and line") {
  const auto trouble = [](std::string_view text) {
    TempDir dir;
    write(dir.path() / "pages/seite.md", text);
    const auto store = load(dir.path());
    REQUIRE_FALSE(store);
    CHECK(store.error().code == ErrorCode::kInvalidInput);
    return store.error().context;
  };
  CHECK(trouble("# Ohne Kopf\n").find("line 1") != std::string::npos);
  CHECK(trouble("---\ntitle: A\ngroup: falsch\n---\n").find("line 3") != std::string::npos);
  CHECK(trouble("---\ntitle: A\ngroup: notice\nvalid_until: 2027-02-30\n---\n").find("line 4") !=
        std::string::npos);
  CHECK(trouble("---\ntitle: A\nautor: B\n---\n").find("autor") != std::string::npos);
  const auto link = trouble("---\ntitle: A\ngroup: notice\n---\n\n[x](https://example.org)\n");
  CHECK(link.find("seite.md") != std::string::npos);
  CHECK(link.find("line 6") != std::string::npos);
  CHECK(trouble("---\ntitle: A\ngroup: notice\n---\n[x](weg)\n").find("weg") != std::string::npos);
}

TEST_CASE("the kiosk's own pages load, and both layers of the privacy notice are among them") {
  TempDir dir;
  auto catalogue = language::Catalogue::load(dir.path(), "pages", kLanguages);
  REQUIRE(catalogue);
  const auto store = PageStore::load(SOURCE_DIR "/locales/pages", std::move(*catalogue));
  if (!store) FAIL(store.error().context);
  CHECK(store->titles("information", "de").size() >= 3);
  for (const char* id : {"datenschutz-kurz", "datenschutz"}) {
    const auto page = store->page(id, "de", kToday);
    REQUIRE(page);
    CHECK(page->group == "notice");
    CHECK_FALSE(page->blocks.empty());
  }
}
