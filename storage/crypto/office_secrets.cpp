// SPDX-License-Identifier: EUPL-1.2
#include <algorithm>
#include <cstring>
#include <initializer_list>

#include "storage/crypto/hex.h"
#include "storage/crypto/office_files.h"
#include "storage/crypto/wiped.h"

namespace anlaufstelle::crypto {
namespace {

constexpr std::size_t kSeedSize = 32;

// ON DISK: do not change.
constexpr std::string_view kSigningKeyTitle = "anlaufstelle-signing-key/1\nseed: ";
constexpr std::string_view kSlotTitle = "# anlaufstelle-slot/1\n# seed: ";
constexpr std::string_view kSetTitle = "# anlaufstelle-set/1\n";
constexpr std::string_view kReceptionLine = "# reception\n", kCounsellingLine = "# counselling\n";

Error corrupt(const char* what) {
  return Error{ErrorCode::kCorrupt, what};
}

SecretBytes joined(std::initializer_list<std::string_view> parts) {
  std::size_t size = 0;
  for (const std::string_view part : parts) size += part.size();
  SecretBytes text(size);
  std::uint8_t* at = text.data();
  for (const std::string_view part : parts) {
    std::memcpy(at, part.data(), part.size());
    at += part.size();
  }
  return text;
}

SecretBytes seed_digits(const SigningKey& key) {
  SecretBytes digits(2 * kSeedSize);
  to_hex(key.seed(), {reinterpret_cast<char*>(digits.data()), digits.size()});
  return digits;
}

bool skip(std::string_view& rest, std::string_view expected) {
  if (!rest.starts_with(expected)) return false;
  rest.remove_prefix(expected.size());
  return true;
}

// "64 digits LF"
Result<SigningKey> take_seed(std::string_view& rest, const char* what) {
  Wiped<kSeedSize> seed;
  if (rest.size() < 2 * kSeedSize + 1 || rest[2 * kSeedSize] != '\n' ||
      !from_hex(rest.substr(0, 2 * kSeedSize), seed)) {
    return corrupt(what);
  }
  rest.remove_prefix(2 * kSeedSize + 1);
  return SigningKey::from_seed(seed.view());
}

// "AGE-SECRET-KEY-1… LF"
Result<Identity> take_identity(std::string_view& rest, const char* what) {
  const std::size_t end = rest.find('\n');
  if (end == std::string_view::npos) return corrupt(what);
  auto identity = Identity::parse(rest.substr(0, end));
  if (!identity) return corrupt(what);
  rest.remove_prefix(end + 1);
  return identity;
}

}  // namespace

std::string role_key_file(Role role) {
  return std::string(name_of(role)).append(kSealedEnding);
}

std::string write_root_pin(const VerifyKey& root) {
  return root.hex() + '\n';
}

SecretBytes write_signing_key(const SigningKey& key) {
  return joined({kSigningKeyTitle, seed_digits(key).text(), "\n"});
}

Result<SigningKey> parse_signing_key(std::string_view text) {
  static constexpr const char* kWhat = "not a signing key of this program";
  if (!skip(text, kSigningKeyTitle)) return corrupt(kWhat);
  TRY_ASSIGN(SigningKey key, take_seed(text, kWhat));
  if (!text.empty()) return corrupt(kWhat);
  return key;
}

SecretBytes write_identity(const Identity& identity) {
  return joined({identity.text().text(), "\n"});
}

Result<Identity> parse_identity(std::string_view text) {
  std::string_view key_line;
  while (!text.empty()) {
    const std::size_t end = std::min(text.find('\n'), text.size());
    const std::string_view line = text.substr(0, end);
    text.remove_prefix(std::min(end + 1, text.size()));
    if (line.empty() || line.starts_with('#')) continue;
    if (!key_line.empty()) return corrupt("more than one secret key");
    key_line = line;
  }
  auto identity = Identity::parse(key_line);
  if (!identity) return Error{ErrorCode::kCorrupt, identity.error().context};
  return identity;
}

SecretBytes write_slot(const SlotSecrets& secrets) {
  return joined(
      {kSlotTitle, seed_digits(secrets.signer).text(), "\n", secrets.identity.text().text(), "\n"});
}

Result<SlotSecrets> parse_slot(std::string_view text) {
  static constexpr const char* kWhat = "not a slot of this program";
  if (!skip(text, kSlotTitle)) return corrupt(kWhat);
  TRY_ASSIGN(SigningKey signer, take_seed(text, kWhat));
  TRY_ASSIGN(Identity identity, take_identity(text, kWhat));
  if (!text.empty()) return corrupt(kWhat);
  return SlotSecrets{std::move(signer), std::move(identity)};
}

SecretBytes write_set_secrets(const SetSecrets& secrets) {
  const SecretBytes reception = secrets.reception.text();
  if (!secrets.counselling) return joined({kSetTitle, kReceptionLine, reception.text(), "\n"});
  return joined({kSetTitle, kReceptionLine, reception.text(), "\n", kCounsellingLine,
                 secrets.counselling->text().text(), "\n"});
}

Result<SetSecrets> parse_set_secrets(std::string_view text) {
  static constexpr const char* kWhat = "not the secrets of a key set";
  if (!skip(text, kSetTitle) || !skip(text, kReceptionLine)) return corrupt(kWhat);
  TRY_ASSIGN(Identity reception, take_identity(text, kWhat));
  SetSecrets secrets{std::move(reception), std::nullopt};
  if (skip(text, kCounsellingLine)) {
    TRY_ASSIGN(secrets.counselling, take_identity(text, kWhat));
  }
  if (!text.empty()) return corrupt(kWhat);
  return secrets;
}

}  // namespace anlaufstelle::crypto
