// SPDX-License-Identifier: EUPL-1.2
#include "kiosk/app/pages_import.h"

#include <doctest/doctest.h>

#include <random>

#include "kiosk/app/page_bundle.h"
#include "storage/base/file.h"

using namespace anlaufstelle;

namespace {

// Our own words in the shape of the API's answers.
std::string sample(const std::string& name) {
  const auto bytes = read_file(SOURCE_DIR "/tests/data/region/" + name, 1u << 20);
  REQUIRE_MESSAGE(bytes, name);
  return std::string(as_text(*bytes));
}

std::vector<pages::RegionEntry> entries(const std::vector<std::string>& texts) {
  std::vector<pages::RegionEntry> all;
  for (const std::string& text : texts) {
    auto read = app::read_region_export(text);
    REQUIRE_MESSAGE(read, read.error().context);
    all.insert(all.end(), read->begin(), read->end());
  }
  return all;
}

bool has(const std::string& text, std::string_view part) {
  return text.find(part) != std::string::npos;
}

}  // namespace

TEST_CASE("an export becomes pages of our own: the tree by path, dates, languages, addresses") {
  const auto made =
      pages::pages_of_region(entries({sample("de_pages.json"), sample("ar_pages.json"),
                                      sample("de_locations.json"), sample("de_imprint.json")}));
  REQUIRE_MESSAGE(made, made.error().context);
  CHECK(made->german == 5);
  CHECK(made->translations == 1);
  CHECK(made->older == 1);
  CHECK(made->without_german == 1);
  const std::string& root = made->files.at("probe-ankommen.md");
  CHECK(has(root,
            "title: Ankommen\norder: 1000\ngroup: information\nsource: Integreat (probe)\n"
            "law_date: 2026-05-04\nedition: 2026-05-04T10:00:00+02:00\n"));
  // Children by their order, whatever the ids say.
  CHECK(has(root,
            "- [Erste Schritte](probe-ankommen-erste-schritte.md)\n"
            "- [Über den Bus](probe-ankommen-uber-den-bus.md)\n"));
  const std::string& child = made->files.at("probe-ankommen-erste-schritte.md");
  CHECK(has(child, "order: 1001\ngroup: information\nparent: probe-ankommen\n"));
  CHECK(has(child, "Zuerst **anmelden**. Mehr: [Ankommen](probe-ankommen.md)"));
  CHECK_FALSE(has(child, "alert"));
  CHECK(has(made->files.at("probe-ankommen.ar.md"),
            "title: الوصول\nedition: 2026-05-04T10:00:00+02:00"));
  CHECK(has(made->files.at("probe-ankommen.ar.md"), "- [الخطوات الأولى](probe-ankommen-erste"));
  // Older than its German: another edition, so it isn't shown.
  CHECK(has(made->files.at("probe-ankommen-erste-schritte.ar.md"), "edition: 2026-01-02T"));
  CHECK(has(made->files.at("probe-locations-treff.md"), "Musterweg 1, 01067 Dresden"));
  const auto shown =
      app::check_pages(made->files, UnixSeconds{std::chrono::seconds{1'795'341'600}});
  CHECK_MESSAGE(shown, shown.error().context);
}

TEST_CASE("garbage is refused, and the message says where it is") {
  const auto refused = [](const std::string& text, std::string_view where) {
    const auto read = app::read_region_export(text);
    return !read && read.error().code == ErrorCode::kInvalidInput &&
           read.error().context.starts_with(where);
  };
  CHECK(refused("", "at byte 0"));
  CHECK(refused("[{\"path\":", "at byte"));
  CHECK(refused("17", "at byte 0"));
  CHECK(refused("[1]", "entry 1: no object"));
  CHECK(refused("[{}]", "entry 1: no text \"path\""));
  CHECK(refused("{\"path\":1}", "entry 1: no text \"path\""));
  CHECK(refused("{\"error\":\"not found\"}", "entry 1"));
  CHECK(refused(std::string(1u << 20, '['), "at byte"));
  CHECK(refused("[\"\xff\"]", "at byte"));
  const auto entry = [](const std::string& path, const std::string& title, const std::string& day) {
    pages::RegionEntry made;
    made.path = path;
    made.title = title;
    made.last_updated = day;
    return made;
  };
  const auto fails = [](const std::vector<pages::RegionEntry>& all) {
    return !pages::pages_of_region(all).ok();
  };
  CHECK(fails({entry("ohne", "T", "2026-01-01")}));
  CHECK(fails({entry("/nur/", "T", "2026-01-01")}));
  CHECK(fails({entry("/r/../x/", "T", "2026-01-01")}));
  CHECK(fails({entry("/r/de/x/", " \n", "2026-01-01")}));
  CHECK(fails({entry("/r/de/x/", "T", "gestern")}));
  CHECK(fails({entry("/r/de/x/", "T", "2026-01-01"), entry("/r/de/x/", "T", "2026-01-01")}));
}

TEST_CASE("hostile titles and paths stay in their line and in their folder") {
  pages::RegionEntry evil;
  evil.path = "/r/de/../../etc/passwd/";
  evil.title = "A\n---\ngroup: notice\n[x](y)";
  evil.html = "<p>---</p><p>[[kontakt:verein]]</p>";
  evil.last_updated = "2026-01-01T00:00\ntitle: B";
  evil.parent_path = evil.path;  // its own parent
  pages::RegionEntry twin = evil;
  twin.path = "/r/de/etc-passwd/";
  twin.parent_path = "/r/de/../../etc/passwd/";
  const auto made = pages::pages_of_region({evil, twin});
  REQUIRE_MESSAGE(made, made.error().context);
  CHECK(made->files.size() == 2);
  CHECK(made->files.count("r-etc-passwd.md") == 1);
  CHECK(made->files.count("r-etc-passwd-2.md") == 1);
  const auto shown =
      app::check_pages(made->files, UnixSeconds{std::chrono::seconds{1'795'341'600}});
  CHECK_MESSAGE(shown, shown.error().context);
}

TEST_CASE("parents of each other are shown all the same") {
  pages::RegionEntry a, b;
  a.path = "/r/de/a/";
  b.path = "/r/de/b/";
  a.title = b.title = "T";
  a.last_updated = b.last_updated = "2026-01-01";
  a.parent_path = b.path;
  b.parent_path = a.path;
  const auto made = pages::pages_of_region({a, b});
  REQUIRE(made);
  CHECK(made->files.size() == 2);
}

TEST_CASE("cut and mangled exports are refused or become pages that the kiosk can show") {
  const std::string whole = sample("de_pages.json");
  std::mt19937 random(11);
  std::size_t made_of = 0;
  for (std::size_t i = 0; i < whole.size() + 600; ++i) {
    std::string text = whole.substr(0, std::min(i, whole.size()));
    for (int change = 0; i > whole.size() && change < 3; ++change)
      text[random() % text.size()] = static_cast<char>(32 + random() % 95);
    const auto read = app::read_region_export(text);
    if (!read) continue;
    const auto made = pages::pages_of_region(*read);
    if (!made) continue;
    ++made_of;
    if (made_of % 8 != 0) continue;  // the shipped pages are parsed with them each time
    const auto shown =
        app::check_pages(made->files, UnixSeconds{std::chrono::seconds{1'795'341'600}});
    CHECK_MESSAGE(shown, shown.error().context);
  }
  CHECK(made_of > 60);
}
