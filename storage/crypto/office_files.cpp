// SPDX-License-Identifier: EUPL-1.2
#include "storage/crypto/office_files.h"

#include <algorithm>
#include <array>
#include <cstring>

#include "storage/base/file.h"
#include "storage/crypto/card_text.h"
#include "storage/crypto/hex.h"
#include "storage/crypto/wiped.h"

namespace anlaufstelle::crypto {
namespace {

namespace fs = std::filesystem;

constexpr std::size_t kMaxCard = 4096;
constexpr std::size_t kSeedSize = 32;
constexpr std::string_view kSigningKeyTitle = "anlaufstelle-signing-key/1\nseed: ";

// ON DISK: do not change titles, domains, keys or their order.
constexpr std::string_view kOfficeKeys[] = {"name", "root", "reception", "counselling", "recovery"};
constexpr CardShape kOfficeShape{"anlaufstelle-office/1", "anlaufstelle/office/1", kOfficeKeys};
constexpr std::string_view kKioskKeys[] = {"id", "key"};
constexpr CardShape kKioskShape{"anlaufstelle-kiosk/1", "anlaufstelle/kiosk/1", kKioskKeys};

Result<std::vector<std::string>> load_card(const fs::path& file, const CardShape& shape,
                                           const VerifyKey& root) {
  TRY_ASSIGN(const Bytes bytes, read_file(file, kMaxCard));
  auto values = read_card(shape, as_text(bytes), root);
  if (!values) return with_context(values.error(), file.string());
  return values;
}

Error corrupt(const fs::path& file, const std::string& what) {
  return Error{ErrorCode::kCorrupt, file.string() + ": " + what};
}

}  // namespace

std::string role_key_file(Role role) {
  return std::string(name_of(role)) + ".age";
}

bool is_kiosk_id(std::string_view text) {
  return !text.empty() && text.size() <= 32 && std::all_of(text.begin(), text.end(), [](char c) {
    return (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || c == '-';
  });
}

std::string write_office_card(const OfficeCard& card, const SigningKey& root) {
  const std::array<std::string, 5> values = {card.office_name, card.root.hex(),
                                             card.reception.text(), card.counselling.text(),
                                             card.recovery.text()};
  return write_card(kOfficeShape, values, root);
}

std::string write_kiosk_card(const KioskCard& card, const SigningKey& root) {
  const std::array<std::string, 2> values = {card.kiosk_id, card.key.hex()};
  return write_card(kKioskShape, values, root);
}

std::string write_root_pin(const VerifyKey& root) {
  return root.hex() + '\n';
}

SecretBytes write_signing_key(const SigningKey& key) {
  SecretBytes text(kSigningKeyTitle.size() + 2 * kSeedSize + 1);
  char* at = reinterpret_cast<char*>(text.data());
  std::memcpy(at, kSigningKeyTitle.data(), kSigningKeyTitle.size());
  to_hex(key.seed(), {at + kSigningKeyTitle.size(), 2 * kSeedSize});
  at[text.size() - 1] = '\n';
  return text;
}

SecretBytes write_identity(const Identity& identity) {
  const SecretBytes line = identity.text();
  SecretBytes text(line.size() + 1);
  std::memcpy(text.data(), line.view().data(), line.size());
  text.data()[line.size()] = '\n';
  return text;
}

Result<OfficeCard> load_office_card(const fs::path& file, const VerifyKey& root) {
  TRY_ASSIGN(const auto values, load_card(file, kOfficeShape, root));
  const auto named_root = VerifyKey::from_hex(values[1]);
  if (!named_root || !(*named_root == root)) return corrupt(file, "names another root");
  OfficeCard card;
  card.office_name = values[0];
  card.root = root;
  Recipient* const recipients[] = {&card.reception, &card.counselling, &card.recovery};
  for (std::size_t i = 0; i < std::size(recipients); ++i) {
    const auto recipient = Recipient::parse(values[2 + i]);
    if (!recipient) return corrupt(file, recipient.error().context);
    *recipients[i] = *recipient;
  }
  return card;
}

Result<KioskCard> load_kiosk_card(const fs::path& file, const VerifyKey& root) {
  TRY_ASSIGN(const auto values, load_card(file, kKioskShape, root));
  if (!is_kiosk_id(values[0])) return corrupt(file, "kiosk id");
  const auto key = VerifyKey::from_hex(values[1]);
  if (!key) return corrupt(file, key.error().context);
  return KioskCard{values[0], *key};
}

Result<VerifyKey> load_root_pin(const fs::path& file) {
  TRY_ASSIGN(const Bytes bytes, read_file(file, kMaxCard));
  const std::string_view text = as_text(bytes);
  if (!text.ends_with('\n')) return corrupt(file, "64 hexadecimal digits and a line end expected");
  auto key = VerifyKey::from_hex(text.substr(0, text.size() - 1));
  if (!key) return corrupt(file, key.error().context);
  return key;
}

Result<SigningKey> parse_signing_key(std::string_view text) {
  Wiped<kSeedSize> seed;
  if (!text.starts_with(kSigningKeyTitle) || !text.ends_with('\n') ||
      !from_hex(text.substr(kSigningKeyTitle.size(), text.size() - kSigningKeyTitle.size() - 1),
                seed)) {
    return Error{ErrorCode::kCorrupt, "not a signing key of this program"};
  }
  return SigningKey::from_seed(seed.view());
}

Result<Identity> parse_identity(std::string_view text) {
  std::string_view key_line;
  while (!text.empty()) {
    const std::size_t end = std::min(text.find('\n'), text.size());
    const std::string_view line = text.substr(0, end);
    text.remove_prefix(std::min(end + 1, text.size()));
    if (line.empty() || line.starts_with('#')) continue;
    if (!key_line.empty()) return Error{ErrorCode::kCorrupt, "more than one secret key"};
    key_line = line;
  }
  auto identity = Identity::parse(key_line);
  if (!identity) return Error{ErrorCode::kCorrupt, identity.error().context};
  return identity;
}

}  // namespace anlaufstelle::crypto
