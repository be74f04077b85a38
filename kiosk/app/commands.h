// SPDX-License-Identifier: EUPL-1.2
#pragma once

#include <filesystem>
#include <string>
#include <vector>

#include "kiosk/app/form_files.h"
#include "kiosk/app/settings.h"
#include "kiosk/app/stage.h"
#include "storage/crypto/office.h"
#include "storage/sync/server_schema.h"

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
  std::string reception_id = "reception", counselling_id = "counselling";
  std::filesystem::path sheet_file;  // the recovery sheet as PDF; "" = printer or terminal
  bool demo = false;  // makes passphrases itself and leaves them in demo-passphrases.txt
};
int run_setup(const CommandContext& context, const SetupOptions& options);
// Says on standard output what a CUPS server would keep of sheets, where one of the printers is a
// queue of its; nothing where all is well.
void warn_of_spool(const Settings& settings);

// The people of the office and its key sets (storage/FORMAT.md, Keys).
int run_staff_list(const CommandContext& context);
int run_staff_add(const CommandContext& context, const std::string& name, crypto::Role role);
int run_staff_change(const CommandContext& context, const std::string& name);
int run_staff_revoke(const CommandContext& context, const std::string& name);
int run_keys_list(const CommandContext& context);
struct RotateOptions {
  bool new_recovery = false;         // with a new sheet, as at setup
  std::filesystem::path sheet_file;  // as PDF
};
int run_keys_rotate(const CommandContext& context, const RotateOptions& options);

int run_keys_prune(const CommandContext& context);

// Further kiosks, by way of a folder on a stick (storage/crypto/enrolment.h).
struct EnrolOptions {
  std::filesystem::path folder;
  std::string kiosk_id, fingerprint;  // the office's for `request`, the kiosk's for `accept`
};
int run_enrol_invite(const CommandContext& context, const EnrolOptions& options);
int run_enrol_request(const CommandContext& context, const EnrolOptions& options);
int run_enrol_accept(const CommandContext& context, const EnrolOptions& options);
int run_enrol_finish(const CommandContext& context, const EnrolOptions& options);
int run_enrol_list(const CommandContext& context);
int run_enrol_revoke(const CommandContext& context, const EnrolOptions& options);

// The desk's store (storage/FORMAT.md, Events, Retention, Backup). The desk must not be running.
// `seen`: an audit head that somebody noted; "" for none.
int run_verify(const CommandContext& context, const std::string& seen);
// `day`: "2026-11-26" where the number was given more than once; "" otherwise.
int run_withdraw(const CommandContext& context, const std::string& number, const std::string& day);
// As CSV on standard output, or with charts: one quarter of them, "2026-Q3"; "" for the last.
struct FiguresOptions {
  std::filesystem::path pdf_file;  // "" for CSV
  std::string quarter;
};
int run_figures(const CommandContext& context, const FiguresOptions& options);
// Counselling only. Without a recipient (an age X25519 one, "age1…") what is written is readable by
// anybody, and a word is asked for. Drawings and photographs stay in the store.
struct ExportOptions {
  std::filesystem::path folder;
  std::string format = "csv";  // "csv", "json", or "xml": one OpenRosa submission a file
  std::string recipient;
};
int run_export(const CommandContext& context, const ExportOptions& options);
// Envelopes by way of a stick (storage/sync/stick.h): at the kiosk, or at the desk. Neither program
// may be running.
// What a kiosk with a server last knew: 0 where nothing waits.
int run_sync_report(const CommandContext& context);
int run_sync_to(const CommandContext& context, const std::filesystem::path& folder);
int run_sync_from(const CommandContext& context, const std::filesystem::path& folder);
int run_backup(const CommandContext& context, const std::filesystem::path& file);
int run_restore(const CommandContext& context, const std::filesystem::path& file);

// Prints SQL for whoever looks after the association's server (storage/sync/server_schema.h).
struct ServerSchemaOptions {
  sync::ServerRole role = sync::ServerRole::kKiosk;
  std::string add, revoke;  // a machine's name; both empty: the schema itself
};
int run_server_schema(const ServerSchemaOptions& options);

// Forms as files or folders (form_source.h).
using FormPaths = std::vector<std::filesystem::path>;

// Becomes anlaufstelle-form-shell, which speaks the protocol of form_shell.h. Returns on failure.
int run_form_shell_command();
// `with_table`: also what the engine runs, ignores and refuses.
int run_form_check(const FormPaths& paths, bool with_table);
int run_form_show(const FormPaths& paths);
// Imports what can be imported; a form with errors among them stops all before the first.
int run_form_import(const CommandContext& context, const FormPaths& paths);

// Information pages of the office's own (page_bundle.h), from folders of *.md.
int run_pages_check(const std::filesystem::path& folder);
// An Integreat region's export (pages_import.h) into a new folder.
int run_pages_import(const std::vector<std::string>& files, const std::filesystem::path& folder);
int run_pages_publish(const CommandContext& context, const std::filesystem::path& folder);

int run(int argc, char** argv, BuildKind kind);

}  // namespace anlaufstelle::app
