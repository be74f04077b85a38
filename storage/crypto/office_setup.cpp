// SPDX-License-Identifier: EUPL-1.2
#include <sys/stat.h>

#include "storage/base/file.h"
#include "storage/crypto/card_text.h"
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
  if (!is_kiosk_id(office.kiosk_id)) return invalid("kiosk id: 1 to 32 of a-z, 0-9 and -");
  const auto root = office.root_passphrase.text();
  const auto reception = office.reception_passphrase.text();
  const auto counselling = office.counselling_passphrase.text();
  const auto recovery = office.recovery_passphrase.text();
  if (root.empty() || reception.empty() || counselling.empty() || recovery.empty()) {
    return invalid("each key needs a passphrase");
  }
  // A passphrase names its role: the same word for two roles would give one the other's key.
  if (reception == counselling || reception == recovery || counselling == recovery ||
      root == reception || root == counselling) {
    return invalid("each key needs a passphrase of its own; only root and recovery may share one");
  }
  return ok_status();
}

// Writes the files of one folder, never over one that is there, and takes its own files away
// again unless keep() was called: a failed setup leaves nothing behind.
class NewFiles {
 public:
  NewFiles() = default;
  NewFiles(const NewFiles&) = delete;
  NewFiles& operator=(const NewFiles&) = delete;
  ~NewFiles() {
    std::error_code ignored;
    for (auto file = written_.rbegin(); file != written_.rend(); ++file) fs::remove(*file, ignored);
  }
  void keep() { written_.clear(); }

  static Status check_free(const fs::path& file) {
    struct stat info {};
    if (lstat(file.c_str(), &info) != 0) return ok_status();
    return Error{ErrorCode::kConflict,
                 file.string() +
                     ": there is already; nothing was changed. Choose another folder, "
                     "or move the old one away if its setup never finished"};
  }
  Status write(const fs::path& file, ByteView content, mode_t mode) {
    TRY(check_free(file));
    written_.push_back(file);
    return write_file_durably(file, content, mode);
  }

 private:
  std::vector<fs::path> written_;
};

struct OfficeSecrets {
  SigningKey root, kiosk;
  Identity reception, counselling, recovery;
};

Status write_key_file(NewFiles& files, const fs::path& file, const SecretBytes& secret,
                      const SecretBytes& passphrase, int log_n, Random& random) {
  TRY_ASSIGN(const Bytes sealed,
             age_seal_passphrase(secret.view(), passphrase.text(), log_n, random));
  return files.write(file, sealed, 0600);
}

Status write_office_folder(NewFiles& files, const NewOffice& office, const OfficeSecrets& secrets,
                           const OfficeCard& card, const fs::path& folder, Random& random) {
  const struct {
    std::string name;
    SecretBytes secret;
    const SecretBytes& passphrase;
  } keys[] = {
      {std::string(kRootKeyFile), write_signing_key(secrets.root), office.root_passphrase},
      {role_key_file(Role::kReception), write_identity(secrets.reception),
       office.reception_passphrase},
      {role_key_file(Role::kCounselling), write_identity(secrets.counselling),
       office.counselling_passphrase},
      {role_key_file(Role::kRecovery), write_identity(secrets.recovery),
       office.recovery_passphrase},
  };
  for (const auto& key : keys) {
    TRY(write_key_file(files, folder / key.name, key.secret, key.passphrase, office.scrypt_log_n,
                       random));
  }
  const std::string kiosk_card =
      write_kiosk_card({office.kiosk_id, secrets.kiosk.verify_key()}, secrets.root);
  const fs::path kiosks = folder / kKioskCardFolder;
  TRY(make_private_folder(kiosks));
  TRY(files.write(kiosks / (office.kiosk_id + ".card"), as_bytes(kiosk_card), 0600));
  TRY(files.write(folder / kRootPinFile, as_bytes(write_root_pin(card.root)), 0600));
  return files.write(folder / kOfficeCardFile, as_bytes(write_office_card(card, secrets.root)),
                     0600);
}

Status write_kiosk_folder(NewFiles& files, const NewOffice& office, const OfficeSecrets& secrets,
                          const OfficeCard& card, const fs::path& folder) {
  const std::string kiosk_card =
      write_kiosk_card({office.kiosk_id, secrets.kiosk.verify_key()}, secrets.root);
  TRY(files.write(folder / kSigningKeyFile, write_signing_key(secrets.kiosk).view(), 0600));
  TRY(files.write(folder / kKioskCardFile, as_bytes(kiosk_card), 0600));
  TRY(files.write(folder / kRootPinFile, as_bytes(write_root_pin(card.root)), 0600));
  return files.write(folder / kOfficeCardFile, as_bytes(write_office_card(card, secrets.root)),
                     0600);
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
  const OfficeSecrets secrets{SigningKey::generate(random), SigningKey::generate(random),
                              Identity::generate(random), Identity::generate(random),
                              Identity::generate(random)};
  const OfficeCard card{office.office_name, secrets.root.verify_key(),
                        secrets.reception.recipient(), secrets.counselling.recipient(),
                        secrets.recovery.recipient()};
  NewFiles files;
  TRY(write_office_folder(files, office, secrets, card, office_folder, random));
  TRY(write_kiosk_folder(files, office, secrets, card, kiosk_folder));
  files.keep();
  return OfficeMade{card.root};
}

}  // namespace anlaufstelle::crypto
