// SPDX-License-Identifier: EUPL-1.2
#pragma once

#include <string>

#include "storage/base/result.h"
#include "storage/base/secret.h"

namespace anlaufstelle::app {

// One line of standard input, which a terminal does not show. Error: InvalidInput at its end.
Result<SecretBytes> ask_passphrase_once(const std::string& prompt);

// A new passphrase, asked for twice. Errors: InvalidInput (too short, the two differ).
Result<SecretBytes> ask_new_passphrase(const std::string& whose);

}  // namespace anlaufstelle::app
