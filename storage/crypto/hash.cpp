// SPDX-License-Identifier: EUPL-1.2
#include "storage/crypto/hash.h"

#include <sodium.h>

namespace anlaufstelle::crypto {

void hmac_sha256(ByteView key, std::initializer_list<ByteView> parts, Wiped<32>& out) {
  crypto_auth_hmacsha256_state state;
  crypto_auth_hmacsha256_init(&state, key.data(), key.size());
  for (const ByteView part : parts) {
    crypto_auth_hmacsha256_update(&state, part.data(), part.size());
  }
  crypto_auth_hmacsha256_final(&state, out.data());
  wipe(&state, sizeof state);
}

void hkdf_sha256(ByteView ikm, ByteView salt, std::string_view info, Wiped<32>& out) {
  static constexpr std::uint8_t kNoSalt[32] = {};
  static constexpr std::uint8_t kFirstBlock[1] = {1};
  Wiped<32> extracted;
  hmac_sha256(salt.empty() ? ByteView(kNoSalt) : salt, {ikm}, extracted);
  hmac_sha256(extracted.view(), {as_bytes(info), ByteView(kFirstBlock)}, out);
}

}  // namespace anlaufstelle::crypto
