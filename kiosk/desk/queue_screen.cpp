// SPDX-License-Identifier: EUPL-1.2
#include "kiosk/desk/queue_screen.h"

#include <algorithm>

#include "kiosk/desk/page_frame.h"

namespace anlaufstelle::desk {

using widgets::ButtonKind;
using widgets::Icon;
using widgets::Rect;
using widgets::TextStyle;
using widgets::Ui;

namespace {

constexpr float kGapMm = 3, kRowMm = 16;
constexpr std::string_view kTimeZone = "Europe/Berlin";

std::string waiting(const casework::QueueEntry& entry, UnixSeconds now,
                    const language::Catalogue& words) {
  const UnixSeconds came{std::chrono::minutes(entry.minute)};
  const auto minutes =
      std::max<long>(0, std::chrono::duration_cast<std::chrono::minutes>(now - came).count());
  if (minutes < 60) {
    return words.plural("de", "wartet seit {n} Min.", "wartet seit {n} Min.", minutes);
  }
  if (minutes < 12 * 60) {
    return words.plural("de", "wartet seit {n} Std.", "wartet seit {n} Std.", minutes / 60) + " " +
           words.plural("de", "{n} Min.", "{n} Min.", minutes % 60);
  }
  return words.get("de", "abgegeben am") + " " + language::format_minute("de", came, kTimeZone);
}

std::string role_name(crypto::Role role, const language::Catalogue& words) {
  switch (role) {
    case crypto::Role::kReception:
      return words.get("de", "Warteliste – Empfang");
    case crypto::Role::kCounselling:
      return words.get("de", "Warteliste – Beratung");
    case crypto::Role::kRecovery:
      return words.get("de", "Warteliste – Wiederherstellung");
    case crypto::Role::kAdministration:
      break;  // opens nothing, so casework lets it see no queue
  }
  return {};
}

// What can't be shown is said, so that nobody believes the list to be whole.
std::vector<std::string> troubles(const casework::Queue& queue, const language::Catalogue& words) {
  std::vector<std::string> texts;
  if (!queue.damage.empty()) {
    texts.push_back(words.get("de",
                              "Die Datei mit den Einträgen ist beschädigt, gelöscht wird "
                              "nichts mehr. Bitte sagen Sie es der Verwaltung:") +
                    " " + queue.damage);
  }
  if (!queue.trouble.empty()) {
    texts.push_back(words.get("de", "Neue Einträge können gerade nicht geholt werden:") + " " +
                    queue.trouble);
  }
  if (queue.unreadable > 0) {
    texts.push_back(
        words.plural("de", "{n} Eintrag ist beschädigt oder nicht für diesen Schlüssel versiegelt.",
                     "{n} Einträge sind beschädigt oder nicht für diesen Schlüssel versiegelt.",
                     queue.unreadable));
  }
  if (queue.quarantined > 0) {
    texts.push_back(words.plural(
        "de", "{n} Datei im Eingang war nicht echt oder beschädigt und liegt zur Seite.",
        "{n} Dateien im Eingang waren nicht echt oder beschädigt und liegen zur Seite.",
        queue.quarantined));
  }
  for (const std::string& kiosk : queue.doubted_trails) {
    texts.push_back(language::fill_in(
        words.get("de",
                  "Das Protokoll von {kiosk} ist kürzer als früher gemeldet. Wurde dort "
                  "etwas ersetzt? Wenn nicht: Bitte sagen Sie es der Verwaltung."),
        "kiosk", kiosk));
  }
  return texts;
}

}  // namespace

std::string state_in_words(records::RecordState state, const language::Catalogue& words) {
  switch (state) {
    case records::RecordState::kPrinted:
      return words.get("de", "gedruckt");
    case records::RecordState::kInCounselling:
      return words.get("de", "im Gespräch");
    case records::RecordState::kDone:
    case records::RecordState::kExported:
      return words.get("de", "erledigt");
    case records::RecordState::kNew:
    case records::RecordState::kDeleted:
      break;
  }
  return {};
}

std::string row_text(const casework::QueueEntry& entry, UnixSeconds now,
                     const language::Catalogue& words) {
  std::string text = entry.number;
  if (!entry.urgency.empty()) text += " · " + words.get("de", "Dringend");
  text += " · " + entry.language_german;
  if (entry.interpreter) text += " · " + words.get("de", "Sprachmittlung");
  text += " · " + waiting(entry, now, words);
  const std::string state = state_in_words(entry.state, words);
  return state.empty() ? text : text + " · " + state;
}

QueueEvents draw_queue(Ui& ui, Rect area, const casework::Queue& queue,
                       widgets::ScrollState& scroll, crypto::Role role, UnixSeconds now,
                       const language::Catalogue& words) {
  QueueEvents events;
  events.lock = draw_head(ui, area, {}, role_name(role, words), words).lock;
  const float gap = ui.mm(kGapMm);
  ui.scroll("queue:scroll", column(ui, area), scroll, [&](const Rect& origin) {
    Rect at = origin;
    for (const auto& trouble : troubles(queue, words)) {
      at.y += ui.notice(at, trouble, Icon::kWarning) + gap;
    }
    if (queue.entries.empty()) {
      at.y += ui.label(at, words.get("de", "Zurzeit wartet niemand."), TextStyle::kBody);
    }
    for (const auto& entry : queue.entries) {
      const bool done = casework::is_done(entry), urgent = !entry.urgency.empty() && !done;
      const Icon icon = done ? Icon::kCheck : urgent ? Icon::kWarning : Icon::kForm;
      const std::string text = row_text(entry, now, words);
      const float height = std::max(ui.mm(kRowMm), ui.button_height(text, at.w, icon));
      if (ui.button("queue:" + entry.number, {at.x, at.y, at.w, height}, text,
                    urgent ? ButtonKind::kWarning : ButtonKind::kSecondary, icon)) {
        events.open = entry;
      }
      at.y += height + gap;
    }
    return at.y - origin.y;
  });
  return events;
}

}  // namespace anlaufstelle::desk
