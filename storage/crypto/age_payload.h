// SPDX-License-Identifier: EUPL-1.2
#pragma once

#include "storage/base/id.h"
#include "storage/base/result.h"
#include "storage/base/secret.h"

namespace anlaufstelle::crypto {

// The payload of an age v1 file (C2SP age.md, Payload): a nonce, then STREAM chunks of 64 KiB
// under ChaCha20-Poly1305. Any thread, no I/O.

inline constexpr std::size_t kFileKeySize = 16;

// Appends nonce and chunks to `out`. REQUIRES: file_key.size() == kFileKeySize.
void seal_payload(ByteView file_key, ByteView plaintext, Random& random, Bytes& out);

// All of it or nothing: no part of a damaged payload is released. Errors: Corrupt.
Result<SecretBytes> open_payload(ByteView file_key, ByteView payload);

}  // namespace anlaufstelle::crypto
