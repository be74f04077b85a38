// SPDX-License-Identifier: EUPL-1.2
#include "storage/crypto/key_sets.h"

#include <algorithm>
#include <chrono>
#include <cstdio>
#include <utility>

#include "storage/base/file.h"
#include "storage/crypto/private_file.h"

namespace anlaufstelle::crypto {
namespace {

namespace fs = std::filesystem;

constexpr std::size_t kMaxCopy = 64 * 1024;

fs::path copies_of(const fs::path& office_folder, const KeySet& set) {
  return office_folder / kKeySetFolder / set.id;
}
fs::path copy_file(const fs::path& office_folder, const KeySet& set, std::string_view staff_id) {
  return copies_of(office_folder, set) / std::string(staff_id).append(kSealedEnding);
}
std::string card_name(const KeySet& set) {
  return std::string(set.id).append(kCardEnding);
}

Status write_copy(const fs::path& office_folder, const KeySet& set, const SetSecrets& secrets,
                  const StaffCard& to, Random& random) {
  if (to.role == Role::kAdministration || to.state == StaffState::kRevoked) {
    return Error{ErrorCode::kRefused, to.id + " gets no key of a set"};
  }
  SetSecrets allowed{secrets.reception.copy(), std::nullopt};
  if (to.role == Role::kCounselling) {
    if (!secrets.counselling) {
      return Error{ErrorCode::kRefused,
                   "set " + set.id + ": only a counsellor can share it with a counsellor"};
    }
    allowed.counselling = secrets.counselling->copy();
  }
  TRY_ASSIGN(const Bytes sealed,
             age_seal(write_set_secrets(allowed).view(), {&to.recipient, 1}, random));
  TRY(make_private_folder(copies_of(office_folder, set)));
  return write_file_durably(copy_file(office_folder, set, to.id), sealed);
}

bool has_copies(const fs::path& office_folder, const KeySet& set) {
  std::error_code failed;
  for (fs::directory_iterator at(copies_of(office_folder, set), failed), end; !failed && at != end;
       at.increment(failed)) {
    if (at->path().extension() == kSealedEnding) return true;
  }
  return false;
}

// "2026-11-3" → 3, for the same month; 0 otherwise.
int place_in_month(const std::string& set_id, const std::string& month) {
  int place = 0;
  if (!set_id.starts_with(month + "-")) return 0;
  return std::sscanf(set_id.c_str() + month.size() + 1, "%d", &place) == 1 ? place : 0;
}

KeySet next_after(const KeySet& newest, std::int64_t minute) {
  KeySet set;
  const std::string month =
      newest.serial == 0 ? month_of(minute) : std::max(month_of(minute), month_of(newest.minute));
  set.id = month + "-" + std::to_string(place_in_month(newest.id, month) + 1);
  set.serial = newest.serial + 1;
  set.minute = std::max(minute, newest.minute);
  return set;
}

}  // namespace

std::string month_of(std::int64_t minute) {
  const auto day = std::chrono::floor<std::chrono::days>(
      std::chrono::sys_time<std::chrono::minutes>(std::chrono::minutes(minute)));
  const std::chrono::year_month_day date(day);
  char text[32];
  std::snprintf(text, sizeof text, "%04d-%02u", static_cast<int>(date.year()),
                static_cast<unsigned>(date.month()));
  return text;
}

Result<std::optional<SetSecrets>> open_copy(const fs::path& office_folder, const KeySet& set,
                                            std::string_view staff_id, const Identity& own) {
  const fs::path file = copy_file(office_folder, set, staff_id);
  const auto sealed = read_file(file, kMaxCopy);
  if (!sealed && sealed.error().code == ErrorCode::kNotFound) return std::optional<SetSecrets>();
  if (!sealed) return sealed.error();
  const auto text = age_open(*sealed, {&own, 1});
  if (!text) return with_context(text.error(), file.string());
  auto secrets = parse_set_secrets(text->text());
  if (!secrets) return with_context(secrets.error(), file.string());
  if (!(secrets->reception.recipient() == set.reception) ||
      (secrets->counselling && !(secrets->counselling->recipient() == set.counselling))) {
    return Error{ErrorCode::kCorrupt, file.string() + ": isn't what the set's card names"};
  }
  return std::optional<SetSecrets>(std::move(*secrets));
}

Result<KeySet> rotate_keys(const fs::path& office_folder, const SigningKey& root,
                           std::int64_t minute, const std::optional<Recipient>& new_recovery,
                           Random& random) {
  TRY_ASSIGN(const DeskTrust trust, load_desk_trust(office_folder));
  TRY(check_root(trust, root));
  if (minute < 0) return Error{ErrorCode::kInvalidInput, "a clock before 1970"};
  const SetSecrets secrets{Identity::generate(random), Identity::generate(random)};
  KeySet set = next_after(trust.sets.front(), minute);
  set.reception = secrets.reception.recipient();
  set.counselling = secrets.counselling->recipient();
  set.recovery = new_recovery.value_or(trust.sets.front().recovery);
  TRY(make_private_folder(office_folder / kKeySetFolder));
  for (const StaffCard& person : trust.staff) {
    if (person.state == StaffState::kRevoked || person.role == Role::kAdministration) continue;
    TRY(write_copy(office_folder, set, secrets, person, random));
  }
  // Last: a set is one as soon as its card is there, and then everybody has a copy.
  TRY(write_file_durably(office_folder / kKeySetFolder / card_name(set),
                         as_bytes(write_key_set_card(set, root))));
  return set;
}

Status share_sets(const fs::path& office_folder, const OpenedRole& from, const StaffCard& to,
                  Random& random) {
  if (!from.own) return Error{ErrorCode::kRefused, "the recovery key can't share sets"};
  TRY_ASSIGN(const DeskTrust trust, load_desk_trust(office_folder));
  // By the card in the folder: whoever gives `to` may have read an older one.
  const auto card = std::find_if(trust.staff.begin(), trust.staff.end(), [&](const StaffCard& one) {
    return one.id == to.id && one.recipient == to.recipient;
  });
  if (card == trust.staff.end()) return Error{ErrorCode::kNotFound, "nobody of this name"};
  for (const KeySet& set : trust.sets) {
    TRY_ASSIGN(const auto secrets, open_copy(office_folder, set, from.staff_id, *from.own));
    if (secrets) TRY(write_copy(office_folder, set, *secrets, *card, random));
  }
  return ok_status();
}

Status give_newest_set(const fs::path& office_folder, const fs::path& kiosk_folder) {
  TRY_ASSIGN(const DeskTrust trust, load_desk_trust(office_folder));
  TRY(check_private_folder(kiosk_folder));
  const KeySet& newest = trust.sets.front();
  if (newest.serial == 0) return ok_status();  // stands in the office card
  TRY_ASSIGN(const Bytes card, read_file(office_folder / kKeySetFolder / card_name(newest), 4096));
  const fs::path folder = kiosk_folder / kKeySetFolder;
  TRY(make_private_folder(folder));
  TRY(write_file_durably(folder / card_name(newest), card));
  for (const KeySet& set : trust.sets) {
    std::error_code ignored;  // an older card that stays does no harm: the newest is used
    if (set.serial < newest.serial) fs::remove(folder / card_name(set), ignored);
  }
  return ok_status();
}

Status destroy_set(const fs::path& office_folder, const std::string& set_id) {
  TRY_ASSIGN(const DeskTrust trust, load_desk_trust(office_folder));
  const auto set = std::find_if(trust.sets.begin(), trust.sets.end(),
                                [&](const KeySet& one) { return one.id == set_id; });
  if (set == trust.sets.end()) return Error{ErrorCode::kNotFound, "no key set " + set_id};
  if (set == trust.sets.begin()) {
    return Error{ErrorCode::kRefused, "set " + set_id + " is the one that kiosks use"};
  }
  const fs::path folder = copies_of(office_folder, *set);
  std::vector<fs::path> files;
  std::error_code failed;
  for (fs::directory_iterator at(folder, failed), end; !failed && at != end; at.increment(failed)) {
    files.push_back(at->path());
  }
  for (const fs::path& file : files) TRY(destroy_file(file));
  fs::remove(folder, failed);
  return ok_status();
}

Result<std::vector<KeySet>> living_sets(const fs::path& office_folder) {
  TRY_ASSIGN(const DeskTrust trust, load_desk_trust(office_folder));
  std::vector<KeySet> living;
  for (const KeySet& set : trust.sets) {
    if (has_copies(office_folder, set)) living.push_back(set);
  }
  return living;
}

}  // namespace anlaufstelle::crypto
