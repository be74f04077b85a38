// SPDX-License-Identifier: EUPL-1.2
#include "kiosk/casework/spent_key_sets.h"

#include <algorithm>
#include <chrono>

#include "storage/base/file.h"
#include "storage/crypto/key_sets.h"
#include "storage/records/event_log.h"
#include "storage/records/store_check.h"
#include "storage/sync/inbox_file.h"

namespace anlaufstelle::casework {
namespace {

namespace fs = std::filesystem;

// Most of the time there is nothing to look for.
bool any_is_spent(const crypto::DeskTrust& trust, const std::vector<crypto::KeySet>& living,
                  std::int64_t keep_minutes, std::int64_t minute) {
  return std::any_of(living.begin(), living.end(), [&](const crypto::KeySet& set) {
    const auto next = std::find_if(trust.sets.rbegin(), trust.sets.rend(),
                                   [&](const auto& one) { return one.serial > set.serial; });
    return next != trust.sets.rend() && next->minute + keep_minutes <= minute;
  });
}

std::vector<crypto::Identity> keys_without(const std::vector<std::string>& ids,
                                           const crypto::DeskTrust& trust,
                                           const crypto::OpenedRole& role) {
  std::vector<crypto::Identity> rest;
  for (const crypto::Identity& key : role.identities) {
    const bool spent =
        std::any_of(trust.sets.begin(), trust.sets.end(), [&](const crypto::KeySet& set) {
          return std::find(ids.begin(), ids.end(), set.id) != ids.end() &&
                 (key.recipient() == set.reception || key.recipient() == set.counselling);
        });
    if (!spent) rest.push_back(key.copy());
  }
  return rest;
}

// What is set aside may be moved back into the inbox one day. A file that is no envelope can't.
Result<bool> quarantine_opens(const fs::path& quarantine,
                              const std::vector<crypto::Identity>& keys) {
  std::error_code failed;
  if (!fs::exists(quarantine, failed)) return !failed;
  for (fs::directory_iterator at(quarantine, failed), end; !failed && at != end;
       at.increment(failed)) {
    const auto bytes = read_file(at->path(), sync::kMaxEnvelope);
    if (!bytes && bytes.error().code == ErrorCode::kIo) return bytes.error();
    if (!bytes) continue;  // no file, or larger than any envelope
    const auto record = records::SealedRecord::decode(*bytes);
    if (record && !crypto::age_open(record->slip_age, keys)) return false;
  }
  if (failed) return Error{ErrorCode::kIo, quarantine.string() + ": " + failed.message()};
  return true;
}

}  // namespace

Result<std::vector<std::string>> destroy_spent_key_sets(const OfficePlaces& places,
                                                        records::RecordStore& store,
                                                        const crypto::OpenedRole& role,
                                                        std::int64_t minute) {
  // Read anew: a set may have been made since the desk was started.
  TRY_ASSIGN(const crypto::DeskTrust trust, crypto::load_desk_trust(places.office_folder));
  TRY_ASSIGN(const std::vector<crypto::KeySet> living, crypto::living_sets(places.office_folder));
  const auto keep = std::chrono::duration_cast<std::chrono::minutes>(places.keep).count();
  if (!any_is_spent(trust, living, keep, minute)) return std::vector<std::string>();
  TRY_ASSIGN(std::vector<std::string> ids, records::unused_sets(store, trust, role, keep, minute));
  TRY_ASSIGN(const bool free, quarantine_opens(places.inbox_folder / sync::kQuarantineFolder,
                                               keys_without(ids, trust, role)));
  if (!free) return std::vector<std::string>();
  for (const std::string& id : ids) {
    TRY(crypto::destroy_set(places.office_folder, id));
    TRY(records::EventLog(store).append(
        {records::EventKind::kKeySetDestroyed, std::nullopt, id, minute},
        records::signer_of(role)));
  }
  return ids;
}

}  // namespace anlaufstelle::casework
