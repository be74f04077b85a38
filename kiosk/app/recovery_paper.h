// SPDX-License-Identifier: EUPL-1.2
#pragma once

#include <filesystem>
#include <string>

#include "storage/base/id.h"
#include "storage/base/result.h"
#include "storage/crypto/age.h"

namespace anlaufstelle::app {

// Where the sheet with the recovery key goes.
struct PaperPlan {
  std::string office_name;
  std::string printer;               // of the settings
  std::filesystem::path sheet_file;  // "" = no file
};

// Brings the recovery key onto paper and returns only when two of its lines, chosen by chance,
// were typed back. To the printer where it is an ipp:// or ipps:// address (the PDF goes there from
// memory; a CUPS queue would keep a spool file), as a PDF into `sheet_file` where one is named,
// otherwise onto the terminal to be copied by hand. Blocks; commands only.
// Errors: InvalidInput (the input ended first), and those of printing and writing.
Status hand_over_recovery_sheet(const crypto::Identity& recovery, const PaperPlan& plan,
                                Random& random);

}  // namespace anlaufstelle::app
