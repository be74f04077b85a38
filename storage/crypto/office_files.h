// SPDX-License-Identifier: EUPL-1.2
#pragma once

#include <filesystem>
#include <string>
#include <string_view>

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

// "reception.age", "counselling.age", "recovery.age"
std::string role_key_file(Role role);

// 1 to 32 of a-z, 0-9 and "-": it becomes a file name.
bool is_kiosk_id(std::string_view text);

std::string write_office_card(const OfficeCard& card, const SigningKey& root);
std::string write_kiosk_card(const KioskCard& card, const SigningKey& root);
std::string write_root_pin(const VerifyKey& root);
SecretBytes write_signing_key(const SigningKey& key);
SecretBytes write_identity(const Identity& identity);  // one line

// Errors of all below: NotFound, Corrupt, TooNew, Refused, Io; the context names the file.
Result<OfficeCard> load_office_card(const std::filesystem::path& file, const VerifyKey& root);
Result<KioskCard> load_kiosk_card(const std::filesystem::path& file, const VerifyKey& root);
Result<VerifyKey> load_root_pin(const std::filesystem::path& file);
Result<SigningKey> parse_signing_key(std::string_view text);
// One key line; empty lines and lines from "#" on are passed over, as age does.
Result<Identity> parse_identity(std::string_view text);

}  // namespace anlaufstelle::crypto
