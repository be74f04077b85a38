// SPDX-License-Identifier: EUPL-1.2
#include <algorithm>
#include <optional>
#include <vector>

#include "storage/base/file.h"
#include "storage/sync/inbox_file.h"
#include "storage/sync/transport.h"

namespace anlaufstelle::sync {
namespace {

namespace fs = std::filesystem;

bool is_revoked(const std::string& kiosk_id, const crypto::DeskTrust& trust) {
  return std::any_of(trust.kiosks.begin(), trust.kiosks.end(), [&](const crypto::KioskCard& card) {
    return card.kiosk_id == kiosk_id && card.state == crypto::KioskState::kRevoked;
  });
}

// Nothing where the file isn't what an enrolled kiosk sealed under this name. Whoever has a lost
// kiosk can sign whatever time they like: nothing new is taken of it.
std::optional<records::SealedRecord> verified(ByteView bytes, const fs::path& file,
                                              const crypto::DeskTrust& trust) {
  auto record = records::SealedRecord::decode(bytes);
  if (!record || file.stem() != record->id.hex()) return std::nullopt;
  if (!records::verify_record(*record, trust)) return std::nullopt;
  if (is_revoked(record->kiosk_id, trust)) return std::nullopt;
  return std::move(record).value();
}

// Files whose records are stored in one transaction: one fsync for many, and little to do again
// after a power cut.
constexpr std::size_t kMostTogether = 256, kMostBytesTogether = 8u << 20;

class Batch {
 public:
  Batch(records::RecordStore& store, TakeReport& report) : store_(store), report_(report) {}

  Status add(const fs::path& file, records::SealedRecord record, std::size_t bytes) {
    files_.push_back(file);
    records_.push_back(std::move(record));
    bytes_ += bytes;
    return files_.size() >= kMostTogether || bytes_ >= kMostBytesTogether ? finish() : ok_status();
  }

  Status finish() {
    if (files_.empty()) return ok_status();
    TRY_ASSIGN(const auto outcomes, store_.put_all(records_));
    for (std::size_t i = 0; i < files_.size(); ++i) TRY(settle(files_[i], outcomes[i]));
    files_.clear();
    records_.clear();
    bytes_ = 0;
    return ok_status();
  }

 private:
  // The store has it durably: only now may the file go. Should that be undone by a power cut, it is
  // taken again and found stored already.
  Status settle(const fs::path& file, records::PutOutcome outcome) {
    if (outcome == records::PutOutcome::kConflict) {
      ++report_.quarantined;
      return quarantine(file);
    }
    std::error_code failed;
    if (!fs::remove(file, failed) && failed) return inbox_error(file, failed);
    ++(outcome == records::PutOutcome::kStored ? report_.stored : report_.already);
    return ok_status();
  }

  records::RecordStore& store_;
  TakeReport& report_;
  std::vector<fs::path> files_;
  std::vector<records::SealedRecord> records_;
  std::size_t bytes_ = 0;
};

// What is to become of a file before the store is asked.
enum class Found { kRecord, kForQuarantine, kGone, kUnreadable };
struct Look {
  Found found = Found::kForQuarantine;
  std::optional<records::SealedRecord> record;
  std::size_t bytes = 0;
};
Look look_at(const fs::path& file, const crypto::DeskTrust& trust) {
  std::error_code failed;
  if (!fs::is_regular_file(fs::symlink_status(file, failed))) return {};
  const auto bytes = read_file(file, kMaxEnvelope);
  if (!bytes && bytes.error().code == ErrorCode::kNotFound) return {Found::kGone, {}, 0};
  if (!bytes && bytes.error().code == ErrorCode::kRefused) return {};
  if (!bytes) return {Found::kUnreadable, {}, 0};
  auto record = verified(*bytes, file, trust);
  if (!record) return {};
  return {Found::kRecord, std::move(record), bytes->size()};
}

}  // namespace

Result<TakeReport> take_inbox(const fs::path& folder, records::RecordStore& store,
                              const crypto::DeskTrust& trust) {
  TRY_ASSIGN(const auto files, files_in_inbox(folder, kEnvelopeSuffix));
  TakeReport report;
  Batch batch(store, report);
  fs::path unreadable;  // stays, and doesn't keep the others waiting
  for (const fs::path& file : files) {
    Look look = look_at(file, trust);
    switch (look.found) {
      case Found::kRecord:
        TRY(batch.add(file, std::move(*look.record), look.bytes));
        break;
      case Found::kForQuarantine:
        TRY(quarantine(file));
        ++report.quarantined;
        break;
      case Found::kGone:
        break;
      case Found::kUnreadable:
        unreadable = file;
        break;
    }
  }
  TRY(batch.finish());
  if (!unreadable.empty()) return Error{ErrorCode::kIo, unreadable.string() + ": can't be read"};
  return report;
}

}  // namespace anlaufstelle::sync
