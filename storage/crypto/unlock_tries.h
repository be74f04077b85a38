// SPDX-License-Identifier: EUPL-1.2
#pragma once

#include <chrono>
#include <filesystem>

#include "storage/base/clock.h"
#include "storage/base/result.h"

namespace anlaufstelle::crypto {

// Puts off passphrases after wrong ones: 1, 2, 4 … 30 s, counted in a file so that a restart
// doesn't help; never for ever, whatever the file or the clock says. One thread.
class UnlockTries {
 public:
  // A file that can't be read counts as many wrong tries. `clock` must outlive it.
  UnlockTries(std::filesystem::path file, const Clock& clock);

  // Until the next try may begin: 0 to 30 s.
  [[nodiscard]] std::chrono::milliseconds wait() const;
  // Wrong tries since the last right one.
  [[nodiscard]] int wrong() const { return wrong_; }

  // Counts the try as wrong, on disk too, before the passphrase is looked at: ending the program
  // in between gains nothing. Errors: Refused (too early), Full, Io: then don't look.
  Status begin();
  // It wasn't a wrong passphrase after all; `wrong` starts over when it was right.
  enum class Outcome { kRight, kWrong, kUndecided };
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
