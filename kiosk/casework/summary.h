// SPDX-License-Identifier: EUPL-1.2
#pragma once

#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include "kiosk/casework/counsel_sheet.h"
#include "kiosk/forms/form_session.h"
#include "kiosk/printing/sheet.h"
#include "storage/base/result.h"
#include "storage/records/outcome.h"
#include "storage/records/sealed_record.h"

namespace anlaufstelle::casework {

struct EnteredOutcome {
  records::Outcome outcome;
  std::string by;           // who counsels, "anna"
  std::int64_t minute = 0;  // since 1970-01-01 UTC
};

// One record in German, ready for the screen and for paper. The two lists never share a line:
// what `sheet` has may be printed, what `not_for_paper` has never is.
struct Summary {
  printing::Sheet sheet;
  // Print class "-" and what the client hasn't ticked. Empty for reception: its key opens the
  // slip part only. Shown behind a switch of its own, never in a PDF.
  std::vector<printing::Section> not_for_paper;
  // nullptr where the whole record isn't open; summarise() leaves them to the office.
  std::shared_ptr<const CounselSheets> counsel = nullptr;
  // What was entered of the talk, for whoever opens whole records; the office adds it.
  std::shared_ptr<const EnteredOutcome> outcome = nullptr;
};

// Says how a number, a minute and a form's answers read in German (facts.md 2.6: urgent block,
// what was left open by a standing answer, language and interpreter, topic, then the form's own
// order by group titles, instances of a repeat numbered, the fixed line). On a slip, which lacks
// instances without anything for paper, the numbers count those that are there.
// `session` holds the submission, or is null where there is none (a minimal urgent record).
// Leaves the session in German. Pure: no file, no clock.
Summary summarise(const records::RecordContent& content, forms::FormSession* session);

// The German words of an urgency code ("U1" …), or the code itself if it is unknown.
std::string urgency_in_words(std::string_view code);

// Codes of `urgency` without U13, each once, in the order of facts.md 2.4.
std::vector<std::string> urgency_codes(std::string_view urgency);

// Whether the answers ask for an interpreter (question with `kiosk:role="interpreter"`).
bool needs_interpreter(const forms::FormSession& session);

}  // namespace anlaufstelle::casework
