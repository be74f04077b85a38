// SPDX-License-Identifier: EUPL-1.2
#pragma once

#include <string>

#include "kiosk/app/settings.h"
#include "storage/base/result.h"
#include "storage/base/secret.h"
#include "storage/crypto/staff.h"

namespace anlaufstelle::app {

// Opening keys by passphrases of the terminal or standard input. Wrong ones are counted and put
// off, here by waiting. Commands only: they block.

// Asks for the passphrase of the office root. Errors: those of open_root and UnlockTries.
Result<crypto::SigningKey> ask_root(const DataFolders& folders);
// The same for somebody of staff, with what was typed already; `who` "" takes any slot.
Result<crypto::OpenedRole> try_staff(const DataFolders& folders, const SecretBytes& passphrase,
                                     const std::string& who);

}  // namespace anlaufstelle::app
