// SPDX-License-Identifier: EUPL-1.2
#include "storage/records/store_check.h"

#include <algorithm>
#include <set>

#include "storage/records/outcome.h"
#include "storage/records/retention.h"

namespace anlaufstelle::records {
namespace {

// One record into the report.
Status look_at(const Result<SealedRecord>& record, const crypto::DeskTrust& trust,
               const crypto::OpenedRole* role, StoreReport& report) {
  if (!record) return record.error();
  TRY(verify_record(*record, trust));
  if (role == nullptr) {
    ++report.sealed;
    return ok_status();
  }
  auto opened = open_record(*record, *role);
  if (!opened && opened.error().code == ErrorCode::kWrongKey) {
    ++report.sealed;
    return ok_status();
  }
  if (!opened) return opened.error();
  wipe(opened->content);
  ++report.opened;
  return ok_status();
}

// Every deletion leaves an event and a tombstone.
void compare_deletions(const std::vector<Event>& events, const std::vector<RecordId>& tombstones,
                       StoreReport& report) {
  std::set<RecordId> told, buried(tombstones.begin(), tombstones.end());
  for (const Event& event : events) {
    if (event.record && state_after(event.kind) == RecordState::kDeleted)
      told.insert(*event.record);
  }
  for (const RecordId& id : told) {
    if (!buried.contains(id)) report.damaged.push_back({id, "deleted without a tombstone"});
  }
  for (const RecordId& id : buried) {
    if (!told.contains(id)) report.damaged.push_back({id, "deleted without an event"});
  }
}

// The set's identity of this role; nothing where the person has no copy of it.
const crypto::Identity* identity_of(const crypto::KeySet& set, const crypto::OpenedRole& role) {
  const auto at =
      std::find_if(role.identities.begin(), role.identities.end(), [&](const auto& identity) {
        const crypto::Recipient recipient = identity.recipient();
        return recipient == set.counselling || recipient == set.reception;
      });
  return at == role.identities.end() ? nullptr : &*at;
}

}  // namespace

Result<StoreReport> check_store(RecordStore& store, const crypto::DeskTrust& trust,
                                const crypto::OpenedRole* role,
                                const std::optional<std::string>& seen) {
  TRY(store.check_integrity());
  StoreReport report;
  TRY_ASSIGN(const std::vector<RecordId> ids, store.ids());
  for (const RecordId& id : ids) {
    if (const Status sound = look_at(store.get(id), trust, role, report); !sound) {
      report.damaged.push_back({id, sound.error().context});
    }
  }
  EventLog log(store);
  TRY_ASSIGN(report.breaks, log.check(trust, seen));
  TRY_ASSIGN(report.head, log.head());
  TRY_ASSIGN(const std::vector<RecordId> tombstones, store.tombstones());
  report.tombstones = tombstones.size();
  // Where an event can't be read, that is reported already.
  if (const auto events = log.all()) compare_deletions(*events, tombstones, report);
  return report;
}

Result<std::vector<NumberedRecord>> find_number(RecordStore& store, const crypto::DeskTrust& trust,
                                                const crypto::OpenedRole& role,
                                                const std::string& number) {
  TRY_ASSIGN(const std::vector<RecordId> ids, store.ids());
  std::vector<NumberedRecord> found;
  for (const RecordId& id : ids) {
    const auto record = store.get(id);
    if (!record || !verify_record(*record, trust)) continue;
    auto opened = open_record(*record, role);
    if (!opened) continue;
    if (opened->content.number == number) found.push_back({id, opened->content.minute});
    wipe(opened->content);
  }
  return found;
}

Result<std::vector<std::string>> unused_sets(RecordStore& store, const crypto::DeskTrust& trust,
                                             const crypto::OpenedRole& role,
                                             std::int64_t keep_minutes, std::int64_t minute) {
  struct Candidate {
    const crypto::KeySet* set;
    const crypto::Identity* identity;
  };
  std::vector<Candidate> candidates;
  for (std::size_t i = 1; i < trust.sets.size(); ++i) {  // newest first
    const crypto::Identity* const identity = identity_of(trust.sets[i], role);
    if (identity != nullptr && trust.sets[i - 1].minute + keep_minutes <= minute) {
      candidates.push_back({&trust.sets[i], identity});
    }
  }
  // Where nobody can tell, the set is needed: what is destroyed can't be asked again.
  const auto keep_needed = [&](const Bytes& sealed) {
    std::erase_if(candidates, [&](const Candidate& one) {
      const auto opened = crypto::age_open(sealed, {one.identity, 1});
      return opened.ok() || opened.error().code != ErrorCode::kWrongKey;
    });
  };
  TRY_ASSIGN(const std::vector<RecordId> ids, store.ids());
  for (const RecordId& id : ids) {
    TRY_ASSIGN(const SealedRecord record, store.get(id));
    keep_needed(record.slip_age);
  }
  TRY_ASSIGN(const auto figures, Retention(store).figures());
  for (const auto& kept : figures) keep_needed(kept.sealed);
  TRY_ASSIGN(const auto of_outcomes, Outcomes(store).key_sets());
  std::erase_if(candidates, [&](const Candidate& one) {
    return std::find(of_outcomes.begin(), of_outcomes.end(), one.set->id) != of_outcomes.end();
  });
  std::vector<std::string> unused;
  for (const Candidate& one : candidates) unused.push_back(one.set->id);
  return unused;
}

}  // namespace anlaufstelle::records
