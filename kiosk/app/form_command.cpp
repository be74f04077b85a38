// SPDX-License-Identifier: EUPL-1.2
#include <algorithm>
#include <cstdio>

#include "kiosk/app/commands.h"
#include "kiosk/app/form_files.h"
#include "kiosk/app/form_report.h"
#include "kiosk/app/process.h"
#include "kiosk/app/unlock.h"
#include "kiosk/forms/outline.h"

namespace anlaufstelle::app {
namespace {

int fail(const Error& error) {
  std::fprintf(stderr, "anlaufstelle form: %s: %s\n", std::string(name_of(error.code)).c_str(),
               error.context.c_str());
  return 1;
}

int check(const std::filesystem::path& path) {
  const Result<FormSource> source = read_form_source(path);
  if (!source) return fail(source.error());
  if (!print_findings(*source)) return 1;
  const Result<forms::Import> import =
      forms::import_xform(source->original.xml, {}, source->original.files);
  if (!import) return fail(import.error());
  if (const Status names = check_names(*import->form); !names)
    return fail(with_context(names.error(), source->file.string()));
  print_conformance(*import->form);
  print_languages(*import->form);
  std::printf("%s: form \"%s\", version %s: the kiosk can run it\n", source->file.c_str(),
              std::string(import->form->id()).c_str(),
              std::string(import->form->version()).c_str());
  return 0;
}

int show(const std::filesystem::path& path) {
  const Result<FormSource> source = read_form_source(path);
  if (!source) return fail(source.error());
  forms::ImportLimits limits;
  limits.profile = forms::Profile::kEngine;  // to be read, also where no screen draws it yet
  const Result<forms::Import> import =
      forms::import_xform(source->original.xml, limits, source->original.files);
  if (!import) return fail(with_context(import.error(), source->file.string()));
  print_outline(*import->form);
  return 0;
}

// Forms that don't run are told before anybody is asked for the passphrase.
bool read_all(const FormPaths& paths, std::vector<FormSource>& sources) {
  bool all_run = true;
  for (const std::filesystem::path& path : paths) {
    Result<FormSource> source = read_form_source(path);
    if (!source) {
      fail(source.error());
      all_run = false;
      continue;
    }
    all_run = print_findings(*source) && all_run;
    sources.push_back(std::move(source).value());
  }
  return all_run;
}

Status import_one(const FormSource& source, const FormFolders& folders,
                  const crypto::SigningKey& root) {
  TRY_ASSIGN(const InstalledForm installed, install_form(source, folders, root));
  const std::string what = installed.id == kKioskForm
                               ? "the kiosk shows the newest version from the next visit on"
                               : "the kiosk offers only \"" + std::string(kKioskForm) + "\"";
  std::printf("%s %s is signed and in place; %s.\n", installed.id.c_str(),
              installed.version.c_str(), what.c_str());
  return ok_status();
}

}  // namespace

int run_form_shell_command() {
  return fail(become_program("anlaufstelle-form-shell"));
}

int run_form_check(const FormPaths& paths, bool with_table) {
  if (with_table) print_features();
  int status = 0;
  for (const std::filesystem::path& path : paths) status = std::max(status, check(path));
  return status;
}

int run_form_show(const FormPaths& paths) {
  int status = 0;
  for (const std::filesystem::path& path : paths) status = std::max(status, show(path));
  return status;
}

int run_form_import(const CommandContext& context, const FormPaths& paths) {
  const DataFolders folders = data_folders(context.settings);
  std::vector<FormSource> sources;
  if (!read_all(paths, sources)) return 1;
  Result<crypto::SigningKey> root = ask_root(folders);
  if (!root) return fail(root.error());
  int status = 0;
  for (const FormSource& source : sources) {
    const Status imported =
        import_one(source, {folders.desk_forms(), folders.kiosk_forms()}, *root);
    if (!imported) status = fail(imported.error());
  }
  return status;
}

}  // namespace anlaufstelle::app
