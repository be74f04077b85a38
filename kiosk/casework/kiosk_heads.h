// SPDX-License-Identifier: EUPL-1.2
#pragma once

#include <filesystem>
#include <map>
#include <string>
#include <vector>

#include "storage/records/event.h"
#include "storage/records/record_store.h"
#include "storage/sync/trail_head.h"

namespace anlaufstelle::casework {

// The heads of the kiosks' audit trails, noted in the desk's own: a trail only grows, so one that
// is shorter than it was, or another one, was cut off or its store replaced. The store's thread.
class KioskHeads {
 public:
  // What the desk's trail has noted. Errors: the store's.
  Status load(records::RecordStore& store);

  // Takes the heads from the inbox and notes what is new. Errors: those of inbox and store.
  struct Report {
    std::vector<std::string> doubted;  // kiosk ids
    int quarantined = 0;
  };
  Result<Report> take(const std::filesystem::path& inbox, records::RecordStore& store,
                      const crypto::DeskTrust& trust, const records::EventSigner& signer,
                      std::int64_t minute);

  // By kiosk, as the trail's head reads.
  [[nodiscard]] const std::map<std::string, std::string>& noted() const { return noted_; }

 private:
  std::map<std::string, std::string> noted_;
};

}  // namespace anlaufstelle::casework
