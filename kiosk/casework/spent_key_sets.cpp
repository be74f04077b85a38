// SPDX-License-Identifier: EUPL-1.2
#include "kiosk/casework/spent_key_sets.h"

#include <algorithm>
#include <chrono>

#include "storage/base/file.h"
#include "storage/crypto/key_sets.h"
#include "storage/sync/inbox_file.h"

namespace anlaufstelle::casework {
namespace {

namespace fs = std::filesystem;

// Living sets whose successor is older than `keep_minutes`.
Result<std::vector<crypto::KeySet>> spent_sets(const fs::path& office_folder,
                                               std::int64_t keep_minutes, std::int64_t minute) {
  // Read anew: a set may have been made since the desk was started.
  TRY_ASSIGN(const crypto::DeskTrust trust, crypto::load_desk_trust(office_folder));
  TRY_ASSIGN(std::vector<crypto::KeySet> sets, crypto::living_sets(office_folder));
  std::erase_if(sets, [&](const crypto::KeySet& set) {
    const auto next = std::find_if(trust.sets.rbegin(), trust.sets.rend(),
                                   [&](const auto& one) { return one.serial > set.serial; });
    return next == trust.sets.rend() || minute - next->minute < keep_minutes;
  });
  return sets;
}

std::vector<crypto::Identity> keys_without(const std::vector<crypto::KeySet>& sets,
                                           const crypto::OpenedRole& role) {
  std::vector<crypto::Identity> rest;
  for (const crypto::Identity& key : role.identities) {
    const bool spent = std::any_of(sets.begin(), sets.end(), [&](const crypto::KeySet& set) {
      return key.recipient() == set.reception || key.recipient() == set.counselling;
    });
    if (!spent) rest.push_back(key.copy());
  }
  return rest;
}

bool opens(const records::SealedRecord& record, const std::vector<crypto::Identity>& keys) {
  return crypto::age_open(record.slip_age, keys).ok();
}

Result<bool> all_open(records::RecordStore& store, const std::vector<crypto::Identity>& keys) {
  TRY_ASSIGN(const std::vector<RecordId> ids, store.ids());
  for (const RecordId& id : ids) {
    const auto record = store.get(id);
    if (!record || !opens(*record, keys)) return false;
  }
  return true;
}

// What is set aside may be moved back into the inbox one day. A file that is no envelope can't.
Result<bool> all_open(const fs::path& quarantine, const std::vector<crypto::Identity>& keys) {
  std::error_code failed;
  if (!fs::exists(quarantine, failed)) return !failed;
  for (fs::directory_iterator at(quarantine, failed), end; !failed && at != end;
       at.increment(failed)) {
    const auto bytes = read_file(at->path(), sync::kMaxEnvelope);
    if (!bytes) continue;
    const auto record = records::SealedRecord::decode(*bytes);
    if (record && !opens(*record, keys)) return false;
  }
  if (failed) return Error{ErrorCode::kIo, quarantine.string() + ": " + failed.message()};
  return true;
}

}  // namespace

Result<std::vector<std::string>> destroy_spent_key_sets(const OfficePlaces& places,
                                                        records::RecordStore& store,
                                                        const crypto::OpenedRole& role,
                                                        std::int64_t minute) {
  std::vector<std::string> destroyed;
  const auto keep = std::chrono::duration_cast<std::chrono::minutes>(places.keep).count();
  TRY_ASSIGN(const auto sets, spent_sets(places.office_folder, keep, minute));
  if (sets.empty()) return destroyed;
  const std::vector<crypto::Identity> keys = keys_without(sets, role);
  TRY_ASSIGN(const bool store_opens, all_open(store, keys));
  if (!store_opens) return destroyed;
  TRY_ASSIGN(const bool rest_opens, all_open(places.inbox_folder / sync::kQuarantineFolder, keys));
  if (!rest_opens) return destroyed;
  for (const crypto::KeySet& set : sets) {
    TRY(crypto::destroy_set(places.office_folder, set.id));
    destroyed.push_back(set.id);
  }
  return destroyed;
}

}  // namespace anlaufstelle::casework
