// SPDX-License-Identifier: EUPL-1.2
#pragma once

#include <filesystem>
#include <string>
#include <string_view>

#include "storage/crypto/office.h"

namespace anlaufstelle::crypto {

// The people of an office (storage/FORMAT.md, Staff). Each has a slot: a file wrapped by an own
// passphrase that holds an own signing key and an own age identity. The secrets of the key sets
// are sealed to that identity, so a rotation needs nobody's passphrase. Any thread; blocks, about
// half a second for each slot that is tried.

// Who a passphrase belongs to: tries the slots of all active staff by name. The passphrase alone
// must tell, so add_staff and change_passphrase refuse one that opens a colleague's slot.
// Errors: WrongKey, NotFound (no slot at all), Refused (modes), Corrupt, TooNew, Io.
Result<OpenedRole> open_any_role(const std::filesystem::path& office_folder,
                                 std::string_view passphrase);

// One person's slot. Errors: as above; NotFound for an unknown or revoked person.
Result<OpenedRole> open_slot(const std::filesystem::path& office_folder, std::string_view staff_id,
                             std::string_view passphrase);

// The key from the recovery sheet. Errors: WrongKey (no set of this office is sealed to it).
Result<OpenedRole> open_recovery(const std::filesystem::path& office_folder,
                                 const Identity& recovery);

struct NewStaff {
  std::string id;
  Role role = Role::kReception;  // all but kRecovery
  SecretBytes passphrase;
  int scrypt_log_n = kScryptLogN;
};

// Adds a person, who holds no set's secrets yet: share_sets or rotate_keys gives them.
// Errors: Conflict (the id is or was used, or the passphrase is a colleague's), InvalidInput,
// and those of the folder. An error leaves the office as it was.
Result<StaffCard> add_staff(const std::filesystem::path& office_folder, const SigningKey& root,
                            const NewStaff& person, Random& random);

// The same keys under a new passphrase. An old copy of the slot still opens with the old one:
// after a loss, revoke. Errors: WrongKey, Conflict (a colleague's passphrase), InvalidInput.
struct NewPassphrase {
  SecretBytes old_passphrase, passphrase;
  int scrypt_log_n = kScryptLogN;
};
Status change_passphrase(const std::filesystem::path& office_folder, std::string_view staff_id,
                         const NewPassphrase& change, Random& random);

// From now on the person opens nothing: slot and copies are destroyed, and a new key set is made
// for the others, because the old secrets may have been copied before. Can be repeated after an
// interruption. Errors: NotFound (nobody of this name), and those of the folder.
Result<KeySet> revoke_staff(const std::filesystem::path& office_folder, const SigningKey& root,
                            std::string_view staff_id, std::int64_t minute, Random& random);

}  // namespace anlaufstelle::crypto
