// SPDX-License-Identifier: EUPL-1.2
#include "kiosk/visit/urgency.h"

#include <algorithm>
#include <sstream>

namespace anlaufstelle::visit {
namespace {

constexpr std::string_view kNothingUrgent = "none";
constexpr std::string_view kNeverStored = "U13";

std::string upper(std::string code) {
  for (char& c : code) {
    if (c >= 'a' && c <= 'z') c = static_cast<char>(c - 'a' + 'A');
  }
  return code;
}

void add_codes(const std::string& value, std::vector<std::string>& codes) {
  std::istringstream words(value);
  for (std::string word; words >> word;) {
    if (word == kNothingUrgent) continue;
    if (std::find(codes.begin(), codes.end(), word) == codes.end()) codes.push_back(word);
  }
}

}  // namespace

std::string Urgency::to_store() const {
  std::string joined;
  for (const std::string& code : codes) {
    const std::string stored = upper(code);
    if (stored == kNeverStored) continue;
    if (!joined.empty()) joined += ' ';
    joined += stored;
  }
  return joined;
}

Urgency urgency_of(const forms::FormSession& session) {
  Urgency urgency;
  for (const std::string_view role : {"urgent", "urgent-when"}) {
    for (const forms::NodeId node : session.with_role(role)) {
      add_codes(session.value(node), urgency.codes);
    }
  }
  return urgency;
}

}  // namespace anlaufstelle::visit
