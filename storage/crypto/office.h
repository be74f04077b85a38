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

// What a role may open is decided by the secrets that its people hold (storage/FORMAT.md, Keys).
// Administration keeps the office's lists and opens no record.
enum class Role { kReception, kCounselling, kRecovery, kAdministration };
std::string_view name_of(Role role);

// What kiosks seal to: one set of public keys for about a month, signed by the root. Any thread.
struct KeySet {
  std::string id;            // "2026-11-2": the second set made in November 2026
  std::uint64_t serial = 0;  // grows with each set: the newest doesn't depend on a clock
  std::int64_t minute = 0;   // made, minutes since 1970-01-01 UTC
  Recipient reception, counselling, recovery;

  [[nodiscard]] std::vector<Recipient> slip_recipients() const {
    return {reception, counselling, recovery};
  }
  [[nodiscard]] std::vector<Recipient> full_recipients() const { return {counselling, recovery}; }
};

// The office in public, signed by its root; loading checks that against a pinned root key.
struct OfficeCard {
  std::string office_name;
  VerifyKey root;
  std::optional<KeySet> first_set;  // in cards of version 1 only
};

// One enrolled kiosk, signed by the root. The card of a lost one stays, so that what it sealed
// before can still be verified.
enum class KioskState { kActive, kRevoked };
struct KioskCard {
  std::string kiosk_id;  // [a-z0-9-]{1,32}, never used again for another one
  VerifyKey key;
  KioskState state = KioskState::kActive;
};

// One member of staff, signed by the root. The card of somebody revoked stays, so that what that
// person signed can still be verified.
enum class StaffState { kActive, kRevoked };
struct StaffCard {
  std::string id;  // [a-z0-9-]{1,32}, never used again for somebody else
  Role role = Role::kReception;
  StaffState state = StaffState::kActive;
  VerifyKey key;        // signs this person's events
  Recipient recipient;  // this person's copies of the sets' secrets are sealed to it
};

// Work factor (log2 N) of new slots: about half a second and 128 MiB on the office's computer,
// measured in storage/FORMAT.md.
inline constexpr int kScryptLogN = 17;

struct NewOffice {
  std::string office_name;
  std::string kiosk_id;
  // The first two people; `add_staff` adds the others.
  std::string reception_id = "reception", counselling_id = "counselling";
  SecretBytes root_passphrase, reception_passphrase, counselling_passphrase;
  Recipient recovery;       // its secret is on paper and nowhere else
  std::int64_t minute = 0;  // now; names the first key set
  int scrypt_log_n = kScryptLogN;
};

// Makes the office in `office_folder` (root, two people, the first key set, public cards) and
// the kiosk's enrolment in `kiosk_folder` (cards, own signing key, pin). The kiosk folder never
// receives an office secret. File names and formats: storage/FORMAT.md. Takes as long as three
// key derivations. An error leaves no file behind and changes none.
// Errors: Conflict (an office or kiosk is there already), InvalidInput (a word is empty or too
// long, two people with one passphrase, no recovery key), Refused (folder modes), Io, Full.
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
inline constexpr std::string_view kDomainPages = "anlaufstelle/pages/1";
inline constexpr std::string_view kDomainForm = "anlaufstelle/form/1";
inline constexpr std::string_view kDomainFormFiles = "anlaufstelle/form-files/1";
inline constexpr std::string_view kDomainCompiledForm = "anlaufstelle/compiled-form/1";

// Opens the root's secret key; setup, form import and the lists of staff and keys need it.
Result<SigningKey> open_root(const std::filesystem::path& office_folder,
                             std::string_view passphrase);

// The kiosk's side: public keys and its own signing key. Folder and key are checked for modes
// 0700/0600.
struct KioskKeys {
  OfficeCard office;
  KeySet keys;  // the newest set it holds
  std::string kiosk_id;
  SigningKey signer;
};
// Errors: NotFound, Refused (modes; the context says which chmod to run), Corrupt, TooNew, Io.
Result<KioskKeys> load_kiosk_keys(const std::filesystem::path& kiosk_folder);

// The desk's side: cards verified against the pinned root.
struct DeskTrust {
  OfficeCard office;
  std::vector<KeySet> sets;  // newest first
  std::vector<KioskCard> kiosks;
  std::vector<StaffCard> staff;
};
// Errors: NotFound, Refused (modes), Corrupt, TooNew, Io.
Result<DeskTrust> load_desk_trust(const std::filesystem::path& office_folder);
// Before anything is signed: a card of another root would leave an office that nobody can load.
// Errors: Refused.
Status check_root(const DeskTrust& trust, const SigningKey& root);

// Somebody who gave the right passphrase, with every secret that person holds.
struct OpenedRole {
  Role role = Role::kRecovery;
  std::vector<Identity> identities;  // of the role, newest set first
  std::string staff_id;              // "" for recovery
  std::optional<SigningKey> signer;  // nothing for recovery
  std::optional<Identity> own;       // the slot's identity; nothing for recovery
};

}  // namespace anlaufstelle::crypto
