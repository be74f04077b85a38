// SPDX-License-Identifier: EUPL-1.2
#include <algorithm>
#include <array>
#include <charconv>

#include "storage/base/file.h"
#include "storage/crypto/card_text.h"
#include "storage/crypto/office_files.h"

namespace anlaufstelle::crypto {
namespace {

namespace fs = std::filesystem;

constexpr std::size_t kMaxCard = 4096;

// ON DISK: do not change titles, domains, keys or their order.
constexpr std::string_view kOfficeKeys1[] = {"name", "root", "reception", "counselling",
                                             "recovery"};
constexpr CardShape kOffice1{"anlaufstelle-office/1", "anlaufstelle/office/1", kOfficeKeys1};
constexpr std::string_view kOfficeKeys2[] = {"name", "root"};
constexpr CardShape kOffice2{"anlaufstelle-office/2", "anlaufstelle/office/2", kOfficeKeys2};
constexpr std::string_view kKioskKeys[] = {"id", "key"};
constexpr CardShape kKiosk{"anlaufstelle-kiosk/1", "anlaufstelle/kiosk/1", kKioskKeys};
constexpr std::string_view kKioskKeys2[] = {"id", "key", "state"};
constexpr CardShape kRevokedKiosk{"anlaufstelle-kiosk/2", "anlaufstelle/kiosk/2", kKioskKeys2};
constexpr std::string_view kSetKeys[] = {"id",        "serial",      "minute",
                                         "reception", "counselling", "recovery"};
constexpr CardShape kSet{"anlaufstelle-keys/1", "anlaufstelle/keys/1", kSetKeys};
constexpr std::string_view kStaffKeys[] = {"id", "role", "state", "key", "recipient"};
constexpr CardShape kStaff{"anlaufstelle-staff/1", "anlaufstelle/staff/1", kStaffKeys};

constexpr std::string_view kActive = "active", kRevoked = "revoked";
// The set of an office card of version 1: there is no file of this name.
constexpr const char* kFirstSetId = "1";

Error corrupt(const fs::path& file, const std::string& what) {
  return Error{ErrorCode::kCorrupt, file.string() + ": " + what};
}

Result<std::vector<std::string>> load_card(const fs::path& file, const CardShape& shape,
                                           const VerifyKey& root) {
  TRY_ASSIGN(const Bytes bytes, read_file(file, kMaxCard));
  auto values = read_card(shape, as_text(bytes), root);
  if (!values) return with_context(values.error(), file.string());
  return values;
}

// Decimal without leading zeros: each number has one text.
template <typename Number>
bool parse_number(const std::string& text, Number& number) {
  const auto [end, failed] = std::from_chars(text.data(), text.data() + text.size(), number);
  return failed == std::errc() && end == text.data() + text.size() && number >= 0 &&
         std::to_string(number) == text;
}

Status parse_recipients(const fs::path& file, const std::string* values, KeySet& set) {
  for (Recipient* const to : {&set.reception, &set.counselling, &set.recovery}) {
    const auto recipient = Recipient::parse(*values++);
    if (!recipient) return corrupt(file, recipient.error().context);
    *to = *recipient;
  }
  return ok_status();
}

std::optional<Role> role_named(std::string_view name) {
  for (const Role role : {Role::kReception, Role::kCounselling, Role::kAdministration}) {
    if (name_of(role) == name) return role;
  }
  return std::nullopt;
}

// Sorted, so that errors and lists don't depend on the file system.
Result<std::vector<fs::path>> card_files(const fs::path& folder) {
  std::vector<fs::path> files;
  std::error_code failed;
  for (fs::directory_iterator at(folder, failed), end; !failed && at != end; at.increment(failed)) {
    if (at->path().extension() == kCardEnding) files.push_back(at->path());
  }
  if (failed && failed != std::errc::no_such_file_or_directory) {
    return Error{ErrorCode::kIo, folder.string() + ": " + failed.message()};
  }
  std::sort(files.begin(), files.end());
  return files;
}

template <typename Card>
Result<std::vector<Card>> load_cards(const fs::path& folder, const VerifyKey& root,
                                     Result<Card> (*load)(const fs::path&, const VerifyKey&),
                                     std::string Card::*id) {
  TRY_ASSIGN(const auto files, card_files(folder));
  std::vector<Card> cards;
  for (const fs::path& file : files) {
    TRY_ASSIGN(Card card, load(file, root));
    if (file.stem() != card.*id) return corrupt(file, "is the card of another name");
    cards.push_back(std::move(card));
  }
  return cards;
}

}  // namespace

bool is_card_id(std::string_view text) {
  return !text.empty() && text.size() <= 32 && std::all_of(text.begin(), text.end(), [](char c) {
    return (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || c == '-';
  });
}

std::string write_office_card(const OfficeCard& card, const SigningKey& root) {
  const std::array<std::string, 2> values = {card.office_name, card.root.hex()};
  return write_card(kOffice2, values, root);
}

std::string write_kiosk_card(const KioskCard& card, const SigningKey& root) {
  if (card.state == KioskState::kRevoked) {
    const std::array<std::string, 3> values = {card.kiosk_id, card.key.hex(),
                                               std::string(kRevoked)};
    return write_card(kRevokedKiosk, values, root);
  }
  const std::array<std::string, 2> values = {card.kiosk_id, card.key.hex()};
  return write_card(kKiosk, values, root);
}

std::string write_key_set_card(const KeySet& set, const SigningKey& root) {
  const std::array<std::string, 6> values = {set.id,
                                             std::to_string(set.serial),
                                             std::to_string(set.minute),
                                             set.reception.text(),
                                             set.counselling.text(),
                                             set.recovery.text()};
  return write_card(kSet, values, root);
}

std::string write_staff_card(const StaffCard& card, const SigningKey& root) {
  const std::array<std::string, 5> values = {
      card.id, std::string(name_of(card.role)),
      std::string(card.state == StaffState::kActive ? kActive : kRevoked), card.key.hex(),
      card.recipient.text()};
  return write_card(kStaff, values, root);
}

Result<OfficeCard> load_office_card(const fs::path& file, const VerifyKey& root) {
  TRY_ASSIGN(const Bytes bytes, read_file(file, kMaxCard));
  const bool first = as_text(bytes).starts_with(std::string(kOffice1.title) + "\n");
  const auto values = read_card(first ? kOffice1 : kOffice2, as_text(bytes), root);
  if (!values) return with_context(values.error(), file.string());
  const auto named_root = VerifyKey::from_hex((*values)[1]);
  if (!named_root || !(*named_root == root)) return corrupt(file, "names another root");
  OfficeCard card{(*values)[0], root, std::nullopt};
  if (first) {
    card.first_set.emplace().id = kFirstSetId;
    TRY(parse_recipients(file, &(*values)[2], *card.first_set));
  }
  return card;
}

Result<KioskCard> load_kiosk_card(const fs::path& file, const VerifyKey& root) {
  TRY_ASSIGN(const Bytes bytes, read_file(file, kMaxCard));
  const bool revoked = as_text(bytes).starts_with(std::string(kRevokedKiosk.title) + "\n");
  const auto values = read_card(revoked ? kRevokedKiosk : kKiosk, as_text(bytes), root);
  if (!values) return with_context(values.error(), file.string());
  if (!is_card_id((*values)[0])) return corrupt(file, "kiosk id");
  if (revoked && (*values)[2] != kRevoked) return corrupt(file, "state");
  const auto key = VerifyKey::from_hex((*values)[1]);
  if (!key) return corrupt(file, key.error().context);
  return KioskCard{(*values)[0], *key, revoked ? KioskState::kRevoked : KioskState::kActive};
}

Result<KeySet> load_key_set_card(const fs::path& file, const VerifyKey& root) {
  TRY_ASSIGN(const auto values, load_card(file, kSet, root));
  KeySet set;
  set.id = values[0];
  if (!is_card_id(set.id) || !parse_number(values[1], set.serial) ||
      !parse_number(values[2], set.minute) || set.serial == 0) {
    return corrupt(file, "id, serial or minute");
  }
  TRY(parse_recipients(file, &values[3], set));
  return set;
}

Result<StaffCard> load_staff_card(const fs::path& file, const VerifyKey& root) {
  TRY_ASSIGN(const auto values, load_card(file, kStaff, root));
  const auto role = role_named(values[1]);
  const auto key = VerifyKey::from_hex(values[3]);
  const auto recipient = Recipient::parse(values[4]);
  if (!is_card_id(values[0]) || !role || (values[2] != kActive && values[2] != kRevoked) || !key ||
      !recipient) {
    return corrupt(file, "id, role, state or a key");
  }
  return StaffCard{values[0], *role,
                   values[2] == kActive ? StaffState::kActive : StaffState::kRevoked, *key,
                   *recipient};
}

Result<std::vector<KioskCard>> load_kiosk_cards(const fs::path& folder, const VerifyKey& root) {
  return load_cards(folder, root, load_kiosk_card, &KioskCard::kiosk_id);
}
Result<std::vector<KeySet>> load_key_set_cards(const fs::path& folder, const VerifyKey& root) {
  return load_cards(folder, root, load_key_set_card, &KeySet::id);
}
Result<std::vector<StaffCard>> load_staff_cards(const fs::path& folder, const VerifyKey& root) {
  return load_cards(folder, root, load_staff_card, &StaffCard::id);
}

Result<VerifyKey> load_root_pin(const fs::path& file) {
  TRY_ASSIGN(const Bytes bytes, read_file(file, kMaxCard));
  const std::string_view text = as_text(bytes);
  if (!text.ends_with('\n')) return corrupt(file, "64 hexadecimal digits and a line end expected");
  auto key = VerifyKey::from_hex(text.substr(0, text.size() - 1));
  if (!key) return corrupt(file, key.error().context);
  return key;
}

}  // namespace anlaufstelle::crypto
