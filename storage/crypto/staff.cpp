// SPDX-License-Identifier: EUPL-1.2
#include "storage/crypto/staff.h"

#include <algorithm>
#include <utility>

#include "storage/base/file.h"
#include "storage/crypto/key_sets.h"
#include "storage/crypto/new_files.h"
#include "storage/crypto/office_files.h"
#include "storage/crypto/private_file.h"
#include "storage/crypto/recovery_sheet.h"

namespace anlaufstelle::crypto {
namespace {

namespace fs = std::filesystem;

fs::path staff_file(const fs::path& office_folder, std::string_view id, std::string_view ending) {
  return office_folder / kStaffFolder / std::string(id).append(ending);
}

Error corrupt(const fs::path& file, const char* what) {
  return Error{ErrorCode::kCorrupt, file.string() + ": " + what};
}

const StaffCard* find_person(const DeskTrust& trust, std::string_view id) {
  const auto at = std::find_if(trust.staff.begin(), trust.staff.end(),
                               [&](const StaffCard& card) { return card.id == id; });
  return at == trust.staff.end() ? nullptr : &*at;
}

// A set without a copy for this person was made before that person came.
// A damaged copy leaves the other sets usable.
Status add_identities(const fs::path& office_folder, const DeskTrust& trust, OpenedRole& opened) {
  if (opened.role == Role::kAdministration) return ok_status();
  std::optional<Error> trouble;
  for (const KeySet& set : trust.sets) {
    auto copy = open_copy(office_folder, set, opened.staff_id, *opened.own);
    if (!copy) {
      trouble = copy.error();
    } else if (*copy) {
      SetSecrets& secrets = **copy;
      if (opened.role == Role::kReception) {
        opened.identities.push_back(std::move(secrets.reception));
      } else if (secrets.counselling) {
        opened.identities.push_back(std::move(*secrets.counselling));
      }
    }
  }
  if (opened.identities.empty() && trouble) return *trouble;
  return ok_status();
}

Result<SlotSecrets> open_secrets(const fs::path& office_folder, const StaffCard& person,
                                 std::string_view passphrase) {
  const fs::path file = staff_file(office_folder, person.id, kSealedEnding);
  TRY_ASSIGN(const SecretBytes text, open_wrapped_file(file, passphrase));
  auto secrets = parse_slot(text.text());
  if (!secrets) return with_context(secrets.error(), file.string());
  if (!(secrets->signer.verify_key() == person.key) ||
      !(secrets->identity.recipient() == person.recipient)) {
    return corrupt(file, "isn't the slot that the staff card names");
  }
  return secrets;
}

Result<OpenedRole> open_person(const fs::path& office_folder, const DeskTrust& trust,
                               const StaffCard& person, std::string_view passphrase) {
  TRY_ASSIGN(SlotSecrets secrets, open_secrets(office_folder, person, passphrase));
  OpenedRole opened;
  opened.role = person.role;
  opened.staff_id = person.id;
  opened.signer = std::move(secrets.signer);
  opened.own = std::move(secrets.identity);
  TRY(add_identities(office_folder, trust, opened));
  return opened;
}

// The key files of an office of version 1: one for each role, nobody's own.
Result<OpenedRole> open_role_file(const fs::path& office_folder, const KeySet& set, Role role,
                                  std::string_view passphrase) {
  const fs::path file = office_folder / role_key_file(role);
  TRY_ASSIGN(const SecretBytes text, open_wrapped_file(file, passphrase));
  auto identity = parse_identity(text.text());
  if (!identity) return with_context(identity.error(), file.string());
  const Recipient& named = role == Role::kReception     ? set.reception
                           : role == Role::kCounselling ? set.counselling
                                                        : set.recovery;
  if (!(identity->recipient() == named)) {
    return corrupt(file, "isn't the key that the office card names");
  }
  OpenedRole opened;
  opened.role = role;
  opened.identities.push_back(std::move(*identity));
  return opened;
}

// The first that opens. A desk may hold only some of the files; a damaged one must not hide
// behind the others.
class Attempts {
 public:
  explicit Attempts(const fs::path& office_folder)
      : last_{ErrorCode::kNotFound, office_folder.string() + ": no slot"} {}
  bool take(Result<OpenedRole> attempt) {
    if (attempt) {
      opened_ = std::move(*attempt);
      return true;
    }
    const ErrorCode code = attempt.error().code;
    const bool worse = last_.code != ErrorCode::kNotFound && last_.code != ErrorCode::kWrongKey;
    if (code != ErrorCode::kNotFound && !worse) last_ = attempt.error();
    return false;
  }
  Result<OpenedRole> result() {
    if (opened_) return std::move(*opened_);
    return last_;
  }

