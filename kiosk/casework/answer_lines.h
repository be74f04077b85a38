// SPDX-License-Identifier: EUPL-1.2
#pragma once

#include <map>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "kiosk/forms/form_session.h"
#include "kiosk/printing/sheet.h"
#include "storage/records/sealed_record.h"

namespace anlaufstelle::casework {

// What every sheet from a record is made of. Pure; one thread, as the session is.

inline constexpr std::string_view kSheetTitle =
    "Gesprächsvorbereitung – Selbstauskunft, nicht geprüft, keine Rechtsauskunft";
// The same on every sheet, so that it says nothing about the person (facts.md 2.6).
inline constexpr std::string_view kToClarify =
    "Im Gespräch klären: Identität und Pass · Gesundheit · Strafsachen";
// Above everything that was answered: what the counsellor has to ask.
inline constexpr std::string_view kOpenTitle = "Offen geblieben";
inline constexpr std::string_view kSheetFooter =
    "Nach dem Gespräch in die Akte des Vereins oder vernichten. Nicht an Behörden weitergeben.";

// "/data/person/f06_alter" → "person"
std::string_view top_group(std::string_view ref);

// Question and answer in German; `language` is the client's. Nothing where there is nothing to say.
std::optional<printing::Line> line_of(const forms::Question& question, const std::string& language);

// nullptr where there is none, for who may not have it, and for one that can't be read.
std::shared_ptr<const printing::LinePicture> picture_of(const forms::FormSession& session,
                                                        forms::NodeId node);

// Print class P, or p and ticked.
bool on_paper(const forms::Question& question);

// As the last line of the section `title`, which is begun where the last one isn't it.
void add(std::vector<printing::Section>& sections, const std::string& title, printing::Line line);

// What stands on paper beside an answer may name others that are not for paper: there everything
// is worded for paper.
struct PaperWords {
  std::string title, label;
  std::vector<forms::Choice> choices;
};
using Paper = std::map<forms::NodeId, PaperWords>;
Paper words_for_paper(forms::FormSession& session);

std::string day_and_hour(std::int64_t minute);

// "Dringend", in words, without U13; nothing where nothing is.
std::optional<printing::Section> urgent_section(const records::RecordContent& content,
                                                const forms::FormSession* session);

}  // namespace anlaufstelle::casework
