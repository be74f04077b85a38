// SPDX-License-Identifier: EUPL-1.2
#include "kiosk/app/process.h"

#include <doctest/doctest.h>
#include <fcntl.h>
#include <sys/prctl.h>
#include <sys/resource.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <unistd.h>

#include <csignal>

#include "tests/support/temp_dir.h"

namespace anlaufstelle::app {
namespace {

enum Failure { kNone = 0, kCoreDump = 1, kDumpable = 2, kOpenFiles = 4, kSignals = 8 };

// Runs in a process of its own, which a hardened one must be.
int failures_when_hardened(const std::filesystem::path& folder) {
  harden_process();
  int failures = kNone;
  rlimit core{};
  if (getrlimit(RLIMIT_CORE, &core) != 0 || core.rlim_cur != 0 || core.rlim_max != 0) {
    failures |= kCoreDump;
  }
  if (prctl(PR_GET_DUMPABLE, 0, 0, 0, 0) != 0) failures |= kDumpable;
  const int fd = open((folder / "new").c_str(), O_WRONLY | O_CREAT, 0666);
  struct stat info {};
  if (fd < 0 || fstat(fd, &info) != 0 || (info.st_mode & 0777) != 0600) failures |= kOpenFiles;
  if (std::signal(SIGXFSZ, SIG_DFL) != SIG_IGN || std::signal(SIGPIPE, SIG_DFL) != SIG_IGN) {
    failures |= kSignals;
  }
  return failures;
}

}  // namespace

TEST_CASE("a hardened process dumps no core, isn't traceable and makes private files") {
  const TempDir dir;
  const pid_t child = fork();
  REQUIRE(child >= 0);
  if (child == 0) _exit(failures_when_hardened(dir.path()));
  int status = 0;
  REQUIRE(waitpid(child, &status, 0) == child);
  REQUIRE(WIFEXITED(status));
  CHECK(WEXITSTATUS(status) == kNone);
}

}  // namespace anlaufstelle::app
