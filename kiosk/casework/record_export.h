// SPDX-License-Identifier: EUPL-1.2
#pragma once

#include <cstdint>
#include <span>
#include <string>
#include <vector>

#include "kiosk/forms/form_session.h"
#include "storage/records/sealed_record.h"

namespace anlaufstelle::casework {

// What a counsellor takes out of the store, in German and as it was answered. Pure; any thread.

struct ExportedAnswer {
  std::string ref;               // "/data/person/f06_alter"
  std::string question, answer;  // in German; the client's own words unchanged
  std::string value;             // as the submission has it
  forms::Standing standing = forms::Standing::kNone;
};

struct ExportedRecord {
  std::string number, form_id, form_version, language;
  std::int64_t minute = 0;              // hand-in, minutes since 1970-01-01 UTC
  std::string urgency;                  // U-codes
  std::vector<ExportedAnswer> answers;  // relevant questions that were answered, document order
  std::string submission;               // OpenRosa submission XML, as the kiosk made it

  ExportedRecord() = default;
  ExportedRecord(ExportedRecord&&) = default;
  ExportedRecord& operator=(ExportedRecord&&) = default;
  ~ExportedRecord();  // wipes what was answered
};

// `session`: the record's full submission, read in German; nullptr for one without answers.
ExportedRecord export_record(const records::RecordContent& content,
                             const forms::FormSession* session);

// One line an answer (a record without any has one), UTF-8 with a byte order mark, RFC 4180. A cell
// that a spreadsheet would take for a formula (=, +, -, @, tab, carriage return) begins with an
// apostrophe.
std::string to_csv(std::span<const ExportedRecord> records);

}  // namespace anlaufstelle::casework
