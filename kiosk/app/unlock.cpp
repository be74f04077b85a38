// SPDX-License-Identifier: EUPL-1.2
#include "kiosk/app/unlock.h"

#include <chrono>
#include <cstdio>
#include <functional>
#include <thread>

#include "kiosk/app/passphrase.h"
#include "storage/base/clock.h"
#include "storage/base/file.h"
#include "storage/crypto/unlock_tries.h"

namespace anlaufstelle::app {
namespace {

// Beside the desk's store it is the desk's own.
constexpr const char* kTriesFile = "unlock.tries";

// `open` is called after whatever wait earlier wrong tries have earned.
template <typename Opened>
Result<Opened> guarded(const std::filesystem::path& tries_file,
                       const std::function<Result<Opened>()>& open) {
  using Outcome = crypto::UnlockTries::Outcome;
  const SystemClock clock;
  crypto::UnlockTries tries(tries_file, clock);
  if (const auto wait = tries.wait(); wait.count() > 0) {
    std::fprintf(stderr, "%d wrong passphrases before; waiting %lld s.\n", tries.wrong(),
                 static_cast<long long>(std::chrono::ceil<std::chrono::seconds>(wait).count()));
    std::this_thread::sleep_for(wait);
  }
  TRY(tries.begin());
  auto opened = open();
  tries.end(opened ? Outcome::kRight : Outcome::kWrong);
  return opened;
}

}  // namespace

Result<crypto::SigningKey> ask_root(const DataFolders& folders) {
  TRY_ASSIGN(const SecretBytes passphrase, ask_passphrase_once("Passphrase of the office root: "));
  return guarded<crypto::SigningKey>(folders.office / kTriesFile, [&] {
    return crypto::open_root(folders.office, passphrase.text());
  });
}

Result<crypto::OpenedRole> try_staff(const DataFolders& folders, const SecretBytes& passphrase,
                                     const std::string& who) {
  TRY(make_private_folder(folders.desk));
  return guarded<crypto::OpenedRole>(folders.desk / kTriesFile, [&] {
    return who.empty() ? crypto::open_any_role(folders.office, passphrase.text())
                       : crypto::open_slot(folders.office, who, passphrase.text());
  });
}

}  // namespace anlaufstelle::app
