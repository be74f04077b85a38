// SPDX-License-Identifier: EUPL-1.2
#include "kiosk/app/form_source.h"

#include <doctest/doctest.h>

#include <fstream>

#include "kiosk/app/form_files.h"
#include "storage/base/file.h"
#include "storage/base/id.h"
#include "tests/support/temp_dir.h"

using namespace anlaufstelle;

namespace {

const std::filesystem::path kFolder = SOURCE_DIR "/tests/data/forms/bilder";

// A copy of the form with pictures to change.
struct Copy {
  TempDir dir;
  std::filesystem::path folder = dir.path() / "bilder";

  Copy() { std::filesystem::copy(kFolder, folder); }
  void write(const std::string& name, const std::string& text) const {
    std::ofstream(folder / name) << text;
  }
  [[nodiscard]] Error error() const {
    const auto source = app::read_form_source(folder);
    return source ? Error{ErrorCode::kIo, "read"} : source.error();
  }
};

}  // namespace

TEST_CASE("a folder with a form and its files is one form") {
  const auto source = app::read_form_source(kFolder);
  REQUIRE_MESSAGE(source.ok(), source.error().context);
  CHECK(source->file.filename() == "form.xml");
  CHECK(source->original.files.size() == 5);
  CHECK(source->original.files.contains("orte.csv"));
  CHECK(source->unused.empty());
}

TEST_CASE("a form's files may also lie in a folder beside it that is named after it") {
  const Copy copy;
  std::filesystem::create_directory(copy.folder / "form-media");
  for (const char* name : {"orte.csv", "bus.jpg"})
    std::filesystem::rename(copy.folder / name, copy.folder / "form-media" / name);
  const auto alone = app::read_form_source(copy.folder / "form.xml");
  REQUIRE_MESSAGE(alone.ok(), alone.error().context);
  CHECK(alone->original.files.size() == 2);
  const auto both = app::read_form_source(copy.folder);
  REQUIRE_MESSAGE(both.ok(), both.error().context);
  CHECK(both->original.files.size() == 5);
  copy.write("bus.jpg", "x");
  CHECK(copy.error().context.find("two files of this name") != std::string::npos);
}

TEST_CASE("a table in XML is not taken for the form, and two forms in a folder are refused") {
  const Copy copy;
  copy.write("liste.xml", "<root><item><name>x</name></item></root>");
  CHECK(app::read_form_source(copy.folder).ok());
  std::filesystem::copy_file(copy.folder / "form.xml", copy.folder / "zweites.xml");
  CHECK(copy.error().code == ErrorCode::kInvalidInput);
  CHECK(copy.error().context.find("two forms, form.xml and zweites.xml") != std::string::npos);
  std::filesystem::remove(copy.folder / "form.xml");
  std::filesystem::remove(copy.folder / "zweites.xml");
  CHECK(copy.error().context.find("no form") != std::string::npos);
}

TEST_CASE("links and odd names in a form's folder are refused, other files and folders told") {
  const Copy copy;
  copy.write("notiz.txt", "x");
  copy.write(".versteckt", "x");
  std::filesystem::create_directory(copy.folder / "alt");
  const auto source = app::read_form_source(copy.folder);
  REQUIRE_MESSAGE(source.ok(), source.error().context);
  CHECK(source->unused.size() == 2);
  std::filesystem::create_symlink("/etc/passwd", copy.folder / "liste.csv");
  CHECK(copy.error().code == ErrorCode::kInvalidInput);
  CHECK(copy.error().context.find("a link") != std::string::npos);
  std::filesystem::remove(copy.folder / "liste.csv");
  copy.write("a\\b.csv", "x");
  CHECK(copy.error().context.find("no ordinary file name") != std::string::npos);
}

TEST_CASE("more files than a form may have, or larger ones, are refused") {
  const Copy copy;
  std::ofstream(copy.folder / "gross.csv");
  std::filesystem::resize_file(copy.folder / "gross.csv", casework::kMostFileBytes + 1);
  CHECK(copy.error().code == ErrorCode::kRefused);
  std::filesystem::remove(copy.folder / "gross.csv");
  for (std::size_t i = 0; i < casework::kMostFiles; ++i)
    copy.write("t" + std::to_string(i) + ".csv", "a");
  CHECK(copy.error().code == ErrorCode::kRefused);
}

TEST_CASE("the desk reads a form with its files again, and notices when one was changed") {
  const TempDir data;
  SystemRandom random;
  const crypto::SigningKey root = crypto::SigningKey::generate(random);
  const auto source = app::read_form_source(kFolder);
  REQUIRE(source.ok());
  const std::filesystem::path desk = data.path() / "desk";
  const auto installed = app::install_form(*source, {desk, data.path() / "kiosk"}, root);
  REQUIRE_MESSAGE(installed.ok(), installed.error().context);
  const auto original = casework::read_original(desk, "bilder-1", root.verify_key());
  REQUIRE_MESSAGE(original.ok(), original.error().context);
  CHECK(original->files == source->original.files);
  CHECK(casework::digest(*original) == casework::digest(source->original));
  std::ofstream(desk / "bilder-1-media" / "orte.csv", std::ios::app) << "x,s,X\n";
  CHECK(casework::read_original(desk, "bilder-1", root.verify_key()).error().code ==
        ErrorCode::kCorrupt);
  std::ofstream(desk / "bilder-1.files", std::ios::app) << "x";
  CHECK_FALSE(casework::read_original(desk, "bilder-1", root.verify_key()).ok());
}
