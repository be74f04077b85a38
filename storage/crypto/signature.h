// SPDX-License-Identifier: EUPL-1.2
#pragma once

#include <array>
#include <string>
#include <string_view>

#include "storage/base/id.h"
#include "storage/base/result.h"
#include "storage/base/secret.h"

namespace anlaufstelle::crypto {

// Ed25519 (RFC 8032). Any thread.
using Signature = std::array<std::uint8_t, 64>;

struct VerifyKey {
  std::array<std::uint8_t, 32> key{};
  bool operator==(const VerifyKey&) const = default;
  [[nodiscard]] std::string hex() const;
  static Result<VerifyKey> from_hex(std::string_view text);
  // SHA-256 of the key in eight groups of four upper-case hexadecimal digits (its first 16
  // bytes): what people compare by eye.
  [[nodiscard]] std::string fingerprint() const;
};

class SigningKey {
 public:
  static SigningKey generate(Random& random);
  static Result<SigningKey> from_seed(ByteView seed);  // 32 bytes
  [[nodiscard]] VerifyKey verify_key() const { return public_; }
  [[nodiscard]] ByteView seed() const { return seed_.view(); }
  // Signs domain ‖ 0x00 ‖ message: a signature for one purpose never fits another.
  [[nodiscard]] Signature sign(std::string_view domain, ByteView message) const;

 private:
  SigningKey(SecretBytes seed, VerifyKey pub) : seed_(std::move(seed)), public_(pub) {}
  SecretBytes seed_;
  VerifyKey public_;
};

[[nodiscard]] bool verify(const VerifyKey& key, std::string_view domain, ByteView message,
                          const Signature& signature);

std::array<std::uint8_t, 32> sha256(ByteView bytes);

}  // namespace anlaufstelle::crypto
