// SPDX-License-Identifier: EUPL-1.2
#include "kiosk/app/form_files.h"

#include <doctest/doctest.h>

#include <fstream>
#include <set>

#include "storage/base/file.h"
#include "storage/base/id.h"
#include "tests/storage/file_size_limit.h"
#include "tests/support/temp_dir.h"

using namespace anlaufstelle;

namespace {

// A folder with a form file to install and a root that signs it.
struct Workshop {
  TempDir folder;
  SystemRandom random;
  crypto::SigningKey root = crypto::SigningKey::generate(random);

  [[nodiscard]] std::filesystem::path path(const char* name) const { return folder.path() / name; }

  [[nodiscard]] std::filesystem::path form(const std::string& attributes) const {
    std::ofstream(path("form.xml"))
        << "<h:html xmlns=\"http://www.w3.org/2002/xforms\" "
           "xmlns:h=\"http://www.w3.org/1999/xhtml\"><h:head><h:title>t</h:title><model>"
           "<instance><data "
        << attributes
        << "><a/></data></instance><bind nodeset=\"/data/a\" type=\"string\"/></model></h:head>"
           "<h:body><input ref=\"/data/a\"><label>a</label></input></h:body></h:html>";
    return path("form.xml");
  }
  [[nodiscard]] Result<app::InstalledForm> install_file(const std::filesystem::path& file) const {
    TRY_ASSIGN(const app::FormSource source, app::read_form_source(file));
    return app::install_form(source, {path("desk"), path("kiosk")}, root);
  }
  [[nodiscard]] auto install(const std::string& attributes) const {
    return install_file(form(attributes));
  }
  [[nodiscard]] auto newest(std::string_view id) const {
    return app::load_newest_form(path("kiosk"), id, root.verify_key());
  }
};

}  // namespace

TEST_CASE("an installed form is found at the desk and by the kiosk, newest version first") {
  const Workshop workshop;
  for (const char* version : {"9", "10"}) {
    const auto installed = workshop.install("id=\"talk\" version=\"" + std::string(version) + "\"");
    REQUIRE_MESSAGE(installed.ok(), installed.error().context);
  }
  CHECK(std::filesystem::exists(workshop.path("desk") / "talk-10.xml.sig"));
  const auto form = workshop.newest("talk");
  REQUIRE_MESSAGE(form.ok(), form.error().context);
  CHECK((*form)->version() == "10");
}

TEST_CASE(
    "a form keeps its id and version, whatever letters they have, and its files stay inside") {
  const Workshop workshop;
  const std::pair<const char*, const char*> forms[] = {
      {"talk", ""},     {"talk", "3 (2026-01-31 09:15:02)"}, {"talk", "4 (2026-02-01 10:00:00)"},
      {"../talk", "1"}, {"http://example.org/talk", "1"},    {"http://example.org:talk", "1"},
      {"حديث", "۱"}};
  for (const auto& [id, version] : forms) {
    CAPTURE(id);
    CAPTURE(version);
    const auto installed =
        workshop.install("id=\"" + std::string(id) + "\" version=\"" + std::string(version) + "\"");
    REQUIRE_MESSAGE(installed.ok(), installed.error().context);
    const auto form = workshop.newest(id);
    REQUIRE_MESSAGE(form.ok(), form.error().context);
    CHECK((*form)->id() == id);
  }
  CHECK((*workshop.newest("talk"))->version() == "4 (2026-02-01 10:00:00)");
  std::set<std::string> names;
  for (const auto& entry : std::filesystem::directory_iterator(workshop.path("kiosk"))) {
    const std::string name = entry.path().filename().string();
    if (name.ends_with(".form")) names.insert(name);
    for (const char c : name) CHECK(static_cast<unsigned char>(c) < 128);
  }
  CHECK(names.size() == std::size(forms));
  for (const auto& entry : std::filesystem::directory_iterator(workshop.folder.path()))
    CHECK_FALSE(entry.path().filename().string().starts_with("talk"));
}

TEST_CASE("a form whose words no record could hold is not installed") {
  const Workshop workshop;
  for (const std::string& attributes : {std::string("id=\"\" version=\"1\""),
                                        "id=\"" + std::string(201, 'x') + "\" version=\"1\""}) {
    CAPTURE(attributes);
    const auto installed = workshop.install(attributes);
    REQUIRE_FALSE(installed.ok());
    CHECK(installed.error().code == ErrorCode::kInvalidInput);
  }
  CHECK_FALSE(std::filesystem::exists(workshop.path("kiosk")));
}

