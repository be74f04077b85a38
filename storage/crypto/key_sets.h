// SPDX-License-Identifier: EUPL-1.2
#pragma once

#include <filesystem>
#include <optional>
#include <string>
#include <vector>

#include "storage/crypto/office.h"
#include "storage/crypto/office_files.h"

namespace anlaufstelle::crypto {

// Making, giving and destroying the monthly key sets (storage/FORMAT.md, Key sets). Any thread;
// blocks. Errors of all: Refused (modes), Corrupt, TooNew, NotFound, Full, Io.

// "2026-11" for a minute since 1970-01-01 UTC.
std::string month_of(std::int64_t minute);

// The secrets of a set that a person's copy holds; nothing where there is no copy (destroyed, or
// made before that person came). Errors: Corrupt (damaged, or not what the set's card names),
// WrongKey (sealed to another), Io.

Result<std::optional<SetSecrets>> open_copy(const std::filesystem::path& office_folder,
                                            const KeySet& set, std::string_view staff_id,
                                            const Identity& own);

// A new set, sealed to everybody active; the recovery key stays the one of the newest set unless
// another is given. A clock that went back never gives an earlier month than the newest set's.
// Errors: also Refused for another office's root, InvalidInput (a clock before 1970).
Result<KeySet> rotate_keys(const std::filesystem::path& office_folder, const SigningKey& root,
                           std::int64_t minute, const std::optional<Recipient>& new_recovery,
                           Random& random);

// Gives `to` the secrets that `from` holds, of every set: a new colleague reads what is waiting.
// Errors: Refused where `from` doesn't hold what the role of `to` needs, and for administration and
// whoever was revoked; NotFound (nobody of this name and key).
Status share_sets(const std::filesystem::path& office_folder, const OpenedRole& from,
                  const StaffCard& to, Random& random);

// The newest set's card for a kiosk; older ones leave its folder. Nothing else is written there.
Status give_newest_set(const std::filesystem::path& office_folder,
                       const std::filesystem::path& kiosk_folder);

// Destroys everybody's copies of a set's secrets: what was sealed to it, in backups too, opens
// with the recovery sheet only. Its card stays. REQUIRES: no record needs it any more.
// Errors: Refused for the newest set, NotFound.
Status destroy_set(const std::filesystem::path& office_folder, const std::string& set_id);

// Sets of which somebody still has a copy, newest first.
Result<std::vector<KeySet>> living_sets(const std::filesystem::path& office_folder);

}  // namespace anlaufstelle::crypto
