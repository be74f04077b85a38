// SPDX-License-Identifier: EUPL-1.2
#include "storage/sync/trail_head.h"

#include <algorithm>
#include <charconv>
#include <optional>

#include "storage/base/file.h"
#include "storage/crypto/card_text.h"
#include "storage/records/event_log.h"
#include "storage/sync/inbox_file.h"

namespace anlaufstelle::sync {
namespace {

namespace fs = std::filesystem;

// ON DISK: do not change.
constexpr std::string_view kKeys[] = {"kiosk", "head"};
constexpr crypto::CardShape kShape{"anlaufstelle-head/1", "anlaufstelle/head/1", kKeys};
constexpr std::size_t kMaxHead = 1024;

// Nothing where no enrolled kiosk of this name signed it, or one that was lost since.
std::optional<TrailHead> verified(ByteView bytes, const fs::path& file,
                                  const crypto::DeskTrust& trust) {
  const std::string kiosk_id = file.stem().string();
  const auto card = std::find_if(trust.kiosks.begin(), trust.kiosks.end(),
                                 [&](const auto& one) { return one.kiosk_id == kiosk_id; });
  if (card == trust.kiosks.end() || card->state == crypto::KioskState::kRevoked) {
    return std::nullopt;
  }
  const auto values = crypto::read_card(kShape, as_text(bytes), card->key);
  if (!values || (*values)[0] != kiosk_id) return std::nullopt;
  TrailHead head{kiosk_id, 0, (*values)[1]};
  const auto [end, failed] =
      std::from_chars(head.text.data(), head.text.data() + head.text.size(), head.seq);
  if (failed != std::errc() || *end != ' ' || head.seq == 0) return std::nullopt;
  return head;
}

}  // namespace

Result<Bytes> trail_head_of(records::RecordStore& store, const crypto::KioskKeys& keys) {
  TRY_ASSIGN(const auto head, records::EventLog(store).head());
  if (head.seq == 0) return Bytes();
  const std::string values[] = {keys.kiosk_id, head.text()};
  const std::string card = crypto::write_card(kShape, values, keys.signer);
  return Bytes(card.begin(), card.end());
}

Status put_trail_head(const fs::path& folder, records::RecordStore& store,
                      const crypto::KioskKeys& keys) {
  std::error_code failed;
  if (!fs::is_directory(folder, failed)) {
    return Error{ErrorCode::kUnreachable, folder.string() + ": no such folder"};
  }
  TRY_ASSIGN(const Bytes card, trail_head_of(store, keys));
  if (card.empty()) return ok_status();
  return write_file_durably(folder / (keys.kiosk_id + std::string(kHeadSuffix)), card, 0640);
}

Result<HeadReport> take_trail_heads(const fs::path& folder, const crypto::DeskTrust& trust) {
  TRY_ASSIGN(const auto files, files_in_inbox(folder, kHeadSuffix));
  HeadReport report;
  for (const fs::path& file : files) {
    const auto bytes = read_file(file, kMaxHead);
    if (!bytes && bytes.error().code == ErrorCode::kNotFound) continue;
    auto head = bytes ? verified(*bytes, file, trust) : std::nullopt;
    if (head) {
      report.heads.push_back(std::move(*head));
      std::error_code ignored;  // taken again it says the same
      fs::remove(file, ignored);
    } else {
      TRY(quarantine(file));
      ++report.quarantined;
    }
  }
  return report;
}

}  // namespace anlaufstelle::sync
