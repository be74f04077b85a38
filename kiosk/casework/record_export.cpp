// SPDX-License-Identifier: EUPL-1.2
#include "kiosk/casework/record_export.h"

#include "kiosk/casework/answer_lines.h"
#include "kiosk/casework/german_answer.h"

namespace anlaufstelle::casework {
namespace {

std::string cell(std::string_view text) {
  constexpr std::string_view kFormula = "=+-@\t\r";
  std::string quoted = "\"";
  if (!text.empty() && kFormula.find(text.front()) != std::string_view::npos) quoted += '\'';
  for (const char c : text) {
    if (c == '"') quoted += '"';
    quoted += c;
  }
  return quoted + "\"";
}

std::string line(std::initializer_list<std::string_view> cells) {
  std::string joined;
  for (const std::string_view one : cells) {
    if (!joined.empty()) joined += ',';
    joined += cell(one);
  }
  return joined + "\r\n";
}

std::string_view in_words(forms::Standing standing) {
  switch (standing) {
    case forms::Standing::kUnknown:
      return "Weiß ich nicht";
    case forms::Standing::kInPerson:
      return "Nur im Gespräch";
    case forms::Standing::kNone:
      break;
  }
  return {};
}

}  // namespace

ExportedRecord::~ExportedRecord() {
  wipe(submission);
  for (ExportedAnswer& one : answers) {
    wipe(one.answer);
    wipe(one.value);
  }
}

ExportedRecord export_record(const records::RecordContent& content,
                             const forms::FormSession* session) {
  ExportedRecord record;
  record.number = content.number;
  record.form_id = content.form_id;
  record.form_version = content.form_version;
  record.language = content.language;
  record.minute = content.minute;
  record.urgency = content.urgency;
  record.submission = content.full_xml;
  if (session == nullptr) return record;
  for (const forms::NodeId node : session->questions()) {
    const forms::Question question = session->question(node);
    const bool answered = question.standing != forms::Standing::kNone || !question.value.empty();
    if (!question.relevant || question.readonly || !answered) continue;
    const std::string answer = question.standing != forms::Standing::kNone
                                   ? std::string(in_words(question.standing))
                                   : german_answer(question);
    record.answers.push_back(
        {question.ref, question.label, answer, question.value, question.standing});
  }
  return record;
}

std::string to_csv(std::span<const ExportedRecord> records) {
  std::string csv = "\xEF\xBB\xBF" + line({"number", "handed in", "form", "version", "language",
                                           "urgent", "question", "text", "answer", "value"});
  for (const ExportedRecord& record : records) {
    const std::string when = day_and_hour(record.minute);
    const auto add = [&](const ExportedAnswer& one) {
      csv += line({record.number, when, record.form_id, record.form_version, record.language,
                   record.urgency, one.ref, one.question, one.answer, one.value});
    };
    if (record.answers.empty()) add({});
    for (const ExportedAnswer& one : record.answers) add(one);
  }
  return csv;
}

}  // namespace anlaufstelle::casework
