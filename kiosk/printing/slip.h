// SPDX-License-Identifier: EUPL-1.2
#pragma once

#include <string>
#include <vector>

#include "kiosk/language/language.h"
#include "kiosk/printing/paper.h"
#include "storage/base/result.h"
#include "storage/base/secret.h"

namespace anlaufstelle::printing {

// What a client takes along and shows or types again: the code to go on with a form, or the number
// to say at reception; in letters and as QR. Nothing on it names a person, a form or an answer.
// Wiped by whoever made it.
struct Slip {
  std::string office, title;       // the title in the client's language, as the lines are
  std::string code;                // Latin
  std::vector<std::string> lines;  // what the code is good for, and for how long
  std::string language = "de";     // BCP 47
};

// One page: of A4, filled from the top to a third (what is below may be cut off), or as much of a
// roll as it needs. Errors: Io. REQUIRES: as render_pdf().
Result<Bytes> render_slip(const Slip& slip, const std::vector<language::Language>& languages,
                          Paper paper = Paper::kA4);

}  // namespace anlaufstelle::printing
