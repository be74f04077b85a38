// SPDX-License-Identifier: EUPL-1.2
#include "storage/crypto/enrolment.h"

#include <algorithm>
#include <array>
#include <cctype>

#include "storage/base/file.h"
#include "storage/crypto/card_text.h"
#include "storage/crypto/office_files.h"
#include "storage/crypto/private_file.h"

namespace anlaufstelle::crypto {
namespace {

namespace fs = std::filesystem;

constexpr std::size_t kMaxCard = 4096;

// ON DISK: do not change. Signed by the kiosk's own key: whoever asks holds that key.
constexpr std::string_view kRequestKeys[] = {"id", "key"};
constexpr CardShape kRequest{"anlaufstelle-request/1", "anlaufstelle/request/1", kRequestKeys};
constexpr std::string_view kRequestEnding = ".request";

fs::path named(const fs::path& folder, std::string_view id, std::string_view ending) {
  return folder / std::string(id).append(ending);
}

Status copy_card(const fs::path& from, const fs::path& to) {
  TRY_ASSIGN(const Bytes card, read_file(from, kMaxCard));
  return write_file_durably(to, card);
}

std::string only_digits(std::string_view fingerprint) {
  std::string digits;
  for (const char c : fingerprint) {
    if (std::isxdigit(static_cast<unsigned char>(c)) != 0) {
      digits += static_cast<char>(std::toupper(static_cast<unsigned char>(c)));
    }
  }
  return digits;
}

Status compare(const VerifyKey& key, std::string_view fingerprint, const char* whose) {
  if (only_digits(key.fingerprint()) == only_digits(fingerprint)) return ok_status();
  return Error{ErrorCode::kRefused, std::string("the fingerprint of ") + whose + " is " +
                                        key.fingerprint() +
                                        ": another one than given. Don't go on with this folder."};
}

Result<SigningKey> signing_key(const fs::path& kiosk_folder, Random& random) {
  const fs::path file = kiosk_folder / kSigningKeyFile;
  const auto text = read_private_file(file, kMaxCard);
  if (text) {
    auto key = parse_signing_key(text->text());
    if (!key) return with_context(key.error(), file.string());
    return key;
  }
  if (text.error().code != ErrorCode::kNotFound) return text.error();
  SigningKey key = SigningKey::generate(random);
  TRY(write_file_durably(file, write_signing_key(key).view()));
  return key;
}

Status check_unenrolled(const fs::path& kiosk_folder) {
  std::error_code failed;
  if (fs::exists(kiosk_folder / kKioskCardFile, failed)) {
    return Error{ErrorCode::kConflict, kiosk_folder.string() + ": this kiosk is enrolled already"};
  }
  return ok_status();
}

Result<VerifyKey> read_request(const fs::path& file, std::string_view kiosk_id) {
  TRY_ASSIGN(const Bytes bytes, read_file(file, kMaxCard));
  // The key that signed it stands in it.
  const std::string_view text = as_text(bytes);
  constexpr std::string_view kMark = "\nkey: ";
  const std::size_t at = text.find(kMark);
  const auto key = VerifyKey::from_hex(
      at == std::string_view::npos ? std::string_view() : text.substr(at + kMark.size(), 64));
  if (!key) return Error{ErrorCode::kCorrupt, file.string() + ": no key"};
  const auto values = read_card(kRequest, text, *key);
  if (!values) return with_context(values.error(), file.string());
  if ((*values)[0] != kiosk_id) {
    return Error{ErrorCode::kCorrupt, file.string() + ": is of another kiosk"};
  }
  return key;
}

// The root is the one that the kiosk's people compared.
Status take_office(const fs::path& folder, const fs::path& kiosk_folder, const VerifyKey& root) {
  TRY(load_office_card(folder / kOfficeCardFile, root));
  TRY_ASSIGN(const auto sets, load_key_set_cards(folder / kKeySetFolder, root));
  if (sets.empty()) return Error{ErrorCode::kNotFound, folder.string() + ": no key set"};
  TRY(make_private_folder(kiosk_folder / kKeySetFolder));
  for (const KeySet& set : sets) {
    const fs::path card = fs::path(kKeySetFolder) / (set.id + std::string(kCardEnding));
    TRY(copy_card(folder / card, kiosk_folder / card));
  }
  TRY(copy_card(folder / kOfficeCardFile, kiosk_folder / kOfficeCardFile));
  return write_file_durably(kiosk_folder / kRootPinFile, as_bytes(write_root_pin(root)));
}

// A name says who sealed a record, so it is given once. The same kiosk may ask again.
Status check_name(const DeskTrust& trust, std::string_view kiosk_id, const VerifyKey& key) {
  const auto other = std::find_if(trust.kiosks.begin(), trust.kiosks.end(),
                                  [&](const KioskCard& one) { return one.kiosk_id == kiosk_id; });
  if (other == trust.kiosks.end()) return ok_status();
  if (other->state == KioskState::kRevoked || !(other->key == key)) {
    return Error{ErrorCode::kConflict, "the name belongs to another kiosk: " + other->kiosk_id};
  }
  return ok_status();
}

}  // namespace

Status write_invitation(const fs::path& office_folder, const fs::path& folder) {
  TRY_ASSIGN(const DeskTrust trust, load_desk_trust(office_folder));
  const KeySet& newest = trust.sets.front();
  std::error_code failed;
  fs::create_directories(folder / kKeySetFolder, failed);
  if (failed) return Error{ErrorCode::kIo, folder.string() + ": " + failed.message()};
  if (newest.serial > 0) {
    const fs::path card = fs::path(kKeySetFolder) / (newest.id + std::string(kCardEnding));
    TRY(copy_card(office_folder / card, folder / card));
  }
  TRY(copy_card(office_folder / kRootPinFile, folder / kRootPinFile));
  return copy_card(office_folder / kOfficeCardFile, folder / kOfficeCardFile);
}

Result<VerifyKey> request_enrolment(const fs::path& folder, const fs::path& kiosk_folder,
                                    std::string_view kiosk_id, std::string_view root_fingerprint,
                                    Random& random) {
  if (!is_card_id(kiosk_id)) {
    return Error{ErrorCode::kInvalidInput, "kiosk id: 1 to 32 of a-z, 0-9 and -"};
  }
  TRY(check_unenrolled(kiosk_folder));
  TRY_ASSIGN(const VerifyKey root, load_root_pin(folder / kRootPinFile));
  TRY(compare(root, root_fingerprint, "the office"));
  TRY(make_private_folder(kiosk_folder));
  TRY(take_office(folder, kiosk_folder, root));
  TRY_ASSIGN(const SigningKey key, signing_key(kiosk_folder, random));
  const std::array<std::string, 2> values = {std::string(kiosk_id), key.verify_key().hex()};
  TRY(write_file_durably(named(folder, kiosk_id, kRequestEnding),
                         as_bytes(write_card(kRequest, values, key))));
  return key.verify_key();
}

Status accept_enrolment(const fs::path& office_folder, const SigningKey& root,
                        const fs::path& folder, std::string_view kiosk_id,
                        std::string_view fingerprint) {
  if (!is_card_id(kiosk_id)) {
    return Error{ErrorCode::kInvalidInput, "kiosk id: 1 to 32 of a-z, 0-9 and -"};
  }
  TRY_ASSIGN(const DeskTrust trust, load_desk_trust(office_folder));
  TRY(check_root(trust, root));
  TRY_ASSIGN(const VerifyKey key, read_request(named(folder, kiosk_id, kRequestEnding), kiosk_id));
  TRY(compare(key, fingerprint, "the kiosk"));
  TRY(check_name(trust, kiosk_id, key));
  const std::string card = write_kiosk_card({std::string(kiosk_id), key}, root);
  // The desk knows it before the kiosk can seal.
  TRY(make_private_folder(office_folder / kKioskCardFolder));
  TRY(write_file_durably(named(office_folder / kKioskCardFolder, kiosk_id, kCardEnding),
                         as_bytes(card)));
  std::error_code failed;
  fs::create_directories(folder / kKioskCardFolder, failed);
  if (failed) return Error{ErrorCode::kIo, folder.string() + ": " + failed.message()};
  return write_file_durably(named(folder / kKioskCardFolder, kiosk_id, kCardEnding),
                            as_bytes(card));
}

Status finish_enrolment(const fs::path& folder, const fs::path& kiosk_folder) {
  TRY(check_unenrolled(kiosk_folder));
  TRY(check_private_folder(kiosk_folder));
  TRY_ASSIGN(const VerifyKey root, load_root_pin(kiosk_folder / kRootPinFile));
  TRY_ASSIGN(const SecretBytes text, read_private_file(kiosk_folder / kSigningKeyFile, kMaxCard));
  TRY_ASSIGN(const SigningKey key, parse_signing_key(text.text()));
  TRY_ASSIGN(const auto cards, load_kiosk_cards(folder / kKioskCardFolder, root));
  for (const KioskCard& card : cards) {
    if (card.state != KioskState::kActive || !(card.key == key.verify_key())) continue;
    return copy_card(named(folder / kKioskCardFolder, card.kiosk_id, kCardEnding),
                     kiosk_folder / kKioskCardFile);
  }
  return Error{ErrorCode::kNotFound,
               folder.string() + ": no card for this kiosk; accept it at the office first"};
}

Status revoke_kiosk(const fs::path& office_folder, const SigningKey& root,
                    std::string_view kiosk_id) {
  TRY_ASSIGN(const DeskTrust trust, load_desk_trust(office_folder));
  TRY(check_root(trust, root));
  for (KioskCard card : trust.kiosks) {
    if (card.kiosk_id != kiosk_id) continue;
    card.state = KioskState::kRevoked;
    return write_file_durably(named(office_folder / kKioskCardFolder, kiosk_id, kCardEnding),
                              as_bytes(write_kiosk_card(card, root)));
  }
  return Error{ErrorCode::kNotFound, "no kiosk of this name"};
}

}  // namespace anlaufstelle::crypto
