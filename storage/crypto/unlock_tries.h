// SPDX-License-Identifier: EUPL-1.2
#pragma once

#include <chrono>
#include <filesystem>

#include "storage/base/clock.h"
#include "storage/base/result.h"

namespace anlaufstelle::crypto {

// Puts off passphrases after wrong ones: 1, 2, 4 … 30 s, counted in a file so that a restart
// doesn't help; never for ever, whatever the file or the clock says. The file keeps its size and
// its place on the disk, so that it can be written when there is no room. One thread.
class UnlockTries {
 public:
  // A file that can't be read counts as many wrong tries. `clock` must outlive it.
  UnlockTries(std::filesystem::path file, const Clock& clock);

  // Until the next try may begin: 0 to 30 s.
  [[nodiscard]] std::chrono::milliseconds wait() const;
  // Wrong tries since the last right one.
  [[nodiscard]] int wrong() const { return wrong_; }

  // Counts the try as wrong, on disk too, before the passphrase is looked at: ending the program
  // in between gains nothing. On a full disk it counts in memory only, because records must stay
  // readable then. Errors: Refused (too early), Io: then don't look.
  Status begin();
  // Whatever kept the passphrase from opening anything counts as wrong: where one slot is damaged,
  // a wrong one can't be told from a right one.
  enum class Outcome { kRight, kWrong };
  void end(Outcome outcome);

 private:
  [[nodiscard]] std::chrono::milliseconds delay() const;
  Status save() const;

  std::filesystem::path file_;
  const Clock& clock_;
  int wrong_ = 0;
  std::chrono::milliseconds next_try_{0};  // by the monotonic clock
};

}  // namespace anlaufstelle::crypto
