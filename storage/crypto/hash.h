// SPDX-License-Identifier: EUPL-1.2
#pragma once

#include <initializer_list>
#include <string_view>

#include "storage/base/secret.h"
#include "storage/crypto/wiped.h"

namespace anlaufstelle::crypto {

// HMAC-SHA-256 (RFC 2104) over the parts in order. `key` may have any length. Any thread.
void hmac_sha256(ByteView key, std::initializer_list<ByteView> parts, Wiped<32>& out);

// HKDF-SHA-256 (RFC 5869) with 32 bytes of output, which is all that age asks for. An empty
// salt stands for 32 zero bytes. Any thread.
void hkdf_sha256(ByteView ikm, ByteView salt, std::string_view info, Wiped<32>& out);

}  // namespace anlaufstelle::crypto
