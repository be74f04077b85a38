// SPDX-License-Identifier: EUPL-1.2
#include <array>
#include <cstdio>
#include <iostream>

#include "kiosk/app/commands.h"
#include "kiosk/app/form_files.h"
#include "kiosk/app/form_shell.h"
#include "kiosk/forms/outline.h"
#include "storage/base/file.h"

namespace anlaufstelle::app {
namespace {

int fail(const Error& error) {
  std::fprintf(stderr, "anlaufstelle form: %s: %s\n", std::string(name_of(error.code)).c_str(),
               error.context.c_str());
  return 1;
}

constexpr std::size_t kMaxForm = 8u << 20, kMaxFile = 32u << 20;

// What lies beside a form belongs to it: FORM.xml has its files in the folder FORM-media.
Result<forms::Attachments> attachments_beside(const std::filesystem::path& file) {
  forms::Attachments out;
  std::filesystem::path folder = file;
  folder.replace_filename(file.stem().string() + "-media");
  std::error_code failed;
  if (!std::filesystem::is_directory(folder, failed)) return out;
  for (const auto& entry : std::filesystem::directory_iterator(folder, failed)) {
    if (!entry.is_regular_file(failed)) continue;
    const std::string name = entry.path().filename().string();
    const bool csv = name.ends_with(".csv");
    if (!csv && !name.ends_with(".xml")) continue;  // pictures and sounds are no instances
    TRY_ASSIGN(const Bytes content, read_file(entry.path(), kMaxFile));
    for (const char* scheme : {"jr://file-csv/", "jr://file/"})
      if (csv || std::string_view(scheme) == "jr://file/")
        out[scheme + name] = std::string(as_text(content));
  }
  return out;
}

void show_row(const forms::OutlineRow& row) {
  const std::string indent(static_cast<std::size_t>(row.depth) * 2 + 2, ' ');
  std::printf("%s%s  %s  [%s]\n", indent.c_str(), kind_name(row.kind).data(), row.label.c_str(),
              row.ref.c_str());
  const auto part = [&](const char* name, const std::string& text) {
    if (!text.empty()) std::printf("%s    %s: %s\n", indent.c_str(), name, text.c_str());
  };
  part("asked if", row.relevant);
  part("required if", row.required);
  part("fixed if", row.readonly);
  part("allowed if", row.constraint);
  part("calculated", row.calculate);
  for (const std::string& choice : row.choices) part("-", choice);
}

}  // namespace

int run_form_shell_command() {
  std::ios::sync_with_stdio(false);
  run_form_shell(std::cin, std::cout);
  return 0;
}

int run_form_check(const std::filesystem::path& file, bool with_table) {
  if (with_table) {
    for (const forms::Feature& feature : forms::features()) {
      constexpr std::array<const char*, 4> kStates = {"runs", "ignored", "refused", "not yet"};
      std::printf("%-8s %-10s %s\n", kStates[static_cast<std::size_t>(feature.state)],
                  std::string(feature.area).c_str(), std::string(feature.name).c_str());
    }
  }
  Result<Bytes> xml = read_file(file, kMaxForm);
  if (!xml) return fail(xml.error());
  bool runs = true;
  for (const forms::LintFinding& finding : forms::lint_xform(as_text(*xml))) {
    const bool error = finding.level == forms::LintFinding::Level::kError;
    runs = runs && !error;
    std::printf("%s:%d: %s%s; %s\n", file.c_str(), finding.line, error ? "error: " : "",
                finding.what.c_str(), finding.how_to_mend.c_str());
  }
  if (!runs) return 1;
  const Result<forms::Import> import = forms::import_xform(as_text(*xml));
  if (!import) return fail(import.error());
  if (const Status names = check_names(*import->form); !names) {
    std::fprintf(stderr, "%s: %s\n", file.c_str(), names.error().context.c_str());
    return 1;
  }
  for (const forms::LanguageHoles& holes : forms::language_holes(*import->form))
    if (holes.missing > 0)
      std::printf("%s: %s lacks %zu of %zu texts\n", file.c_str(), holes.language.c_str(),
                  holes.missing, holes.texts);
  std::printf("%s: form \"%s\", version %s: the kiosk can run it\n", file.c_str(),
              std::string(import->form->id()).c_str(),
              std::string(import->form->version()).c_str());
  return 0;
}

int run_form_show(const std::filesystem::path& file) {
  Result<Bytes> xml = read_file(file, kMaxForm);
  if (!xml) return fail(xml.error());
  Result<forms::Attachments> attachments = attachments_beside(file);
  if (!attachments) return fail(attachments.error());
  forms::ImportLimits limits;
  limits.profile = forms::Profile::kEngine;  // to be read, also where no screen draws it yet
  const Result<forms::Import> import = forms::import_xform(as_text(*xml), limits, *attachments);
  if (!import) return fail(import.error());
  const forms::FormDef& form = *import->form;
  std::printf("%s  (id %s, version %s)\n", std::string(form.title()).c_str(),
              std::string(form.id()).c_str(), std::string(form.version()).c_str());
  for (const forms::LanguageHoles& holes : forms::language_holes(form))
    std::printf("language %s: %zu of %zu texts\n", holes.language.c_str(),
                holes.texts - holes.missing, holes.texts);
  for (const forms::OutlineRow& row : forms::outline(form)) show_row(row);
  return 0;
}

}  // namespace anlaufstelle::app
