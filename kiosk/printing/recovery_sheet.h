// SPDX-License-Identifier: EUPL-1.2
#pragma once

#include <string>
#include <vector>

#include "storage/base/result.h"
#include "storage/base/secret.h"

namespace anlaufstelle::printing {

// The office's recovery key on paper. Its owner wipes the texts afterwards.
struct RecoverySheet {
  std::string office_name;
  std::string recipient;           // the public half, "age1…": says which office it opens
  std::string day;                 // "26.11.2026"
  std::string key;                 // what the QR code says
  std::vector<std::string> lines;  // to be copied by hand
};

// One page A4 in German, from and into memory; the caller wipes it. One thread at a time.
// Errors: InvalidInput (the key fits no QR code), Io (cairo failed).
Result<Bytes> render_recovery_pdf(const RecoverySheet& sheet);

}  // namespace anlaufstelle::printing
