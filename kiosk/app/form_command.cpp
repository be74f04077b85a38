// SPDX-License-Identifier: EUPL-1.2
#include <cstdio>
#include <iostream>

#include "kiosk/app/commands.h"
#include "kiosk/app/form_files.h"
#include "kiosk/app/form_shell.h"
#include "storage/base/file.h"

namespace anlaufstelle::app {
namespace {

int fail(const Error& error) {
  std::fprintf(stderr, "anlaufstelle form: %s: %s\n", std::string(name_of(error.code)).c_str(),
               error.context.c_str());
  return 1;
}

}  // namespace

int run_form_shell_command() {
  std::ios::sync_with_stdio(false);
  run_form_shell(std::cin, std::cout);
  return 0;
}

int run_form_check(const std::filesystem::path& file) {
  Result<Bytes> xml = read_file(file, 8u << 20);
  if (!xml) return fail(xml.error());
  const Result<forms::Import> import = forms::import_xform(as_text(*xml));
  if (!import) {
    std::fprintf(stderr, "%s: %s\n", file.c_str(), import.error().context.c_str());
    return 1;
  }
  if (const Status names = check_names(*import->form); !names) {
    std::fprintf(stderr, "%s: %s\n", file.c_str(), names.error().context.c_str());
    return 1;
  }
  for (const forms::LintFinding& finding : import->findings) {
    std::printf("%s:%d: %s; %s\n", file.c_str(), finding.line, finding.what.c_str(),
                finding.how_to_mend.c_str());
  }
  std::printf("%s: form \"%s\", version %s: the kiosk can run it\n", file.c_str(),
              std::string(import->form->id()).c_str(),
              std::string(import->form->version()).c_str());
  return 0;
}

}  // namespace anlaufstelle::app
