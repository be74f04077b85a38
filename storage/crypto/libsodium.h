// SPDX-License-Identifier: EUPL-1.2
#pragma once

namespace anlaufstelle::crypto {

// Lets libsodium choose the implementations for this processor. Called at every door of this
// room, because nobody else may know that it is there; only the first call does anything.
// Any thread.
void ensure_libsodium();

}  // namespace anlaufstelle::crypto
