// SPDX-License-Identifier: EUPL-1.2
#include <CLI/CLI.hpp>
#include <cstdio>
#include <map>
#include <optional>

#include "kiosk/app/commands.h"
#include "kiosk/app/process.h"

namespace anlaufstelle::app {
namespace {

struct Arguments {
  std::string settings_file, tree_file, form_id{kKioskForm};
  FormPaths forms;
  bool tree_answers = false, form_features = false;
  SetupOptions setup;
  std::string staff_name, sheet_file, seen_head, number, day, backup_file, figures_file, quarter;
  crypto::Role staff_role = crypto::Role::kReception;
  RotateOptions rotate;
  std::string enrol_folder;
  EnrolOptions enrol;
  std::string page_folder;
  ExportOptions record_export;
  std::vector<std::string> export_files;
  std::string stick_to, stick_from;
  ServerSchemaOptions server;
};

struct Subcommands {
  CLI::App *kiosk, *desk, *setup, *form, *form_check, *form_import, *form_show, *form_shell,
      *settings;
  CLI::App *staff_list, *staff_add, *staff_change, *staff_revoke, *keys_list, *keys_rotate,
      *keys_prune;
  CLI::App *figures, *record_export, *sync, *verify, *withdraw, *backup, *restore, *server_schema;
  CLI::App *pages_check, *pages_publish, *pages_import;
  CLI::App *enrol_invite, *enrol_request, *enrol_accept, *enrol_finish, *enrol_list, *enrol_revoke;
};

void declare_pages(CLI::App& app, Arguments& arguments, Subcommands& commands) {
  CLI::App* pages = app.add_subcommand("pages", "Information pages of the office's own");
  pages->require_subcommand(1);
  commands.pages_check = pages->add_subcommand("check", "Say whether the kiosk can show them");
  commands.pages_publish =
      pages->add_subcommand("publish", "Sign them as one and show them from the next start on");
  commands.pages_import = pages->add_subcommand(
      "import", "Make pages of an Integreat region's export, to be read, checked and published");
  commands.pages_import
      ->add_option("FILE", arguments.export_files,
                   "JSON of its API, version 3: pages, locations, imprint, of each language")
      ->required()
      ->check(CLI::ExistingFile);
  commands.pages_import->add_option("--into", arguments.page_folder, "A new or empty folder")
      ->required();
  for (CLI::App* command : {commands.pages_check, commands.pages_publish}) {
    command->add_option("FOLDER", arguments.page_folder, "A folder of ID.md and ID.LANGUAGE.md")
        ->required();
  }
}

void declare_enrol(CLI::App& app, Arguments& arguments, Subcommands& commands) {
  CLI::App* enrol = app.add_subcommand("enrol", "Further kiosks of the office, by way of a stick");
  enrol->require_subcommand(1);
  commands.enrol_invite = enrol->add_subcommand("invite", "1, office: begin a folder for a kiosk");
  commands.enrol_request = enrol->add_subcommand("request", "2, kiosk: make its key and ask");
  commands.enrol_accept = enrol->add_subcommand("accept", "3, office: sign the kiosk's card");
  commands.enrol_finish = enrol->add_subcommand("finish", "4, kiosk: take card and forms");
  commands.enrol_list = enrol->add_subcommand("list", "The office's kiosks");
  commands.enrol_revoke = enrol->add_subcommand("revoke", "Take nothing more of a lost kiosk");
  for (CLI::App* command : {commands.enrol_invite, commands.enrol_request, commands.enrol_accept,
                            commands.enrol_finish}) {
    command->add_option("FOLDER", arguments.enrol_folder, "A folder on the stick")->required();
  }
  for (CLI::App* command : {commands.enrol_request, commands.enrol_accept, commands.enrol_revoke}) {
    command->add_option("NAME", arguments.enrol.kiosk_id, "Its name: a-z, 0-9, -; at most 32")
        ->required();
  }
  for (CLI::App* command : {commands.enrol_request, commands.enrol_accept}) {
    command
        ->add_option("FINGERPRINT", arguments.enrol.fingerprint,
                     "Of the office (request) or of the kiosk (accept), read from paper")
        ->required();
  }
}

// Nothing where none of these was called.
std::optional<int> run_enrol_commands(const CommandContext& context, const Arguments& arguments,
                                      const Subcommands& commands) {
  EnrolOptions options = arguments.enrol;
  options.folder = arguments.enrol_folder;
  if (commands.enrol_invite->parsed()) return run_enrol_invite(context, options);
  if (commands.enrol_request->parsed()) return run_enrol_request(context, options);
  if (commands.enrol_accept->parsed()) return run_enrol_accept(context, options);
  if (commands.enrol_finish->parsed()) return run_enrol_finish(context, options);
  if (commands.enrol_list->parsed()) return run_enrol_list(context);
  if (commands.enrol_revoke->parsed()) return run_enrol_revoke(context, options);
  return std::nullopt;
}

void declare_staff(CLI::App& app, Arguments& arguments, Subcommands& commands) {
  CLI::App* staff = app.add_subcommand("staff", "The people of the office, each with an own slot");
  staff->require_subcommand(1);
  commands.staff_list = staff->add_subcommand("list", "Who works here, in which role");
  commands.staff_add = staff->add_subcommand("add", "Give somebody an own passphrase and keys");
  commands.staff_change = staff->add_subcommand("change", "Change somebody's passphrase");
  commands.staff_revoke =
      staff->add_subcommand("revoke", "Take somebody's keys away and make new ones for the others");
  for (CLI::App* command : {commands.staff_add, commands.staff_change, commands.staff_revoke}) {
    command->add_option("NAME", arguments.staff_name, "Short name: a-z, 0-9, -; at most 32")
        ->required();
  }
  const std::map<std::string, crypto::Role> roles = {
      {"reception", crypto::Role::kReception},
      {"counselling", crypto::Role::kCounselling},
      {"administration", crypto::Role::kAdministration}};
  commands.staff_add
      ->add_option("ROLE", arguments.staff_role, "reception, counselling or administration")
      ->required()
      ->transform(CLI::Transformer(roles));
  CLI::App* keys = app.add_subcommand("keys", "What kiosks seal to: a key set for each month");
  keys->require_subcommand(1);
  commands.keys_list = keys->add_subcommand("list", "The sets, and which of them still open");
  commands.keys_rotate = keys->add_subcommand("rotate", "Make a new set, sealed to everybody");
  commands.keys_prune =
      keys->add_subcommand("prune", "Destroy superseded sets that no record needs any more");
  commands.keys_rotate->add_flag("--new-recovery", arguments.rotate.new_recovery,
                                 "With a new recovery sheet");
  commands.keys_rotate->add_option("--sheet", arguments.sheet_file,
                                   "Save the recovery sheet there as PDF");
}

void declare_store(CLI::App& app, Arguments& arguments, Subcommands& commands) {
  commands.verify = app.add_subcommand(
      "verify", "Check the desk's records, their signatures and the audit trail");
  commands.verify->add_option("--head", arguments.seen_head,
                              "A head that was noted before: must lie on the trail");
  commands.withdraw = app.add_subcommand("withdraw", "Delete a record that its client takes back");
  commands.withdraw->add_option("NUMBER", arguments.number, "Receipt number, such as \"B 27\"")
      ->required();
  commands.withdraw->add_option("--day", arguments.day,
                                "2026-11-26, where the number was given more than once");
  commands.figures =
      app.add_subcommand("figures", "Visits at the kiosks by quarter, as CSV without small cells");
  CLI::Option* pdf = commands.figures->add_option(
      "--pdf", arguments.figures_file, "Write one quarter's charts there, as PDF on A4, instead");
  commands.figures
      ->add_option("--quarter", arguments.quarter, "2026-Q3; default: the last one that is over")
      ->needs(pdf);
  commands.record_export = app.add_subcommand(
      "export", "Write every record that counselling opens into a folder, sealed to a recipient");
  commands.record_export->add_option("FOLDER", arguments.record_export.folder, "Made if need be")
      ->required();
  commands.record_export->add_option("--format", arguments.record_export.format, "csv, json or xml")
      ->check(CLI::IsMember({"csv", "json", "xml"}))
      ->capture_default_str();
  commands.record_export->add_option("--to", arguments.record_export.recipient,
                                     "age1…; without it the files are readable by anybody");
  commands.sync = app.add_subcommand(
      "sync", "Say what waits for the server, or carry sealed records on a stick");
  auto* const to = commands.sync->add_option("--to", arguments.stick_to,
                                             "At the kiosk: write what isn't handed over there");
  commands.sync->add_option("--from", arguments.stick_from, "At the desk: take it from there")
      ->excludes(to);
  commands.backup = app.add_subcommand("backup", "Copy the desk's store, sealed, into one file");
  commands.restore = app.add_subcommand("restore", "Make the desk's store from a backup");
  for (CLI::App* command : {commands.backup, commands.restore}) {
    command->add_option("FILE", arguments.backup_file, "The backup")->required();
  }
}

void declare_server(CLI::App& app, Arguments& arguments, Subcommands& commands) {
  commands.server_schema = app.add_subcommand(
      "server-schema", "Print SQL for the association's PostgreSQL server, to be run by psql");
  auto* const add = commands.server_schema->add_option(
      "--add", arguments.server.add, "A login for the machine of this name instead of the schema");
  commands.server_schema
      ->add_option("--revoke", arguments.server.revoke, "What takes that login away")
      ->excludes(add);
  const std::map<std::string, sync::ServerRole> roles = {
      {"kiosk", sync::ServerRole::kKiosk},
      {"desk", sync::ServerRole::kDesk},
      {"custodian", sync::ServerRole::kCustodian}};
  commands.server_schema
      ->add_option("--role", arguments.server.role, "kiosk (default), desk or custodian")
      ->transform(CLI::Transformer(roles));
}

// Nothing where none of these was called.
std::optional<int> run_store_commands(const CommandContext& context, const Arguments& arguments,
                                      const Subcommands& commands) {
  if (commands.verify->parsed()) return run_verify(context, arguments.seen_head);
  if (commands.withdraw->parsed()) return run_withdraw(context, arguments.number, arguments.day);
  if (commands.figures->parsed())
    return run_figures(context, {arguments.figures_file, arguments.quarter});
  if (commands.record_export->parsed()) return run_export(context, arguments.record_export);
  if (commands.sync->parsed() && !arguments.stick_to.empty())
    return run_sync_to(context, arguments.stick_to);
  if (commands.sync->parsed() && !arguments.stick_from.empty())
    return run_sync_from(context, arguments.stick_from);
  if (commands.sync->parsed()) return run_sync_report(context);
  if (commands.backup->parsed()) return run_backup(context, arguments.backup_file);
  if (commands.restore->parsed()) return run_restore(context, arguments.backup_file);
  return std::nullopt;
}

// Nothing where none of these was called.
std::optional<int> run_staff_commands(const CommandContext& context, const Arguments& arguments,
                                      const Subcommands& commands) {
  const std::string& name = arguments.staff_name;
  if (commands.staff_list->parsed()) return run_staff_list(context);
  if (commands.staff_add->parsed()) return run_staff_add(context, name, arguments.staff_role);
  if (commands.staff_change->parsed()) return run_staff_change(context, name);
  if (commands.staff_revoke->parsed()) return run_staff_revoke(context, name);
  if (commands.keys_list->parsed()) return run_keys_list(context);
  if (commands.keys_prune->parsed()) return run_keys_prune(context);
  if (commands.keys_rotate->parsed()) {
    RotateOptions options = arguments.rotate;
    options.sheet_file = arguments.sheet_file;
    return run_keys_rotate(context, options);
  }
  return std::nullopt;
}

Subcommands declare(CLI::App& app, Arguments& arguments, BuildKind kind) {
  app.set_help_all_flag("--help-all", "Help for every subcommand");
  app.set_version_flag("--version", "anlaufstelle " ANLAUFSTELLE_VERSION);
  app.add_option("--settings", arguments.settings_file,
                 "Settings file (TOML); default: anlaufstelle/settings.toml in the XDG "
                 "configuration folder");
  app.require_subcommand(1);
  Subcommands commands{};
  commands.kiosk = app.add_subcommand("kiosk", "What walk-in clients touch");
  commands.desk = app.add_subcommand("desk", "Reception and counselling: unlock, read, print");
  commands.setup = app.add_subcommand("setup", "Make the office: keys, kiosk, signed forms");
  commands.setup->add_option("--kiosk-id", arguments.setup.kiosk_id,
                             "Name of this kiosk: a-z, 0-9, -; at most 32");
  commands.setup->add_flag("--demo", arguments.setup.demo,
                           "Make the passphrases and leave them in the data folder; never for "
                           "real clients");
  commands.setup->add_option("--reception", arguments.setup.reception_id,
                             "Short name of the first receptionist");
  commands.setup->add_option("--counselling", arguments.setup.counselling_id,
                             "Short name of the first counsellor");
  commands.setup->add_option("--sheet", arguments.sheet_file,
                             "Save the recovery sheet there as PDF instead of printing it");
  declare_staff(app, arguments, commands);
  declare_enrol(app, arguments, commands);
  declare_pages(app, arguments, commands);
  declare_store(app, arguments, commands);
  declare_server(app, arguments, commands);
  commands.form = app.add_subcommand("form", "Forms (ODK XForms)");
  commands.form->require_subcommand(1);
  commands.form_check =
      commands.form->add_subcommand("check", "Say whether the kiosk can run a form");
  commands.form_import =
      commands.form->add_subcommand("import", "Check, compile, sign and install forms");
  commands.form_check->add_flag("--features", arguments.form_features,
                                "Also list what the engine runs, ignores and refuses");
  commands.form_show = commands.form->add_subcommand(
      "show", "Print a form's questions, languages and skip logic for review");
  for (CLI::App* command : {commands.form_check, commands.form_import, commands.form_show}) {
    command
        ->add_option("FILE", arguments.forms,
                     "XForm files (.xml), each with its own files in NAME-media beside it, or "
                     "folders with one form and its files")
        ->required();
  }
  commands.form_shell = commands.form->add_subcommand(
      "shell", "Fill in forms by JSON lines on standard input (for conformance suites)");
  commands.settings =
      app.add_subcommand("settings", "Check the settings and show where things lie");
  if (kind == BuildKind::kTesting) {
    for (CLI::App* command : {commands.kiosk, commands.desk}) {
      command->add_option("--tree", arguments.tree_file,
                          "After each drawn frame, write the semantic tree there (JSON lines)");
      command->add_flag("--tree-answers", arguments.tree_answers,
                        "Write into the tree what is typed, too");
    }
    commands.kiosk->add_option("--form", arguments.form_id, "Offer the form of this id instead");
  }
  return commands;
}

// A file that somebody names must be there: with the defaults in its stead the program would open
// other data. Setup makes it.
bool named_and_missing(const Arguments& arguments, const Subcommands& commands) {
  std::error_code failed;
  return !arguments.settings_file.empty() && !commands.setup->parsed() &&
         !std::filesystem::exists(arguments.settings_file, failed);
}

int show_settings(const CommandContext& context) {
  const DataFolders folders = data_folders(context.settings);
  std::printf(
      "settings  %s\ndata      %s\noffice    %s\nkiosk     %s\ndesk      %s\ninbox     %s\n",
      context.settings_file.c_str(), folders.root.c_str(), folders.office.c_str(),
      folders.kiosk.c_str(), folders.desk.c_str(), folders.inbox.c_str());
  warn_of_spool(context.settings);
  return 0;
}

}  // namespace

int run(int argc, char** argv, BuildKind kind) {
  harden_process();
  settle_process();
  CLI::App app("Anlaufstelle: the walk-in kiosk of a counselling office", "anlaufstelle");
  Arguments arguments;
  const Subcommands commands = declare(app, arguments, kind);
  CLI11_PARSE(app, argc, argv);

  if (commands.form_check->parsed())
    return run_form_check(arguments.forms, arguments.form_features);
  if (commands.form_show->parsed()) return run_form_show(arguments.forms);
  if (commands.pages_check->parsed()) return run_pages_check(arguments.page_folder);
  if (commands.pages_import->parsed())
    return run_pages_import(arguments.export_files, arguments.page_folder);
  if (commands.form_shell->parsed()) return run_form_shell_command();
  if (commands.server_schema->parsed()) return run_server_schema(arguments.server);
  if (named_and_missing(arguments, commands)) {
    std::fprintf(stderr, "anlaufstelle: %s: no such settings file\n",
                 arguments.settings_file.c_str());
    return 2;
  }
  CommandContext context;
  context.argv = argv;
  context.settings_file = arguments.settings_file.empty()
                              ? default_settings_file()
                              : std::filesystem::path(arguments.settings_file);
  context.tree = {arguments.tree_file, arguments.tree_answers ? widgets::TreeDetail::kAnswers
                                                              : widgets::TreeDetail::kChoices};
  context.form_id = arguments.form_id;
  Result<Settings> settings = load_settings(context.settings_file);
  if (!settings) {
    std::fprintf(stderr, "anlaufstelle: %s\n", settings.error().context.c_str());
    return 2;
  }
  context.settings = std::move(settings).value();
  if (commands.kiosk->parsed()) return run_kiosk(context);
  if (commands.desk->parsed()) return run_desk(context);
  if (commands.setup->parsed()) {
    arguments.setup.sheet_file = arguments.sheet_file;
    return run_setup(context, arguments.setup);
  }
  if (const auto status = run_staff_commands(context, arguments, commands)) return *status;
  if (const auto status = run_enrol_commands(context, arguments, commands)) return *status;
  if (const auto status = run_store_commands(context, arguments, commands)) return *status;
  if (commands.pages_publish->parsed()) return run_pages_publish(context, arguments.page_folder);
  if (commands.form_import->parsed()) return run_form_import(context, arguments.forms);
  return show_settings(context);
}

}  // namespace anlaufstelle::app
