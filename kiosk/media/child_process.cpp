// SPDX-License-Identifier: EUPL-1.2
#include "kiosk/media/child_process.h"

#include <fcntl.h>
#include <signal.h>
#include <sys/prctl.h>
#include <sys/resource.h>
#include <sys/wait.h>
#include <unistd.h>

#include <array>
#include <cerrno>
#include <cstring>
#include <utility>

namespace anlaufstelle::media {
namespace {

// Between fork and exec nothing may be called that could wait for a lock of another thread.
[[noreturn]] void become(char* const* argv, const ChildProcess::Streams& streams, int tell,
                         pid_t parent) {
  const int null = open("/dev/null", O_RDWR);
  setpgid(0, 0);
  prctl(PR_SET_PDEATHSIG, SIGKILL);
  if (getppid() != parent) _exit(127);  // it died before it could be watched
  dup2(streams.input >= 0 ? streams.input : null, STDIN_FILENO);
  dup2(streams.output >= 0 ? streams.output : null, STDOUT_FILENO);
  if (streams.error >= 0) dup2(streams.error, STDERR_FILENO);
  const rlimit none{0, 0};
  setrlimit(RLIMIT_CORE, &none);
  dup2(tell, 3);
  fcntl(3, F_SETFD, FD_CLOEXEC);
  close_range(4, ~0U, 0);
  if (chdir("/") == 0) execvp(argv[0], argv);
  const int failed = errno;
  (void)!write(3, &failed, sizeof failed);
  _exit(127);
}

Error io(const char* what) {
  return Error{ErrorCode::kIo, std::string(what) + ": " + std::strerror(errno)};
}

}  // namespace

Result<ChildProcess> ChildProcess::start(const std::vector<std::string>& argv,
                                         const Streams& streams) {
  std::vector<char*> words;
  for (const std::string& word : argv) words.push_back(const_cast<char*>(word.c_str()));
  words.push_back(nullptr);
  // Closed by exec; until then it can say why there was none.
  std::array<int, 2> told{};
  if (pipe2(told.data(), O_CLOEXEC) != 0) return io("pipe");
  const pid_t parent = getpid();
  const pid_t pid = fork();
  if (pid == 0) become(words.data(), streams, told[1], parent);
  close(told[1]);
  if (pid < 0) {
    close(told[0]);
    return io("fork");
  }
  ChildProcess child(pid);
  int failed = 0;
  const ssize_t got = read(told[0], &failed, sizeof failed);
  close(told[0]);
  if (got == sizeof failed) {
    errno = failed;
    if (failed == ENOENT) return Error{ErrorCode::kNotFound, argv[0]};
    return io(argv[0].c_str());
  }
  return child;
}

ChildProcess::ChildProcess(ChildProcess&& other) noexcept : pid_(std::exchange(other.pid_, 0)) {}

ChildProcess::~ChildProcess() {
  if (pid_ == 0) return;
  kill();
  while (waitpid(pid_, nullptr, 0) < 0 && errno == EINTR) {
  }
}

void ChildProcess::kill() const {
  // The group: what it has started itself goes too. Before its setpgid() it is alone.
  if (pid_ != 0 && ::kill(-pid_, SIGKILL) != 0) ::kill(pid_, SIGKILL);
}

int ChildProcess::await() const {
  siginfo_t end{};
  while (waitid(P_PID, static_cast<id_t>(pid_), &end, WEXITED | WNOWAIT) < 0 && errno == EINTR) {
  }
  return end.si_code == CLD_EXITED ? end.si_status : 128;
}

}  // namespace anlaufstelle::media
