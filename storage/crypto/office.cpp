// SPDX-License-Identifier: EUPL-1.2
#include "storage/crypto/office.h"

#include <algorithm>
#include <array>

#include "storage/base/file.h"
#include "storage/crypto/office_files.h"
#include "storage/crypto/private_file.h"

namespace anlaufstelle::crypto {
namespace {

namespace fs = std::filesystem;

constexpr std::size_t kMaxKeyFile = 64 * 1024;

const Recipient& recipient_of(const OfficeCard& card, Role role) {
  switch (role) {
    case Role::kReception:
      return card.reception;
    case Role::kCounselling:
      return card.counselling;
    case Role::kRecovery:
      return card.recovery;
  }
  return card.recovery;
}

Error corrupt(const fs::path& file, const std::string& what) {
  return Error{ErrorCode::kCorrupt, file.string() + ": " + what};
}

// A secret wrapped by a passphrase. The bytes are ciphertext: their modes are the folder's care.
Result<SecretBytes> open_key_file(const fs::path& file, std::string_view passphrase) {
  TRY_ASSIGN(const Bytes sealed, read_file(file, kMaxKeyFile));
  auto opened = age_open_passphrase(sealed, passphrase);
  if (!opened) return with_context(opened.error(), file.string());
  return opened;
}

Result<Identity> open_role_key_of(const OfficeCard& card, const fs::path& office_folder, Role role,
                                  std::string_view passphrase) {
  const fs::path file = office_folder / role_key_file(role);
  TRY_ASSIGN(const SecretBytes text, open_key_file(file, passphrase));
  auto identity = parse_identity(text.text());
  if (!identity) return with_context(identity.error(), file.string());
  if (!(identity->recipient() == recipient_of(card, role))) {
    return corrupt(file, "isn't the key that the office card names");
  }
  return identity;
}

Result<OfficeCard> load_pinned_office(const fs::path& folder) {
  TRY(check_private_folder(folder));
  TRY_ASSIGN(const VerifyKey root, load_root_pin(folder / kRootPinFile));
  return load_office_card(folder / kOfficeCardFile, root);
}

// Sorted, so that errors and lists don't depend on the file system. A folder that isn't there
// is an office without a kiosk.
Result<std::vector<fs::path>> kiosk_card_files(const fs::path& folder) {
  std::vector<fs::path> files;
  std::error_code failed;
  for (fs::directory_iterator at(folder, failed), end; !failed && at != end; at.increment(failed)) {
    if (at->path().extension() == ".card") files.push_back(at->path());
  }
  if (failed && failed != std::errc::no_such_file_or_directory) {
    return Error{ErrorCode::kIo, folder.string() + ": " + failed.message()};
  }
  std::sort(files.begin(), files.end());
  return files;
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
  }
  return "unknown";
}

Result<SigningKey> open_root(const fs::path& office_folder, std::string_view passphrase) {
  TRY(check_private_folder(office_folder));
  TRY_ASSIGN(const VerifyKey pin, load_root_pin(office_folder / kRootPinFile));
  const fs::path file = office_folder / kRootKeyFile;
  TRY_ASSIGN(const SecretBytes text, open_key_file(file, passphrase));
  auto root = parse_signing_key(text.text());
  if (!root) return with_context(root.error(), file.string());
  if (!(root->verify_key() == pin)) return corrupt(file, "isn't the root that root.pin names");
  return root;
}

Result<KioskKeys> load_kiosk_keys(const fs::path& kiosk_folder) {
  TRY_ASSIGN(OfficeCard office, load_pinned_office(kiosk_folder));
  const fs::path card_file = kiosk_folder / kKioskCardFile;
  TRY_ASSIGN(KioskCard card, load_kiosk_card(card_file, office.root));
  const fs::path key_file = kiosk_folder / kSigningKeyFile;
  TRY_ASSIGN(const SecretBytes text, read_private_file(key_file, kMaxKeyFile));
  auto signer = parse_signing_key(text.text());
  if (!signer) return with_context(signer.error(), key_file.string());
  if (!(signer->verify_key() == card.key)) {
    return corrupt(key_file, "isn't the key that the kiosk card names");
  }
  return KioskKeys{std::move(office), std::move(card.kiosk_id), std::move(*signer)};
}

Result<DeskTrust> load_desk_trust(const fs::path& office_folder) {
  DeskTrust trust;
  TRY_ASSIGN(trust.office, load_pinned_office(office_folder));
  TRY_ASSIGN(const auto files, kiosk_card_files(office_folder / kKioskCardFolder));
  for (const fs::path& file : files) {
    TRY_ASSIGN(KioskCard card, load_kiosk_card(file, trust.office.root));
    if (file.stem() != card.kiosk_id) return corrupt(file, "is the card of another kiosk");
    trust.kiosks.push_back(std::move(card));
  }
  return trust;
}

Result<Identity> open_role_key(const fs::path& office_folder, Role role,
                               std::string_view passphrase) {
  TRY_ASSIGN(const OfficeCard card, load_pinned_office(office_folder));
  return open_role_key_of(card, office_folder, role, passphrase);
}

Result<OpenedRole> open_any_role(const fs::path& office_folder, std::string_view passphrase) {
  TRY_ASSIGN(const OfficeCard card, load_pinned_office(office_folder));
  // A desk may hold only some of the key files; a damaged one must not hide behind the others.
  Error last{ErrorCode::kNotFound, office_folder.string() + ": no key file"};
  for (const Role role : {Role::kReception, Role::kCounselling, Role::kRecovery}) {
    auto identity = open_role_key_of(card, office_folder, role, passphrase);
    if (identity) return OpenedRole{role, std::move(*identity)};
    const ErrorCode code = identity.error().code;
    const bool worse = last.code != ErrorCode::kNotFound && last.code != ErrorCode::kWrongKey;
    if (code != ErrorCode::kNotFound && !worse) last = identity.error();
  }
  return last;
}

}  // namespace anlaufstelle::crypto
