// SPDX-License-Identifier: EUPL-1.2
#include <utility>

#include "storage/sync/transport.h"

namespace anlaufstelle::sync {
namespace {

// Sent together: enough for a line with a long delay, little enough to be in memory.
constexpr std::size_t kMostTogether = 64, kMostBytesTogether = 4u << 20;

class Shipment {
 public:
  Shipment(Outbox& outbox, Transport& transport) : outbox_(outbox), transport_(transport) {}

  // False: the way is closed, the report says why.
  bool add(const RecordId& id) {
    auto record = outbox_.get(id);
    if (!record) return note(id, record.error());
    bytes_ += record->slip_age.size() + record->full_age.size();
    records_.push_back(std::move(record).value());
    return records_.size() < kMostTogether && bytes_ < kMostBytesTogether ? true : finish();
  }

  bool finish() {
    if (records_.empty()) return true;
    const auto answers = transport_.send_all(records_);
    std::vector<RecordId> arrived;
    bool open = true;
    for (std::size_t i = 0; i < records_.size(); ++i) {
      if (answers[i]) {
        arrived.push_back(records_[i].id);
      } else {
        open = note(records_[i].id, answers[i].error()) && open;
      }
    }
    records_.clear();
    bytes_ = 0;
    if (arrived.empty()) return open;
    // Where this fails they are sent again, and found to be there already.
    if (const Status marked = outbox_.handed_over(arrived); !marked) {
      return note(arrived[0], marked.error());
    }
    report_.sent += static_cast<int>(arrived.size());
    return open;
  }

  Shipped report() { return std::move(report_); }

 private:
  // The way's error is the one to tell; of the records' the first.
  bool note(const RecordId& id, const Error& error) {
    const bool one = concerns_one_record(error.code);
    if (one) report_.refused.push_back(id);
    if (!report_.error || (!one && concerns_one_record(report_.error->code))) report_.error = error;
    return one;
  }

  Outbox& outbox_;
  Transport& transport_;
  Shipped report_;
  std::vector<records::SealedRecord> records_;
  std::size_t bytes_ = 0;
};

}  // namespace

bool concerns_one_record(ErrorCode code) {
  return code == ErrorCode::kConflict || code == ErrorCode::kCorrupt || code == ErrorCode::kTooNew;
}

std::vector<Status> Transport::send_all(std::span<const records::SealedRecord> records) {
  std::vector<Status> answers;
  for (const auto& record : records) {
    const bool closed =
        !answers.empty() && !answers.back() && !concerns_one_record(answers.back().error().code);
    answers.push_back(closed ? answers.back() : send(record));
  }
  return answers;
}

Shipped ship(Outbox& outbox, Transport& transport, const std::set<RecordId>& without) {
  const auto ids = outbox.waiting();
  if (!ids) return {.sent = 0, .error = ids.error(), .refused = {}};
  Shipment shipment(outbox, transport);
  bool open = true;
  for (std::size_t i = 0; open && i < ids->size(); ++i) {
    if (!without.contains((*ids)[i])) open = shipment.add((*ids)[i]);
  }
  if (open) shipment.finish();
  return shipment.report();
}

Result<int> ship_outbox(records::RecordStore& store, Transport& transport) {
  StoreOutbox outbox(store);
  const Shipped shipped = ship(outbox, transport);
  if (shipped.error) return *shipped.error;
  return shipped.sent;
}

}  // namespace anlaufstelle::sync
