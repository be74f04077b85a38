// SPDX-License-Identifier: EUPL-1.2
#pragma once

#include <map>
#include <string>

#include "kiosk/casework/office.h"
#include "kiosk/printing/sheet.h"

namespace anlaufstelle::casework {

// The day's closing on paper: how far the audit trail went, so that whoever keeps the sheet can
// tell when a later part of it is cut off. No number and no name of a client. Pure.
struct DayClosing {
  std::string office_name, closed_by;              // "anna"
  std::int64_t minute = 0;                         // since 1970-01-01 UTC
  std::string head;                                // "12 4F6C…", the closing's own event included
  std::map<std::string, std::string> kiosk_heads;  // as last noted, by kiosk
  std::map<records::RecordState, int> records;     // how many are in which state
};
printing::Sheet day_sheet(const DayClosing& closing);

}  // namespace anlaufstelle::casework
