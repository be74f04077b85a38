// SPDX-License-Identifier: EUPL-1.2
#include "kiosk/desk/queue_screen.h"

#include <algorithm>
#include <cmath>
#include <set>
#include <unordered_set>

#include "kiosk/casework/german_answer.h"
#include "kiosk/desk/page_frame.h"

namespace anlaufstelle::desk {

using widgets::ButtonKind;
using widgets::Icon;
using widgets::Rect;
using widgets::TextStyle;
using widgets::Ui;

namespace {

constexpr float kGapMm = 3, kRowMm = 16, kFieldMm = 14;
// Drawn beyond what is seen, so that keys find the next row.
constexpr std::size_t kRowsBeyond = 1;

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
  return words.get("de", "abgegeben am") + " " +
         language::format_minute("de", came, casework::kOfficeTimeZone);
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
  if (queue.names_pending > 0) {
    texts.push_back(words.plural(
        "de", "Namen können noch nicht überall gesucht werden: {n} Eintrag wird noch gelesen.",
        "Namen können noch nicht überall gesucht werden: {n} Einträge werden noch gelesen.",
        static_cast<long>(queue.names_pending)));
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

void empty_search(QueueModel& model) {
  model.typed = {};
  wipe(model.query.typed);
  model.missing.clear();
  model.searched.reset();
}

// The field, and a button that empties it.
void draw_search(Ui& ui, Rect& area, QueueModel& model, crypto::Role role,
                 const language::Catalogue& words) {
  const std::string empty = words.get("de", "Leeren");
  const std::string name = role == crypto::Role::kReception
                               ? words.get("de", "Nummer suchen")
                               : words.get("de", "Nummer oder Name suchen");
  const Rect above = column(ui, area);
  area.cut_top(ui.label(above, name, TextStyle::kSmall));
  Rect row = column(ui, area.cut_top(ui.mm(kFieldMm)));
  area.cut_top(ui.mm(kGapMm));
  const Rect button = row.cut_end(ui.button_width(empty), ui.direction());
  row.cut_end(ui.mm(kGapMm), ui.direction());
  widgets::TextFieldOptions options;
  options.name = name;
  options.max_graphemes = 40;
  bool changed = ui.text_field("list:search", row, model.typed, options);
  if (ui.button("list:clear", button, empty, ButtonKind::kSecondary, Icon::kNone,
                !model.typed.text.empty())) {
    model.typed = {};
    changed = true;
  }
  if (!changed) return;
  wipe(model.query.typed);
  model.query.typed = model.typed.text;
  model.missing.clear();
  model.searched.reset();
  model.scroll = {};
}

// Its name with a large letter, as titles of forms begin in German.
std::string form_in_words(std::string form_id) {
  if (!form_id.empty() && form_id[0] >= 'a' && form_id[0] <= 'z')
    form_id[0] = static_cast<char>(form_id[0] - 'a' + 'A');
  return form_id;
}

std::string day_in_words(casework::QueueQuery::Day day, const language::Catalogue& words) {
  switch (day) {
    case casework::QueueQuery::Day::kToday:
      return words.get("de", "Heute");
    case casework::QueueQuery::Day::kEarlier:
      return words.get("de", "Früher");
    case casework::QueueQuery::Day::kAll:
      break;
  }
  return words.get("de", "Alle Tage");
}

// What comes after `current` among "all" and the ones that are there.
template <typename T>
std::optional<T> next_of(const std::vector<T>& all, const std::optional<T>& current) {
  if (all.empty()) return std::nullopt;
  if (!current) return all.front();
  const auto found = std::find(all.begin(), all.end(), *current);
  if (found == all.end() || found + 1 == all.end()) return std::nullopt;
  return *(found + 1);
}

void draw_filters(Ui& ui, Rect& area, const casework::Queue& queue, QueueModel& model,
                  const language::Catalogue& words) {
  using casework::QueueQuery;
  using records::RecordState;
  QueueQuery& query = model.query;
  const std::string form =
      query.form_id.empty() ? words.get("de", "Alle Formulare") : form_in_words(query.form_id);
  const std::string state = !query.state ? words.get("de", "Jeder Stand")
                            : *query.state == RecordState::kNew
                                ? words.get("de", "neu")
                                : state_in_words(*query.state, words);
  const std::string texts[] = {day_in_words(query.day, words), form, state};
  constexpr std::string_view kIds[] = {"list:day", "list:form", "list:state"};
  const float gap = ui.mm(kGapMm), width = (column(ui, area).w - 2 * gap) / 3;
  float height = 0;
  for (const auto& text : texts) height = std::max(height, ui.button_height(text, width));
  Rect row = column(ui, area.cut_top(height));
  area.cut_top(gap);
  int pressed = -1;
  for (int i = 0; i < 3; ++i) {
    const Rect rect = row.cut_start(width, ui.direction());
    row.cut_start(gap, ui.direction());
    if (ui.button(kIds[i], rect, texts[i], ButtonKind::kSecondary)) pressed = i;
  }
  if (pressed < 0) return;
  if (pressed == 0) {
    query.day = query.day == QueueQuery::Day::kAll     ? QueueQuery::Day::kToday
                : query.day == QueueQuery::Day::kToday ? QueueQuery::Day::kEarlier
                                                       : QueueQuery::Day::kAll;
  } else if (pressed == 1) {
    std::set<std::string> ids;
    for (const auto& entry : queue.entries) ids.insert(entry.form_id);
    const std::optional<std::string> now =
        query.form_id.empty() ? std::nullopt : std::optional(query.form_id);
    query.form_id = next_of({ids.begin(), ids.end()}, now).value_or("");
  } else {
    query.state = next_of<RecordState>(
        {RecordState::kNew, RecordState::kPrinted, RecordState::kInCounselling, RecordState::kDone},
        query.state);
  }
  model.searched.reset();
  model.scroll = {};
}

void look_up(const std::shared_ptr<const casework::Queue>& queue, QueueModel& model,
             std::int64_t today) {
  if (model.searched == queue && model.query.today == today) return;
  model.query.today = today;
  model.found = casework::search(*queue, model.query);
  model.repeated.assign(model.found.size(), false);
  std::unordered_set<std::string_view> numbers;
  for (std::size_t i = 0; i < model.found.size(); ++i) {
    model.repeated[i] = !numbers.insert(queue->entries[model.found[i]].number).second;
  }
  model.searched = queue;
}

// One height for all, so that a row's place is known without drawing those above it: of the longest
// text that a row may have.
float row_height(Ui& ui, const casework::Queue& queue, float width,
                 const language::Catalogue& words) {
  casework::QueueEntry longest;
  longest.number = "W 99";
  longest.form_id = "Folgeberatung";
  longest.urgency = {"U1"};
  longest.interpreter = true;
  longest.state = records::RecordState::kInCounselling;
  for (const std::string& counsellor : queue.counsellors)
    if (counsellor.size() > longest.with.size()) longest.with = counsellor;
  for (const auto& entry : queue.entries) {
    if (entry.language_german.size() > longest.language_german.size())
      longest.language_german = entry.language_german;
  }
  const UnixSeconds much_later{std::chrono::hours(13)};  // the longest way to say how long
  return std::max(ui.mm(kRowMm),
                  ui.button_height(row_text(longest, much_later, words), width, Icon::kWarning));
}

// Only the rows in sight, however many there are. Returns what was touched.
const casework::QueueEntry* draw_rows(Ui& ui, Rect at, const Rect& view,
                                      const casework::Queue& queue, const QueueModel& model,
                                      float height, UnixSeconds now,
                                      const language::Catalogue& words) {
  const float step = height + ui.mm(kGapMm);
  const auto row_at = [&](float y) {
    return static_cast<std::size_t>(std::max(0.0f, std::floor((y - at.y) / step)));
  };
  const std::size_t above = row_at(view.y), below = row_at(view.bottom()) + 1 + kRowsBeyond;
  const std::size_t first = above > kRowsBeyond ? above - kRowsBeyond : 0;
  const casework::QueueEntry* touched = nullptr;
  for (std::size_t i = first; i < std::min(model.found.size(), below); ++i) {
    const casework::QueueEntry& entry = queue.entries[model.found[i]];
    const bool done = casework::is_done(entry), urgent = !entry.urgency.empty() && !done;
    const Icon icon = done ? Icon::kCheck : urgent ? Icon::kWarning : Icon::kForm;
    std::string id = "queue:" + entry.number;
    if (model.repeated[i]) id += ":" + entry.id.hex();
    const Rect row{at.x, at.y + static_cast<float>(i) * step, at.w, height};
    if (ui.button(id, row, row_text(entry, now, words),
                  urgent ? ButtonKind::kWarning : ButtonKind::kSecondary, icon))
      touched = &entry;
  }
  return touched;
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
  if (!entry.form_id.empty()) text += " · " + form_in_words(entry.form_id);
  text += " · " + entry.language_german;
  if (entry.interpreter) text += " · " + words.get("de", "Sprachmittlung");
  text += " · " + waiting(entry, now, words);
  const std::string state = state_in_words(entry.state, words);
  if (state.empty()) return text;
  text += " · " + state;
  if (entry.state == records::RecordState::kInCounselling && !entry.with.empty())
    text += " (" + entry.with + ")";
  return text;
}

QueueEvents draw_queue(Ui& ui, Rect area, const std::shared_ptr<const casework::Queue>& queue,
                       QueueModel& model, crypto::Role role, UnixSeconds now, std::int64_t today,
                       const language::Catalogue& words) {
  QueueEvents events;
  events.lock = draw_head(ui, area, {}, role_name(role, words), words).lock;
  const float gap = ui.mm(kGapMm);
  const float keyboard = ui.keyboard_height();
  if (keyboard > 0) area.h = std::max(ui.mm(kRowMm), ui.screen().h - keyboard - gap - area.y);
  draw_search(ui, area, model, role, words);
  draw_filters(ui, area, *queue, model, words);
  if (ui.take_enter()) {
    if (const casework::QueueEntry* entry = casework::with_number(*queue, model.typed.text)) {
      events.open = *entry;
      empty_search(model);
    } else {
      model.missing = model.typed.text;
      model.several = !casework::all_with_number(*queue, model.typed.text).empty();
      // The next scan takes its place.
      model.typed.anchor = 0;
      model.typed.caret = model.typed.text.size();
    }
  }
  look_up(queue, model, today);
  const Rect view = column(ui, area);
  const float height = row_height(ui, *queue, view.w, words);
  ui.scroll("queue:scroll", view, model.scroll, [&](const Rect& origin) {
    Rect at = origin;
    for (const auto& trouble : troubles(*queue, words)) {
      at.y += ui.notice(at, trouble, Icon::kWarning) + gap;
    }
    if (!model.missing.empty()) {
      at.y += ui.notice(at,
                        model.several ? words.get("de",
                                                  "Diese Nummer gibt es mehrmals. Bitte wählen Sie "
                                                  "nach Sprache und Uhrzeit.")
                                      : words.get("de", "Diese Nummer steht nicht auf der Liste."),
                        Icon::kInfo) +
              gap;
    }
    if (queue->entries.empty()) {
      at.y += ui.label(at, words.get("de", "Zurzeit wartet niemand."), TextStyle::kBody);
    } else if (model.found.empty()) {
      at.y += ui.label(at, words.get("de", "Nichts gefunden."), TextStyle::kBody);
    }
    if (const auto* touched = draw_rows(ui, at, view, *queue, model, height, now, words))
      events.open = *touched;
    at.y += static_cast<float>(model.found.size()) * (height + gap);
    return at.y - origin.y;
  });
  ui.keyboard();
  return events;
}

}  // namespace anlaufstelle::desk
