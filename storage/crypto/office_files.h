// SPDX-License-Identifier: EUPL-1.2
#pragma once

#include <filesystem>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "storage/crypto/office.h"

namespace anlaufstelle::crypto {

// Names and text forms of the files of an office (storage/FORMAT.md, Office and kiosk folders).
// Any thread; only the functions that take a path touch the disk.

// ON DISK: do not rename.
inline constexpr std::string_view kOfficeCardFile = "office.card";
inline constexpr std::string_view kKioskCardFile = "kiosk.card";
inline constexpr std::string_view kKioskCardFolder = "kiosks";
inline constexpr std::string_view kRootPinFile = "root.pin";
inline constexpr std::string_view kRootKeyFile = "root.age";
inline constexpr std::string_view kSigningKeyFile = "signing.key";
inline constexpr std::string_view kKeySetFolder = "keys";
inline constexpr std::string_view kStaffFolder = "staff";
inline constexpr std::string_view kCardEnding = ".card";
inline constexpr std::string_view kSealedEnding = ".age";

// Of an office of version 1: "reception.age", "counselling.age", "recovery.age"
std::string role_key_file(Role role);

// Names of kiosks and people: 1 to 32 of a-z, 0-9 and "-": they become file names.
bool is_card_id(std::string_view text);

std::string write_office_card(const OfficeCard& card, const SigningKey& root);
std::string write_kiosk_card(const KioskCard& card, const SigningKey& root);
std::string write_key_set_card(const KeySet& set, const SigningKey& root);
std::string write_staff_card(const StaffCard& card, const SigningKey& root);
std::string write_root_pin(const VerifyKey& root);
SecretBytes write_signing_key(const SigningKey& key);
SecretBytes write_identity(const Identity& identity);  // one line

// Errors of all below: NotFound, Corrupt, TooNew, Refused, Io; the context names the file.
Result<OfficeCard> load_office_card(const std::filesystem::path& file, const VerifyKey& root);
Result<KioskCard> load_kiosk_card(const std::filesystem::path& file, const VerifyKey& root);
Result<KeySet> load_key_set_card(const std::filesystem::path& file, const VerifyKey& root);
Result<StaffCard> load_staff_card(const std::filesystem::path& file, const VerifyKey& root);
// Each "NAME.card" of a folder, its id compared with NAME; sorted by name. No folder: none.
Result<std::vector<KioskCard>> load_kiosk_cards(const std::filesystem::path& folder,
                                                const VerifyKey& root);
Result<std::vector<KeySet>> load_key_set_cards(const std::filesystem::path& folder,
                                               const VerifyKey& root);
Result<std::vector<StaffCard>> load_staff_cards(const std::filesystem::path& folder,
                                                const VerifyKey& root);
Result<VerifyKey> load_root_pin(const std::filesystem::path& file);
Result<SigningKey> parse_signing_key(std::string_view text);
// What a slot holds: an identity file of the stock tool, the signing key in a comment.
struct SlotSecrets {
  SigningKey signer;
  Identity identity;
};
SecretBytes write_slot(const SlotSecrets& secrets);
Result<SlotSecrets> parse_slot(std::string_view text);
// A person's copy of a set's secrets; reception's people have no counselling key.
struct SetSecrets {
  Identity reception;
  std::optional<Identity> counselling;
};
SecretBytes write_set_secrets(const SetSecrets& secrets);
Result<SetSecrets> parse_set_secrets(std::string_view text);
// One key line; empty lines and lines from "#" on are passed over, as age does.
Result<Identity> parse_identity(std::string_view text);

}  // namespace anlaufstelle::crypto
