// SPDX-License-Identifier: EUPL-1.2
#pragma once

#include <filesystem>
#include <optional>
#include <string>
#include <vector>

#include "storage/base/clock.h"
#include "storage/crypto/age.h"
#include "storage/crypto/signature.h"

namespace anlaufstelle::crypto {

// What a role may open is decided by its key (storage/FORMAT.md, Keys).
enum class Role { kReception, kCounselling, kRecovery };
std::string_view name_of(Role role);

// The office in public: everything a kiosk needs to seal and a desk needs to verify. Signed as
// a whole by the office root; loading checks that signature against a pinned root key. Any thread.
struct OfficeCard {
  std::string office_name;
  VerifyKey root;
  Recipient reception, counselling, recovery;

  [[nodiscard]] std::vector<Recipient> slip_recipients() const {
    return {reception, counselling, recovery};
  }
  [[nodiscard]] std::vector<Recipient> full_recipients() const { return {counselling, recovery}; }
};

// One enrolled kiosk, signed by the root.
struct KioskCard {
  std::string kiosk_id;  // [a-z0-9-]{1,32}
  VerifyKey key;
};

struct NewOffice {
  std::string office_name;
  std::string kiosk_id;
  // Passphrases of the four key files; the recovery key's may equal the root's.
  SecretBytes root_passphrase, reception_passphrase, counselling_passphrase, recovery_passphrase;
  int scrypt_log_n = 17;
};

// Makes the office in `office_folder` (root, key files wrapped by passphrase, public cards) and
// the kiosk's enrolment in `kiosk_folder` (office card, own signing key, pin). The kiosk folder
// never receives an office secret. File names and formats: storage/FORMAT.md. Takes as long as
// four key derivations. An error leaves no file behind and changes none.
// Errors: Conflict (an office or kiosk is there already), InvalidInput (a word is empty or too
// long, two roles with one passphrase), Refused (folder modes), Io, Full.
struct OfficeMade {
  VerifyKey root;
};
Result<OfficeMade> make_office(const NewOffice& office, const std::filesystem::path& office_folder,
                               const std::filesystem::path& kiosk_folder, Random& random);

// A file signed by the root (forms, later pages): content plus detached signature `<name>.sig`.
// `domain` is one of the kDomain… words of storage/FORMAT.md.
Status sign_file(const std::filesystem::path& file, std::string_view domain,
                 const SigningKey& root);
Result<Bytes> read_signed_file(const std::filesystem::path& file, std::string_view domain,
                               const VerifyKey& root, std::size_t max_bytes);
inline constexpr std::string_view kDomainForm = "anlaufstelle/form/1";
inline constexpr std::string_view kDomainFormFiles = "anlaufstelle/form-files/1";
inline constexpr std::string_view kDomainCompiledForm = "anlaufstelle/compiled-form/1";

// Opens the root's secret key; only setup, enrol and form import need it.
Result<SigningKey> open_root(const std::filesystem::path& office_folder,
                             std::string_view passphrase);

// The kiosk's side. `kiosk_folder` and the signing key are checked for modes 0700/0600.
struct KioskKeys {
  OfficeCard office;
  std::string kiosk_id;
  SigningKey signer;
};
// Errors: NotFound, Refused (modes; the context says which chmod to run), Corrupt, TooNew, Io.
Result<KioskKeys> load_kiosk_keys(const std::filesystem::path& kiosk_folder);

// The desk's side: cards verified against the pinned root.
struct DeskTrust {
  OfficeCard office;
  std::vector<KioskCard> kiosks;
};
// Errors: NotFound, Refused (modes), Corrupt, TooNew, Io.
Result<DeskTrust> load_desk_trust(const std::filesystem::path& office_folder);
// Errors: WrongKey after about a second; the caller delays further tries.
Result<Identity> open_role_key(const std::filesystem::path& office_folder, Role role,
                               std::string_view passphrase);
// Which role a passphrase opens: tries reception, then counselling, then recovery; a key file
// that isn't there is passed over. Errors: as open_role_key, up to three times as slow.
struct OpenedRole {
  Role role;
  Identity identity;
};
Result<OpenedRole> open_any_role(const std::filesystem::path& office_folder,
                                 std::string_view passphrase);

}  // namespace anlaufstelle::crypto
