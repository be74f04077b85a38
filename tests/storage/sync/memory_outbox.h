// SPDX-License-Identifier: EUPL-1.2
#pragma once

#include <algorithm>
#include <set>
#include <vector>

#include "storage/sync/transport.h"
#include "tests/storage/seeded_random.h"

namespace anlaufstelle::sync {

// A kiosk's outbox without its disk, for tests that send much.
class MemoryOutbox : public Outbox {
 public:
  void add(records::SealedRecord record) { records_.push_back(std::move(record)); }

  Result<std::vector<RecordId>> waiting() override {
    std::vector<RecordId> ids;
    for (const auto& record : records_) {
      if (!acknowledged_.contains(record.id)) ids.push_back(record.id);
    }
    return ids;
  }
  Result<records::SealedRecord> get(const RecordId& id) override {
    const auto found = std::find_if(records_.begin(), records_.end(),
                                    [&](const auto& record) { return record.id == id; });
    if (found == records_.end()) return Error{ErrorCode::kNotFound, "no such record"};
    return *found;
  }
  Status handed_over(std::span<const RecordId> ids) override {
    acknowledged_.insert(ids.begin(), ids.end());
    return ok_status();
  }

  [[nodiscard]] const std::set<RecordId>& acknowledged() const { return acknowledged_; }

 private:
  std::vector<records::SealedRecord> records_;
  std::set<RecordId> acknowledged_;
};

// What is signed isn't looked at by the server: quicker than sealing, and as random.
inline records::SealedRecord random_record(SeededRandom& random, std::size_t bytes = 2000) {
  records::SealedRecord record;
  record.id = RecordId::make(random);
  record.kiosk_id = "kiosk-1";
  record.form_id = "erstberatung";
  record.slip_age = random.bytes(bytes / 2);
  record.full_age = random.bytes(bytes / 2);
  return record;
}

}  // namespace anlaufstelle::sync
