// SPDX-License-Identifier: EUPL-1.2
#pragma once

#include <string>
#include <vector>

#include "kiosk/language/language.h"
#include "storage/base/result.h"
#include "storage/base/secret.h"

namespace anlaufstelle::printing {

// What a client takes along to go on with a form later: the code, in words and as QR. Nothing on
// it names a person, a form or an answer. Wiped by whoever made it.
struct ResumeSlip {
  std::string office, title;       // in the client's language, as the lines are
  std::string code;                // in groups, Latin
  std::vector<std::string> lines;  // what the code is good for, and for how long
  std::string language = "de";     // BCP 47
};

// One page of A4, filled from the top to a third: what is below may be cut off. Errors: Io.
// REQUIRES: as render_pdf().
Result<Bytes> render_resume_slip(const ResumeSlip& slip,
                                 const std::vector<language::Language>& languages);

}  // namespace anlaufstelle::printing
