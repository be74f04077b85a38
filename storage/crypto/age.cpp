// SPDX-License-Identifier: EUPL-1.2
#include "storage/crypto/age.h"

#include <sodium.h>

#include <algorithm>
#include <charconv>
#include <optional>

#include "storage/crypto/age_armor.h"
#include "storage/crypto/age_header.h"
#include "storage/crypto/age_payload.h"
#include "storage/crypto/bech32.h"
#include "storage/crypto/hash.h"
#include "storage/crypto/libsodium.h"

namespace anlaufstelle::crypto {
namespace {

constexpr std::string_view kRecipientPrefix = "age";
constexpr std::string_view kIdentityPrefix = "age-secret-key-";
constexpr std::string_view kX25519Info = "age-encryption.org/v1/X25519";
constexpr std::string_view kScryptLabel = "age-encryption.org/v1/scrypt";
constexpr std::size_t kSaltSize = 16;
constexpr std::size_t kTag = crypto_aead_chacha20poly1305_ietf_ABYTES;
constexpr std::size_t kWrappedSize = kFileKeySize + kTag;
// Each wrapping key is used once, so age fixes its nonce to zero.
constexpr std::uint8_t kZeroNonce[crypto_aead_chacha20poly1305_ietf_NPUBBYTES] = {};

using FileKey = Wiped<kFileKeySize>;

Error corrupt(const char* what) {
  return Error{ErrorCode::kCorrupt, what};
}

Bytes wrap_file_key(const Wiped<32>& key, const FileKey& file_key) {
  Bytes wrapped(kWrappedSize);
  crypto_aead_chacha20poly1305_ietf_encrypt(wrapped.data(), nullptr, file_key.data(),
                                            file_key.size(), nullptr, 0, nullptr, kZeroNonce,
                                            key.data());
  return wrapped;
}

// REQUIRES: wrapped.size() == kWrappedSize
bool unwrap_file_key(const Wiped<32>& key, ByteView wrapped, FileKey& out) {
  return crypto_aead_chacha20poly1305_ietf_decrypt(out.data(), nullptr, nullptr, wrapped.data(),
                                                   wrapped.size(), nullptr, 0, kZeroNonce,
                                                   key.data()) == 0;
}

// False where `point` has a low order, so that the shared secret would be zero for everyone.
[[nodiscard]] bool x25519_wrapping_key(ByteView scalar, ByteView point, ByteView share,
                                       ByteView recipient, Wiped<32>& out) {
  Wiped<32> shared;
  if (crypto_scalarmult(shared.data(), scalar.data(), point.data()) != 0) return false;
  std::array<std::uint8_t, 64> salt{};
  std::copy(share.begin(), share.end(), salt.begin());
  std::copy(recipient.begin(), recipient.end(), salt.begin() + 32);
  hkdf_sha256(shared.view(), salt, kX25519Info, out);
  return true;
}

Result<Stanza> wrap_for_recipient(const FileKey& file_key, const Recipient& to, Random& random) {
  Wiped<32> ephemeral;
  random.fill(ephemeral);
  std::array<std::uint8_t, 32> share{};
  crypto_scalarmult_base(share.data(), ephemeral.data());
  Wiped<32> key;
  if (!x25519_wrapping_key(ephemeral.view(), to.key, share, to.key, key)) {
    return Error{ErrorCode::kInvalidInput, "age: recipient of low order"};
  }
  return Stanza{{"X25519", to_base64(share)}, wrap_file_key(key, file_key)};
}

Status scrypt_wrapping_key(std::string_view passphrase, ByteView salt, int log_n, Wiped<32>& out) {
  Bytes labelled(kScryptLabel.begin(), kScryptLabel.end());
  labelled.insert(labelled.end(), salt.begin(), salt.end());
  const ByteView pass = as_bytes(passphrase);
  if (crypto_pwhash_scryptsalsa208sha256_ll(pass.data(), pass.size(), labelled.data(),
                                            labelled.size(), std::uint64_t{1} << log_n, 8, 1,
                                            out.data(), out.size()) != 0) {
    return Error{ErrorCode::kIo, "scrypt: not enough memory"};
  }
  return ok_status();
}

std::string header_of(const FileKey& file_key, std::span<const Stanza> stanzas) {
  const std::string header = age_header_without_mac(stanzas);
  Wiped<32> mac_key;
  hkdf_sha256(file_key.view(), {}, "header", mac_key);
  Wiped<32> mac;
  hmac_sha256(mac_key.view(), {as_bytes(header)}, mac);
  return header + " " + to_base64(mac.view()) + "\n";
}

// Fills `file_key`, too.
Result<std::string> header_for(std::span<const Recipient> recipients, FileKey& file_key,
                               Random& random) {
  ensure_libsodium();
  if (recipients.empty()) return Error{ErrorCode::kInvalidInput, "age: no recipient"};
  random.fill(file_key);
  std::vector<Stanza> stanzas;
  for (const Recipient& recipient : recipients) {
    TRY_ASSIGN(Stanza stanza, wrap_for_recipient(file_key, recipient, random));
    stanzas.push_back(std::move(stanza));
  }
  return header_of(file_key, stanzas);
}

Bytes assemble(ByteView file_key, std::string_view header, ByteView plaintext, Random& random) {
  Bytes file(header.begin(), header.end());
  seal_payload(file_key, plaintext, random, file);
  return file;
}

Result<SecretBytes> open_with_file_key(const FileKey& file_key, const AgeHeader& header) {
  Wiped<32> mac_key;
  hkdf_sha256(file_key.view(), {}, "header", mac_key);
  Wiped<32> mac;
  hmac_sha256(mac_key.view(), {header.authenticated}, mac);
  if (sodium_memcmp(mac.data(), header.mac.data(), mac.size()) != 0) {
    return corrupt("age header: MAC doesn't fit");
  }
  return open_payload(file_key.view(), header.payload);
}

// A passphrase stanza stands alone: the file would otherwise not be bound to the passphrase.
bool is_passphrase_file(const AgeHeader& header) {
  return std::any_of(header.stanzas.begin(), header.stanzas.end(),
                     [](const Stanza& s) { return s.args[0] == "scrypt"; });
}

struct X25519Stanza {
  Bytes share;
  ByteView wrapped;
};

Result<std::vector<X25519Stanza>> x25519_stanzas(const AgeHeader& header) {
  std::vector<X25519Stanza> found;
  for (const Stanza& stanza : header.stanzas) {
    if (stanza.args[0] != "X25519") continue;
    auto share = stanza.args.size() == 2 ? from_base64(stanza.args[1]) : std::nullopt;
    if (!share || share->size() != 32 || stanza.body.size() != kWrappedSize) {
      return corrupt("age header: X25519 stanza");
    }
    found.push_back({std::move(*share), stanza.body});
  }
  return found;
}

// Two digits at most, no leading zero, or nothing.
std::optional<int> parse_log_n(std::string_view text) {
  int value = 0;
  if (text.empty() || text.size() > 2 || text[0] == '0') return std::nullopt;
  const auto [end, failed] = std::from_chars(text.data(), text.data() + text.size(), value);
  if (failed != std::errc() || end != text.data() + text.size() || value < 1) return std::nullopt;
  return value;
}

// True: `out` is the file key. False: this identity fits none of the stanzas.
Result<bool> try_identity(const Identity& identity, const std::vector<X25519Stanza>& stanzas,
                          FileKey& out) {
  const Recipient& own = identity.recipient();
  for (const X25519Stanza& stanza : stanzas) {
    Wiped<32> key;
    if (!x25519_wrapping_key(identity.key(), stanza.share, stanza.share, own.key, key)) {
      return corrupt("age header: share of low order");
    }
    if (unwrap_file_key(key, stanza.wrapped, out)) return true;
  }
  return false;
}

}  // namespace

std::string Recipient::text() const {
  std::string text(bech32_size(kRecipientPrefix), '\0');
  bech32_encode(kRecipientPrefix, key, LetterCase::kLower, text);
  return text;
}

Result<Recipient> Recipient::parse(std::string_view text) {
  ensure_libsodium();
  Recipient recipient;
  if (!bech32_decode(kRecipientPrefix, text, LetterCase::kLower, recipient.key)) {
    return Error{ErrorCode::kInvalidInput, "not an age recipient (age1…)"};
  }
  // Any scalar finds a point of low order: the product is zero and libsodium says so.
  static constexpr std::uint8_t kAnyScalar[32] = {1};
  Wiped<32> ignored;
  if (crypto_scalarmult(ignored.data(), kAnyScalar, recipient.key.data()) != 0) {
    return Error{ErrorCode::kInvalidInput, "age recipient of low order"};
  }
  return recipient;
}

Identity Identity::generate(Random& random) {
  ensure_libsodium();
  SecretBytes key(32);
  random.fill({key.data(), key.size()});
  return Identity(std::move(key));
}

Identity Identity::from_scalar(std::span<const std::uint8_t, 32> scalar) {
  ensure_libsodium();
  return Identity(SecretBytes(ByteView(scalar)));
}

Result<Identity> Identity::parse(std::string_view text) {
  ensure_libsodium();
  SecretBytes key(32);
  if (!bech32_decode(kIdentityPrefix, text, LetterCase::kUpper,
                     std::span<std::uint8_t, 32>(key.data(), 32))) {
    return Error{ErrorCode::kInvalidInput, "not an age secret key (AGE-SECRET-KEY-1…)"};
  }
  return Identity(std::move(key));
}

Identity::Identity(SecretBytes key) : key_(std::move(key)) {
  crypto_scalarmult_base(recipient_.key.data(), key_.view().data());
}

SecretBytes Identity::text() const {
  SecretBytes text(bech32_size(kIdentityPrefix));
  bech32_encode(kIdentityPrefix, std::span<const std::uint8_t, 32>(key_.view().data(), 32),
                LetterCase::kUpper, {reinterpret_cast<char*>(text.data()), text.size()});
  return text;
}

Identity Identity::copy() const {
  return Identity(key_.copy());
}

Result<AgeStart> AgeStart::make(std::span<const Recipient> recipients, Random& random) {
  FileKey file_key;
  TRY_ASSIGN(std::string header, header_for(recipients, file_key, random));
  return AgeStart(SecretBytes(file_key.view()), std::move(header));
}

Result<Bytes> age_seal(ByteView plaintext, AgeStart start, Random& random) {
  return assemble(start.file_key_.view(), start.header_, plaintext, random);
}

Result<Bytes> age_seal(ByteView plaintext, std::span<const Recipient> recipients, Random& random) {
  FileKey file_key;
  TRY_ASSIGN(const std::string header, header_for(recipients, file_key, random));
  return assemble(file_key.view(), header, plaintext, random);
}

Result<SecretBytes> age_open(ByteView file, std::span<const Identity> identities) {
  ensure_libsodium();
  TRY_ASSIGN(const AgeHeader header, parse_age_header(file));
  if (is_passphrase_file(header)) {
    if (header.stanzas.size() != 1) return corrupt("age header: passphrase beside another stanza");
    return Error{ErrorCode::kWrongKey, "age: a passphrase is needed"};
  }
  TRY_ASSIGN(const auto stanzas, x25519_stanzas(header));
  for (const Identity& identity : identities) {
    FileKey file_key;
    TRY_ASSIGN(const bool found, try_identity(identity, stanzas, file_key));
    if (found) return open_with_file_key(file_key, header);
  }
  return Error{ErrorCode::kWrongKey, "age: sealed for other keys"};
}

Result<Bytes> age_seal_passphrase(ByteView plaintext, std::string_view passphrase, int log_n,
                                  Random& random) {
  ensure_libsodium();
  if (passphrase.empty()) return Error{ErrorCode::kInvalidInput, "the passphrase is empty"};
  if (log_n < 1 || log_n > kMaxScryptLogN) {
    return Error{ErrorCode::kInvalidInput, "scrypt work factor: 1 to 20"};
  }
  FileKey file_key;
  random.fill(file_key);
  std::array<std::uint8_t, kSaltSize> salt{};
  random.fill(salt);
  Wiped<32> key;
  TRY(scrypt_wrapping_key(passphrase, salt, log_n, key));
  const Stanza stanza{{"scrypt", to_base64(salt), std::to_string(log_n)},
                      wrap_file_key(key, file_key)};
  return assemble(file_key.view(), header_of(file_key, {&stanza, 1}), plaintext, random);
}

Result<SecretBytes> age_open_passphrase(ByteView file, std::string_view passphrase) {
  ensure_libsodium();
  Bytes binary;
  if (is_armored(file)) {
    TRY_ASSIGN(binary, age_unarmor(file));
    file = binary;
  }
  TRY_ASSIGN(const AgeHeader header, parse_age_header(file));
  if (!is_passphrase_file(header)) {
    return Error{ErrorCode::kWrongKey, "age: a key is needed, not a passphrase"};
  }
  if (header.stanzas.size() != 1) return corrupt("age header: passphrase beside another stanza");
  const Stanza& stanza = header.stanzas[0];
  const auto salt = stanza.args.size() == 3 ? from_base64(stanza.args[1]) : std::nullopt;
  if (!salt || salt->size() != kSaltSize || stanza.body.size() != kWrappedSize) {
    return corrupt("age header: scrypt stanza");
  }
  const auto log_n = parse_log_n(stanza.args[2]);
  if (!log_n) return corrupt("age header: scrypt work factor");
  if (*log_n > kMaxScryptLogN) {
    return Error{ErrorCode::kRefused, "age header: scrypt work factor above 20"};
  }
  Wiped<32> key;
  TRY(scrypt_wrapping_key(passphrase, *salt, *log_n, key));
  FileKey file_key;
  if (!unwrap_file_key(key, stanza.body, file_key)) {
    return Error{ErrorCode::kWrongKey, "wrong passphrase"};
  }
  return open_with_file_key(file_key, header);
}

}  // namespace anlaufstelle::crypto
