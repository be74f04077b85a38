// SPDX-License-Identifier: EUPL-1.2
#include "storage/crypto/signature.h"

#include <sodium.h>

#include <algorithm>
#include <cassert>

#include "storage/crypto/hex.h"
#include "storage/crypto/libsodium.h"
#include "storage/crypto/wiped.h"

namespace anlaufstelle::crypto {
namespace {

Bytes with_domain(std::string_view domain, ByteView message) {
  assert(!domain.empty() && domain.find('\0') == std::string_view::npos);
  Bytes bytes;
  bytes.reserve(domain.size() + 1 + message.size());
  bytes.insert(bytes.end(), domain.begin(), domain.end());
  bytes.push_back(0);
  bytes.insert(bytes.end(), message.begin(), message.end());
  return bytes;
}

// libsodium's form of the secret key: seed, then public key.
void expand(ByteView seed, Wiped<crypto_sign_SECRETKEYBYTES>& secret, VerifyKey& pub) {
  ensure_libsodium();
  crypto_sign_seed_keypair(pub.key.data(), secret.data(), seed.data());
}

}  // namespace

std::string VerifyKey::hex() const {
  return to_hex(key);
}

Result<VerifyKey> VerifyKey::from_hex(std::string_view text) {
  VerifyKey key;
  if (!crypto::from_hex(text, key.key)) {
    return Error{ErrorCode::kInvalidInput, "key: 64 hexadecimal digits expected"};
  }
  return key;
}

std::string VerifyKey::fingerprint() const {
  const auto digest = sha256(key);
  const std::string digits = to_hex(ByteView(digest).first(16));
  std::string text;
  for (std::size_t i = 0; i < digits.size(); ++i) {
    if (i != 0 && i % 4 == 0) text += ' ';
    const char c = digits[i];
    text += c >= 'a' ? static_cast<char>(c - 'a' + 'A') : c;
  }
  return text;
}

SigningKey SigningKey::generate(Random& random) {
  SecretBytes seed(crypto_sign_SEEDBYTES);
  random.fill({seed.data(), seed.size()});
  Wiped<crypto_sign_SECRETKEYBYTES> secret;
  VerifyKey pub;
  expand(seed.view(), secret, pub);
  return {std::move(seed), pub};
}

Result<SigningKey> SigningKey::from_seed(ByteView seed) {
  if (seed.size() != crypto_sign_SEEDBYTES) {
    return Error{ErrorCode::kInvalidInput, "signing key: 32 bytes expected"};
  }
  Wiped<crypto_sign_SECRETKEYBYTES> secret;
  VerifyKey pub;
  expand(seed, secret, pub);
  return SigningKey(SecretBytes(seed), pub);
}

Signature SigningKey::sign(std::string_view domain, ByteView message) const {
  // libsodium's form of a secret key: the seed, then the public key that it was made with.
  static_assert(crypto_sign_SECRETKEYBYTES == crypto_sign_SEEDBYTES + crypto_sign_PUBLICKEYBYTES);
  Wiped<crypto_sign_SECRETKEYBYTES> secret;
  const ByteView seed = seed_.view();
  const auto middle = std::copy(seed.begin(), seed.end(), secret.begin());
  std::copy(public_.key.begin(), public_.key.end(), middle);
  const Bytes bytes = with_domain(domain, message);
  Signature signature{};
  crypto_sign_detached(signature.data(), nullptr, bytes.data(), bytes.size(), secret.data());
  return signature;
}

bool verify(const VerifyKey& key, std::string_view domain, ByteView message,
            const Signature& signature) {
  ensure_libsodium();
  const Bytes bytes = with_domain(domain, message);
  return crypto_sign_verify_detached(signature.data(), bytes.data(), bytes.size(),
                                     key.key.data()) == 0;
}

std::array<std::uint8_t, 32> sha256(ByteView bytes) {
  std::array<std::uint8_t, 32> digest{};
  crypto_hash_sha256(digest.data(), bytes.data(), bytes.size());
  return digest;
}

}  // namespace anlaufstelle::crypto
