// SPDX-License-Identifier: EUPL-1.2
#include <algorithm>
#include <chrono>
#include <cstdio>

#include "kiosk/app/commands.h"
#include "kiosk/app/passphrase.h"
#include "kiosk/app/recovery_paper.h"
#include "kiosk/app/unlock.h"
#include "storage/base/clock.h"
#include "storage/crypto/key_sets.h"

namespace anlaufstelle::app {
namespace {

int fail(const char* command, const Error& error) {
  std::fprintf(stderr, "anlaufstelle %s: %s: %s\n", command,
               std::string(name_of(error.code)).c_str(), error.context.c_str());
  return 1;
}

std::int64_t minute_now() {
  return std::chrono::floor<std::chrono::minutes>(SystemClock().now()).time_since_epoch().count();
}

// A kiosk on this machine gets the new set at once and uses it from the next visit on. Others get
// their folder's keys/ by hand or by sync.
Status give_to_kiosk(const DataFolders& folders) {
  std::error_code failed;
  if (!std::filesystem::exists(folders.kiosk / "root.pin", failed)) return ok_status();
  return crypto::give_newest_set(folders.office, folders.kiosk);
}

Result<crypto::KeySet> rotate(const DataFolders& folders, const crypto::SigningKey& root,
                              const std::optional<crypto::Recipient>& recovery, Random& random) {
  TRY_ASSIGN(crypto::KeySet set,
             crypto::rotate_keys(folders.office, root, minute_now(), recovery, random));
  TRY(give_to_kiosk(folders));
  return set;
}

// Lets the newcomer read what is waiting, or, without a colleague, what comes from now on.
Status give_keys(const DataFolders& folders, const crypto::SigningKey& root,
                 const crypto::StaffCard& person, Random& random) {
  if (person.role == crypto::Role::kAdministration) return ok_status();
  TRY_ASSIGN(const SecretBytes colleague,
             ask_passphrase_once("A colleague's passphrase, to share what is waiting (empty: " +
                                 person.id + " opens only what comes from now on): "));
  if (colleague.empty()) {
    TRY(rotate(folders, root, std::nullopt, random));
    return ok_status();
  }
  TRY_ASSIGN(const crypto::OpenedRole from, try_staff(folders, colleague, std::string()));
  return crypto::share_sets(folders.office, from, person, random);
}

Result<crypto::StaffCard> add(const DataFolders& folders, const std::string& name,
                              crypto::Role role) {
  SystemRandom random;
  TRY_ASSIGN(const crypto::SigningKey root, ask_root(folders));
  crypto::NewStaff person;
  person.id = name;
  person.role = role;
  TRY_ASSIGN(person.passphrase, ask_new_passphrase(name));
  TRY_ASSIGN(crypto::StaffCard card, crypto::add_staff(folders.office, root, person, random));
  if (Status given = give_keys(folders, root, card, random); !given) {
    return with_context(given.error(), name +
                                           " is added but opens nothing yet; run "
                                           "anlaufstelle keys rotate");
  }
  return card;
}

Result<crypto::KeySet> rotate_by_command(const CommandContext& context,
                                         const RotateOptions& options) {
  SystemRandom random;
  const DataFolders folders = data_folders(context.settings);
  TRY_ASSIGN(const crypto::SigningKey root, ask_root(folders));
  std::optional<crypto::Recipient> recipient;
  if (options.new_recovery) {
    const crypto::Identity recovery = crypto::Identity::generate(random);
    TRY(hand_over_recovery_sheet(
        recovery, {context.settings.office_name, context.settings.printer, options.sheet_file},
        random));
    recipient = recovery.recipient();
  }
  return rotate(folders, root, recipient, random);
}

}  // namespace

int run_staff_list(const CommandContext& context) {
  const auto trust = crypto::load_desk_trust(data_folders(context.settings).office);
  if (!trust) return fail("staff", trust.error());
  for (const crypto::StaffCard& person : trust->staff) {
    std::printf("%-32s  %-14s  %s\n", person.id.c_str(), std::string(name_of(person.role)).c_str(),
                person.state == crypto::StaffState::kActive ? "active" : "revoked");
  }
  return 0;
}

int run_staff_add(const CommandContext& context, const std::string& name, crypto::Role role) {
  const auto card = add(data_folders(context.settings), name, role);
  if (!card) return fail("staff", card.error());
  std::printf("%s works here now (%s).\n", card->id.c_str(),
              std::string(name_of(card->role)).c_str());
  return 0;
}

int run_staff_change(const CommandContext& context, const std::string& name) {
  const DataFolders folders = data_folders(context.settings);
  SystemRandom random;
  crypto::NewPassphrase change;
  auto old_passphrase = ask_passphrase_once("Present passphrase of " + name + ": ");
  if (!old_passphrase) return fail("staff", old_passphrase.error());
  // Through the counter of wrong tries first; it is cheap to open the slot twice.
  const auto slot = try_staff(folders, *old_passphrase, name);
  if (!slot) return fail("staff", slot.error());
  change.old_passphrase = std::move(*old_passphrase);
  auto passphrase = ask_new_passphrase(name);
  if (!passphrase) return fail("staff", passphrase.error());
  change.passphrase = std::move(*passphrase);
  const Status changed = crypto::change_passphrase(folders.office, name, change, random);
  if (!changed) return fail("staff", changed.error());
  std::printf("The passphrase of %s is changed.\n", name.c_str());
  return 0;
}

int run_staff_revoke(const CommandContext& context, const std::string& name) {
  const DataFolders folders = data_folders(context.settings);
  SystemRandom random;
  const auto root = ask_root(folders);
  if (!root) return fail("staff", root.error());
  const auto set = crypto::revoke_staff(folders.office, *root, name, minute_now(), random);
  if (!set) return fail("staff", set.error());
  if (const Status given = give_to_kiosk(folders); !given) return fail("staff", given.error());
  std::printf("%s opens nothing any more. New key set: %s.\n", name.c_str(), set->id.c_str());
  return 0;
}

int run_keys_list(const CommandContext& context) {
  const DataFolders folders = data_folders(context.settings);
  const auto trust = crypto::load_desk_trust(folders.office);
  if (!trust) return fail("keys", trust.error());
  const auto living = crypto::living_sets(folders.office);
  if (!living) return fail("keys", living.error());
  for (const crypto::KeySet& set : trust->sets) {
    const bool lives = std::any_of(living->begin(), living->end(), [&](const crypto::KeySet& one) {
      return one.serial == set.serial;
    });
    const bool newest = set.serial == trust->sets.front().serial;
    std::printf("%-12s  %s\n", set.id.c_str(),
                newest  ? "kiosks seal to it"
                : lives ? "opens"
                        : "destroyed");
  }
  if (trust->sets.front().id.substr(0, 7) < crypto::month_of(minute_now())) {
    std::printf("A new month has begun: run anlaufstelle keys rotate\n");
  }
  return 0;
}

int run_keys_rotate(const CommandContext& context, const RotateOptions& options) {
  const auto set = rotate_by_command(context, options);
  if (!set) return fail("keys", set.error());
  std::printf("New key set: %s.\n", set->id.c_str());
  return 0;
}

}  // namespace anlaufstelle::app
