// SPDX-License-Identifier: EUPL-1.2
#include "kiosk/casework/day_sheet.h"

#include "kiosk/casework/german_answer.h"
#include "kiosk/language/language.h"

namespace anlaufstelle::casework {
namespace {

using printing::Line;
using records::RecordState;

void add(printing::Section& section, std::string question, std::string text) {
  section.lines.push_back({Line::Kind::kAnswer, std::move(question), std::move(text), "de"});
}

}  // namespace

printing::Sheet day_sheet(const DayClosing& closing) {
  const UnixSeconds time{std::chrono::minutes(closing.minute)};
  printing::Sheet sheet;
  sheet.title = "Tagesabschluss – Stand des Protokolls. Keine Angaben über Klient*innen.";
  sheet.number = "Tagesabschluss";
  sheet.when = language::format_minute("de", time, kOfficeTimeZone);
  sheet.footer = "Im Ordner der Verwaltung aufbewahren, getrennt vom Computer.";

  printing::Section trail{"Protokoll", {}};
  add(trail, "Beratungsstelle", closing.office_name);
  add(trail, "Abgeschlossen von", closing.closed_by);
  add(trail, "Letzter Eintrag (Nummer und Prüfsumme)", closing.head);
  for (const auto& [kiosk, head] : closing.kiosk_heads) {
    add(trail, "Protokoll von " + kiosk + ", zuletzt gemeldet", head);
  }
  trail.lines.push_back({Line::Kind::kFixed,
                         {},
                         "So prüft die Verwaltung später, ob etwas fehlt: "
                         "anlaufstelle verify --head \"" +
                             closing.head + "\"",
                         "de"});
  sheet.sections.push_back(std::move(trail));

  printing::Section records{"Einträge an diesem Platz", {}};
  constexpr struct {
    RecordState state;
    const char* words;
  } kStates[] = {{RecordState::kNew, "neu"},
                 {RecordState::kPrinted, "gedruckt"},
                 {RecordState::kInCounselling, "im Gespräch"},
                 {RecordState::kDone, "erledigt"},
                 {RecordState::kExported, "weitergegeben"}};
  for (const auto& [state, words] : kStates) {
    const auto found = closing.records.find(state);
    add(records, words, std::to_string(found == closing.records.end() ? 0 : found->second));
  }
  sheet.sections.push_back(std::move(records));
  printing::Section signature{"", {}};
  add(signature, "Datum, Unterschrift", "________________________________");
  sheet.sections.push_back(std::move(signature));
  return sheet;
}

}  // namespace anlaufstelle::casework
