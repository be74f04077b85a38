// SPDX-License-Identifier: EUPL-1.2
#include "kiosk/app/passphrase.h"

#include <termios.h>
#include <unistd.h>

#include <cstdio>
#include <iostream>

namespace anlaufstelle::app {
namespace {

constexpr std::size_t kLeastPassphrase = 12;

// Keeps what is typed off the terminal while it lives; pipes are left alone.
class Silence {
 public:
  Silence() {
    if (isatty(STDIN_FILENO) == 0 || tcgetattr(STDIN_FILENO, &before_) != 0) return;
    termios quiet = before_;
    quiet.c_lflag &= ~static_cast<tcflag_t>(ECHO);
    active_ = tcsetattr(STDIN_FILENO, TCSAFLUSH, &quiet) == 0;
  }
  ~Silence() {
    if (!active_) return;
    (void)tcsetattr(STDIN_FILENO, TCSAFLUSH, &before_);
    std::fputc('\n', stderr);
  }
  Silence(const Silence&) = delete;
  Silence& operator=(const Silence&) = delete;

 private:
  termios before_{};
  bool active_ = false;
};

}  // namespace

Result<SecretBytes> ask_passphrase_once(const std::string& prompt) {
  std::fprintf(stderr, "%s", prompt.c_str());
  const Silence silence;
  std::string line;
  if (!std::getline(std::cin, line)) {
    return Error{ErrorCode::kInvalidInput, "a passphrase was expected on standard input"};
  }
  SecretBytes secret(as_bytes(line));
  wipe(line);
  return secret;
}

Result<SecretBytes> ask_new_passphrase(const std::string& whose) {
  TRY_ASSIGN(SecretBytes first,
             ask_passphrase_once("Passphrase for " + whose + " (at least 12 bytes): "));
  if (first.size() < kLeastPassphrase) {
    return Error{ErrorCode::kInvalidInput, "passphrase for " + whose + ": shorter than 12 bytes"};
  }
  TRY_ASSIGN(const SecretBytes second, ask_passphrase_once("The same again: "));
  if (first.text() != second.text()) {
    return Error{ErrorCode::kInvalidInput, "passphrase for " + whose + ": the two differ"};
  }
  return first;
}

}  // namespace anlaufstelle::app
