// SPDX-License-Identifier: EUPL-1.2
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "kiosk/forms/form_session.h"
#include "kiosk/pages/page_store.h"
#include "storage/base/clock.h"

namespace anlaufstelle::visit {

// What a perspective check finds: never more than that a way is worth speaking about. Best first.
enum class Outcome {
  kCouldFit,
  kSomeOpen,
  kTalkFirst,
  kClosed,
  kAsk  // the rule, or the page that tells of its way, is out of date
};

// In words of the form, which calls them met, open, unknown and barrier.
enum class ConditionState { kMet, kOpen, kUnknown, kBarrier };
struct Condition {
  std::string text;
  ConditionState state = ConditionState::kUnknown;
};

struct CheckedWay {
  std::string id;    // of its group: "weg-25a", "weg-25b.60d"
  std::string page;  // that tells of it: "weg-25b"
  std::string title, subtitle;
  bool translated = true;  // the title
  Outcome outcome = Outcome::kAsk;
  std::vector<Condition> conditions;   // none for kAsk
  std::string source;                  // of the page, as its head has it
  std::string law_date;                // YYYY-MM-DD: of the rules, where they name one
  std::vector<std::string> questions;  // to take along: the list that ends the page
};

bool has_barrier(const CheckedWay& way);

// Every relevant way of a check, best first, then in the form's order; its words in the session's
// language, the pages' in `tag`. A node with role "way-result" is a way's, those beside it with
// role "way-condition" its conditions; the group around them is named like the way's page. A rule
// is valid as long as that page is, and no longer than the form says (role "rules-valid-until",
// with "rules-law-date"): an office's newer page doesn't make an old rule newer. Any thread that
// has the session.
std::vector<CheckedWay> perspective(const forms::FormSession& session,
                                    const pages::PageStore& pages, std::string_view tag,
                                    UnixSeconds now);

}  // namespace anlaufstelle::visit
