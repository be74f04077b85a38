// SPDX-License-Identifier: EUPL-1.2
#pragma once

#include <filesystem>
#include <string>
#include <vector>

#include "kiosk/app/form_files.h"
#include "kiosk/app/settings.h"
#include "kiosk/app/stage.h"

namespace anlaufstelle::app {

// A testing build may write the semantic tree of each drawn frame and offer another form; the
// product can't.
enum class BuildKind { kProduct, kTesting };

// What every subcommand gets.
struct CommandContext {
  Settings settings;
  std::filesystem::path settings_file;
  TreeFile tree;                    // testing builds only
  std::string form_id{kKioskForm};  // another one in testing builds only
  char** argv = nullptr;
};

// Each returns the program's exit status and prints its own errors.
int run_kiosk(const CommandContext& context);
int run_desk(const CommandContext& context);

struct SetupOptions {
  std::string kiosk_id = "kiosk-1";
  bool demo = false;  // makes passphrases itself and leaves them in demo-passphrases.txt
};
int run_setup(const CommandContext& context, const SetupOptions& options);

// Forms as files or folders (form_source.h).
using FormPaths = std::vector<std::filesystem::path>;

// Becomes anlaufstelle-form-shell, which speaks the protocol of form_shell.h. Returns on failure.
int run_form_shell_command();
// `with_table`: also what the engine runs, ignores and refuses.
int run_form_check(const FormPaths& paths, bool with_table);
int run_form_show(const FormPaths& paths);
// Imports what can be imported; a form with errors among them stops all before the first.
int run_form_import(const CommandContext& context, const FormPaths& paths);

int run(int argc, char** argv, BuildKind kind);

}  // namespace anlaufstelle::app
