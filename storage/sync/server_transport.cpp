// SPDX-License-Identifier: EUPL-1.2
#include "storage/sync/server_transport.h"

namespace anlaufstelle::sync {

Status ServerTransport::send(const records::SealedRecord& record) {
  return send_all(std::span(&record, 1)).front();
}

std::vector<Status> ServerTransport::send_all(std::span<const records::SealedRecord> records) {
  std::vector<Bytes> envelopes;
  envelopes.reserve(records.size());
  std::vector<ServerLink::Put> puts;
  for (const auto& record : records) {
    envelopes.push_back(record.encode());
    puts.push_back({record.id.bytes, envelopes.back()});
  }
  return link_.put_all(puts);
}

}  // namespace anlaufstelle::sync
