// SPDX-License-Identifier: EUPL-1.2
#include "storage/crypto/age_payload.h"

#include <sodium.h>

#include <algorithm>
#include <array>
#include <cassert>

#include "storage/crypto/hash.h"

namespace anlaufstelle::crypto {
namespace {

constexpr std::size_t kNonceSize = 16;
constexpr std::size_t kChunk = 64 * 1024;
constexpr std::size_t kTag = crypto_aead_chacha20poly1305_ietf_ABYTES;

using ChunkNonce = std::array<std::uint8_t, 12>;

enum class Position { kInside, kLast };

// Eleven bytes of big-endian counter, one byte that marks the last chunk.
ChunkNonce chunk_nonce(std::uint64_t counter, Position position) {
  ChunkNonce nonce{};
  for (unsigned i = 0; i < 8; ++i) {
    nonce[10 - i] = static_cast<std::uint8_t>((counter >> (8 * i)) & 0xff);
  }
  nonce[11] = position == Position::kLast ? 1 : 0;
  return nonce;
}

}  // namespace

void seal_payload(ByteView file_key, ByteView plaintext, Random& random, Bytes& out) {
  assert(file_key.size() == kFileKeySize);
  std::array<std::uint8_t, kNonceSize> nonce{};
  random.fill(nonce);
  out.insert(out.end(), nonce.begin(), nonce.end());
  Wiped<32> key;
  hkdf_sha256(file_key, nonce, "payload", key);
  std::uint64_t counter = 0;
  do {
    const ByteView chunk = plaintext.first(std::min(kChunk, plaintext.size()));
    plaintext = plaintext.subspan(chunk.size());
    const auto position = plaintext.empty() ? Position::kLast : Position::kInside;
    const ChunkNonce chunk_n = chunk_nonce(counter++, position);
    const std::size_t at = out.size();
    out.resize(at + chunk.size() + kTag);
    crypto_aead_chacha20poly1305_ietf_encrypt(out.data() + at, nullptr, chunk.data(), chunk.size(),
                                              nullptr, 0, nullptr, chunk_n.data(), key.data());
  } while (!plaintext.empty());
}

Result<SecretBytes> open_payload(ByteView file_key, ByteView payload) {
  assert(file_key.size() == kFileKeySize);
  const Error damaged{ErrorCode::kCorrupt, "age payload"};
  // Read together with the header, before any chunk, and told as the vectors tell it.
  if (payload.size() < kNonceSize) {
    return Error{ErrorCode::kCorrupt, "age header: the payload's nonce is cut off"};
  }
  if (payload.size() < kNonceSize + kTag) return damaged;
  Wiped<32> key;
  hkdf_sha256(file_key, payload.first(kNonceSize), "payload", key);
  ByteView sealed = payload.subspan(kNonceSize);

  const std::size_t chunks = (sealed.size() + kChunk + kTag - 1) / (kChunk + kTag);
  const std::size_t last_size = sealed.size() - (chunks - 1) * (kChunk + kTag);
  // The last chunk is empty only where there is nothing to seal at all.
  if (last_size < kTag || (last_size == kTag && chunks > 1)) return damaged;
  SecretBytes plaintext(sealed.size() - chunks * kTag);
  std::uint8_t* at = plaintext.data();
  for (std::uint64_t i = 0; !sealed.empty(); ++i) {
    const ByteView chunk = sealed.first(std::min(kChunk + kTag, sealed.size()));
    sealed = sealed.subspan(chunk.size());
    const ChunkNonce nonce = chunk_nonce(i, sealed.empty() ? Position::kLast : Position::kInside);
    if (crypto_aead_chacha20poly1305_ietf_decrypt(at, nullptr, nullptr, chunk.data(), chunk.size(),
                                                  nullptr, 0, nonce.data(), key.data()) != 0) {
      return damaged;
    }
    if (at != nullptr) at += chunk.size() - kTag;
  }
  return plaintext;
}

}  // namespace anlaufstelle::crypto
