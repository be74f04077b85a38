// SPDX-License-Identifier: EUPL-1.2
// What it takes to have a form ready for a session: from its XML, as an import does, or compiled,
// as a kiosk does. form_load compile FORM.xml FILE, form_load xml FORM.xml, form_load compiled
// FILE. Prints one line of JSON: milliseconds from reading the file to the started session, and how
// far the process's peak memory grew meanwhile.
#include <chrono>
#include <cstdio>
#include <fstream>
#include <string>
#include <string_view>

#include "kiosk/forms/compiled_form.h"
#include "kiosk/forms/form_session.h"
#include "storage/base/clock.h"
#include "storage/base/file.h"
#include "storage/base/id.h"

using namespace anlaufstelle;
using namespace anlaufstelle::forms;

namespace {

constexpr std::size_t kMostBytes = 64u << 20;

// Whatever a form asks for: these are figures.
ImportLimits everything() {
  ImportLimits limits;
  limits.profile = Profile::kAll;
  return limits;
}

// VmHWM of this process in KiB.
long peak_kib() {
  std::ifstream status("/proc/self/status");
  for (std::string line; std::getline(status, line);)
    if (line.starts_with("VmHWM:")) return std::stol(line.substr(6));
  return 0;
}

Result<std::shared_ptr<const FormDef>> load(std::string_view mode, const char* path) {
  TRY_ASSIGN(const Bytes file, read_file(path, kMostBytes));
  if (mode == "compiled") return load_compiled_form(file);
  TRY_ASSIGN(const Import import, import_xform(as_text(file), everything()));
  return import.form;
}

Status compile(const char* from, const char* to) {
  TRY_ASSIGN(const auto form, load("xml", from));
  return write_file_durably(to, compile_form(*form, {}));
}

Status measure(std::string_view mode, const char* path) {
  SystemClock clock;
  SystemRandom random;
  const long before = peak_kib();
  const auto start = std::chrono::steady_clock::now();
  TRY_ASSIGN(const auto form, load(mode, path));
  const auto loaded = std::chrono::steady_clock::now();
  TRY_ASSIGN(const auto session, FormSession::start(form, {&clock, &random, "Europe/Berlin", ""}));
  const auto ready = std::chrono::steady_clock::now();
  const auto ms = [](auto from, auto to) {
    return std::chrono::duration<double, std::milli>(to - from).count();
  };
  std::printf("{\"mode\":\"%s\",\"load_ms\":%.2f,\"start_ms\":%.2f,\"peak_growth_kib\":%ld}\n",
              std::string(mode).c_str(), ms(start, loaded), ms(loaded, ready), peak_kib() - before);
  return ok_status();
}

}  // namespace

int main(int argc, char** argv) {
  if (argc < 3) return 2;
  const std::string_view mode = argv[1];
  const Status done =
      mode == "compile" && argc == 4 ? compile(argv[2], argv[3]) : measure(mode, argv[2]);
  if (done) return 0;
  std::fprintf(stderr, "form_load: %s\n", done.error().context.c_str());
  return 1;
}
