// SPDX-License-Identifier: EUPL-1.2
#include <algorithm>
#include <optional>

#include "storage/base/file.h"
#include "storage/sync/inbox_file.h"
#include "storage/sync/transport.h"

namespace anlaufstelle::sync {
namespace {

namespace fs = std::filesystem;

enum class Taken { kStored, kAlready, kQuarantined, kGone, kUnreadable };

Result<Taken> set_aside(const fs::path& file) {
  TRY(quarantine(file));
  return Taken::kQuarantined;
}

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

Result<Taken> take_one(const fs::path& file, records::RecordStore& store,
                       const crypto::DeskTrust& trust) {
  std::error_code failed;
  if (!fs::is_regular_file(fs::symlink_status(file, failed))) return set_aside(file);
  const auto bytes = read_file(file, kMaxEnvelope);
  if (!bytes && bytes.error().code == ErrorCode::kNotFound) return Taken::kGone;
  if (!bytes && bytes.error().code == ErrorCode::kRefused) return set_aside(file);
  if (!bytes) return Taken::kUnreadable;
  const auto record = verified(*bytes, file, trust);
  if (!record) return set_aside(file);
  TRY_ASSIGN(const records::PutOutcome outcome, store.put(*record));
  if (outcome == records::PutOutcome::kConflict) return set_aside(file);
  // The store has it durably: only now may the file go. Should that be undone by a power cut,
  // it is taken again and found stored already.
  if (!fs::remove(file, failed) && failed) return inbox_error(file, failed);
  return outcome == records::PutOutcome::kStored ? Taken::kStored : Taken::kAlready;
}

}  // namespace

Result<TakeReport> take_inbox(const fs::path& folder, records::RecordStore& store,
                              const crypto::DeskTrust& trust) {
  TRY_ASSIGN(const auto files, files_in_inbox(folder, kEnvelopeSuffix));
  TakeReport report;
  fs::path unreadable;  // stays, and doesn't keep the others waiting
  for (const fs::path& file : files) {
    TRY_ASSIGN(const Taken taken, take_one(file, store, trust));
    switch (taken) {
      case Taken::kStored:
        ++report.stored;
        break;
      case Taken::kAlready:
        ++report.already;
        break;
      case Taken::kQuarantined:
        ++report.quarantined;
        break;
      case Taken::kGone:
        break;
      case Taken::kUnreadable:
        unreadable = file;
        break;
    }
  }
  if (!unreadable.empty()) return Error{ErrorCode::kIo, unreadable.string() + ": can't be read"};
  return report;
}

}  // namespace anlaufstelle::sync
