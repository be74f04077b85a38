// SPDX-License-Identifier: EUPL-1.2
#include <chrono>

#include "storage/base/file.h"
#include "storage/sync/inbox_file.h"
#include "storage/sync/words.h"

namespace anlaufstelle::sync {
namespace {

namespace fs = std::filesystem;

Status remove_file(const fs::path& file) {
  std::error_code failed;
  if (!fs::remove(file, failed) && failed) return inbox_error(file, failed);
  return ok_status();
}

// When it came; its record is expected for as long as records are kept.
bool waited_long(const fs::path& file, std::int64_t minute, std::int64_t keep_minutes) {
  std::error_code failed;
  const auto written = fs::last_write_time(file, failed);
  if (failed) return false;
  const auto at = std::chrono::file_clock::to_sys(written).time_since_epoch();
  return std::chrono::floor<std::chrono::minutes>(at).count() + keep_minutes < minute;
}

}  // namespace

Result<WordsTaken> take_words(const fs::path& folder, records::RecordStore& store,
                              const crypto::DeskTrust& trust, const crypto::OpenedRole& role,
                              std::int64_t minute, std::int64_t keep_minutes) {
  using Taken = records::Heard::Taken;
  TRY_ASSIGN(const auto files, files_in_inbox(folder, kWordSuffix));
  WordsTaken report;
  for (const fs::path& file : files) {
    const auto bytes = read_file(file, kMaxWord);
    if (!bytes && bytes.error().code == ErrorCode::kNotFound) continue;
    if (!bytes && bytes.error().code == ErrorCode::kIo) return bytes.error();
    const auto word =
        bytes ? records::open_word(*bytes, role.identities) : Result<records::Word>(bytes.error());
    const bool others = !word && (word.error().code == ErrorCode::kWrongKey ||
                                  word.error().code == ErrorCode::kTooNew);
    auto taken = word ? records::Heard(store).take(*word, trust, minute, records::signer_of(role))
                      : Result<Taken>(word.error());
    if (others) taken = Taken::kTooEarly;
    const bool false_word = !taken && (taken.error().code == ErrorCode::kCorrupt ||
                                       taken.error().code == ErrorCode::kNotFound ||
                                       taken.error().code == ErrorCode::kRefused);
    if (false_word) {
      TRY(quarantine(file));
      ++report.quarantined;
      continue;
    }
    if (!taken) return taken.error();
    if (*taken == Taken::kNew) {
      ++report.fresh;
      const auto event = records::read_event(word->entry);
      if (event && event->kind == records::EventKind::kWithdrawn)
        report.withdrawn.push_back(*event->record);
    }
    if (*taken != Taken::kTooEarly || waited_long(file, minute, keep_minutes))
      TRY(remove_file(file));
  }
  return report;
}

}  // namespace anlaufstelle::sync
