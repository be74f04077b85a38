// SPDX-License-Identifier: EUPL-1.2
#pragma once

#include <map>
#include <string>
#include <vector>

#include "kiosk/casework/form_shelf.h"
#include "storage/records/figures.h"
#include "storage/records/outcome.h"
#include "storage/records/retention.h"

namespace anlaufstelle::casework {

// What the choices that are counted are called in German, by what is counted, in the form's order.
using ChoiceLabels = std::map<std::string, std::vector<ChoiceLabel>, std::less<>>;
ChoiceLabels choice_labels(FormShelf& shelf);

// What is counted of visits at the kiosk, which are no consultations (facts.md 3.2). Only choices
// are counted, each for itself, by the month of the hand-in.

// One record: "records", "urgent", "language", and of the questions with a role in the form
// "kind", "enquirer", "country", "paper", "entry", "interpreter", "topic". `session` holds the
// slip, or is null where there is none.
void count_visit(records::Figures& figures, const records::RecordContent& content,
                 const forms::FormSession* session);

// What came of a talk: "outcomes", "path", "referral", "result", by the month in which it was
// entered.
void count_outcome(records::Figures& figures, const records::Outcome& outcome);

// What the desk's retention keeps of the records that go: read with `role`, sealed to the newest
// set of `trust`. Figures and outcomes that only others can open stay as they are, beside the new
// ones. All outlive the function, which is called on the thread of `store`.
records::Retention::Count visits_counted(records::RecordStore& store,
                                         const crypto::DeskTrust& trust,
                                         const crypto::OpenedRole& role, FormShelf& shelf,
                                         std::int64_t minute, Random& random);

}  // namespace anlaufstelle::casework