 private:
  Error last_;
  std::optional<OpenedRole> opened_;
};

Result<OpenedRole> try_slots(const fs::path& office_folder, const DeskTrust& trust,
                             std::string_view passphrase) {
  Attempts attempts(office_folder);
  for (const StaffCard& person : trust.staff) {
    if (person.state == StaffState::kRevoked) continue;
    if (attempts.take(open_person(office_folder, trust, person, passphrase))) break;
  }
  return attempts.result();
}

// The passphrase says who somebody is, so no two may have the same.
Status check_passphrase(const fs::path& office_folder, const DeskTrust& trust,
                        const SecretBytes& passphrase, std::string_view own_id) {
  if (passphrase.empty()) return Error{ErrorCode::kInvalidInput, "the passphrase is empty"};
  for (const StaffCard& person : trust.staff) {
    if (person.state == StaffState::kRevoked || person.id == own_id) continue;
    if (open_secrets(office_folder, person, passphrase.text())) {
      return Error{ErrorCode::kConflict, "this passphrase is taken; choose another"};
    }
  }
  return ok_status();
}

Result<Bytes> wrap_slot(const SlotSecrets& secrets, const SecretBytes& passphrase, int log_n,
                        Random& random) {
  return age_seal_passphrase(write_slot(secrets).view(), passphrase.text(), log_n, random);
}

}  // namespace

Result<OpenedRole> open_any_role(const fs::path& office_folder, std::string_view passphrase) {
  if (const auto recovery = parse_recovery_key(passphrase)) {
    return open_recovery(office_folder, *recovery);
  }
  TRY_ASSIGN(const DeskTrust trust, load_desk_trust(office_folder));
  auto opened = try_slots(office_folder, trust, passphrase);
  if (opened || !trust.office.first_set) return opened;
  Attempts attempts(office_folder);
  (void)attempts.take(std::move(opened));
  for (const Role role : {Role::kReception, Role::kCounselling, Role::kRecovery}) {
    if (attempts.take(open_role_file(office_folder, *trust.office.first_set, role, passphrase))) {
      break;
    }
  }
  return attempts.result();
}

Result<OpenedRole> open_slot(const fs::path& office_folder, std::string_view staff_id,
                             std::string_view passphrase) {
  TRY_ASSIGN(const DeskTrust trust, load_desk_trust(office_folder));
  const StaffCard* const person = find_person(trust, staff_id);
  if (person == nullptr || person->state == StaffState::kRevoked) {
    return Error{ErrorCode::kNotFound, "nobody of this name works here"};
  }
  return open_person(office_folder, trust, *person, passphrase);
}

Result<OpenedRole> open_recovery(const fs::path& office_folder, const Identity& recovery) {
  TRY_ASSIGN(const DeskTrust trust, load_desk_trust(office_folder));
  const Recipient key = recovery.recipient();
  if (std::none_of(trust.sets.begin(), trust.sets.end(),
                   [&](const KeySet& set) { return set.recovery == key; })) {
    return Error{ErrorCode::kWrongKey, "the recovery key of another office"};
  }
  OpenedRole opened;
  opened.identities.push_back(recovery.copy());
  return opened;
}

Result<StaffCard> add_staff(const fs::path& office_folder, const SigningKey& root,
                            const NewStaff& person, Random& random) {
  if (!is_card_id(person.id)) {
    return Error{ErrorCode::kInvalidInput, "name: 1 to 32 of a-z, 0-9 and -"};
  }
  if (person.role == Role::kRecovery) {
    return Error{ErrorCode::kInvalidInput, "the recovery key is nobody's role"};
  }
  TRY_ASSIGN(const DeskTrust trust, load_desk_trust(office_folder));
  TRY(check_root(trust, root));
  if (const StaffCard* const before = find_person(trust, person.id)) {
    return Error{ErrorCode::kConflict, before->state == StaffState::kActive
                                           ? person.id + " is on the list already"
                                           : person.id + " was somebody's; choose another name"};
  }
  TRY(check_passphrase(office_folder, trust, person.passphrase, {}));
  TRY(make_private_folder(office_folder / kStaffFolder));
  const SlotSecrets secrets{SigningKey::generate(random), Identity::generate(random)};
  const StaffCard card{person.id, person.role, StaffState::kActive, secrets.signer.verify_key(),
                       secrets.identity.recipient()};
  TRY_ASSIGN(const Bytes slot, wrap_slot(secrets, person.passphrase, person.scrypt_log_n, random));
  // The card last: a slot without one is nobody's and may be written over.
  TRY(write_file_durably(staff_file(office_folder, card.id, kSealedEnding), slot));
  TRY(write_file_durably(staff_file(office_folder, card.id, kCardEnding),
                         as_bytes(write_staff_card(card, root))));
  return card;
}

Status change_passphrase(const fs::path& office_folder, std::string_view staff_id,
                         const NewPassphrase& change, Random& random) {
  TRY_ASSIGN(const DeskTrust trust, load_desk_trust(office_folder));
  const StaffCard* const person = find_person(trust, staff_id);
  if (person == nullptr || person->state == StaffState::kRevoked) {
    return Error{ErrorCode::kNotFound, "nobody of this name works here"};
  }
  TRY_ASSIGN(const SlotSecrets secrets,
             open_secrets(office_folder, *person, change.old_passphrase.text()));
  TRY(check_passphrase(office_folder, trust, change.passphrase, staff_id));
  TRY_ASSIGN(const Bytes slot, wrap_slot(secrets, change.passphrase, change.scrypt_log_n, random));
  return write_file_durably(staff_file(office_folder, staff_id, kSealedEnding), slot);
}

Result<KeySet> revoke_staff(const fs::path& office_folder, const SigningKey& root,
                            std::string_view staff_id, std::int64_t minute, Random& random) {
  TRY_ASSIGN(const DeskTrust trust, load_desk_trust(office_folder));
  TRY(check_root(trust, root));
  const StaffCard* const person = find_person(trust, staff_id);
  if (person == nullptr) return Error{ErrorCode::kNotFound, "nobody of this name"};
  StaffCard revoked = *person;
  revoked.state = StaffState::kRevoked;
  // First the card: whatever interrupts the rest, the slot is not opened any more.
  TRY(write_file_durably(staff_file(office_folder, staff_id, kCardEnding),
                         as_bytes(write_staff_card(revoked, root))));
  TRY(destroy_file(staff_file(office_folder, staff_id, kSealedEnding)));
  for (const KeySet& set : trust.sets) {
    TRY(destroy_file(office_folder / kKeySetFolder / set.id /
                     std::string(staff_id).append(kSealedEnding)));
  }
  return rotate_keys(office_folder, root, minute, std::nullopt, random);
}

}  // namespace anlaufstelle::crypto
