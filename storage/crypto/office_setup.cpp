// SPDX-License-Identifier: EUPL-1.2
#include "storage/base/file.h"
#include "storage/crypto/card_text.h"
#include "storage/crypto/key_sets.h"
#include "storage/crypto/new_files.h"
#include "storage/crypto/office_files.h"

namespace anlaufstelle::crypto {
namespace {

namespace fs = std::filesystem;

Error invalid(const char* what) {
  return Error{ErrorCode::kInvalidInput, what};
}

Status check_words(const NewOffice& office) {
  if (!fits_a_card(office.office_name)) {
    return invalid("office name: 1 to 200 bytes without control characters");
  }
  if (!is_card_id(office.kiosk_id)) return invalid("kiosk id: 1 to 32 of a-z, 0-9 and -");
  if (!is_card_id(office.reception_id) || !is_card_id(office.counselling_id) ||
      office.reception_id == office.counselling_id) {
    return invalid("names of people: two different ones, 1 to 32 of a-z, 0-9 and -");
  }
  const auto root = office.root_passphrase.text();
  const auto reception = office.reception_passphrase.text();
  const auto counselling = office.counselling_passphrase.text();
  if (root.empty() || reception.empty() || counselling.empty()) {
    return invalid("each key needs a passphrase");
  }
  // A passphrase names its owner: the same word for two would give one the other's keys.
  if (reception == counselling || root == reception || root == counselling) {
    return invalid("each key needs a passphrase of its own");
  }
  if (office.recovery == Recipient{}) return invalid("no recovery key");
  if (office.minute < 0) return invalid("a clock before 1970");
  return ok_status();
}

// One of the first two people, with what the slot holds.
struct Person {
  StaffCard card;
  SlotSecrets slot;
};
Person make_person(const std::string& id, Role role, Random& random) {
  SlotSecrets slot{SigningKey::generate(random), Identity::generate(random)};
  StaffCard card{id, role, StaffState::kActive, slot.signer.verify_key(),
                 slot.identity.recipient()};
  return {std::move(card), std::move(slot)};
}

struct OfficeSecrets {
  SigningKey root, kiosk;
  Person reception, counselling;
  Identity reception_key, counselling_key;
};

struct OfficeCards {
  OfficeCard office;
  KioskCard kiosk;
  KeySet set;
};

Status write_wrapped(NewFiles& files, const fs::path& file, const SecretBytes& secret,
                     const SecretBytes& passphrase, int log_n, Random& random) {
  TRY_ASSIGN(const Bytes sealed,
             age_seal_passphrase(secret.view(), passphrase.text(), log_n, random));
  return files.write(file, sealed);
}

Status write_people(NewFiles& files, const NewOffice& office, const OfficeSecrets& secrets,
                    const std::string& set_id, const fs::path& folder, Random& random) {
  const fs::path copies = folder / kKeySetFolder / set_id;
  TRY(make_private_folder(copies));
  TRY(make_private_folder(folder / kStaffFolder));
  for (const Person* person : {&secrets.reception, &secrets.counselling}) {
    const bool counsels = person->card.role == Role::kCounselling;
    const fs::path stem = folder / kStaffFolder / person->card.id;
    TRY(write_wrapped(files, stem.string().append(kSealedEnding), write_slot(person->slot),
                      counsels ? office.counselling_passphrase : office.reception_passphrase,
                      office.scrypt_log_n, random));
    SetSecrets set{secrets.reception_key.copy(), std::nullopt};
    if (counsels) set.counselling = secrets.counselling_key.copy();
    TRY_ASSIGN(const Bytes copy,
               age_seal(write_set_secrets(set).view(), {&person->card.recipient, 1}, random));
    TRY(files.write(copies / (person->card.id + std::string(kSealedEnding)), copy));
    TRY(files.write(stem.string().append(kCardEnding),
                    as_bytes(write_staff_card(person->card, secrets.root))));
  }
  return ok_status();
}

Status write_public(NewFiles& files, const OfficeCards& cards, const SigningKey& root,
                    const fs::path& folder) {
  const fs::path keys = folder / kKeySetFolder;
  TRY(make_private_folder(keys));
  TRY(files.write(keys / (cards.set.id + std::string(kCardEnding)),
                  as_bytes(write_key_set_card(cards.set, root))));
  TRY(files.write(folder / kRootPinFile, as_bytes(write_root_pin(cards.office.root))));
  // Last: where this card is, the folder is whole.
  return files.write(folder / kOfficeCardFile, as_bytes(write_office_card(cards.office, root)));
}

Status write_office_folder(NewFiles& files, const NewOffice& office, const OfficeSecrets& secrets,
                           const OfficeCards& cards, const fs::path& folder, Random& random) {
  TRY(write_wrapped(files, folder / kRootKeyFile, write_signing_key(secrets.root),
                    office.root_passphrase, office.scrypt_log_n, random));
  TRY(write_people(files, office, secrets, cards.set.id, folder, random));
  const fs::path kiosks = folder / kKioskCardFolder;
  TRY(make_private_folder(kiosks));
  TRY(files.write(kiosks / (office.kiosk_id + std::string(kCardEnding)),
                  as_bytes(write_kiosk_card(cards.kiosk, secrets.root))));
  return write_public(files, cards, secrets.root, folder);
}

Status write_kiosk_folder(NewFiles& files, const OfficeSecrets& secrets, const OfficeCards& cards,
                          const fs::path& folder) {
  TRY(files.write(folder / kSigningKeyFile, write_signing_key(secrets.kiosk).view()));
  TRY(files.write(folder / kKioskCardFile, as_bytes(write_kiosk_card(cards.kiosk, secrets.root))));
  return write_public(files, cards, secrets.root, folder);
}

}  // namespace

Result<OfficeMade> make_office(const NewOffice& office, const fs::path& office_folder,
                               const fs::path& kiosk_folder, Random& random) {
  TRY(check_words(office));
  TRY(make_private_folder(office_folder));
  TRY(make_private_folder(kiosk_folder));
  std::error_code ignored;
  if (fs::equivalent(office_folder, kiosk_folder, ignored)) {
    return invalid("the office and the kiosk need a folder each");
  }
  // Checked before scrypt, which takes seconds.
  TRY(NewFiles::check_free(office_folder / kOfficeCardFile));
  TRY(NewFiles::check_free(kiosk_folder / kOfficeCardFile));
  const OfficeSecrets secrets{SigningKey::generate(random),
                              SigningKey::generate(random),
                              make_person(office.reception_id, Role::kReception, random),
                              make_person(office.counselling_id, Role::kCounselling, random),
                              Identity::generate(random),
                              Identity::generate(random)};
  const OfficeCards cards{
      {office.office_name, secrets.root.verify_key(), std::nullopt},
      {office.kiosk_id, secrets.kiosk.verify_key()},
      {month_of(office.minute) + "-1", 1, office.minute, secrets.reception_key.recipient(),
       secrets.counselling_key.recipient(), office.recovery}};
  NewFiles files;
  TRY(write_office_folder(files, office, secrets, cards, office_folder, random));
  TRY(write_kiosk_folder(files, secrets, cards, kiosk_folder));
  files.keep();
  return OfficeMade{cards.office.root};
}

}  // namespace anlaufstelle::crypto
