// SPDX-License-Identifier: EUPL-1.2
#include "kiosk/pages/page_files.h"

#include <doctest/doctest.h>

#include <fstream>

#include "tests/support/temp_dir.h"

namespace anlaufstelle::pages {
namespace {

const PageFiles kTwo = {{"hilfe.ar.md", "---\ntitle: مساعدة\n---\n"},
                        {"hilfe.md", "---\ntitle: Hilfe\ngroup: information\n---\n"}};

ErrorCode error_of(Bytes bundle) {
  const auto read = read_bundle(bundle);
  REQUIRE_FALSE(read.ok());
  return read.error().code;
}

}  // namespace

TEST_CASE("a bundle reads as it was written") {
  CHECK(read_bundle(write_bundle(kTwo)).value() == kTwo);
  CHECK(read_bundle(write_bundle({})).value().empty());
}

TEST_CASE("a bundle that is cut off, or longer, or of another kind, is refused") {
  const Bytes sound = write_bundle(kTwo);
  for (std::size_t size = 0; size < sound.size(); ++size) {
    CAPTURE(size);
    if (size == 19 || size == 20) continue;  // a title without its version may be a newer one's
    CHECK(error_of(Bytes(sound.begin(), sound.begin() + static_cast<std::ptrdiff_t>(size))) ==
          ErrorCode::kCorrupt);
  }
  Bytes longer = sound;
  longer.push_back(0);
  CHECK(error_of(longer) == ErrorCode::kCorrupt);
  Bytes newer = sound;
  newer[sizeof("anlaufstelle-pages/") - 1] = '2';
  CHECK(error_of(newer) == ErrorCode::kTooNew);
}

TEST_CASE("a name that leads elsewhere is in no bundle") {
  for (const char* name : {"../hilfe.md", "/hilfe.md", ".md", ".hilfe.md", "a.b.c.md", "hilfe.txt",
                           "hilfe..md", "hil fe.md"}) {
    CAPTURE(name);
    CHECK(error_of(write_bundle({{name, "text"}})) == ErrorCode::kCorrupt);
  }
}

TEST_CASE("a page takes the place of the one of its id, with all its languages") {
  PageFiles files = kTwo;
  files.emplace("duldung.md", "old");
  replace(files, {{"hilfe.md", "new"}, {"neu.md", "newer"}});
  CHECK(files == PageFiles{{"duldung.md", "old"}, {"hilfe.md", "new"}, {"neu.md", "newer"}});
}

TEST_CASE("a folder gives its pages, and a name that can't be one is told") {
  TempDir dir;
  for (const auto& [name, text] : kTwo) std::ofstream(dir.path() / name) << text;
  std::ofstream(dir.path() / "README.md") << "about";
  std::ofstream(dir.path() / "notes.txt") << "else";
  CHECK(read_page_folder(dir.path()).value() == kTwo);
  std::ofstream(dir.path() / "zu viel.md") << "text";
  CHECK(read_page_folder(dir.path()).error().code == ErrorCode::kInvalidInput);
  CHECK(read_page_folder(dir.path() / "nowhere").error().code == ErrorCode::kNotFound);
}

}  // namespace anlaufstelle::pages
