// SPDX-License-Identifier: EUPL-1.2
#include "kiosk/casework/kiosk_heads.h"

#include <cstdlib>

#include "storage/records/event_log.h"

namespace anlaufstelle::casework {
namespace {

std::uint64_t number_of(const std::string& head) {
  return std::strtoull(head.c_str(), nullptr, 10);
}

}  // namespace

Status KioskHeads::load(records::RecordStore& store) {
  TRY_ASSIGN(const auto events, records::EventLog(store).all());
  noted_.clear();
  for (const records::Event& event : events) {
    if (event.kind != records::EventKind::kHeadNoted) continue;
    const std::size_t space = event.detail.find(' ');
    if (space == std::string::npos) continue;
    noted_[event.detail.substr(0, space)] = event.detail.substr(space + 1);
  }
  return ok_status();
}

Result<KioskHeads::Report> KioskHeads::take(const std::filesystem::path& inbox,
                                            records::RecordStore& store,
                                            const crypto::DeskTrust& trust,
                                            const records::EventSigner& signer,
                                            std::int64_t minute) {
  TRY_ASSIGN(const sync::HeadReport taken, sync::take_trail_heads(inbox, trust));
  Report report;
  report.quarantined = taken.quarantined;
  for (const sync::TrailHead& head : taken.heads) {
    std::string& known = noted_[head.kiosk_id];
    if (head.text == known) continue;
    if (head.seq <= number_of(known)) {
      report.doubted.push_back(head.kiosk_id);
      continue;
    }
    TRY(records::EventLog(store).append(
        {records::EventKind::kHeadNoted, std::nullopt, head.kiosk_id + " " + head.text, minute},
        signer));
    known = head.text;
  }
  return report;
}

}  // namespace anlaufstelle::casework
