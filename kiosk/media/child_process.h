// SPDX-License-Identifier: EUPL-1.2
#pragma once

#include <sys/types.h>

#include <optional>
#include <string>
#include <vector>

#include "storage/base/result.h"

namespace anlaufstelle::media {

// A program that runs beside this one and is killed with the object, and by the system when this
// program dies without having said goodbye. await() and kill() may
// be called on any thread.
class ChildProcess {
 public:
  // Its standard input and output, -1 for /dev/null, and its standard error, -1 for ours.
  struct Streams {
    int input = -1, output = -1, error = -1;
  };
  // argv[0] is looked for in PATH; no shell. It gets no other descriptor of ours; the caller keeps
  // his own. Errors: NotFound (no such program), Io.
  static Result<ChildProcess> start(const std::vector<std::string>& argv, const Streams& streams);
  ~ChildProcess();
  ChildProcess(ChildProcess&& other) noexcept;
  ChildProcess& operator=(ChildProcess&&) = delete;

  // Waits until it has ended. 0 where it did so by itself and well. Until the object dies its
  // number belongs to nobody else, so that kill() may come late.
  [[nodiscard]] int await() const;
  void kill() const;
  [[nodiscard]] pid_t pid() const { return pid_; }

 private:
  explicit ChildProcess(pid_t pid) : pid_(pid) {}
  pid_t pid_;  // 0: reaped or moved from
};

}  // namespace anlaufstelle::media
