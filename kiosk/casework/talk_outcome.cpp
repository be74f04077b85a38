// SPDX-License-Identifier: EUPL-1.2
#include "kiosk/casework/talk_outcome.h"

#include <algorithm>

namespace anlaufstelle::casework {
namespace {

constexpr OutcomeChoice kPaths[] = {
    {"25a", "§ 25a: junge Menschen"},
    {"25b", "§ 25b: lange in Deutschland"},
    {"60c", "§ 60c: Ausbildungsduldung"},
    {"60d", "§ 60d: Beschäftigungsduldung"},
    {"16g", "§ 16g: Ausbildung"},
    {"19d", "§ 19d: Fachkraft"},
    {"25-5", "§ 25 Abs. 5: Ausreise unmöglich"},
    {"25-3", "§ 25 Abs. 3: Abschiebungsverbot"},
    {"23a", "§ 23a: Härtefall"},
    {"family", "Familie"},
    {"other", "anderer Weg"},
};
constexpr OutcomeChoice kReferrals[] = {
    {"lawyer", "Anwältin oder Anwalt"}, {"mbe", "Migrationsberatung (MBE)"},
    {"abh", "Ausländerbehörde"},        {"doctor", "Arztpraxis oder Klinik"},
    {"hfk", "Härtefallkommission"},     {"job-project", "Arbeitsprojekt"},
};
constexpr OutcomeChoice kResults[] = {
    {"unknown", "noch offen"},
    {"application-filed", "Antrag gestellt"},
    {"title", "Aufenthaltstitel erteilt"},
    {"duldung-changed", "andere Art der Duldung"},
    {"moved", "weggezogen"},
    {"ended", "Beratung beendet"},
};

}  // namespace

std::span<const OutcomeChoice> paths_discussed() {
  return kPaths;
}
std::span<const OutcomeChoice> referrals() {
  return kReferrals;
}
std::span<const OutcomeChoice> results() {
  return kResults;
}

std::string_view in_german(std::span<const OutcomeChoice> choices, std::string_view code) {
  const auto found = std::find_if(choices.begin(), choices.end(),
                                  [&](const OutcomeChoice& one) { return one.code == code; });
  return found == choices.end() ? code : found->german;
}

std::string outcome_in_words(const records::Outcome& outcome) {
  const auto list = [](std::span<const OutcomeChoice> choices,
                       const std::vector<std::string>& codes) {
    std::string text;
    for (const std::string& code : codes)
      text.append(text.empty() ? "" : ", ").append(in_german(choices, code));
    return text;
  };
  std::string text = list(kPaths, outcome.paths);
  if (!outcome.referrals.empty())
    text.append(text.empty() ? "→ " : " → ").append(list(kReferrals, outcome.referrals));
  return text.append(text.empty() ? "" : "; ").append(in_german(kResults, outcome.result));
}

}  // namespace anlaufstelle::casework
