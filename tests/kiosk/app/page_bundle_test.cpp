// SPDX-License-Identifier: EUPL-1.2
#include "kiosk/app/page_bundle.h"

#include <doctest/doctest.h>

#include <fstream>

#include "storage/base/file.h"
#include "tests/support/temp_dir.h"

using namespace anlaufstelle;

namespace {

struct Desk {
  TempDir folder;
  SystemRandom random;
  crypto::SigningKey root = crypto::SigningKey::generate(random);
  pages::PageFiles own = {
      {"treffen.md", "---\ntitle: Treffen\ngroup: information\n---\n[Duldung](duldung.md)\n"}};
  app::BundlePlaces places{folder.path() / "office/pages.bundle",
                           folder.path() / "kiosk/pages.bundle"};

  [[nodiscard]] auto read(const crypto::SigningKey& by) const {
    return app::with_bundle({{"duldung.md", "as shipped"}}, places.kiosk, by.verify_key());
  }
};

}  // namespace

TEST_CASE("without a bundle the shipped pages are shown") {
  const Desk desk;
  CHECK(desk.read(desk.root).value().size() == 1);
}

TEST_CASE("what the root signed stands beside the shipped pages and in their place") {
  Desk desk;
  REQUIRE(app::publish_pages(desk.own, desk.places, desk.root).ok());
  CHECK(desk.read(desk.root).value().size() == 2);
  CHECK(read_file(desk.places.desk, 1000).value() == read_file(desk.places.kiosk, 1000).value());
  desk.own["duldung.md"] = "---\ntitle: Duldung\ngroup: information\n---\nNeu.\n";
  REQUIRE(app::publish_pages(desk.own, desk.places, desk.root).ok());
  CHECK(desk.read(desk.root).value().at("duldung.md") == desk.own["duldung.md"]);
}

TEST_CASE("an office's contacts travel with its pages and are checked with them") {
  Desk desk;
  desk.own["contacts.toml"] = "[verein]\nname = \"Verein\"\n";
  CHECK(app::publish_pages(desk.own, desk.places, desk.root).error().code ==
        ErrorCode::kInvalidInput);
  desk.own["contacts.toml"] += "checked_on = 2026-11-20\nchecked_by = \"A. B.\"\n";
  REQUIRE(app::publish_pages(desk.own, desk.places, desk.root).ok());
  CHECK(desk.read(desk.root).value().at("contacts.toml") == desk.own["contacts.toml"]);
}

TEST_CASE("a changed bundle, and one that another root signed, are refused") {
  const Desk desk;
  REQUIRE(app::publish_pages(desk.own, desk.places, desk.root).ok());
  SystemRandom random;
  CHECK(desk.read(crypto::SigningKey::generate(random)).error().code == ErrorCode::kCorrupt);
  Bytes bytes = read_file(desk.places.kiosk, 1000).value();
  bytes[bytes.size() - 3] ^= 1;
  REQUIRE(write_file_durably(desk.places.kiosk, bytes).ok());
  CHECK(desk.read(desk.root).error().code == ErrorCode::kCorrupt);
  std::filesystem::remove(desk.places.kiosk.string() + ".sig");
  CHECK_FALSE(desk.read(desk.root).ok());
}

TEST_CASE("pages that the kiosk couldn't show are not signed") {
  Desk desk;
  desk.own["treffen.md"] = "---\ntitle: Treffen\ngroup: information\n---\n[x](nirgends.md)\n";
  const Status published = app::publish_pages(desk.own, desk.places, desk.root);
  CHECK(published.error().code == ErrorCode::kInvalidInput);
  CHECK_FALSE(std::filesystem::exists(desk.places.kiosk));
}

TEST_CASE("a bundle travels with its signature, and none is no error") {
  const Desk desk;
  const auto stick = desk.folder.path() / "pages.bundle";
  CHECK(app::copy_bundle(desk.places.desk, stick).ok());
  CHECK_FALSE(std::filesystem::exists(stick));
  REQUIRE(app::publish_pages(desk.own, desk.places, desk.root).ok());
  REQUIRE(app::copy_bundle(desk.places.desk, stick).ok());
  CHECK(app::with_bundle({}, stick, desk.root.verify_key()).value() == desk.own);
}
