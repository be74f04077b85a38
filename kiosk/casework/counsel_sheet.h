// SPDX-License-Identifier: EUPL-1.2
#pragma once

#include <chrono>
#include <memory>

#include "kiosk/forms/form_session.h"
#include "kiosk/language/language.h"
#include "kiosk/printing/sheet.h"
#include "storage/records/sealed_record.h"

namespace anlaufstelle::casework {

// What a counsellor goes into the talk with, from a whole record. All of them respect the print
// classes: class "-", and p without its tick, are in none of them, not even as a question. Which
// question is asked at all may follow from an answer that isn't for paper: a form's author gives P
// only to questions that may be seen beside that. Pure; the session is left in German.

// German. First page: what is urgent, dates that are near, language, topic, paper, times, family,
// work, German, what was left open. Then every question with its answer in the form's order.
// `today`: from which days are counted.
printing::Sheet counsel_sheet(const records::RecordContent& content, forms::FormSession& session,
                              std::chrono::year_month_day today);

// The same, and in the second part beside each German question and choice what the client read.
// `words`: domain "interface".
printing::Sheet bilingual_sheet(const records::RecordContent& content, forms::FormSession& session,
                                std::chrono::year_month_day today,
                                const language::Catalogue& words);

enum class Letters { kNormal, kLarge };  // 12 and 18 points

// For the client to take along, in the language that they read in: no urgency, nothing of ours.
printing::Sheet clients_copy(const records::RecordContent& content, forms::FormSession& session,
                             Letters letters, const language::Catalogue& words);

// All that one record gives.
struct CounselSheets {
  printing::Sheet german;
  // nullptr where the client read German, and without `words`.
  std::shared_ptr<const printing::Sheet> bilingual;
  std::shared_ptr<const printing::Sheet> clients, clients_large;  // nullptr without `words`
};
CounselSheets counsel_sheets(const records::RecordContent& content, forms::FormSession& session,
                             std::chrono::year_month_day today, const language::Catalogue* words);

}  // namespace anlaufstelle::casework
