// SPDX-License-Identifier: EUPL-1.2
#include "kiosk/app/languages_file.h"

#include <doctest/doctest.h>

#include <fstream>

#include "tests/support/temp_dir.h"

using namespace anlaufstelle;

namespace {

const std::filesystem::path kFile = std::filesystem::path(SOURCE_DIR) / "locales/languages.toml";

}  // namespace

TEST_CASE("the shipped languages load in their order with directions") {
  const auto languages = app::load_languages(kFile, {});
  REQUIRE_MESSAGE(languages.ok(), languages.error().context);
  REQUIRE(languages->size() == 4);
  CHECK(languages->front().tag == "ar");
  CHECK(languages->front().direction == language::Direction::kRightToLeft);
  CHECK(languages->back().tag == "de");
}

TEST_CASE("the settings choose languages and their order") {
  const auto languages = app::load_languages(kFile, {"de", "ru"});
  REQUIRE(languages.ok());
  REQUIRE(languages->size() == 2);
  CHECK(languages->at(1).tag == "ru");
}

TEST_CASE("a language that has no entry is named") {
  const auto languages = app::load_languages(kFile, {"de", "xx"});
  REQUIRE_FALSE(languages.ok());
  CHECK(languages.error().code == ErrorCode::kNotFound);
  CHECK(languages.error().context.find("xx") != std::string::npos);
}

TEST_CASE("a language with a wrong direction names its line") {
  const TempDir folder;
  const std::filesystem::path file = folder.path() / "languages.toml";
  std::ofstream(file) << "order = [\"de\"]\n[language.de]\nautonym = \"Deutsch\"\n"
                         "direction = \"up\"\nfonts = [\"Noto Sans\"]\nkeyboards = [\"de\"]\n";
  const auto languages = app::load_languages(file, {});
  REQUIRE_FALSE(languages.ok());
  CHECK(languages.error().context.find("languages.toml:2:") != std::string::npos);
}
