// SPDX-License-Identifier: EUPL-1.2
#pragma once

#include <array>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "storage/base/id.h"
#include "storage/base/result.h"
#include "storage/base/secret.h"

namespace anlaufstelle::crypto {

// age v1 files (C2SP age.md): what the stock `age` tool writes and reads; X25519 recipients and
// scrypt passphrases. Written in binary form; read in armored form too where people bring the
// file (a key that they wrapped themselves). The context of an error begins with the part that
// is damaged: "age armor", "age header", "age payload". All functions: any thread, no I/O.

// An X25519 public key. Text form "age1…" (Bech32).
struct Recipient {
  std::array<std::uint8_t, 32> key{};
  bool operator==(const Recipient&) const = default;
  [[nodiscard]] std::string text() const;
  static Result<Recipient> parse(std::string_view text);
};

// An X25519 secret key. Text form "AGE-SECRET-KEY-1…" (Bech32, upper case).
class Identity {
 public:
  static Identity generate(Random& random);
  // Of 32 bytes that are as good as random.
  static Identity from_scalar(std::span<const std::uint8_t, 32> scalar);
  static Result<Identity> parse(std::string_view text);
  [[nodiscard]] const Recipient& recipient() const { return recipient_; }
  [[nodiscard]] SecretBytes text() const;  // without a line end
  [[nodiscard]] Identity copy() const;
  [[nodiscard]] ByteView key() const { return key_.view(); }

 private:
  explicit Identity(SecretBytes key);
  SecretBytes key_;
  Recipient recipient_;  // kept: a multiplication for every stanza of every record
};

// Largest work factor (log2 N) that a passphrase file may ask for when it is opened.
inline constexpr int kMaxScryptLogN = 20;

// REQUIRES: at least one recipient.
Result<Bytes> age_seal(ByteView plaintext, std::span<const Recipient> recipients, Random& random);

// The beginning of an age file: all that doesn't depend on its content, which is most of the work.
// Made ahead of time, used for one file. Whoever has it opens that file, so it is wiped when used.
class AgeStart {
 public:
  // REQUIRES: at least one recipient.
  static Result<AgeStart> make(std::span<const Recipient> recipients, Random& random);

 private:
  friend Result<Bytes> age_seal(ByteView plaintext, AgeStart start, Random& random);
  AgeStart(SecretBytes file_key, std::string header)
      : file_key_(std::move(file_key)), header_(std::move(header)) {}
  SecretBytes file_key_;
  std::string header_;
};
Result<Bytes> age_seal(ByteView plaintext, AgeStart start, Random& random);

// Errors: WrongKey (no identity fits), Corrupt (header, MAC or payload), TooNew (version line).
Result<SecretBytes> age_open(ByteView file, std::span<const Identity> identities);

// Takes about a second and 256 MiB at log_n 18. Errors: InvalidInput for an empty passphrase.
Result<Bytes> age_seal_passphrase(ByteView plaintext, std::string_view passphrase, int log_n,
                                  Random& random);
// Takes an armored file too. Errors: WrongKey (passphrase), Corrupt, Refused (work factor above
// kMaxScryptLogN).
Result<SecretBytes> age_open_passphrase(ByteView file, std::string_view passphrase);

}  // namespace anlaufstelle::crypto
