// SPDX-License-Identifier: EUPL-1.2
#include <optional>

#include "storage/sync/transport.h"

namespace anlaufstelle::sync {
namespace {

Status ship_one(records::RecordStore& store, Transport& transport, const RecordId& id) {
  TRY_ASSIGN(const records::SealedRecord record, store.get(id));
  TRY(transport.send(record));
  return store.mark_handed_over(id);
}

// Something is wrong with this one record, not with the way.
bool concerns_one_record(ErrorCode code) {
  return code == ErrorCode::kConflict || code == ErrorCode::kCorrupt || code == ErrorCode::kTooNew;
}

}  // namespace

Result<int> ship_outbox(records::RecordStore& store, Transport& transport) {
  TRY_ASSIGN(const auto ids, store.outbox());
  int sent = 0;
  std::optional<Error> first_error;
  for (const RecordId& id : ids) {
    const Status shipped = ship_one(store, transport, id);
    if (shipped) {
      ++sent;
    } else if (!concerns_one_record(shipped.error().code)) {
      return shipped.error();
    } else if (!first_error) {
      first_error = shipped.error();
    }
  }
  if (first_error) return *first_error;
  return sent;
}

}  // namespace anlaufstelle::sync
