// SPDX-License-Identifier: EUPL-1.2
#include "storage/crypto/office.h"

#include <algorithm>

#include "storage/base/file.h"
#include "storage/crypto/office_files.h"
#include "storage/crypto/private_file.h"

namespace anlaufstelle::crypto {
namespace {

namespace fs = std::filesystem;

constexpr std::size_t kMaxKeyFile = 4096;

Error corrupt(const fs::path& file, const std::string& what) {
  return Error{ErrorCode::kCorrupt, file.string() + ": " + what};
}

Result<OfficeCard> load_pinned_office(const fs::path& folder) {
  TRY(check_private_folder(folder));
  TRY_ASSIGN(const VerifyKey root, load_root_pin(folder / kRootPinFile));
  return load_office_card(folder / kOfficeCardFile, root);
}

// Newest first. An office card of version 1 brings the first set along.
Result<std::vector<KeySet>> load_sets(const fs::path& folder, const OfficeCard& office) {
  TRY_ASSIGN(std::vector<KeySet> sets, load_key_set_cards(folder / kKeySetFolder, office.root));
  if (office.first_set) sets.push_back(*office.first_set);
  std::sort(sets.begin(), sets.end(),
            [](const KeySet& a, const KeySet& b) { return a.serial > b.serial; });
  if (sets.empty()) {
    return Error{ErrorCode::kNotFound, (folder / kKeySetFolder).string() + ": no key set"};
  }
  return sets;
}

}  // namespace

std::string_view name_of(Role role) {
  switch (role) {
    case Role::kReception:
      return "reception";
    case Role::kCounselling:
      return "counselling";
    case Role::kRecovery:
      return "recovery";
    case Role::kAdministration:
      return "administration";
  }
  return "unknown";
}

Result<SigningKey> open_root(const fs::path& office_folder, std::string_view passphrase) {
  TRY(check_private_folder(office_folder));
  TRY_ASSIGN(const VerifyKey pin, load_root_pin(office_folder / kRootPinFile));
  const fs::path file = office_folder / kRootKeyFile;
  TRY_ASSIGN(const SecretBytes text, open_wrapped_file(file, passphrase));
  auto root = parse_signing_key(text.text());
  if (!root) return with_context(root.error(), file.string());
  if (!(root->verify_key() == pin)) return corrupt(file, "isn't the root that root.pin names");
  return root;
}

Result<KioskKeys> load_kiosk_keys(const fs::path& kiosk_folder) {
  TRY_ASSIGN(OfficeCard office, load_pinned_office(kiosk_folder));
  TRY_ASSIGN(std::vector<KeySet> sets, load_sets(kiosk_folder, office));
  const fs::path card_file = kiosk_folder / kKioskCardFile;
  TRY_ASSIGN(KioskCard card, load_kiosk_card(card_file, office.root));
  if (card.state == KioskState::kRevoked) {
    return Error{ErrorCode::kRefused, card_file.string() + ": this kiosk was revoked"};
  }
  const fs::path key_file = kiosk_folder / kSigningKeyFile;
  TRY_ASSIGN(const SecretBytes text, read_private_file(key_file, kMaxKeyFile));
  auto signer = parse_signing_key(text.text());
  if (!signer) return with_context(signer.error(), key_file.string());
  if (!(signer->verify_key() == card.key)) {
    return corrupt(key_file, "isn't the key that the kiosk card names");
  }
  return KioskKeys{std::move(office), std::move(sets.front()), std::move(card.kiosk_id),
                   std::move(*signer)};
}

Result<DeskTrust> load_desk_trust(const fs::path& office_folder) {
  DeskTrust trust;
  TRY_ASSIGN(trust.office, load_pinned_office(office_folder));
  TRY_ASSIGN(trust.sets, load_sets(office_folder, trust.office));
  TRY_ASSIGN(trust.kiosks, load_kiosk_cards(office_folder / kKioskCardFolder, trust.office.root));
  TRY_ASSIGN(trust.staff, load_staff_cards(office_folder / kStaffFolder, trust.office.root));
  return trust;
}

Status check_root(const DeskTrust& trust, const SigningKey& root) {
  if (root.verify_key() == trust.office.root) return ok_status();
  return Error{ErrorCode::kRefused, "this is the root of another office"};
}

}  // namespace anlaufstelle::crypto
