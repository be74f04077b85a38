// SPDX-License-Identifier: EUPL-1.2
#include "storage/crypto/libsodium.h"

#include <sodium.h>

#include <cstdlib>

namespace anlaufstelle::crypto {

// It fails only where the kernel has no randomness at all; nothing may go on without it.
void ensure_libsodium() {
  if (sodium_init() < 0) std::abort();
}

}  // namespace anlaufstelle::crypto
