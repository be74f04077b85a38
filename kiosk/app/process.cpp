// SPDX-License-Identifier: EUPL-1.2
#include "kiosk/app/process.h"

#include <linux/close_range.h>
#include <malloc.h>
#include <sys/prctl.h>
#include <sys/resource.h>
#include <sys/stat.h>
#include <unistd.h>

#include <array>
#include <cerrno>
#include <clocale>
#include <csignal>
#include <cstring>

namespace anlaufstelle::app {

void harden_process() {
  const rlimit none{0, 0};
  (void)setrlimit(RLIMIT_CORE, &none);
  (void)prctl(PR_SET_DUMPABLE, 0, 0, 0, 0);
  umask(077);
  // A full disk behind RLIMIT_FSIZE and a printer that hangs up are errors, not the end.
  (void)std::signal(SIGXFSZ, SIG_IGN);
  (void)std::signal(SIGPIPE, SIG_IGN);
}

void settle_process() {
  // GLFW's X input method needs a UTF-8 LC_CTYPE to deliver anything but Latin.
  if (std::setlocale(LC_CTYPE, "C.UTF-8") == nullptr) std::setlocale(LC_CTYPE, "");
  // Freed vertex buffers would otherwise go back to the kernel and fault in again each frame.
  mallopt(M_MMAP_THRESHOLD, 256 << 20);
  mallopt(M_TRIM_THRESHOLD, 512 << 20);
}

void trim_heap() {
  malloc_trim(0);
}

Error restart_process(char** argv) {
  (void)close_range(3, ~0U, CLOSE_RANGE_CLOEXEC);
  execv("/proc/self/exe", argv);
  return Error{ErrorCode::kIo, std::string("restart: ") + std::strerror(errno)};
}

Error become_program(const std::string& name) {
  std::error_code failed;
  const std::filesystem::path self = std::filesystem::read_symlink("/proc/self/exe", failed);
  std::string program = (self.parent_path() / name).string();
  std::array<char*, 2> argv = {program.data(), nullptr};
  if (!failed) execv(program.c_str(), argv.data());
  return Error{ErrorCode::kIo, program + ": " + std::strerror(failed ? failed.value() : errno)};
}

std::filesystem::path locales_folder() {
  return ANLAUFSTELLE_LOCALES;
}

std::filesystem::path catalogues_folder() {
  return ANLAUFSTELLE_CATALOGUES;
}

}  // namespace anlaufstelle::app
