// SPDX-License-Identifier: EUPL-1.2
#include "kiosk/app/settings.h"

#include <doctest/doctest.h>

#include <fstream>

#include "tests/support/temp_dir.h"

using namespace anlaufstelle;
using app::load_settings;

namespace {

Result<app::Settings> load(const std::string& text) {
  const TempDir folder;
  const std::filesystem::path file = folder.path() / "settings.toml";
  std::ofstream(file) << text;
  return load_settings(file);
}

// The error's text; fails the test if there is none.
std::string trouble(const std::string& text) {
  const Result<app::Settings> loaded = load(text);
  REQUIRE_FALSE(loaded.ok());
  CHECK(loaded.error().code == ErrorCode::kInvalidInput);
  return loaded.error().context;
}

bool has(const std::string& text, const std::string& part) {
  return text.find(part) != std::string::npos;
}

}  // namespace

TEST_CASE("a missing settings file means defaults") {
  const Result<app::Settings> loaded = load_settings("/nowhere/settings.toml");
  REQUIRE(loaded.ok());
  CHECK(loaded->idle_warning == std::chrono::seconds(150));
  CHECK(loaded->printer.empty());
}

TEST_CASE("the settings file that setup writes says the defaults") {
  const Result<app::Settings> written =
      load_settings(std::filesystem::path(SOURCE_DIR) / "kiosk/app/settings.toml");
  REQUIRE_MESSAGE(written.ok(), written.error().context);
  const app::Settings defaults;
  CHECK(written->office_name == defaults.office_name);
  CHECK(written->languages == defaults.languages);
  CHECK(written->printer == defaults.printer);
  CHECK(written->data_folder == defaults.data_folder);
  CHECK(written->require_reviewed == defaults.require_reviewed);
  CHECK(written->ballast_mib == defaults.ballast_mib);
  CHECK(written->idle_warning == defaults.idle_warning);
  CHECK(written->idle_end == defaults.idle_end);
  CHECK(written->desk_lock == defaults.desk_lock);
  CHECK(written->screen_width_mm == defaults.screen_width_mm);
  CHECK(written->drawing == defaults.drawing);
  CHECK(written->inbox == defaults.inbox);
  CHECK(written->public_url == defaults.public_url);
}

TEST_CASE("an address of the pages that is none is refused") {
  for (const std::string address : {"http://example.org/", "https://example.org", "https:///",
                                    "https://a b/", "https://a?b/"}) {
    CAPTURE(address);
    CHECK_FALSE(load("[pages]\npublic_url = \"" + address + "\"\n").ok());
  }
}

TEST_CASE("every setting is read with its unit") {
  const Result<app::Settings> loaded = load(
      "[office]\nname = \"Dresden\"\n[languages]\norder = [\"ar\", \"de\"]\nrequire_reviewed = "
      "true\n"
      "[pages]\npublic_url = \"https://example.org/p/\"\n"
      "[printer]\nqueue = \"ipp://localhost:8631/ipp/print\"\n[data]\nfolder = "
      "\"/srv/a\"\nballast_mib = 3\n"
      "[idle]\nwarning_s = 60\nend_s = 90\ndesk_lock_s = 45\n"
      "[screen]\nwidth_mm = 217\nheight_mm = 136\ndrawing = \"opengl\"\n[sync]\ntarget = "
      "\"/srv/inbox\"\n");
  REQUIRE_MESSAGE(loaded.ok(), loaded.error().context);
  CHECK(loaded->office_name == "Dresden");
  CHECK(loaded->languages == std::vector<std::string>{"ar", "de"});
  CHECK(loaded->require_reviewed);
  CHECK(app::ballast_bytes(*loaded) == 3 * 1024 * 1024);
  CHECK(loaded->idle_end == std::chrono::seconds(90));
  CHECK(loaded->public_url == "https://example.org/p/");
  CHECK(loaded->desk_lock == std::chrono::seconds(45));
  CHECK(loaded->screen_width_mm == 217.0f);
  CHECK(loaded->drawing == app::Drawing::kOpenGl);
  CHECK(app::data_folders(*loaded).inbox == "/srv/inbox");
  CHECK(app::data_folders(*loaded).kiosk_store() == "/srv/a/kiosk/kiosk.sqlite");
}

TEST_CASE("an unknown key names file, line and the keys that are allowed") {
  const std::string said = trouble("[office]\nname = \"x\"\nnmae = \"y\"\n");
  CHECK(has(said, "settings.toml:3:"));
  CHECK(has(said, "nmae"));
  CHECK(has(said, "allowed: name"));
  CHECK(has(trouble("[ofice]\n"), "allowed: camera, data, idle, languages, office"));
}

TEST_CASE("a value out of range names file, line and what is allowed") {
  CHECK(has(trouble("[data]\nballast_mib = -1\n"), "whole mebibytes from 0 to 1024"));
  const std::string said = trouble("[idle]\nwarning_s = 5\n");
  CHECK(has(said, "settings.toml:2:"));
  CHECK(has(said, "10 to 3600"));
  CHECK(has(trouble("[screen]\nwidth_mm = 7\n"), "millimetres from 100 to 3000"));
  CHECK(has(trouble("[data]\nfolder = \"relative\"\n"), "absolute path"));
  CHECK(has(trouble("[languages]\norder = \"ar\"\n"), "list of language tags"));
  CHECK(has(trouble("[languages]\nrequire_reviewed = 1\n"), "true or false"));
}

TEST_CASE("a file that is no TOML names its line") {
  CHECK(has(trouble("[idle]\nwarning_s = = 5\n"), "settings.toml:2:"));
}

TEST_CASE("an idle warning without time to react is refused") {
  CHECK(has(trouble("[idle]\nwarning_s = 100\nend_s = 110\n"), "at least 20 s more"));
}

TEST_CASE("a screen size that is no number is refused") {
  CHECK(has(trouble("[screen]\nwidth_mm = nan\n"), "millimetres from 100 to 3000"));
  CHECK(has(trouble("[screen]\nheight_mm = inf\n"), "millimetres from 100 to 3000"));
}

TEST_CASE("a language that stands twice in the order is refused") {
  CHECK(has(trouble("[languages]\norder = [\"ar\", \"de\", \"ar\"]\n"), "each once"));
}

TEST_CASE("a folder in the place of the settings file is refused") {
  const TempDir folder;
  const Result<app::Settings> loaded = load_settings(folder.path());
  REQUIRE_FALSE(loaded.ok());
  CHECK(loaded.error().code == ErrorCode::kInvalidInput);
}
