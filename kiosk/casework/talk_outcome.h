// SPDX-License-Identifier: EUPL-1.2
#pragma once

#include <span>
#include <string>
#include <string_view>

#include "storage/records/outcome.h"

namespace anlaufstelle::casework {

// What a counsellor can enter of a talk (facts.md 3.2): codes, which are kept and counted, and the
// German words for them. In the order of the screen.
struct OutcomeChoice {
  std::string_view code;    // ON DISK: do not change
  std::string_view german;  // "§ 25a: junge Menschen"
};
std::span<const OutcomeChoice> paths_discussed();
std::span<const OutcomeChoice> referrals();
std::span<const OutcomeChoice> results();

// "§ 25b: lange in Deutschland, Familie → Härtefallkommission; noch offen". A code of another
// version reads as it is.
std::string outcome_in_words(const records::Outcome& outcome);
// The German of one code, or the code.
std::string_view in_german(std::span<const OutcomeChoice> choices, std::string_view code);

}  // namespace anlaufstelle::casework
