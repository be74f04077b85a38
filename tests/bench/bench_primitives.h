// SPDX-License-Identifier: EUPL-1.2
#pragma once

#include <sodium.h>

#include <algorithm>
#include <cstdlib>
#include <vector>

namespace anlaufstelle::bench {

// What libsodium alone takes for what verifying and opening one record with the counselling key
// needs: one signature, SHA-256 of both parts, three key agreements (the slip is sealed to
// reception before counselling), and both payloads. No parsing, no copying, no MAC of a header.
class Primitives {
 public:
  Primitives() {
    if (sodium_init() < 0) std::exit(1);
    crypto_box_keypair(point_, scalar_);
    crypto_sign_keypair(key_, signing_key_);
    crypto_sign_detached(signature_, nullptr, message_, sizeof message_, signing_key_);
  }

  void open(std::size_t slip_size, std::size_t full_size) {
    unsigned char digest[32], shared[32];
    sealed_.resize(std::max(slip_size, full_size) + 16);
    opened_.resize(sealed_.size());
    bool good = crypto_sign_verify_detached(signature_, message_, sizeof message_, key_) == 0;
    crypto_hash_sha256(digest, sealed_.data(), slip_size);
    crypto_hash_sha256(digest, sealed_.data(), full_size);
    for (int i = 0; i < 3; ++i) good = crypto_scalarmult(shared, scalar_, point_) == 0 && good;
    // Opening costs what sealing does, and needs no text that fits.
    for (const std::size_t size : {slip_size, full_size}) {
      crypto_aead_chacha20poly1305_ietf_encrypt(opened_.data(), nullptr, sealed_.data(),
                                                size - kAroundPayload, nullptr, 0, nullptr, nonce_,
                                                digest);
    }
    if (!good) std::exit(1);
  }

 private:
  static constexpr std::size_t kAroundPayload = 300;  // header, nonce, tag: about
  unsigned char scalar_[32], point_[32], key_[32], signing_key_[64], signature_[64];
  unsigned char message_[150] = {}, nonce_[12] = {};
  std::vector<unsigned char> sealed_, opened_;
};

}  // namespace anlaufstelle::bench