TEST_CASE("a form with a longer name is not taken for the one that is asked for") {
  const Workshop workshop;
  REQUIRE(workshop.install("id=\"talk-short\" version=\"1\"").ok());
  CHECK(workshop.newest("talk").error().code == ErrorCode::kNotFound);
  REQUIRE(workshop.install("id=\"talk\" version=\"1\"").ok());
  const auto form = workshop.newest("talk");
  REQUIRE_MESSAGE(form.ok(), form.error().context);
  CHECK((*form)->id() == "talk");
}

TEST_CASE("a form that can't be signed leaves the version before it in use") {
  const Workshop workshop;
  REQUIRE(workshop.install("id=\"talk\" version=\"1\"").ok());
  // A folder with something in it stands where the signature should go.
  std::filesystem::create_directories(workshop.path("kiosk") / "talk-2.form.sig" / "full");
  CHECK_FALSE(workshop.install("id=\"talk\" version=\"2\"").ok());
  const auto form = workshop.newest("talk");
  REQUIRE_MESSAGE(form.ok(), form.error().context);
  CHECK((*form)->version() == "1");
}

TEST_CASE("another content under a version that is there is refused") {
  const Workshop workshop;
  REQUIRE(workshop.install("id=\"talk\" version=\"1\"").ok());
  const auto again = workshop.install("id=\"talk\" version=\"1\" note=\"other\"");
  REQUIRE_FALSE(again.ok());
  CHECK(again.error().code == ErrorCode::kConflict);
}

TEST_CASE("the kiosk loads a form from its compiled file alone, the source gone") {
  const Workshop workshop;
  REQUIRE(workshop.install("id=\"talk\" version=\"1\"").ok());
  std::filesystem::remove_all(workshop.path("desk"));
  std::filesystem::remove(workshop.path("form.xml"));
  for (const auto& entry : std::filesystem::directory_iterator(workshop.path("kiosk")))
    CHECK(entry.path().string().find(".xml") == std::string::npos);
  CHECK(workshop.newest("talk").ok());
}

TEST_CASE("a compiled form that the root didn't sign is not loaded") {
  const Workshop workshop;
  REQUIRE(workshop.install("id=\"talk\" version=\"1\"").ok());
  SystemRandom random;
  const auto other = crypto::SigningKey::generate(random).verify_key();
  const auto form = app::load_newest_form(workshop.path("kiosk"), "talk", other);
  REQUIRE_FALSE(form.ok());
  CHECK(form.error().code == ErrorCode::kCorrupt);
  // Nor one that was signed as an original.
  const std::filesystem::path file = workshop.path("kiosk") / "talk-1.form";
  REQUIRE(crypto::sign_file(file, crypto::kDomainForm, workshop.root).ok());
  CHECK(workshop.newest("talk").error().code == ErrorCode::kCorrupt);
}

TEST_CASE("a form of another program version is told so, and mended by importing it again") {
  const Workshop workshop;
  REQUIRE(workshop.install("id=\"talk\" version=\"1\"").ok());
  const std::filesystem::path file = workshop.path("kiosk") / "talk-1.form";
  Bytes bytes = read_file(file, 1u << 20).value();
  bytes[std::string_view("anlaufstelle form\n").size()] += 1;
  REQUIRE(write_file_durably(file, bytes).ok());
  REQUIRE(crypto::sign_file(file, crypto::kDomainCompiledForm, workshop.root).ok());
  const auto form = workshop.newest("talk");
  REQUIRE_FALSE(form.ok());
  CHECK(form.error().code == ErrorCode::kTooNew);
  CHECK(form.error().context.find("anlaufstelle form import again") != std::string::npos);
  // The desk's original is all that it needs.
  std::filesystem::remove(workshop.path("form.xml"));
  const auto again = workshop.install_file(workshop.path("desk") / "talk-1.xml");
  REQUIRE_MESSAGE(again.ok(), again.error().context);
  CHECK(workshop.newest("talk").ok());
}

TEST_CASE("a form that can't be written whole is not installed, whatever was being written") {
  const Workshop workshop;
  const std::filesystem::path form = workshop.form("id=\"talk\" version=\"1\"");
  bool fits = false;
  int failed = 0;
  for (rlim_t size = 50; !fits && size < 2000; size += 50) {
    const auto installed = [&] {
      const FileSizeLimit limit(size);
      return workshop.install_file(form);
    }();
    fits = installed.ok();
    if (fits) continue;
    ++failed;
    CHECK(installed.error().code == ErrorCode::kFull);
    CHECK(installed.error().context.find("talk-1") != std::string::npos);
    CHECK(workshop.newest("talk").error().code == ErrorCode::kNotFound);
  }
  CHECK(failed > 1);
  CHECK(fits);
  CHECK(workshop.newest("talk").ok());
}
